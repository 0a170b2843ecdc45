/*
 * What every process that goes on until it is stopped has in common: it ends
 * at SIGTERM or SIGINT between two pieces of work, logs a fault once when it
 * begins and once when it is over, and waits longer while one lasts.
 */
#ifndef CMD_LOOP_H
#define CMD_LOOP_H

#include <glib.h>

struct loop {
	guint pause;	/* seconds between two passes when all is well */
	guint failures; /* in a row */
	char *fault;	/* the one that was logged last; NULL if none */
};

/* Catches the signals. Call it once, before the first pass. */
void loop_start(void);

/* A process that "run" has started is asked to end when its parent dies, so
 * that the next "run" finds no orphans at work. loop_start does it too. */
void loop_follow(void);

/* Tells the processes that are started from here on whom to follow. */
void loop_lead(void);

/* From here on the process gives signs of life under that name
 * (base/pulse.h), whenever it waits or asks whether to stop. Both must live
 * as long as the process. */
void loop_live(const char *data, const char *name);

/* True once a signal has asked the process to end. */
gboolean loop_stopping(void);

/* Tells how a pass ended and frees the error; NULL for success. */
void loop_result(struct loop *loop, GError *error);

/* Waits for the pause, or longer after failures, a minute at most. False
 * if the process is to end. */
gboolean loop_wait(struct loop *loop);

#endif
