/*
 * When to try again, and when to stop trying in silence. Pure functions;
 * the times are real ones, not those of POSTROOM_NOW.
 */
#ifndef SEND_SCHEDULE_H
#define SEND_SCHEDULE_H

#include <glib.h>

/* Seconds from the attempts-th failure (1 is the first) to the next attempt:
 * 1, 2, 5, 15, 30 and then every 60 minutes, each up to a quarter shorter
 * by id, so that letters do not all come back at once. The same arguments
 * give the same pause; never over LIMIT_SEND_PAUSE_SECONDS. */
guint schedule_pause(const char *id, guint attempts);

/* True if a person must be told: it has been tried for four hours, or until
 * the limit, or its due instant (TIME_NONE if none) is a day away or less. */
gboolean schedule_tells(gint64 queued, gint64 now, guint attempts, gint64 due);

/* True if it has been tried LIMIT_SEND_ATTEMPTS times: it has failed. */
gboolean schedule_ends(guint attempts);

#endif
