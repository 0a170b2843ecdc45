/*
 * Duties: what they are due, and that each ends once, with its reason.
 */
#include "unit/ledger/fixture.h"

#define DAY(iso) clock_parse_day(iso)

static gint64
add(struct ledger *ledger, gint64 case_id, const char *kind, const char *due)
{
	g_autoptr(own_duty_row) row = duty_row_new();
	gint64 id;

	row->case_id = case_id;
	row->stage = 1;
	fixture_set(&row->kind, kind);
	fixture_set(&row->provision, "6.2");
	if (strlen(due) == 10)
		row->due_day = DAY(due);
	else
		row->due_at = clock_parse(due);
	row->guard_at = NOON + 3600;
	OK(ledger_begin(ledger, error));
	OK(id = duty_add(ledger, row, error));
	OK(ledger_commit(ledger, error));
	return id;
}

static void
test_round_trip(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_duty_row) day = NULL;
	g_autoptr(own_duty_row) hour = NULL;

	(void)add(f->ledger, id, "acknowledge-1", "2026-11-30");
	(void)add(f->ledger, id, "urgent", "2026-11-23T13:00:00Z");
	OK(day = duty_find(f->ledger, id, "acknowledge-1", 1, error));
	assert_int_equal(day->due_day, DAY("2026-11-30"));
	assert_true(day->due_at == TIME_NONE);
	assert_int_equal(day->guard_at, NOON + 3600);
	assert_int_equal(day->stage, 1);
	assert_string_equal(day->provision, "6.2");
	assert_true(g_str_has_prefix(day->ref, "CR-2026-00001-"));
	assert_true(duty_is_open(day));
	OK(hour = duty_find(f->ledger, id, "urgent", 1, error));
	assert_int_equal(hour->due_day, DAY_NONE);
	assert_int_equal(hour->due_at, clock_parse("2026-11-23T13:00:00Z"));
	assert_null(duty_find(f->ledger, id, "urgent", 2, NULL));
}

/* A day is over at midnight in London, also in summer. */
static void
test_overdue(void **state)
{
	static const struct {
		const char *due, *now;
		gboolean overdue;
	} rows[] = {
		{"2026-11-30", "2026-11-30T23:59:59Z", FALSE},
		{"2026-11-30", "2026-12-01T00:00:00Z", TRUE},
		{"2026-07-01", "2026-07-01T22:59:59Z", FALSE},
		{"2026-07-01", "2026-07-01T23:00:00Z", TRUE},
		{"2026-03-29", "2026-03-29T22:59:59Z", FALSE},
		{"2026-03-29", "2026-03-29T23:00:00Z", TRUE},
		{"2026-11-23T13:00:00Z", "2026-11-23T13:00:00Z", FALSE},
		{"2026-11-23T13:00:00Z", "2026-11-23T13:00:01Z", TRUE},
	};
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		gint64 now = clock_parse(rows[i].now);
		gint64 duty = add(f->ledger, id, "x", rows[i].due);
		g_autoptr(own_duty_row) row = NULL;

		OK(row = duty_find(f->ledger, id, "x", 1, error));
		assert_int_equal(duty_is_overdue(row, now), rows[i].overdue);
		assert_int_equal(
			duty_count(f->ledger, DUTIES_OVERDUE, now, NULL),
			rows[i].overdue);
		ALONE(f->ledger,
		      duty_end(f->ledger, duty, "test", "done", error));
	}
}

static void
test_one_open_of_a_kind(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	gint64 first = add(f->ledger, id, "look", "2026-11-26");
	g_autoptr(own_duty_row) second = duty_row_new();
	g_autoptr(own_duty_row) open = NULL;

	second->case_id = id;
	second->stage = 1;
	second->due_day = DAY("2026-11-27");
	fixture_set(&second->kind, "look");
	REFUSED(f->ledger, duty_add(f->ledger, second, error),
		"UNIQUE constraint");
	ALONE(f->ledger, duty_end(f->ledger, first, "Ann", "seen", error));
	ALONE(f->ledger, duty_add(f->ledger, second, error));
	OK(open = duty_find(f->ledger, id, "look", 1, error));
	assert_int_equal(open->due_day, DAY("2026-11-27"));
}

static void
test_meet_once(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = fixture_case_id(l, "t1");
	gint64 event = fixture_event(l, id, "sent");
	gint64 duty = add(l, id, "acknowledge-1", "2026-11-30");
	g_autoptr(own_duty_row) row = NULL;

	REFUSED(l, duty_meet(l, duty, NOON, 0, error), "CHECK constraint");
	REFUSED(l,
		duty_meet(l, duty, NOON, 77, error) && ledger_commit(l, error),
		"FOREIGN KEY");
	ALONE(l, duty_meet(l, duty, NOON + 5, event, error));
	REFUSED(l, duty_meet(l, duty, NOON, event, error), "is not open");
	REFUSED(l, duty_end(l, duty, "Ann", "why", error), "is not open");
	OK(row = duty_find(l, id, "acknowledge-1", 1, error));
	assert_int_equal(row->met, NOON + 5);
	assert_int_equal(row->met_event, event);
	assert_false(duty_is_open(row));
	assert_false(duty_is_overdue(row, NOON * 2));
}

static void
test_end_needs_a_name_and_a_reason(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = fixture_case_id(l, "t1");
	gint64 duty = add(l, id, "acknowledge-1", "2026-11-30");
	g_autoptr(own_duty_row) row = NULL;

	REFUSED(l, duty_end(l, duty, "", "why", error), "named person");
	REFUSED(l, duty_end(l, duty, "Ann", "", error), "with a reason");
	REFUSED(l, duty_end(l, 99, "Ann", "why", error), "is not open");
	ALONE(l, duty_end(l, duty, "Ann", "withdrawn", error));
	OK(row = duty_find(l, id, "acknowledge-1", 1, error));
	assert_int_equal(row->ended, NOON);
	assert_string_equal(row->ended_by, "Ann");
	assert_string_equal(row->ended_reason, "withdrawn");
	assert_true(row->met == TIME_NONE);
	assert_false(duty_is_open(row));
}

/* A bounced acknowledgement opens its duty again, due when it was. */
static void
test_reopen(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = fixture_case_id(l, "t1");
	gint64 event = fixture_event(l, id, "sent");
	gint64 duty = add(l, id, "acknowledge-1", "2026-11-30");
	g_autoptr(own_duty_row) row = NULL;

	REFUSED(l, duty_reopen(l, duty, error), "is open");
	ALONE(l, duty_meet(l, duty, NOON, event, error));
	ALONE(l, duty_reopen(l, duty, error));
	OK(row = duty_find(l, id, "acknowledge-1", 1, error));
	assert_int_equal(row->id, duty);
	assert_true(duty_is_open(row));
	assert_int_equal(row->due_day, DAY("2026-11-30"));
	assert_int_equal(row->guard_at, NOON + 3600);
	assert_int_equal(row->met_event, 0);
}

static char *
walk(struct ledger *ledger, enum duties which, gint64 argument)
{
	g_autoptr(own_duty_each) each = NULL;
	GString *kinds = g_string_new(NULL);
	struct duty_row *row;

	OK(each = duty_each_open(ledger, which, argument, error));
	while ((row = duty_each_next(each, NULL)) != NULL) {
		g_string_append(kinds, row->kind);
		duty_row_free(row);
	}
	assert_int_equal(duty_count(ledger, which, argument, NULL), kinds->len);
	return g_string_free(kinds, FALSE);
}

/* Kinds of one letter, so that a walk is a word. */
static void
test_walks(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 one = fixture_case_id(l, "t1");
	gint64 two = fixture_case_id(l, "t2");
	const struct {
		enum duties which;
		gint64 argument;
		const char *kinds;
	} walks[] = {
		{DUTIES_OPEN, 0, "bdac"},
		{DUTIES_OF_CASE, one, "beac"},
		{DUTIES_OPEN_OF_CASE, one, "bac"},
		{DUTIES_OPEN_OF_CASE, two, "d"},
		{DUTIES_OPEN_OF_CASE, 99, ""},
		{DUTIES_GUARD, NOON + 3599, ""},
		{DUTIES_GUARD, NOON + 3600, "bdac"},
		{DUTIES_OVERDUE, clock_parse("2026-11-25T12:00:00Z"), "bd"},
	};
	gsize i;
	gint64 ended;

	(void)add(l, one, "a", "2026-11-26");
	(void)add(l, one, "b", "2026-11-23T13:00:00Z");
	(void)add(l, one, "c", "2026-11-30");
	(void)add(l, two, "d", "2026-11-24");
	ended = add(l, one, "e", "2026-11-24");
	ALONE(l, duty_end(l, ended, "Ann", "why", error));
	for (i = 0; i < G_N_ELEMENTS(walks); i++) {
		g_autofree char *kinds =
			walk(l, walks[i].which, walks[i].argument);

		assert_string_equal(kinds, walks[i].kinds);
	}
}

/* What presses is told whatever its day. */
static void
test_pressing(void **state)
{
	static const char *const kinds[] = {"look",	 "urgent",
					    "respond-1", "telephone",
					    "ombudsman", "answer-other-route"};
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = fixture_case_id(l, "t1");
	gint64 late = clock_parse("2026-11-27T00:00:00Z");
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(kinds); i++)
		(void)add(l, id, kinds[i], "2026-11-26");
	assert_int_equal(duty_count(l, DUTIES_PRESSING, NOON, NULL), 4);
	assert_int_equal(duty_count(l, DUTIES_PRESSING, late - 1, NULL), 4);
	assert_int_equal(duty_count(l, DUTIES_PRESSING, late, NULL), 6);
}

/* An event of another case cannot meet a duty unnoticed. */
static void
test_check(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 one = fixture_case_id(l, "t1");
	gint64 two = fixture_case_id(l, "t2");
	gint64 event = fixture_event(l, two, "sent");
	gint64 duty = add(l, one, "a", "2026-11-26");

	ALONE(l, duty_meet(l, duty, NOON, event, error));
	fixture_finds(l, "duty 1 is met by history entry 1, which is about "
			 "another case");
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_round_trip),
		TEST(test_overdue),
		TEST(test_one_open_of_a_kind),
		TEST(test_meet_once),
		TEST(test_end_needs_a_name_and_a_reason),
		TEST(test_reopen),
		TEST(test_walks),
		TEST(test_pressing),
		TEST(test_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
