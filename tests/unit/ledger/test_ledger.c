/*
 * Opening, transactions, and what is said when the file is not
 * what it should be.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/ledger/fixture.h"

#include "ledger/migrate.h"

#define CASES "SELECT count(*) FROM case_file"

static void
test_settings(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *sql;
		gint64 value;
	} settings[] = {
		{"PRAGMA foreign_keys", 1},
		{"PRAGMA synchronous", 2},
		{"PRAGMA trusted_schema", 0},
		{"PRAGMA recursive_triggers", 1},
		{"PRAGMA cell_size_check", 1},
		{"PRAGMA busy_timeout", 5000},
		{"SELECT (SELECT journal_mode FROM pragma_journal_mode) "
		 "= 'wal'",
		 1},
	};
	gsize i;

	assert_int_equal(fixture_number(f->ledger, "PRAGMA user_version"),
			 fixture_newest());
	for (i = 0; i < G_N_ELEMENTS(settings); i++)
		assert_int_equal(fixture_number(f->ledger, settings[i].sql),
				 settings[i].value);
}

static void
test_private(void **state)
{
	struct fixture *f = *state;
	g_autofree char *path = fixture_path(f);
	GStatBuf status;

	(void)fixture_case_id(f->ledger, "t1");
	assert_int_equal(g_stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
}

static void
test_every_table_is_strict(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(
		fixture_number(f->ledger,
			       "SELECT count(*) FROM pragma_table_list "
			       "WHERE schema = 'main' AND type = 'table' AND "
			       "NOT strict AND name NOT LIKE 'sqlite_%'"),
		0);
	assert_true(fixture_number(f->ledger,
				   "SELECT count(*) FROM pragma_table_list "
				   "WHERE strict") >= 11);
}

static void
test_commit_and_rollback(void **state)
{
	struct fixture *f = *state;

	(void)fixture_case_id(f->ledger, "t1");
	OK(ledger_begin(f->ledger, error));
	case_row_free(fixture_case(f->ledger, "t2"));
	ledger_rollback(f->ledger);
	ledger_rollback(f->ledger);
	assert_int_equal(fixture_number(f->ledger, CASES), 1);
	(void)fixture_case_id(f->ledger, "t3");
	assert_int_equal(fixture_number(f->ledger, CASES), 2);
}

/* One bad item never takes another with it. */
static void
test_savepoint(void **state)
{
	struct fixture *f = *state;

	OK(ledger_begin(f->ledger, error));
	OK(ledger_savepoint(f->ledger, error));
	case_row_free(fixture_case(f->ledger, "t1"));
	OK(ledger_release(f->ledger, error));
	OK(ledger_savepoint(f->ledger, error));
	case_row_free(fixture_case(f->ledger, "t2"));
	OK(ledger_undo(f->ledger, error));
	OK(ledger_savepoint(f->ledger, error));
	case_row_free(fixture_case(f->ledger, "t3"));
	OK(ledger_release(f->ledger, error));
	OK(ledger_commit(f->ledger, error));
	assert_int_equal(fixture_number(f->ledger, CASES), 2);
	assert_int_equal(fixture_number(f->ledger,
					"SELECT count(*) FROM case_file "
					"WHERE token = 't2'"),
			 0);
}

/* As after ENOSPC: SQLite has rolled back, and we must not go on as if it
 * had not, each change a transaction of its own. */
static void
test_transaction_gone(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_case_row) row = NULL;

	OK(ledger_begin(f->ledger, error));
	row = fixture_case(f->ledger, "t1");
	OK(db_script(ledger_db(f->ledger), "ROLLBACK", error));
	FAILS(case_set_status(f->ledger, row->id, "closed", error),
	      FAULT_TEMPORARY, "gave up the whole transaction");
	FAILS(ledger_undo(f->ledger, error), FAULT_TEMPORARY, "gave up");
	FAILS(ledger_commit(f->ledger, error), FAULT_TEMPORARY, "gave up");
	(void)fixture_case_id(f->ledger, "t2");
	assert_int_equal(fixture_number(f->ledger, CASES), 1);
}

/* A real full disk, as SQLite sees it: no page may be added. */
static void
test_disk_full(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GString) large = g_string_new(NULL);
	struct case_row *row;
	gint64 id = fixture_case_id(f->ledger, "t1");

	g_string_set_size(large, 1024 * 1024);
	memset(large->str, 'x', large->len);
	OK(db_script(ledger_db(f->ledger), "PRAGMA max_page_count = 60",
		     error));
	OK(ledger_begin(f->ledger, error));
	row = case_row_new();
	row->received = NOON;
	fixture_set(&row->token, "t2");
	fixture_set(&row->subject, large->str);
	FAILS(case_create(f->ledger, row, error), FAULT_TEMPORARY,
	      "is full. Make room");
	case_row_free(row);
	ledger_rollback(f->ledger);
	row = case_by_id(f->ledger, id, NULL);
	assert_non_null(row);
	case_row_free(row);
	OK(db_script(ledger_db(f->ledger), "PRAGMA max_page_count = 100000",
		     error));
	(void)fixture_case_id(f->ledger, "t3");
	assert_int_equal(fixture_number(f->ledger, CASES), 2);
}

/* Runs in a child, which dies in the middle of its transaction. */
static void
die_in_transaction(const char *data, gboolean commit)
{
	struct ledger *ledger = ledger_open(data, NULL);

	if (ledger == NULL || !ledger_begin(ledger, NULL))
		_exit(9);
	case_row_free(fixture_case(ledger, commit ? "kept" : "lost"));
	if (commit && !ledger_commit(ledger, NULL))
		_exit(9);
	(void)kill(getpid(), SIGKILL);
	_exit(9);
}

static void
test_killed(void **state)
{
	struct fixture *f = *state;
	int round, status;

	ledger_close(f->ledger);
	f->ledger = NULL;
	for (round = 0; round < 2; round++) {
		pid_t child = fork();

		if (child == 0)
			die_in_transaction(f->data, round == 0);
		assert_true(child > 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	}
	OK(f->ledger = ledger_open(f->data, error));
	assert_int_equal(fixture_number(f->ledger, CASES), 1);
	assert_int_equal(fixture_number(f->ledger,
					"SELECT count(*) FROM case_file "
					"WHERE token = 'kept'"),
			 1);
	OK(ledger_examine(f->ledger, error));
}

static void
add_cases(const char *data, int who)
{
	int i;

	for (i = 0; i < 25; i++) {
		g_autofree char *token = g_strdup_printf("t%d-%d", who, i);
		struct ledger *ledger = ledger_open(data, NULL);

		if (ledger == NULL || !ledger_begin(ledger, NULL))
			_exit(1);
		case_row_free(fixture_case(ledger, token));
		if (!ledger_commit(ledger, NULL))
			_exit(2);
		ledger_close(ledger);
	}
	_exit(0);
}

/* Three processes make the file at once and all write to it. */
static void
test_several_writers(void **state)
{
	struct fixture *f = *state;
	g_autofree char *path = fixture_path(f);
	pid_t children[3];
	int i, status;

	ledger_close(f->ledger);
	f->ledger = NULL;
	fixture_empty(f->data);
	for (i = 0; i < 3; i++) {
		children[i] = fork();
		if (children[i] == 0)
			add_cases(f->data, i);
	}
	for (i = 0; i < 3; i++) {
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	OK(f->ledger = ledger_open(f->data, error));
	assert_int_equal(fixture_number(f->ledger, CASES), 75);
	assert_int_equal(
		fixture_number(f->ledger, "SELECT last FROM numbering"), 75);
}

static void
test_locked(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_ledger) other = NULL;

	OK(other = ledger_open(f->data, error));
	OK(db_script(ledger_db(other), "PRAGMA busy_timeout = 20", error));
	OK(ledger_begin(f->ledger, error));
	FAILS(ledger_begin(other, error), FAULT_TEMPORARY,
	      "in use by another process");
	ledger_rollback(f->ledger);
	OK(ledger_begin(other, error));
	ledger_rollback(other);
}

static void
overwrite(const char *path, gsize from, gsize size)
{
	g_autofree char *rubbish = g_malloc(size);
	int fd = g_open(path, O_RDWR, 0);

	memset(rubbish, 0xa5, size);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, rubbish, size, (off_t)from), size);
	(void)close(fd);
}

/* As a process that goes on for long opens it. */
static gboolean
examined(const char *data, GError **error)
{
	g_autoptr(own_ledger) ledger = ledger_open(data, error);

	return ledger != NULL && ledger_examine(ledger, error);
}

static void
test_damaged(void **state)
{
	struct fixture *f = *state;
	g_autofree char *path = fixture_path(f);
	static const struct {
		gsize from, size;
	} wounds[] = {{0, 512}, {4096, 4096}, {8192, 40000}};
	g_autofree char *whole = NULL;
	gsize i, size;

	(void)fixture_case_id(f->ledger, "t1");
	ledger_close(f->ledger);
	f->ledger = NULL;
	OK(g_file_get_contents(path, &whole, &size, error));
	for (i = 0; i < G_N_ELEMENTS(wounds); i++) {
		OK(text_write_file(path, whole, size, error));
		overwrite(path, wounds[i].from, wounds[i].size);
		FAILS(examined(f->data, error), FAULT_INPUT, "is damaged (");
		FAILS(examined(f->data, error), FAULT_INPUT,
		      "restore the last backup");
	}
	OK(text_write_file(path, "", 0, error));
	FAILS(ledger_open_read(f->data, error), FAULT_INPUT,
	      "written by an older Postroom");
}

static void
test_newer(void **state)
{
	struct fixture *f = *state;
	g_autofree char *back = g_strdup_printf("PRAGMA user_version = %d",
						(int)fixture_newest());

	OK(db_script(ledger_db(f->ledger), "PRAGMA user_version = 99", error));
	FAILS(ledger_open(f->data, error), FAULT_INPUT,
	      "written by a newer Postroom (schema 99, this program knows ");
	FAILS(ledger_open_read(f->data, error), FAULT_INPUT, "newer Postroom");
	OK(db_script(ledger_db(f->ledger), back, error));
}

static void
test_cannot_open(void **state)
{
	struct fixture *f = *state;
	g_autofree char *file = g_build_filename(f->data, "file", NULL);
	g_autofree char *below = g_build_filename(file, "below", NULL);
	g_autofree char *empty = g_build_filename(f->data, "empty", NULL);
	g_autofree char *taken = g_build_filename(empty, "ledger.sqlite", NULL);

	OK(g_file_set_contents(file, "x", 1, error));
	FAILS(ledger_open(below, error), FAULT_TEMPORARY, "cannot be made");
	assert_int_equal(g_mkdir_with_parents(taken, 0700), 0);
	FAILS(ledger_open(empty, error), FAULT_TEMPORARY,
	      "Check the disk and the permissions");
	(void)g_rmdir(taken);
	(void)g_rmdir(empty);
}

/* Runs in a child without root's rights; exits 0 if all is as expected. */
static void
open_as_nobody(const char *data, gboolean seen)
{
	g_autoptr(GError) writing = NULL;
	g_autoptr(GError) reading = NULL;
	gboolean good;

	if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		_exit(9);
	good = ledger_open(data, &writing) == NULL &&
	       fault_is(writing, FAULT_TEMPORARY) &&
	       strstr(writing->message, "permissions of the file") != NULL;
	if (seen)
		good = good && ledger_open_read(data, &reading) != NULL;
	else
		good = good && ledger_open_read(data, &reading) == NULL &&
		       fault_is(reading, FAULT_TEMPORARY);
	_exit(good ? 0 : 1);
}

/* A folder that may not be looked into, and a file that may be only read. */
static void
test_without_permission(void **state)
{
	static const struct {
		mode_t folder, file;
		gboolean seen;
	} rows[] = {{0000, 0600, FALSE},
		    {0755, 0000, FALSE},
		    {0555, 0444, FALSE},
		    {0777, 0444, TRUE}};
	struct fixture *f = *state;
	g_autofree char *path = fixture_path(f);
	gsize i;
	int status;

	(void)fixture_case_id(f->ledger, "t1");
	ledger_close(f->ledger);
	f->ledger = NULL;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		pid_t child;

		assert_int_equal(g_chmod(f->data, 0755), 0);
		assert_int_equal(g_chmod(path, rows[i].file), 0);
		assert_int_equal(g_chmod(f->data, rows[i].folder), 0);
		child = fork();
		if (child == 0)
			open_as_nobody(f->data, rows[i].seen);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	assert_int_equal(g_chmod(f->data, 0700), 0);
}

/* Before the first message there is nothing to list, and no fault. */
static void
test_none_yet(void **state)
{
	struct fixture *f = *state;
	g_autofree char *empty = g_build_filename(f->data, "empty", NULL);
	g_autoptr(own_ledger) reader = NULL;

	OK(reader = ledger_open_read(empty, error));
	assert_int_equal(fixture_number(reader, CASES), 0);
	assert_false(g_file_test(empty, G_FILE_TEST_EXISTS));
	assert_false(g_file_test(":memory:", G_FILE_TEST_EXISTS));
}

static void
test_read_only(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_ledger) reader = NULL;
	g_autoptr(own_case_row) row = NULL;

	OK(reader = ledger_open_read(f->data, error));
	OK(row = case_by_id(reader, id, error));
	FAILS(ledger_begin(reader, error) &&
		      case_set_status(reader, id, "closed", error),
	      FAULT_TEMPORARY, "readonly");
	ledger_rollback(reader);
}

static void
test_check_finds(void **state)
{
	struct fixture *f = *state;

	(void)fixture_case_id(f->ledger, "t1");
	OK(db_script(ledger_db(f->ledger),
		     "PRAGMA foreign_keys = OFF;"
		     "INSERT INTO sighting VALUES ('s', 1, 2, 'none', 3)",
		     error));
	fixture_finds(f->ledger, "a row of sighting points to a missing item");
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_settings),
		TEST(test_private),
		TEST(test_every_table_is_strict),
		TEST(test_commit_and_rollback),
		TEST(test_savepoint),
		TEST(test_transaction_gone),
		TEST(test_disk_full),
		TEST(test_killed),
		TEST(test_several_writers),
		TEST(test_locked),
		TEST(test_damaged),
		TEST(test_newer),
		TEST(test_cannot_open),
		TEST(test_none_yet),
		TEST(test_without_permission),
		TEST(test_read_only),
		TEST(test_check_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
