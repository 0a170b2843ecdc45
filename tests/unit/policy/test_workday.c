/*
 * The oracle dates of domain.md 3.4, row for row and column for column, and
 * the edges of the calendar.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "base/fault.h"
#include "holidays.h"
#include "policy/duty.h"
#include "policy/workday.h"

static struct calendar *calendar;

static void
assert_day(guint32 day, const char *iso)
{
	g_autofree char *got = clock_iso(day);

	assert_string_equal(got == NULL ? "none" : got, iso);
}

static guint32
add(guint32 day, int n)
{
	return workday_add(calendar, day, n, NULL);
}

struct received {
	const char *at;
	const char *a; /* day zero is the date received */
	const char *b; /* a day off rolls to the next working day */
	const char *c; /* a working day of receipt counts as the first */
	const char *response;
	const char *extension;
	const char *exclusion;
};

static const struct received received_rows[] = {
	{"2024-03-28T12:00:00Z", "2024-04-08", "2024-04-08", "2024-04-05",
	 "2024-04-22", "2024-05-07", "2024-04-15"},
	{"2025-04-17T16:00:00+01:00", "2025-04-28", "2025-04-28", "2025-04-25",
	 "2025-05-13", "2025-05-28", "2025-05-06"},
	{"2025-12-24T10:00:00Z", "2026-01-05", "2026-01-05", "2026-01-02",
	 "2026-01-19", "2026-02-02", "2026-01-12"},
	{"2026-05-02T09:00:00+01:00", "2026-05-11", "2026-05-12", "2026-05-11",
	 "2026-05-26", "2026-06-09", "2026-05-18"},
	{"2026-08-28T17:30:00+01:00", "2026-09-07", "2026-09-07", "2026-09-04",
	 "2026-09-21", "2026-10-05", "2026-09-14"},
	{"2026-11-20T22:45:00Z", "2026-11-27", "2026-11-27", "2026-11-26",
	 "2026-12-11", "2026-12-29", "2026-12-04"},
	{"2026-11-21T11:00:00Z", "2026-11-27", "2026-11-30", "2026-11-27",
	 "2026-12-11", "2026-12-29", "2026-12-04"},
	{"2026-11-23T00:01:00Z", "2026-11-30", "2026-11-30", "2026-11-27",
	 "2026-12-14", "2026-12-30", "2026-12-07"},
	{"2026-12-18T09:00:00Z", "2026-12-29", "2026-12-29", "2026-12-24",
	 "2027-01-13", "2027-01-27", "2027-01-06"},
	{"2026-12-24T23:59:00Z", "2027-01-05", "2027-01-05", "2027-01-04",
	 "2027-01-19", "2027-02-02", "2027-01-12"},
	{"2026-12-25T08:00:00Z", "2027-01-05", "2027-01-06", "2027-01-05",
	 "2027-01-19", "2027-02-02", "2027-01-12"},
	{"2026-12-26T08:00:00Z", "2027-01-05", "2027-01-06", "2027-01-05",
	 "2027-01-19", "2027-02-02", "2027-01-12"},
	{"2027-03-25T15:00:00Z", "2027-04-05", "2027-04-05", "2027-04-02",
	 "2027-04-19", "2027-05-04", "2027-04-12"},
	{"2027-12-24T15:00:00Z", "2028-01-05", "2028-01-05", "2028-01-04",
	 "2028-01-19", "2028-02-02", "2028-01-12"},
	{"2028-12-31T10:00:00Z", "2029-01-08", "2029-01-09", "2029-01-08",
	 "2029-01-22", "2029-02-05", "2029-01-15"},
};

static void
check_received(const struct received *row)
{
	guint32 day = clock_day(clock_parse(row->at));
	guint32 zero = workday_is(calendar, day) ? day : add(day, 1);
	guint32 response = duty_response_due(calendar, 1, add(day, 5), NULL);

	assert_day(add(day, DAYS_ACKNOWLEDGE), row->a);
	assert_day(add(zero, DAYS_ACKNOWLEDGE), row->b);
	assert_day(workday_add_strict(calendar, day, DAYS_ACKNOWLEDGE, NULL),
		   row->c);
	assert_day(response, row->response);
	assert_day(duty_response_outer(calendar, 1, day, NULL), row->response);
	assert_day(add(response, 10), row->extension);
	assert_day(add(day, 10), row->exclusion);
}

/* The last row of the table runs into a year that nobody has published. */
static void
check_unknown(const struct received *row)
{
	guint32 day = clock_day(clock_parse(row->at));
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) strict = NULL;
	g_autoptr(GError) response = NULL;

	assert_int_equal(workday_add(calendar, day, 5, &error), DAY_NONE);
	assert_true(fault_is(error, FAULT_SETUP));
	assert_non_null(strstr(error->message, "2028-12-31"));
	assert_int_equal(workday_add_strict(calendar, day, 5, &strict),
			 DAY_NONE);
	assert_true(fault_is(strict, FAULT_SETUP));
	assert_int_equal(duty_response_outer(calendar, 1, day, &response),
			 DAY_NONE);
	assert_true(fault_is(response, FAULT_SETUP));
}

static void
test_received(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(received_rows); i++)
		if (g_str_has_prefix(received_rows[i].a, "2029"))
			check_unknown(&received_rows[i]);
		else
			check_received(&received_rows[i]);
}

struct answered {
	const char *issued;
	const char *window; /* 25 working days */
	const char *month;
	const char *escalated;
	const char *acknowledge;
	const char *response;
	const char *extension;
};

static const struct answered answered_rows[] = {
	{"2026-11-30", "2027-01-07", "2026-12-30", "2026-12-30", "2027-01-07",
	 "2027-02-04", "2027-03-04"},
	{"2026-12-11", "2027-01-20", "2027-01-11", "2027-01-20", "2027-01-27",
	 "2027-02-24", "2027-03-24"},
	{"2027-01-29", "2027-03-05", "2027-02-28", "2027-02-26", "2027-03-05",
	 "2027-04-06", "2027-05-05"},
	{"2027-01-31", "2027-03-05", "2027-02-28", "2027-02-28", "2027-03-05",
	 "2027-04-06", "2027-05-05"},
	{"2026-08-31", "2026-10-05", "2026-09-30", "2026-09-30", "2026-10-07",
	 "2026-11-04", "2026-12-02"},
	{"2028-01-31", "2028-03-06", "2028-02-29", "2028-02-29", "2028-03-07",
	 "2028-04-04", "2028-05-05"},
};

static void
test_answered(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(answered_rows); i++) {
		const struct answered *row = &answered_rows[i];
		guint32 issued = clock_parse_day(row->issued);
		guint32 escalated = clock_parse_day(row->escalated);
		guint32 acknowledged = add(escalated, DAYS_ACKNOWLEDGE);
		guint32 response =
			duty_response_due(calendar, 2, acknowledged, NULL);

		assert_day(add(issued, 25), row->window);
		assert_day(workday_months(issued, 1), row->month);
		assert_day(acknowledged, row->acknowledge);
		assert_day(response, row->response);
		assert_day(duty_response_outer(calendar, 2, escalated, NULL),
			   row->response);
		assert_day(add(response, 20), row->extension);
	}
}

static void
test_extra_cases(void **state)
{
	guint32 monday = clock_parse_day("2026-11-23");

	(void)state;
	assert_day(clock_day(clock_parse("2026-06-30T23:30:00Z")),
		   "2026-07-01");
	assert_day(duty_response_due(calendar, 1, monday, NULL), "2026-12-07");
	assert_day(duty_definition_due(calendar, monday, NULL), "2026-11-30");
	assert_day(add(monday, 0), "2026-11-23");
	assert_day(add(clock_parse_day("2026-11-21"), 0), "2026-11-21");
	assert_day(add(clock_parse_day("2026-04-07"), -1), "2026-04-02");
	assert_day(workday_months(clock_parse_day("2028-02-29"), -12),
		   "2027-02-28");
}

static void
test_edges(void **state)
{
	static const struct {
		const char *from;
		int n;
		const char *to; /* "none" for a fault */
	} rows[] = {
		{"2024-01-01", 1, "2024-01-02"},
		{"2023-12-31", 1, "none"},
		{"2024-01-02", -1, "none"},
		{"2028-12-29", 0, "2028-12-29"},
		{"2028-12-28", 1, "2028-12-29"},
		{"2028-12-29", 1, "none"},
		{"2028-12-31", 0, "2028-12-31"},
		{"2029-01-01", 0, "none"},
		{"2025-01-01", 9999, "none"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++)
		assert_day(add(clock_parse_day(rows[i].from), rows[i].n),
			   rows[i].to);
	assert_int_equal(add(DAY_NONE, 1), DAY_NONE);
	assert_false(workday_is(calendar, clock_parse_day("2029-01-02")));
	assert_int_equal(
		workday_horizon(calendar, clock_parse_day("2028-12-01")), 30);
}

static void
test_between(void **state)
{
	static const struct {
		const char *a;
		const char *b;
		int n;
	} rows[] = {
		{"2026-12-18", "2026-12-29", 5},
		{"2026-12-18", "2026-12-18", 0},
		{"2026-11-20", "2026-11-22", 0},
		{"2026-12-24", "2026-12-28", 0},
		{"2024-01-01", "2024-12-31", 254},
		{"2026-12-29", "2026-12-18", -5},
		{"2026-11-23", "2026-11-20", -1},
		{"2026-11-22", "2026-11-20", -1},
	};
	gsize i;
	int n;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		assert_true(workday_count(calendar, clock_parse_day(rows[i].a),
					  clock_parse_day(rows[i].b), &n,
					  NULL));
		assert_int_equal(n, rows[i].n);
	}
	assert_false(workday_count(calendar, clock_parse_day("2023-12-31"),
				   clock_parse_day("2024-02-01"), &n, NULL));
	assert_false(workday_count(calendar, clock_parse_day("2028-12-01"),
				   clock_parse_day("2029-01-01"), &n, NULL));
}

static void
test_between_refuses(void **state)
{
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_int_equal(workday_between(calendar,
					 clock_parse_day("2026-01-02"),
					 clock_parse_day("2026-01-01"), &error),
			 -1);
	assert_true(fault_is(error, FAULT_INPUT));
}

static void
test_explain(void **state)
{
	g_autoptr(GPtrArray) lines =
		workday_explain(calendar, clock_parse_day("2026-04-02"),
				clock_parse_day("2026-04-05"));

	(void)state;
	assert_int_equal(lines->len, 1);
	assert_string_equal(g_ptr_array_index(lines, 0),
			    "Fri 3 Apr Good Friday");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_received),
		cmocka_unit_test(test_answered),
		cmocka_unit_test(test_extra_cases),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_between),
		cmocka_unit_test(test_between_refuses),
		cmocka_unit_test(test_explain),
	};
	int failed;

	calendar = holidays();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	calendar_free(calendar);
	return failed;
}
