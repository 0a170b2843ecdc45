/*
 * The guard: acknowledges by itself what nobody has acknowledged by the
 * guard time, so that the five working days are never missed because nobody
 * looked (Code 6.2, 6.11; domain.md 10.1 and 10.2). It never decides.
 */
#ifndef DESK_GUARD_H
#define DESK_GUARD_H

#include <glib.h>

#include "desk/post.h"

/* Queues the guard's letter for each open duty whose guard time has come,
 * each in a transaction of its own. Where no letter may go, a duty for a
 * person is entered and a sentence (char *) added to alarms. *sent counts
 * the letters queued. */
gboolean guard_act(struct post *post, GPtrArray *alarms, guint *sent,
		   GError **error);

#endif
