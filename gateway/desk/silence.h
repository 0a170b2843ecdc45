/*
 * When a source has been silent for unusually long, learned from when it
 * brought messages. Pure.
 *
 * For the hour and weekday it is now, the same hour of the same weekday in
 * each of the last eight weeks is looked at, with the hour before and the
 * hour after it. The longest silence up to any moment in those windows is
 * what is usual; half as much again is unusual. In office hours (Monday to
 * Friday, 8 to 18) it is never called so before two hours, at other times
 * never before twelve. Bank holidays count as Sundays, today and in the past:
 * a working day that was one teaches nothing.
 *
 * Nothing is said before there are two weeks of history: a new source is not
 * known yet; what has passed since the last message teaches nothing. An outage
 * teaches that such a silence happens, and is forgotten after eight weeks.
 */
#ifndef DESK_SILENCE_H
#define DESK_SILENCE_H

#include <glib.h>

#include "model/calendar.h"

#define SILENCE_WEEKS 8

/* How far back to look for arrivals, in seconds. */
#define SILENCE_SECONDS ((gint64)(SILENCE_WEEKS + 1) * 7 * 24 * 60 * 60)

/* How long the silence before now has to be to be unusual, in seconds; -1
 * while that cannot be told. arrivals: gint64, ascending, within
 * SILENCE_SECONDS. */
gint64 silence_limit(const GArray *arrivals, const struct calendar *calendar,
		     gint64 now);

#endif
