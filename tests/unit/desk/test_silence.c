/*
 * How long a silence has to be to be unusual: learned from the same hour of
 * the same weekday, with a floor, and not before there is a history. The
 * source here brings a message at each full hour from 9 to 17 on working
 * days, and one at noon on Sundays.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "desk/silence.h"

#define HOURS(n) ((gint64)(n)*3600)

static struct calendar *
calendar(void)
{
	struct calendar *calendar = calendar_new();

	calendar_add(calendar, clock_parse_day("2026-01-01"), "New Year");
	calendar_add(calendar, clock_parse_day("2026-11-11"), "A holiday");
	calendar_add(calendar, clock_parse_day("2026-12-25"), "Christmas Day");
	calendar_add(calendar, clock_parse_day("2027-12-27"), "Christmas Day");
	calendar_finish(calendar);
	return calendar;
}

static gint64
at(const char *day, int hour)
{
	return clock_at(clock_parse_day(day), hour, 0);
}

/* Arrivals from a day up to the end of another. */
static GArray *
arrivals(const char *from, const char *to)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(gint64));
	guint32 day, last = clock_parse_day(to);

	for (day = clock_parse_day(from); day <= last; day++) {
		GDate date;
		int hour, first = 9, until = 17;

		g_date_clear(&date, 1);
		g_date_set_julian(&date, day);
		if (g_date_get_weekday(&date) == G_DATE_SATURDAY)
			continue;
		if (g_date_get_weekday(&date) == G_DATE_SUNDAY)
			first = until = 12;
		for (hour = first; hour <= until; hour++) {
			gint64 instant = clock_at(day, hour, 0);

			g_array_append_val(list, instant);
		}
	}
	return list;
}

/* Day and hour of now; the limit in hours, or -1. */
static const struct {
	const char *words;
	const char *from, *to;
	const char *day;
	int hour;
	gint64 limit;
} cases[] = {
	{"nothing yet", "2026-11-20", "2026-11-19", "2026-11-24", 11, -1},
	{"thirteen days of history", "2026-11-11", "2026-11-23", "2026-11-24",
	 8, -1},
	{"in the busy hours the floor", "2026-10-01", "2026-11-23",
	 "2026-11-24", 13, 2},
	{"Tuesday morning: the night is usual", "2026-10-01", "2026-11-23",
	 "2026-11-24", 9, 24},
	{"Tuesday at three at night", "2026-10-01", "2026-11-23", "2026-11-24",
	 3, 18},
	{"Monday morning: since Sunday noon", "2026-10-01", "2026-11-22",
	 "2026-11-23", 9, 31},
	{"Sunday morning: since Friday at five, with the hour of autumn",
	 "2026-10-01", "2026-11-20", "2026-11-22", 11, 66},
	{"Sunday evening: since noon, but twelve hours", "2026-10-01",
	 "2026-11-22", "2026-11-22", 18, 12},
	{"a bank holiday counts as a Sunday", "2026-09-01", "2026-11-10",
	 "2026-11-11", 18, 12},
	{"years past the calendar all days are Sundays", "2029-01-01",
	 "2029-03-06", "2029-03-07", 18, 12},
	{"what it is silent for now teaches nothing", "2026-08-01",
	 "2026-11-03", "2026-11-24", 13, 2},
};

static void
test_limit(void **state)
{
	struct calendar *known = calendar();
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) list = arrivals(cases[i].from, cases[i].to);
		gint64 limit = silence_limit(list, known,
					     at(cases[i].day, cases[i].hour));
		gint64 wanted = cases[i].limit < 0 ? -1 : HOURS(cases[i].limit);

		if (limit / 3600 != wanted / 3600)
			fail_msg("%s: %d s, not %d", cases[i].words, (int)limit,
				 (int)wanted);
	}
	calendar_free(known);
}

/* A quiet source is not called silent on a usual day, hour by hour, for two
 * weeks; and is when nothing comes on a working day. */
static void
test_weeks(void **state)
{
	struct calendar *known = calendar();
	g_autoptr(GArray) all = arrivals("2026-08-03", "2026-11-08");
	gint64 now, last;
	guint n;

	(void)state;
	for (now = at("2026-10-12", 0); now < at("2026-10-26", 0);
	     now += HOURS(1)) {
		g_autoptr(GArray) list =
			g_array_new(FALSE, FALSE, sizeof(gint64));
		gint64 limit;

		for (n = 0; n < all->len; n++)
			if (g_array_index(all, gint64, n) <= now)
				g_array_append_val(
					list, g_array_index(all, gint64, n));
		last = g_array_index(list, gint64, list->len - 1);
		limit = silence_limit(list, known, now);
		assert_true(limit > 0 && now - last <= limit);
	}
	last = g_array_index(all, gint64, all->len - 1);
	assert_true(at("2026-11-09", 9) - last <=
		    silence_limit(all, known, at("2026-11-09", 9)));
	assert_true(at("2026-11-09", 12) - last >
		    silence_limit(all, known, at("2026-11-09", 12)));
	calendar_free(known);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_weeks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
