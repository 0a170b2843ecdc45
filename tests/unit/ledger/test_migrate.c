/*
 * The schema of an older ledger is stepped up: all or nothing, once however
 * many try, and with a copy of the old one kept.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "unit/ledger/fixture.h"

#include "ledger/migrate.h"
#include "ledger/steps.h"

#define NEXT                                                  \
	"CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;" \
	"UPDATE case_file SET subject = 'stepped';"           \
	"PRAGMA user_version = %d;"
#define BROKEN "CREATE TABLE extra2 (id INTEGER) STRICT; NO SUCH WORD;"

/* The steps there are, one more, and perhaps another; they are never freed,
 * for the children of a fork use them, too. */
static const char *const *
steps_and(const char *another)
{
	static char *next;
	static const char *steps[64];
	gint64 n = fixture_newest();

	if (next == NULL)
		next = g_strdup_printf(NEXT, (int)n + 1);
	assert_true(n + 3 < (gint64)G_N_ELEMENTS(steps));
	memcpy(steps, ledger_steps, (gsize)n * sizeof(*steps));
	steps[n] = next;
	steps[n + 1] = another;
	steps[n + 2] = NULL;
	return steps;
}

static char *
copy_of(const struct fixture *f)
{
	g_autofree char *path = fixture_path(f);

	return g_strdup_printf("%s.before-%d", path, (int)fixture_newest() + 1);
}

static void
test_step_up(void **state)
{
	struct fixture *f = *state;
	g_autofree char *copy = copy_of(f);
	struct db *db = ledger_db(f->ledger);
	g_autoptr(own_db) old = NULL;
	gint64 version = 0;
	GStatBuf status;

	(void)fixture_case_id(f->ledger, "t1");
	OK(migrate(db, steps_and(NULL), error));
	assert_int_equal(fixture_number(f->ledger, "PRAGMA user_version"),
			 fixture_newest() + 1);
	assert_int_equal(fixture_number(f->ledger,
					"SELECT count(*) FROM case_file "
					"WHERE subject = 'stepped'"),
			 1);
	assert_int_equal(g_stat(copy, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	OK(old = db_open(copy, DB_READ, error));
	OK(db_number(old, "PRAGMA user_version", NULL, &version, error));
	assert_int_equal(version, fixture_newest());
	OK(db_number(old,
		     "SELECT count(*) FROM case_file WHERE subject = 'Damp'",
		     NULL, &version, error));
	assert_int_equal(version, 1);
	FAILS(migrate(db, steps_and(BROKEN), error), FAULT_INPUT,
	      "syntax error");
	assert_int_equal(fixture_number(f->ledger, "PRAGMA user_version"),
			 fixture_newest() + 1);
	assert_int_equal(
		fixture_number(f->ledger,
			       "SELECT count(*) FROM sqlite_schema WHERE "
			       "name = 'extra2'"),
		0);
	OK(migrate(db, steps_and(NULL), error));
}

static void
step_in_child(const char *data, const char *const *steps)
{
	struct ledger *ledger = ledger_open(data, NULL);

	_exit(ledger != NULL && migrate(ledger_db(ledger), steps, NULL) ? 0
									: 1);
}

/* Several step up at once: each step is run once, the copy is of the old. */
static void
test_step_up_at_once(void **state)
{
	struct fixture *f = *state;
	g_autofree char *path = fixture_path(f);
	g_autofree char *copy = copy_of(f);
	g_autoptr(own_db) old = NULL;
	gint64 version = 0;
	pid_t children[4];
	int i, status;

	ledger_close(f->ledger);
	f->ledger = NULL;
	for (i = 0; i < 4; i++) {
		children[i] = fork();
		if (children[i] == 0)
			step_in_child(f->data, steps_and(NULL));
	}
	for (i = 0; i < 4; i++)
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
	OK(old = db_open(copy, DB_READ, error));
	OK(db_number(old, "PRAGMA user_version", NULL, &version, error));
	assert_int_equal(version, fixture_newest());
	g_clear_pointer(&old, db_close);
	OK(old = db_open(path, DB_WRITE, error));
	OK(db_number(old, "PRAGMA user_version", NULL, &version, error));
	assert_int_equal(version, fixture_newest() + 1);
}

/* Without a copy the file is not touched. */
static void
test_no_copy_no_step(void **state)
{
	struct fixture *f = *state;
	g_autofree char *copy = copy_of(f);

	/* A folder in the way, which rename does not replace. */
	assert_int_equal(g_mkdir(copy, 0700), 0);
	FAILS(migrate(ledger_db(f->ledger), steps_and(NULL), error),
	      FAULT_TEMPORARY, "No copy of the ledger could be kept at");
	assert_int_equal(fixture_number(f->ledger, "PRAGMA user_version"),
			 fixture_newest());
	(void)g_rmdir(copy);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_step_up),
		TEST(test_step_up_at_once),
		TEST(test_no_copy_no_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
