/*
 * Working days, counted a day at a time: at most some forty steps for any
 * clock of the Code, and nothing that could go wrong at a year's edge.
 */
#include "policy/workday.h"

#include "base/clock.h"
#include "base/fault.h"
#include "policy/count.h"

/* Day 1 was a Monday: 1 January of the year 1 (g_date_get_julian). */
static gboolean
is_weekend(guint32 day)
{
	return (day - 1) % 7 >= 5;
}

static gboolean
is_known(const struct calendar *calendar, guint32 day)
{
	return day != DAY_NONE && day >= calendar->first &&
	       day <= calendar->last;
}

static gboolean
fault_unknown(const struct calendar *calendar, guint32 day, GError **error)
{
	g_autofree char *asked = clock_iso(day);
	g_autofree char *first = clock_iso(calendar->first);
	g_autofree char *last = clock_iso(calendar->last);

	return fault_set(error, FAULT_SETUP,
			 "Counting working days reached %s, but the bank "
			 "holidays are known only from %s to %s. Put a newer "
			 "bank-holidays.json from www.gov.uk in place.",
			 asked == NULL ? "no date" : asked,
			 first == NULL ? "no day" : first,
			 last == NULL ? "no day" : last);
}

gboolean
workday_is(const struct calendar *calendar, guint32 day)
{
	return is_known(calendar, day) && !is_weekend(day) &&
	       calendar_find(calendar, day) == NULL;
}

guint32
workday_add(const struct calendar *calendar, guint32 day, int n, GError **error)
{
	guint32 step = n < 0 ? G_MAXUINT32 : 1; /* modulo 2^32: one back */
	int left = ABS(n);

	while (is_known(calendar, day) && left > 0) {
		day += step;
		if (workday_is(calendar, day))
			left--;
	}
	if (is_known(calendar, day))
		return day;
	fault_unknown(calendar, day, error);
	return DAY_NONE;
}

guint32
workday_add_strict(const struct calendar *calendar, guint32 day, int n,
		   GError **error)
{
	g_assert(n > 0);
	if (workday_is(calendar, day))
		n--;
	return workday_add(calendar, day, n, error);
}

gboolean
workday_count(const struct calendar *calendar, guint32 a, guint32 b, int *count,
	      GError **error)
{
	guint32 low = MIN(a, b), high = MAX(a, b), day;
	int n = 0;

	if (!is_known(calendar, low))
		return fault_unknown(calendar, low, error);
	if (!is_known(calendar, high))
		return fault_unknown(calendar, high, error);
	/* Forwards b counts and a does not; backwards the other way. */
	for (day = low + 1; day <= high; day++)
		n += workday_is(calendar, a <= b ? day : day - 1);
	*count = a <= b ? n : -n;
	return TRUE;
}

int
workday_between(const struct calendar *calendar, guint32 a, guint32 b,
		GError **error)
{
	int count = -1;

	if (b < a) {
		fault_set(error, FAULT_INPUT,
			  "The second date is before the first. Write the "
			  "earlier date first.");
		return -1;
	}
	if (!workday_count(calendar, a, b, &count, error))
		return -1;
	return count;
}

guint32
workday_months(guint32 day, int n)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	if (n < 0)
		g_date_subtract_months(&date, (guint)-n);
	else
		g_date_add_months(&date, (guint)n);
	return g_date_get_julian(&date);
}

static char *
explain_day(guint32 day, const char *title)
{
	g_autofree char *words = count_day_words(day);

	return g_strdup_printf("%s %s", words, title);
}

GPtrArray *
workday_explain(const struct calendar *calendar, guint32 a, guint32 b)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	guint i;

	for (i = 0; i < calendar->holidays->len; i++) {
		const struct holiday *holiday =
			g_ptr_array_index(calendar->holidays, i);

		if (holiday->day > a && holiday->day <= b)
			g_ptr_array_add(lines, explain_day(holiday->day,
							   holiday->title));
	}
	return lines;
}

int
workday_horizon(const struct calendar *calendar, guint32 today)
{
	return (int)((gint64)calendar->last - (gint64)today);
}
