/*
 * What watch has done once a day by a process of its own, so that a slow
 * mail server does not hold up the guard.
 */
#ifndef CMD_DAILY_H
#define CMD_DAILY_H

#include <sys/types.h>

#include "desk/post.h"

struct daily {
	const char *config; /* path of the configuration */
	pid_t pid;	    /* of "reconcile --daily"; 0 if none runs */
	gint64 since;	    /* monotonic: when it was started */
};

/* Starts it if a source is due, sees to its end, and stops one that takes
 * longer than an hour. Logs what goes wrong. */
void daily_look(struct daily *daily, struct post *post);

/* Stops it, at the end of watch. */
void daily_stop(struct daily *daily);

#endif
