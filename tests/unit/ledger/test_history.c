/*
 * The history: only ever added to, and every tampering found and named.
 */
#include "unit/ledger/fixture.h"

#include "ledger/decision.h"

static void
add(struct ledger *ledger, gint64 case_id, const char *event)
{
	struct history_new entry = {
		.case_id = case_id,
		.at = NOON,
		.actor = "Ann Officer",
		.event = event,
		.detail =
			json_pack("{s:s, s:i}", "note", "caf\xc3\xa9", "n", 3),
	};

	ALONE(ledger, history_add(ledger, entry, error));
}

static void
test_round_trip(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_history_each) each = NULL;
	struct history_row *row;

	add(f->ledger, 0, "started");
	add(f->ledger, id, "received");
	OK(each = history_each_open(f->ledger, id, error));
	row = history_each_next(each, NULL);
	assert_non_null(row);
	assert_int_equal(row->id, 2);
	assert_int_equal(row->case_id, id);
	assert_int_equal(row->at, NOON);
	assert_string_equal(row->actor, "Ann Officer");
	assert_string_equal(row->event, "received");
	assert_string_equal(
		json_string_value(json_object_get(row->detail, "note")),
		"caf\xc3\xa9");
	assert_int_equal(strlen(row->chain), 65);
	history_row_free(row);
	assert_null(history_each_next(each, NULL));
	row = history_first(f->ledger, id, "received", NULL);
	assert_non_null(row);
	assert_int_equal(row->id, 2);
	history_row_free(row);
	assert_null(history_first(f->ledger, id, "started", NULL));
}

static void
test_all_in_order(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_history_each) each = NULL;
	struct history_row *row;
	gint64 n = 0;

	add(f->ledger, 0, "a");
	add(f->ledger, id, "b");
	add(f->ledger, 0, "c");
	OK(each = history_each_open(f->ledger, 0, error));
	while ((row = history_each_next(each, NULL)) != NULL) {
		assert_int_equal(row->id, ++n);
		history_row_free(row);
	}
	assert_int_equal(n, 3);
}

static void
test_nobody_is_refused(void **state)
{
	struct fixture *f = *state;
	struct history_new nobody = {0, NOON, "", "note", NULL};
	struct history_new nothing = {0, NOON, "Ann", "", json_object()};
	struct history_new elsewhere = {77, NOON, "Ann", "note", NULL};

	REFUSED(f->ledger, history_add(f->ledger, nobody, error), "CHECK");
	REFUSED(f->ledger, history_add(f->ledger, nothing, error), "CHECK");
	OK(ledger_begin(f->ledger, error));
	FAILS(history_add(f->ledger, elsewhere, error), FAULT_INPUT,
	      "FOREIGN KEY");
	ledger_rollback(f->ledger);
}

/* What was rolled back leaves no gap. */
static void
test_rollback_leaves_no_gap(void **state)
{
	struct fixture *f = *state;
	struct history_new entry = {0, NOON, "Ann", "note", NULL};
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);

	add(f->ledger, 0, "a");
	OK(ledger_begin(f->ledger, error));
	OK(history_add(f->ledger, entry, error));
	ledger_rollback(f->ledger);
	add(f->ledger, 0, "b");
	OK(history_check(f->ledger, findings, error));
	assert_int_equal(findings->len, 0);
}

static void
test_triggers(void **state)
{
	static const char *const attempts[] = {
		"UPDATE history SET actor = 'x' WHERE id = 1",
		"UPDATE history SET id = 9 WHERE id = 1",
		"DELETE FROM history",
		"DELETE FROM history WHERE id = 2",
		"REPLACE INTO history VALUES (1, NULL, 1, 'a', 'b', '{}', '')",
		"UPDATE decision SET who = 'x'",
		"DELETE FROM decision",
	};
	struct fixture *f = *state;
	struct decision_row decision = {
		.case_id = fixture_case_id(f->ledger, "t1"),
		.at = NOON,
		.who = (char *)(gintptr) "Ann Officer",
		.category = CATEGORY_COMPLAINT,
		.ground = GROUND_NONE,
	};
	gsize i;

	add(f->ledger, 0, "a");
	add(f->ledger, 0, "b");
	ALONE(f->ledger, decision_add(f->ledger, &decision, error));
	for (i = 0; i < G_N_ELEMENTS(attempts); i++)
		FAILS(db_script(ledger_db(f->ledger), attempts[i], error),
		      FAULT_INPUT, "only ever added to");
}

/* The SHA-256 that an entry 1 "x" of fixture_event would have. */
#define PLAIN_OF_1                         \
	"474990350f6698fefdf71dfd90b481d1" \
	"f103c552eacc2473009013a3c6d63923"

#define WITHOUT_TRIGGERS \
	"DROP TRIGGER history_keeps; DROP TRIGGER history_stays;"

/* As somebody with the file and the sqlite3 program might. */
static void
test_tampering_is_named(void **state)
{
	static const struct {
		const char *sql;
		const char *finding;
	} tampered[] = {
		{"UPDATE history SET actor = 'X' WHERE id = 3",
		 "history entry 3 was changed, or the one before it was"},
		{"UPDATE history SET at = at + 60 WHERE id = 4",
		 "history entry 4 was changed, or the one before it was"},
		{"UPDATE history SET detail = '{}' WHERE id = 1",
		 "history entry 1 was changed, or the one before it was"},
		{"UPDATE history SET case_id = 1 WHERE id = 2",
		 "history entry 2 was changed, or the one before it was"},
		{"UPDATE history SET chain = upper(chain) WHERE id = 5",
		 "history entry 5 was changed, or the one before it was"},
		{"DELETE FROM history WHERE id = 2",
		 "history entry 2 is missing"},
		{"DELETE FROM history WHERE id = 1",
		 "history entry 1 is missing"},
		{"DELETE FROM history WHERE id > 3",
		 "history entry 4 and what follows is missing"},
		{"DELETE FROM history",
		 "history entry 1 and what follows is missing"},
		{"DELETE FROM history WHERE id = 3;"
		 "UPDATE history SET id = id - 1 WHERE id > 3",
		 "history entry 3 was changed, or the one before it was"},
		{"INSERT INTO history (case_id, at, actor, event, detail, "
		 "chain) SELECT case_id, at, actor, event, detail, chain "
		 "FROM history WHERE id = 5",
		 "history entry 6 was changed, or the one before it was"},
		{"UPDATE history SET actor = 'Ann', event = 'Officere' "
		 "WHERE id = 5",
		 "history entry 5 was changed, or the one before it was"},
	};
	struct fixture *f = *state;
	struct db *db = ledger_db(f->ledger);
	gsize i;

	(void)fixture_case_id(f->ledger, "t1");
	for (i = 0; i < 5; i++)
		add(f->ledger, 0, "e");
	OK(db_script(db, WITHOUT_TRIGGERS, error));
	for (i = 0; i < G_N_ELEMENTS(tampered); i++) {
		g_autoptr(GPtrArray) findings =
			g_ptr_array_new_with_free_func(g_free);

		OK(db_script(db, "BEGIN", error));
		OK(db_script(db, tampered[i].sql, error));
		OK(history_check(f->ledger, findings, error));
		assert_int_equal(findings->len, 1);
		assert_string_equal(findings->pdata[0], tampered[i].finding);
		OK(db_script(db, "ROLLBACK", error));
	}
}

static void
test_check_is_part_of_the_whole(void **state)
{
	struct fixture *f = *state;

	add(f->ledger, 0, "a");
	OK(db_script(ledger_db(f->ledger),
		     WITHOUT_TRIGGERS "UPDATE history SET event = 'x'", error));
	fixture_finds(f->ledger, "history entry 1 was changed");
	fixture_finds(f->ledger, "the trigger history_keeps is gone");
	fixture_finds(f->ledger, "the trigger history_stays is gone");
}

/* Somebody without the key works the chain out anew, as entries had it
 * before there was a key, or with a key of his own. */
static void
test_forged_without_the_key(void **state)
{
	static const struct {
		const char *sql;
		const char *finding;
	} forged[] = {
		{"UPDATE history SET event = 'x', chain = '" PLAIN_OF_1 "'",
		 "history entry 1 was changed"},
		{"UPDATE history SET event = 'x', chain = '" PLAIN_OF_1 "';"
		 "UPDATE sealed SET since = 2",
		 "history entry 1 and those before it are not sealed"},
		{"DELETE FROM sealed; UPDATE history SET event = 'x'",
		 "history entry 1 was changed"},
		{"UPDATE history SET chain = 'k' || '" PLAIN_OF_1 "'",
		 "history entry 1 was changed"},
	};
	struct fixture *f = *state;
	struct db *db = ledger_db(f->ledger);
	gsize i;

	(void)fixture_event(f->ledger, 0, "e");
	OK(db_script(db, WITHOUT_TRIGGERS, error));
	for (i = 0; i < G_N_ELEMENTS(forged); i++) {
		g_autoptr(GPtrArray) findings =
			g_ptr_array_new_with_free_func(g_free);

		OK(db_script(db, "BEGIN", error));
		OK(db_script(db, forged[i].sql, error));
		OK(history_check(f->ledger, findings, error));
		assert_int_equal(findings->len, 1);
		assert_non_null(strstr(findings->pdata[0], forged[i].finding));
		OK(db_script(db, "ROLLBACK", error));
	}
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_round_trip),
		TEST(test_all_in_order),
		TEST(test_nobody_is_refused),
		TEST(test_rollback_leaves_no_gap),
		TEST(test_triggers),
		TEST(test_tampering_is_named),
		TEST(test_check_is_part_of_the_whole),
		TEST(test_forged_without_the_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
