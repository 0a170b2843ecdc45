/*
 * Values in and out of a statement, and statements that are used while they
 * are in use.
 */
#include "unit/ledger/fixture.h"

enum { MAKE, PUT, ALL, ONE, GONE };
static const char *const sql[] = {
	[MAKE] = "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, r REAL, "
		 "s TEXT, b BLOB, d TEXT, w INTEGER) STRICT",
	[PUT] = "INSERT INTO t (n, r, s, b, d, w) VALUES (?1, ?2, ?3, ?4, ?5, "
		"?6)",
	[ALL] = "SELECT n, r, s, b, d, w FROM t ORDER BY id",
	[ONE] = "SELECT n FROM t WHERE id = ?1",
	[GONE] = "DELETE FROM t WHERE id = ?1",
};

static void
test_values(void **state)
{
	struct fixture *f = *state;
	struct db *db = ledger_db(f->ledger);
	g_autoptr(GBytes) bytes = g_bytes_new_static("a\0b", 3);
	g_autoptr(GBytes) none = g_bytes_new_static("", 0);
	g_autoptr(own_rows) rows = NULL;
	g_autofree char *text = NULL;
	g_autofree char *missing = NULL;
	g_autoptr(GBytes) read = NULL;
	g_autoptr(GBytes) empty = NULL;

	OK(db_script(db, sql[MAKE], error));
	ALONE(f->ledger,
	      db_run(db, sql[PUT],
		     VALUES(value_int(G_MAXINT64), value_real(0.5),
			    value_text("caf\xc3\xa9"), value_bytes(bytes),
			    value_day(clock_parse_day("2026-11-23")),
			    value_time(-1)),
		     error));
	ALONE(f->ledger,
	      db_run(db, sql[PUT],
		     VALUES(value_id(0), value_real(-2), value_text(NULL),
			    value_bytes(none), value_day(DAY_NONE),
			    value_time(TIME_NONE)),
		     error));
	OK(rows = db_row(db, sql[ALL], NULL, error));
	assert_true(take_int(rows) == G_MAXINT64);
	assert_true(take_real(rows) == 0.5);
	text = take_text(rows);
	assert_string_equal(text, "caf\xc3\xa9");
	read = take_bytes(rows);
	assert_true(g_bytes_equal(read, bytes));
	assert_int_equal(take_day(rows), clock_parse_day("2026-11-23"));
	assert_true(take_time(rows) == -1);
	OK(rows_next(rows, error));
	assert_int_equal(take_int(rows), 0);
	assert_true(take_real(rows) == -2);
	missing = take_text(rows);
	assert_string_equal(missing, "");
	empty = take_bytes(rows);
	assert_int_equal(g_bytes_get_size(empty), 0);
	assert_int_equal(take_day(rows), DAY_NONE);
	assert_true(take_time(rows) == TIME_NONE);
	assert_false(rows_next(rows, NULL));
}

/* The same statement walked twice at once keeps two places. */
static void
test_nested(void **state)
{
	struct fixture *f = *state;
	struct db *db = ledger_db(f->ledger);
	struct rows *outer;
	gint64 seen = 0;
	int i;

	OK(db_script(db, sql[MAKE], error));
	for (i = 1; i <= 3; i++)
		ALONE(f->ledger,
		      db_run(db, sql[PUT],
			     VALUES(value_int(i), value_real(0), value_text(""),
				    value_text(NULL), value_day(DAY_NONE),
				    value_id(0)),
			     error));
	OK(outer = db_rows(db, sql[ALL], NULL, error));
	while (rows_next(outer, NULL)) {
		struct rows *inner;
		gint64 n = take_int(outer);

		OK(inner = db_rows(db, sql[ALL], NULL, error));
		while (rows_next(inner, NULL))
			seen += n * take_int(inner);
		rows_close(inner);
	}
	rows_close(outer);
	assert_int_equal(seen, 36);
}

static void
test_run_one(void **state)
{
	struct fixture *f = *state;
	struct db *db = ledger_db(f->ledger);

	OK(db_script(db, sql[MAKE], error));
	REFUSED(f->ledger,
		db_run_one(db, sql[GONE], VALUES(value_int(7)),
			   "There is no such row.", error),
		"There is no such row.");
}

static void
test_number(void **state)
{
	struct fixture *f = *state;
	struct db *db = ledger_db(f->ledger);
	gint64 n = 42;

	OK(db_script(db, sql[MAKE], error));
	OK(db_number(db, sql[ONE], VALUES(value_int(1)), &n, error));
	assert_int_equal(n, 42);
	FAILS(db_number(db, "SELECT nosuchcolumn", NULL, &n, error),
	      FAULT_INPUT, "no such column");
	FAILS(db_number(db, "SELECT \"nosuchcolumn\"", NULL, &n, error),
	      FAULT_INPUT, "no such column");
}

/* STRICT: a text is not a number, and nothing is turned into one. */
static void
test_strict(void **state)
{
	struct fixture *f = *state;
	struct db *db = ledger_db(f->ledger);

	OK(db_script(db, sql[MAKE], error));
	REFUSED(f->ledger,
		db_run(db, sql[PUT],
		       VALUES(value_text("notint"), value_real(0),
			      value_text(""), value_text(NULL),
			      value_day(DAY_NONE), value_id(0)),
		       error),
		"cannot store TEXT value in INTEGER column");
}

/* What is bound once is not there the next time. */
static void
test_bindings_are_cleared(void **state)
{
	struct fixture *f = *state;
	struct db *db = ledger_db(f->ledger);
	struct walk walk;

	OK(db_script(db, sql[MAKE], error));
	ALONE(f->ledger,
	      db_run(db, sql[PUT],
		     VALUES(value_int(5), value_real(0), value_text("x"),
			    value_text(NULL), value_day(DAY_NONE), value_id(9)),
		     error));
	OK(walk_open(&walk, f->ledger, sql[ONE], VALUES(value_int(1)), error));
	assert_int_equal(walk_next(&walk), 5);
	assert_int_equal(walk_next(&walk), 0);
	assert_int_equal(walk_next(&walk), 0);
	walk_close(&walk);
	OK(walk_open(&walk, f->ledger, sql[ONE], VALUES(value_id(0)), error));
	assert_int_equal(walk_next(&walk), 0);
	walk_close(&walk);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_values),  TEST(test_nested),
		TEST(test_run_one), TEST(test_number),
		TEST(test_strict),  TEST(test_bindings_are_cleared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
