/*
 * Claiming must not grow dear with the outbox: the statement itself is
 * looked at, so its source is part of this test.
 */
#include "ledger/outbox_change.c"

#include "unit/ledger/fixture.h"

/* Of a letter only what claiming looks at varies. */
static const char fill[] =
	"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
	"WHERE i < 2000) "
	"INSERT INTO letter (case_id, kind, stage, state, to_name, "
	"to_address, from_name, from_address, reply_to, subject, body, "
	"message_id, in_reply_to, mail_references, dated, template_hash, "
	"mail, envelope_from, guard, actor, created, next_at, uncertain) "
	"SELECT ?1, 'receipt-' || i, 0, "
	"CASE i % 5 WHEN 0 THEN 'queued' WHEN 1 THEN 'uncertain' "
	"ELSE 'sent' END, '', 'a@example.org', '', '', '', '', '', "
	"'m' || i, '', '', 0, '', x'00', '', 0, 'x', 0, 5000 - i, "
	"CASE i % 10 WHEN 1 THEN 2 ELSE 0 END FROM n";

static void
filled(struct ledger *ledger)
{
	gint64 case_id = fixture_case_id(ledger, "t");

	OK(ledger_begin(ledger, error));
	OK(db_run(ledger_db(ledger), fill, VALUES(value_int(case_id)), error));
	OK(ledger_commit(ledger, error));
}

static char *
plan_of(struct ledger *ledger, const char *statement,
	const struct value *values)
{
	g_autofree char *explain =
		g_strconcat("EXPLAIN QUERY PLAN ", statement, NULL);
	g_autoptr(GString) plan = g_string_new(NULL);
	struct rows *rows = db_rows(ledger_db(ledger), explain, values, NULL);

	assert_non_null(rows);
	while (rows_next(rows, NULL)) {
		g_autofree char *words = NULL;

		(void)take_int(rows);
		(void)take_int(rows);
		(void)take_int(rows);
		words = take_text(rows);
		g_string_append_printf(plan, "%s\n", words);
	}
	rows_close(rows);
	return g_string_free(g_steal_pointer(&plan), FALSE);
}

static void
test_found_by_index(void **state)
{
	struct fixture *f = *state;
	g_autofree char *plan = NULL;

	filled(f->ledger);
	OK(ledger_begin(f->ledger, error));
	OK(db_run(ledger_db(f->ledger), "ANALYZE", NULL, error));
	OK(ledger_commit(f->ledger, error));
	plan = plan_of(f->ledger, sql[DUE], VALUES(value_time(NOON)));
	assert_string_equal(
		plan, "SEARCH letter USING INDEX letter_due (next_at<?)\n");
}

/* A clock that was ahead has put it off; now it is right again. */
static void
test_clock_set_back(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_outbox_row) row = NULL;
	g_autofree char *plan = NULL;

	filled(f->ledger);
	OK(ledger_begin(f->ledger, error));
	OK(db_run(ledger_db(f->ledger),
		  "UPDATE letter SET next_at = 100000 + id", NULL, error));
	assert_false(outbox_is_due(f->ledger, 99999, NULL));
	assert_true(outbox_is_due(f->ledger, 10000, NULL));
	row = outbox_claim(f->ledger, 10000, NULL);
	assert_non_null(row);
	OK(ledger_commit(f->ledger, error));
	plan = plan_of(f->ledger, sql[AHEAD], VALUES(value_time(NOON)));
	assert_string_equal(
		plan, "SEARCH letter USING INDEX letter_due (next_at>?)\n");
}

static void
test_changed_by_key(void **state)
{
	struct fixture *f = *state;
	static const int by_id[] = {CLAIM, SENT, LATER, UNCERTAIN, FAILED};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(by_id); i++) {
		const char *statement = sql[by_id[i]];
		const struct value *values =
			VALUES(value_int(1), value_text(""), value_int(1));
		const struct value *two = VALUES(value_int(1), value_text(""));
		g_autofree char *plan =
			plan_of(f->ledger, statement,
				strstr(statement, "?3") != NULL ? values : two);

		assert_string_equal(plan, "SEARCH letter USING INTEGER PRIMARY "
					  "KEY (rowid=?)\n");
	}
}

/* The one that has waited longest, whatever lies about it. */
static void
test_longest_waiting(void **state)
{
	struct fixture *f = *state;
	gint64 last = 0;
	int count = 0;

	filled(f->ledger);
	OK(ledger_begin(f->ledger, error));
	for (;; count++) {
		g_autoptr(own_outbox_row) row =
			outbox_claim(f->ledger, 4000, NULL);

		if (row == NULL)
			break;
		assert_true(row->next_at >= last && row->next_at <= 4000);
		assert_true(row->uncertain < 2);
		last = row->next_at;
	}
	OK(ledger_commit(f->ledger, error));
	/* Of 1,001 that are due 200 or 201 are queued, 100 uncertain once. */
	assert_int_equal(count, 301);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_found_by_index, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			test_changed_by_key, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			test_longest_waiting, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			test_clock_set_back, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
