/*
 * A step begins when its minutes are over, and, if it is called in office
 * hours only, not before the office opens.
 */
#include "policy/rota.h"

#include "base/clock.h"
#include "policy/workday.h"

#define MINUTE 60

/* Bank holidays last four days with a weekend; two weeks are enough, and end
 * the search where the calendar has ended. */
#define DAYS_AHEAD 14

gboolean
rota_in_office(const struct calendar *calendar, gint64 now)
{
	guint32 day = clock_day(now);

	return workday_is(calendar, day) &&
	       now >= clock_at(day, ROTA_OPENS, 0) &&
	       now < clock_at(day, ROTA_CLOSES, 0);
}

/* The first instant in office hours from that one on. Where the calendar has
 * ended nobody knows the office's days: every hour is one. */
static gint64
opening(const struct calendar *calendar, gint64 from)
{
	guint32 day = clock_day(from);
	guint32 last = day + DAYS_AHEAD;

	if (rota_in_office(calendar, from))
		return from;
	for (; day < last; day++) {
		gint64 opens = clock_at(day, ROTA_OPENS, 0);

		if (workday_is(calendar, day) && opens >= from)
			return opens;
	}
	return from;
}

int
rota_turn(const struct calendar *calendar, const struct rota_time *step,
	  int every, gint64 begun, gint64 now)
{
	gint64 start = begun + (gint64)step->after * MINUTE;

	g_assert(every > 0);
	if (step->office) {
		gint64 opens = opening(calendar, start);

		if (now < opens || (opening(calendar, now) != now))
			return -1;
		start = opens;
	}
	if (now < start)
		return -1;
	return (int)MIN((now - start) / ((gint64)every * MINUTE), G_MAXINT);
}
