/*
 * Memory for many small things that are freed together.
 */
#ifndef CLASSIFY_ARENA_H
#define CLASSIFY_ARENA_H

#include <glib.h>

struct arena;

struct arena *arena_new(void);

/* size bytes, aligned for anything. They belong to the arena. */
void *arena_take(struct arena *arena, gsize size);

/* Frees it with all that was taken. */
void arena_free(struct arena *arena);

#endif
