/*
 * The child of "watch" that calls the rota, so that a hook that hangs holds
 * up nobody.
 */
#ifndef CMD_CALLER_H
#define CMD_CALLER_H

#include <sys/types.h>

#include "desk/post.h"

/* Starts "postroom urgent" if a danger waits for somebody and the last one
 * has ended. *caller is the one that is at it; 0 for none. */
void caller_look(const struct post *post, pid_t *caller);

/* The same, and waits until it has ended. */
void caller_finish(const struct post *post);

#endif
