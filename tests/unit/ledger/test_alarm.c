/*
 * Rows of alarms: spells that go on, end and begin anew, and the reviews of
 * persons by which one kind of them is found.
 */
#include "unit/ledger/fixture.h"

#include "ledger/alarm.h"
#include "ledger/person.h"

static void
begin(struct fixture *f, const char *subject, gboolean announced, gint64 at)
{
	const struct alarm_seen seen = {"held", subject, "words", announced};

	OK(ledger_begin(f->ledger, error));
	OK(alarm_raise(f->ledger, &seen, at, error));
	OK(ledger_commit(f->ledger, error));
}

static void
end(struct fixture *f, gint64 id, gint64 at, gboolean close)
{
	OK(ledger_begin(f->ledger, error));
	OK(alarm_clear(f->ledger, id, at, error));
	if (close)
		OK(alarm_close(f->ledger, id, error));
	OK(ledger_commit(f->ledger, error));
}

static struct alarm_row *
only(GPtrArray *rows)
{
	assert_non_null(rows);
	assert_int_equal(rows->len, 1);
	return rows->pdata[0];
}

static void
test_spells(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GPtrArray) rows = NULL;
	struct alarm_row *row;

	begin(f, "spool", FALSE, NOON);
	begin(f, "spool", FALSE, NOON + 30);
	OK(rows = alarm_rows(f->ledger, error));
	row = only(rows);
	assert_int_equal(row->first_seen, NOON);
	assert_int_equal(row->last_seen, NOON + 30);
	assert_false(row->announced);
	assert_true(row->told == TIME_NONE && row->cleared == TIME_NONE);

	/* Gone, and back before its all-clear: the same spell. */
	end(f, row->id, NOON + 60, FALSE);
	begin(f, "spool", FALSE, NOON + 90);
	g_clear_pointer(&rows, g_ptr_array_unref);
	OK(rows = alarm_rows(f->ledger, error));
	row = only(rows);
	assert_int_equal(row->first_seen, NOON);
	assert_true(row->cleared == TIME_NONE);

	OK(ledger_begin(f->ledger, error));
	OK(alarm_told(f->ledger, row->id, NOON + 100, error));
	OK(ledger_commit(f->ledger, error));
	end(f, row->id, NOON + 120, TRUE);
	g_clear_pointer(&rows, g_ptr_array_unref);
	OK(rows = alarm_rows(f->ledger, error));
	assert_int_equal(rows->len, 0);

	/* Back after it: a new one, which remembers when it was told. */
	begin(f, "spool", FALSE, NOON + 200);
	g_clear_pointer(&rows, g_ptr_array_unref);
	OK(rows = alarm_rows(f->ledger, error));
	row = only(rows);
	assert_int_equal(row->first_seen, NOON + 200);
	assert_int_equal(row->told, NOON + 100);
	assert_false(row->announced);
}

static void
test_told_elsewhere(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GPtrArray) rows = NULL;

	begin(f, "disk", TRUE, NOON);
	OK(rows = alarm_rows(f->ledger, error));
	assert_true(only(rows)->announced);
	assert_int_equal(only(rows)->told, NOON);
}

static void
test_forget(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GPtrArray) rows = NULL;

	begin(f, "a", FALSE, NOON);
	begin(f, "b", FALSE, NOON);
	OK(rows = alarm_rows(f->ledger, error));
	end(f, ((struct alarm_row *)rows->pdata[0])->id, NOON + 1, TRUE);
	OK(ledger_begin(f->ledger, error));
	OK(alarm_forget(f->ledger, NOON + 1, error));
	OK(ledger_commit(f->ledger, error));
	assert_int_equal(
		fixture_number(f->ledger, "SELECT count(*) FROM alarm"), 2);
	OK(ledger_begin(f->ledger, error));
	OK(alarm_forget(f->ledger, NOON + 2, error));
	OK(ledger_commit(f->ledger, error));
	assert_int_equal(
		fixture_number(f->ledger, "SELECT count(*) FROM alarm"), 1);
}

static void
save_person(struct fixture *f, const char *address, gint64 case_id,
	    const char *adjustments, const char *restriction)
{
	g_autoptr(own_person) person = person_new();

	fixture_set(&person->address, address);
	fixture_set(&person->by, "Olive Officer");
	person->case_id = case_id;
	person->at = NOON;
	person->adjustments_review = clock_parse_day(adjustments);
	person->restriction_review = clock_parse_day(restriction);
	OK(ledger_begin(f->ledger, error));
	OK(person_save(f->ledger, person, error));
	OK(ledger_commit(f->ledger, error));
}

/* The newest case of the address, the person's own case, or a number. */
static void
test_reviews(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GPtrArray) due = NULL;
	const struct person_review *one;

	(void)fixture_case_id(f->ledger, "older");
	(void)fixture_case_id(f->ledger, "newer");
	save_person(f, "ann@example.org", 0, "2026-11-23", "2026-11-24");
	save_person(f, "nobody@example.org", 0, "", "2026-11-20");
	save_person(f, "", 1, "2026-11-24", "");
	OK(due = person_reviews(f->ledger, clock_parse_day("2026-11-22"),
				error));
	assert_int_equal(due->len, 1);
	g_clear_pointer(&due, g_ptr_array_unref);
	OK(due = person_reviews(f->ledger, clock_parse_day("2026-11-23"),
				error));
	assert_int_equal(due->len, 2);
	one = due->pdata[0];
	assert_string_equal(one->ref, "person 2");
	assert_true(one->restriction);
	one = due->pdata[1];
	assert_non_null(strstr(one->ref, "-00002-"));
	assert_false(one->restriction);
	assert_int_equal(one->day, clock_parse_day("2026-11-23"));
	g_clear_pointer(&due, g_ptr_array_unref);
	OK(due = person_reviews(f->ledger, clock_parse_day("2026-11-24"),
				error));
	assert_int_equal(due->len, 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_spells, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(
			test_told_elsewhere, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_forget, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(test_reviews, fixture_setup,
						fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
