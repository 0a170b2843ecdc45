/*
 * When the guard acts, over Christmas and Easter and on every day of five
 * years; the table of duties.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "holidays.h"
#include "policy/plan.h"

static struct calendar *calendar;

static const struct {
	const char *received;
	const char *guard; /* NULL for a fault */
} guard_rows[] = {
	/* an ordinary week; receipt on each day of it */
	{"2026-11-23T09:00:00Z", "2026-11-26T10:00:00Z"},
	{"2026-11-20T22:45:00Z", "2026-11-25T10:00:00Z"},
	{"2026-11-21T11:00:00Z", "2026-11-26T10:00:00Z"},
	{"2026-11-22T11:00:00Z", "2026-11-26T10:00:00Z"},
	/* Christmas 2026: strict day 24 December, 4 and 5 January */
	{"2026-12-18T09:00:00Z", "2026-12-23T10:00:00Z"},
	{"2026-12-19T09:00:00Z", "2026-12-24T10:00:00Z"},
	{"2026-12-24T23:59:00Z", "2026-12-31T10:00:00Z"},
	{"2026-12-25T08:00:00Z", "2027-01-04T10:00:00Z"},
	{"2026-12-26T08:00:00Z", "2027-01-04T10:00:00Z"},
	{"2025-12-24T10:00:00Z", "2025-12-31T10:00:00Z"},
	{"2027-12-24T15:00:00Z", "2027-12-31T10:00:00Z"},
	/* Easter 2026 and 2027, and the clock going forward */
	{"2026-03-27T12:00:00Z", "2026-04-01T09:00:00Z"},
	{"2026-04-02T08:00:00+01:00", "2026-04-09T09:00:00Z"},
	{"2026-04-03T08:00:00+01:00", "2026-04-10T09:00:00Z"},
	{"2027-03-25T15:00:00Z", "2027-04-01T09:00:00Z"},
	/* half past midnight in London is the day before in UTC */
	{"2026-06-30T23:30:00Z", "2026-07-06T09:00:00Z"},
	{"2028-12-31T10:00:00Z", NULL},
};

static void
test_guard(void **state)
{
	struct duty_settings settings = duty_defaults();
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(guard_rows); i++) {
		gint64 received = clock_parse(guard_rows[i].received);
		gint64 at = duty_guard_at(calendar, &settings, received, NULL);
		g_autofree char *got = clock_rfc3339(at);

		if (guard_rows[i].guard == NULL) {
			assert_null(got);
			continue;
		}
		assert_string_equal(got, guard_rows[i].guard);
	}
}

/* For every day of five years: after receipt, on a working day, before the
 * published due date. */
static void
test_guard_is_in_time(void **state)
{
	struct plan plan = {
		.settings = duty_defaults(),
		.category = CATEGORY_COMPLAINT,
		.ground = GROUND_NONE,
		.guarded = TRUE,
	};
	guint32 day = clock_parse_day("2024-01-01");

	(void)state;
	for (; day < clock_parse_day("2028-12-15"); day++) {
		g_autoptr(GArray) duties = NULL;
		const struct duty_due *duty;

		plan.received = clock_at(day, 23, 59);
		duties = duty_plan(calendar, &plan, NULL);
		duty = &g_array_index(duties, struct duty_due, 1);
		assert_int_equal(duty->kind, DUTY_ACKNOWLEDGE_1);
		assert_true(duty->guard_at > plan.received);
		assert_true(clock_day(duty->guard_at) < duty->due);
	}
}

static void
test_names(void **state)
{
	enum duty_kind kind, other;

	(void)state;
	for (kind = 0; kind < DUTY_COUNT; kind++) {
		assert_int_equal(duty_of(duty_name(kind)), kind);
		assert_true(*duty_provision(kind) != '\0');
		assert_true(*duty_words(kind) != '\0');
		for (other = 0; other < kind; other++)
			assert_string_not_equal(duty_name(kind),
						duty_name(other));
	}
	assert_int_equal(duty_of("reply"), DUTY_COUNT);
	assert_int_equal(duty_of(NULL), DUTY_COUNT);
	assert_int_equal(duty_stage(DUTY_RESPOND_2), 2);
	assert_true(duty_missed_explains(DUTY_RESPOND_1));
	assert_false(duty_missed_explains(DUTY_LOOK));
}

static void
test_met_by(void **state)
{
	static const struct {
		enum letter letter;
		enum duty_kind kind;
	} rows[] = {
		{LETTER_RECEIPT, DUTY_COUNT},
		{LETTER_REQUEST, DUTY_COUNT},
		{LETTER_CHOICE, DUTY_OFFER_CHOICE},
		{LETTER_SURVEY, DUTY_HOW_TO_COMPLAIN},
		{LETTER_ACKNOWLEDGE_1, DUTY_ACKNOWLEDGE_1},
		{LETTER_ACKNOWLEDGE_2, DUTY_ACKNOWLEDGE_2},
		{LETTER_CLARIFICATION, DUTY_COUNT},
		{LETTER_REFUSAL, DUTY_EXCLUSION_LETTER},
		{LETTER_REFUSAL_2, DUTY_EXCLUSION_LETTER},
		{LETTER_COMPLIMENT, DUTY_COUNT},
		{LETTER_AUTHORITY, DUTY_COUNT},
		{LETTER_DELAY, DUTY_EXPLAIN_DELAY},
		{LETTER_CLOSURE, DUTY_EXCLUSION_LETTER},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++)
		assert_int_equal(duty_met_by(rows[i].letter), rows[i].kind);
}

/* The guard's own hour and minute, in London's summer as in its winter. */
static void
test_guard_time(void **state)
{
	static const struct {
		const char *received;
		int hour;
		int minute;
		const char *guard;
	} rows[] = {
		{"2026-11-23T09:00:00Z", 8, 30, "2026-11-26T08:30:00Z"},
		{"2026-11-23T09:00:00Z", 0, 0, "2026-11-26T00:00:00Z"},
		{"2026-06-22T09:00:00Z", 8, 30, "2026-06-25T07:30:00Z"},
		{"2026-06-22T09:00:00Z", 23, 59, "2026-06-25T22:59:00Z"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct duty_settings settings = duty_defaults();
		g_autofree char *got = NULL;

		settings.guard_hour = rows[i].hour;
		settings.guard_minute = rows[i].minute;
		got = clock_rfc3339(duty_guard_at(calendar, &settings,
						  clock_parse(rows[i].received),
						  NULL));
		assert_string_equal(got, rows[i].guard);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_guard),
		cmocka_unit_test(test_guard_is_in_time),
		cmocka_unit_test(test_guard_time),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_met_by),
	};
	int failed;

	calendar = holidays();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	calendar_free(calendar);
	return failed;
}
