/*
 * How a date was counted, day by day, so that a person can follow it: "Thu 2
 * Apr received; Fri 3 Apr Good Friday; …". The count itself is that of
 * policy/workday.h; this only tells it. Pure functions.
 */
#ifndef POLICY_COUNT_H
#define POLICY_COUNT_H

#include <glib.h>

#include "model/calendar.h"
#include "policy/duty.h"

enum counted_as {
	COUNTED_ZERO,	 /* the day that the count begins after */
	COUNTED_WORKDAY, /* it counts */
	COUNTED_WEEKEND,
	COUNTED_HOLIDAY,
	COUNTED_UNKNOWN /* outside the calendar */
};

struct counted {
	guint32 day;
	enum counted_as as;
	int n;		   /* of a working day: 1 for the first */
	const char *title; /* of a holiday; the calendar's */
};

/* Every day from a to b, a as day zero: struct counted. Empty if b is before
 * a, or more than COUNT_MOST_DAYS after it. The caller's (g_array_unref). */
#define COUNT_MOST_DAYS 366
GArray *count_days(const struct calendar *calendar, guint32 a, guint32 b);

/* "Thu 2 Apr"; the caller's. */
char *count_day_words(guint32 day);

/* What the day is in the count: "received" (zero, whatever a day zero is
 * called), "working day 1", "weekend", "Good Friday"; the caller's. */
char *count_words(const struct counted *counted, const char *zero);

/* All of it in a line, weekends shortened: "Thu 2 Apr received; Fri 3 Apr
 * Good Friday; Sat 4 and Sun 5 Apr weekend; … Tue 7 Apr 1; …"; the
 * caller's. */
char *count_line(const struct calendar *calendar, guint32 a, guint32 b,
		 const char *zero);

/* What a duty's date may have been counted from; TIME_NONE where there is no
 * such instant. */
struct count_known {
	gint64 received;     /* the message that the stage began with */
	gint64 acknowledged; /* the stage's letter left */
	gint64 decided;	     /* a person said what it is */
	int exclusion_days;  /* the policy's, for the letter that refuses */
};

/* The day after which the due day of such a duty was counted; *zero is what
 * happened on it, "received", a constant. DAY_NONE if the Code's number of
 * days from there does not lead to it: it was set in another way. */
guint32 count_from(const struct calendar *calendar, enum duty_kind kind,
		   guint32 due, const struct count_known *known,
		   const char **zero);

#endif
