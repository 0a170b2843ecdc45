/*
 * The longest silence at the same time of the week.
 */
#include "desk/silence.h"

#include "base/clock.h"
#include "policy/workday.h"

#define HOUR ((gint64)60 * 60)
#define HISTORY (14 * 24 * HOUR)
#define IN_OFFICE (2 * HOUR)
#define ELSEWHERE (12 * HOUR)
#define OPENS 8
#define CLOSES 18

/* Monday is 1, Sunday 7. */
static GDateWeekday
weekday_of(guint32 day)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	return g_date_get_weekday(&date);
}

static gboolean
is_weekend(guint32 day)
{
	return weekday_of(day) >= G_DATE_SATURDAY;
}

/* Monday to Friday, and no working day. */
static gboolean
is_holiday(const struct calendar *calendar, guint32 day)
{
	return !is_weekend(day) && !workday_is(calendar, day);
}

/* The last arrival before an instant; TIME_NONE if there is none. */
static gint64
last_before(const GArray *arrivals, gint64 instant)
{
	guint low = 0, high = arrivals->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (g_array_index(arrivals, gint64, middle) < instant)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? TIME_NONE : g_array_index(arrivals, gint64, low - 1);
}

/* The longest silence up to a moment of the window: it ends with an arrival
 * in it, or with the window. */
static gint64
longest_in(const GArray *arrivals, gint64 from, gint64 to)
{
	gint64 longest = -1, end = to;

	if (to <= from)
		return longest;

	while (TRUE) {
		gint64 last = last_before(arrivals, end);

		if (last == TIME_NONE)
			return longest;
		longest = MAX(longest, end - last);
		if (last < from)
			return longest;
		end = last;
	}
}

static int
hour_of(gint64 now, guint32 today)
{
	int hour = 23;

	while (hour > 0 && clock_at(today, hour, 0) > now)
		hour--;
	return hour;
}

/* The day to look at so many weeks back, of a bank holiday the Sunday before
 * it; DAY_NONE if it teaches nothing. */
static guint32
same_day(const struct calendar *calendar, guint32 today, guint32 weeks)
{
	guint32 day = today - 7 * weeks;

	if (is_holiday(calendar, today))
		return day - (guint32)weekday_of(day);
	return is_holiday(calendar, day) ? DAY_NONE : day;
}

gint64
silence_limit(const GArray *arrivals, const struct calendar *calendar,
	      gint64 now)
{
	guint32 today = clock_day(now), week;
	int hour = hour_of(now, today);
	gboolean office = !is_weekend(today) && !is_holiday(calendar, today) &&
			  hour >= OPENS && hour < CLOSES;
	gint64 longest = -1, last, from;

	if (arrivals->len == 0 ||
	    g_array_index(arrivals, gint64, 0) > now - HISTORY)
		return -1;
	last = g_array_index(arrivals, gint64, arrivals->len - 1);
	for (week = 1; week <= SILENCE_WEEKS; week++) {
		guint32 day = same_day(calendar, today, week);

		if (day == DAY_NONE)
			continue;
		from = clock_at(day, hour, 0) - HOUR;
		longest = MAX(longest, longest_in(arrivals, from,
						  MIN(from + 3 * HOUR, last)));
	}
	if (longest < 0)
		return -1;
	return MAX(longest * 3 / 2, office ? IN_OFFICE : ELSEWHERE);
}
