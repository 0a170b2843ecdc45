/*
 * The count of working days, told day by day: the days of domain.md 3.4, and
 * from which day each duty was counted.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "holidays.h"
#include "policy/count.h"
#include "policy/workday.h"

static struct calendar *calendar;

static guint32
day(const char *iso)
{
	return clock_parse_day(iso);
}

static void
test_line(void **state)
{
	static const struct {
		const char *a, *b, *line;
	} rows[] = {
		{"2026-04-02", "2026-04-08",
		 "Thu 2 Apr received; Fri 3 Apr Good Friday; Sat 4 Apr and "
		 "Sun 5 Apr weekend; Mon 6 Apr Holiday; Tue 7 Apr working day "
		 "1; Wed 8 Apr working day 2"},
		{"2026-11-23", "2026-11-23", "Mon 23 Nov received"},
		{"2026-11-21", "2026-11-22",
		 "Sat 21 Nov received; Sun 22 Nov weekend"},
		{"2026-11-23", "2026-11-22", ""},
		{"2026-01-01", "2027-01-03", ""},
		{"2028-12-30", "2029-01-01",
		 "Sat 30 Dec received; Sun 31 Dec weekend; Mon 1 Jan no bank "
		 "holidays are known for it"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *line = count_line(calendar, day(rows[i].a),
						   day(rows[i].b), "received");

		assert_string_equal(line, rows[i].line);
	}
}

/* Whatever the day, the last day told is the n-th that workday_add counts. */
static void
test_agrees(void **state)
{
	guint32 from;

	(void)state;
	for (from = calendar->first; from < calendar->last - 60; from++) {
		guint32 due = workday_add(calendar, from, 10, NULL);
		g_autoptr(GArray) days = count_days(calendar, from, due);

		assert_int_equal(days->len, due - from + 1);
		assert_int_equal(
			g_array_index(days, struct counted, days->len - 1).n,
			10);
	}
}

struct from {
	enum duty_kind kind;
	const char *due;
	const char *from;
	const char *zero;
};

static const struct from froms[] = {
	{DUTY_LOOK, "2026-11-26", "2026-11-23", "received"},
	{DUTY_ACKNOWLEDGE_1, "2026-11-30", "2026-11-23", "received"},
	{DUTY_ACKNOWLEDGE_2, "2026-11-30", "2026-11-23", "received"},
	{DUTY_RESPOND_1, "2026-12-08", "2026-11-24", "acknowledged"},
	{DUTY_RESPOND_2, "2026-12-22", "2026-11-24", "acknowledged"},
	{DUTY_CONFIRM_DEFINITION, "2026-12-01", "2026-11-24", "acknowledged"},
	{DUTY_OFFER_CHOICE, "2026-11-26", "2026-11-25", "decided"},
	{DUTY_EXCLUSION_LETTER, "2026-12-07", "2026-11-23", "received"},
	{DUTY_READ_ORIGINAL, "2026-11-24", "2026-11-23", "received"},
	{DUTY_REVIEWER, "2026-11-25", "2026-11-23", "received"},
	/* Set by a person or by an extension: no count leads to it. */
	{DUTY_RESPOND_1, "2026-12-15", NULL, NULL},
	{DUTY_LOOK, "2026-11-23", NULL, NULL},
	{DUTY_EXPLAIN_DELAY, "2026-11-24", NULL, NULL},
	{DUTY_URGENT, "2026-11-24", NULL, NULL},
};

static void
test_from(void **state)
{
	const struct count_known known = {
		.received = clock_at(day("2026-11-23"), 9, 0),
		.acknowledged = clock_at(day("2026-11-24"), 9, 0),
		.decided = clock_at(day("2026-11-25"), 9, 0),
		.exclusion_days = 10,
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(froms); i++) {
		const struct from *row = &froms[i];
		const char *zero = "";
		guint32 from = count_from(calendar, row->kind, day(row->due),
					  &known, &zero);

		assert_int_equal(from,
				 row->from == NULL ? DAY_NONE : day(row->from));
		if (row->from != NULL)
			assert_string_equal(zero, row->zero);
	}
}

static void
test_from_unknown(void **state)
{
	const struct count_known known = {
		.received = clock_at(day("2026-11-23"), 9, 0),
		.acknowledged = TIME_NONE,
		.decided = TIME_NONE,
	};
	const char *zero = "";

	(void)state;
	assert_int_equal(count_from(calendar, DUTY_OFFER_CHOICE,
				    day("2026-11-24"), &known, &zero),
			 day("2026-11-23"));
	assert_string_equal(zero, "received");
	assert_int_equal(count_from(calendar, DUTY_RESPOND_1, day("2026-12-08"),
				    &known, &zero),
			 DAY_NONE);
	assert_int_equal(
		count_from(calendar, DUTY_LOOK, DAY_NONE, &known, &zero),
		DAY_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_agrees),
		cmocka_unit_test(test_from),
		cmocka_unit_test(test_from_unknown),
	};
	int failed;

	if (!clock_open(NULL))
		return 1;
	calendar = holidays();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	calendar_free(calendar);
	return failed;
}
