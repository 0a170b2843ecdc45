/*
 * The guard: acknowledges by itself what nobody has acknowledged by the
 * guard time, so that the five working days are never missed because nobody
 * looked (Code 6.2, 6.11; domain.md 10.1 and 10.2). It never decides.
 */
#ifndef DESK_GUARD_H
#define DESK_GUARD_H

#include <glib.h>

#include "desk/alarm.h"

/* Queues the guard's letter for each open duty whose guard time has come,
 * each in a transaction of its own. Where no letter may go, a duty for a
 * person is entered and an alarm added. *sent counts the letters queued. */
gboolean guard_act(struct post *post, struct alarms *alarms, guint *sent,
		   GError **error);

/* Enters the duty to explain the delay for each duty that was missed and
 * asks for it (domain.md 10.17). */
gboolean guard_explain(struct post *post, GError **error);

#endif
