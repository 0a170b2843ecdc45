/*
 * Holidays as a sorted array with a binary search over it.
 */
#include "model/calendar.h"

#include "base/clock.h"

static void
holiday_free(gpointer data)
{
	struct holiday *holiday = data;

	g_free(holiday->title);
	g_free(holiday);
}

struct calendar *
calendar_new(void)
{
	struct calendar *calendar = g_new0(struct calendar, 1);

	calendar->holidays = g_ptr_array_new_with_free_func(holiday_free);
	return calendar;
}

void
calendar_add(struct calendar *calendar, guint32 day, const char *title)
{
	struct holiday *holiday = g_new(struct holiday, 1);

	holiday->day = day;
	holiday->title = g_strdup(title);
	g_ptr_array_add(calendar->holidays, holiday);
}

static gint
by_day(gconstpointer a, gconstpointer b)
{
	const struct holiday *const *left = a;
	const struct holiday *const *right = b;

	return ((*left)->day > (*right)->day) - ((*left)->day < (*right)->day);
}

static const struct holiday *
at(const struct calendar *calendar, guint i)
{
	return g_ptr_array_index(calendar->holidays, i);
}

static guint32
year_edge(guint32 day, gboolean last)
{
	GDate date;
	GDateYear year;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	year = g_date_get_year(&date);
	g_date_set_dmy(&date, last ? 31 : 1, last ? 12 : 1, year);
	return g_date_get_julian(&date);
}

void
calendar_finish(struct calendar *calendar)
{
	GPtrArray *days = calendar->holidays;
	guint i = 1;

	g_ptr_array_sort(days, by_day);
	while (i < days->len)
		if (at(calendar, i)->day == at(calendar, i - 1)->day)
			g_ptr_array_remove_index(days, i);
		else
			i++;
	if (days->len == 0)
		return;
	calendar->first = year_edge(at(calendar, 0)->day, FALSE);
	calendar->last = year_edge(at(calendar, days->len - 1)->day, TRUE);
}

const struct holiday *
calendar_find(const struct calendar *calendar, guint32 day)
{
	guint low = 0, high = calendar->holidays->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (at(calendar, middle)->day < day)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < calendar->holidays->len && at(calendar, low)->day == day)
		return at(calendar, low);
	return NULL;
}

void
calendar_free(struct calendar *calendar)
{
	if (calendar == NULL)
		return;
	g_ptr_array_unref(calendar->holidays);
	g_free(calendar);
}
