/*
 * Instants and London days, with the two nights of the year that have
 * another length.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "base/fault.h"

static const struct {
	const char *text;
	const char *utc; /* NULL: refused */
} instants[] = {
	{"2026-11-23T00:01:00Z", "2026-11-23T00:01:00Z"},
	{"2026-07-01T00:30:00+01:00", "2026-06-30T23:30:00Z"},
	{"2026-01-01T00:00:00-05:00", "2026-01-01T05:00:00Z"},
	{"2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"},
	{"2026-02-29T12:00:00Z", NULL},
	{"2026-13-01T12:00:00Z", NULL},
	{"2026-11-23T25:00:00Z", NULL},
	{"2026-11-23T00:01:00", NULL},
	{"2026-11-23", NULL},
	{"tomorrow at nine o'clock", NULL},
	{"", NULL},
	{NULL, NULL},
};

static void
instants_are_read_and_written(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(instants); i++) {
		gint64 instant = clock_parse(instants[i].text);
		g_autofree char *utc = clock_rfc3339(instant);

		if (instants[i].utc == NULL)
			assert_null(utc);
		else
			assert_string_equal(utc, instants[i].utc);
	}
}

static const struct {
	const char *instant;
	const char *day;
} days[] = {
	{"2026-01-15T23:59:59Z", "2026-01-15"},
	{"2026-07-15T22:59:59Z", "2026-07-15"},
	{"2026-07-15T23:00:00Z", "2026-07-16"}, /* summer: UTC + 1 */
	{"2026-03-29T00:59:59Z", "2026-03-29"},
	{"2026-10-24T23:30:00Z", "2026-10-25"},
	{"2026-10-25T23:30:00Z", "2026-10-25"}, /* a day of 25 hours */
};

static void
the_day_is_london_s(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(days); i++) {
		gint64 instant = clock_parse(days[i].instant);
		g_autofree char *day = clock_iso(clock_day(instant));

		assert_string_equal(day, days[i].day);
	}
	assert_int_equal(clock_day(TIME_NONE), DAY_NONE);
}

static const struct {
	const char *day;
	int hour, minute;
	const char *instant;
} wall[] = {
	{"2026-01-15", 10, 0, "2026-01-15T10:00:00Z"},
	{"2026-07-15", 10, 0, "2026-07-15T09:00:00Z"},
	{"2026-07-15", 0, 0, "2026-07-14T23:00:00Z"},
	{"2026-03-29", 0, 59, "2026-03-29T00:59:00Z"},
	{"2026-03-29", 2, 0, "2026-03-29T01:00:00Z"},
	{"2026-10-25", 0, 30, "2026-10-24T23:30:00Z"},
	{"2026-10-25", 2, 30, "2026-10-25T02:30:00Z"},
	{"2026-12-31", 23, 59, "2026-12-31T23:59:00Z"},
};

static void
wall_clock_times_become_instants(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(wall); i++) {
		gint64 instant = clock_at(clock_parse_day(wall[i].day),
					  wall[i].hour, wall[i].minute);
		g_autofree char *utc = clock_rfc3339(instant);

		assert_string_equal(utc, wall[i].instant);
	}
}

static void
a_skipped_time_moves_forward(void **state)
{
	gint64 skipped = clock_at(clock_parse_day("2026-03-29"), 1, 30);
	gint64 before = clock_parse("2026-03-29T00:59:59Z");
	gint64 after = clock_parse("2026-03-29T02:00:00Z");

	(void)state;
	assert_true(skipped > before && skipped < after);
	assert_int_equal(clock_day(skipped), clock_parse_day("2026-03-29"));
}

static void
days_are_read_strictly(void **state)
{
	static const char *const bad[] = {
		"2026-02-29", "2026-1-1",   "26-01-01",	  "2026-01-01 ",
		"2026-00-10", "2026-01-32", "2026/01/01", "2026-01-0x",
		"0000-01-01", "",	    "-026-01-01",
	};
	g_autofree char *leap = clock_iso(clock_parse_day("2024-02-29"));
	gsize i;

	(void)state;
	assert_string_equal(leap, "2024-02-29");
	assert_int_equal(clock_parse_day("2024-03-01"),
			 clock_parse_day("2024-02-29") + 1);
	for (i = 0; i < G_N_ELEMENTS(bad); i++)
		assert_int_equal(clock_parse_day(bad[i]), DAY_NONE);
	assert_int_equal(clock_parse_day(NULL), DAY_NONE);
	assert_null(clock_iso(DAY_NONE));
}

static void
days_are_written_for_people(void **state)
{
	gint64 summer = clock_parse("2026-07-01T09:05:00Z");
	gint64 winter = clock_parse("2026-11-23T00:01:00Z");
	g_autofree char *words = clock_words(clock_day(winter));
	g_autofree char *brief = clock_short(summer);
	g_autofree char *mail = clock_rfc5322(summer);
	g_autofree char *cold = clock_rfc5322(winter);

	(void)state;
	assert_string_equal(words, "Monday 23 November 2026");
	assert_string_equal(brief, "1 Jul 2026 10:05");
	assert_string_equal(mail, "Wed, 1 Jul 2026 10:05:00 +0100");
	assert_string_equal(cold, "Mon, 23 Nov 2026 00:01:00 +0000");
	assert_null(clock_words(DAY_NONE));
	assert_null(clock_short(TIME_NONE));
	assert_null(clock_rfc5322(TIME_NONE));
}

static void
the_clock_can_be_fixed(void **state)
{
	gint64 real = g_get_real_time() / G_USEC_PER_SEC;
	g_autoptr(GError) error = NULL;

	(void)state;
	clock_fix(42);
	assert_int_equal(clock_now(), 42);
	clock_fix(TIME_NONE);
	assert_true(clock_now() >= real);
	g_setenv("POSTROOM_NOW", "2026-12-24T09:00:00Z", TRUE);
	assert_true(clock_open(NULL));
	assert_int_equal(clock_now(), clock_parse("2026-12-24T09:00:00Z"));
	g_setenv("POSTROOM_NOW", "Christmas", TRUE);
	assert_false(clock_open(&error));
	assert_true(fault_is(error, FAULT_SETUP));
	clock_fix(TIME_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(instants_are_read_and_written),
		cmocka_unit_test(the_day_is_london_s),
		cmocka_unit_test(wall_clock_times_become_instants),
		cmocka_unit_test(a_skipped_time_moves_forward),
		cmocka_unit_test(days_are_read_strictly),
		cmocka_unit_test(days_are_written_for_people),
		cmocka_unit_test(the_clock_can_be_fixed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
