/*
 * What recovery rests on: a copy of the ledger, its key, and what is held in
 * a ledger that comes from a backup.
 */
#include "unit/ledger/fixture.h"

#include <unistd.h>

#include "ledger/restored.h"

static gint64
number(struct ledger *ledger, const char *sql)
{
	gint64 found = -1;

	OK(db_number(ledger_db(ledger), sql, NULL, &found, error));
	return found;
}

/* The copy is the ledger as it was, row for row, and only ours to read. */
static void
test_copy(void **state)
{
	struct fixture *f = *state;
	g_autofree char *folder = g_dir_make_tmp("copy-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "ledger.sqlite", NULL);
	g_autoptr(own_ledger) copy = NULL;
	GStatBuf status;

	(void)fixture_case_id(f->ledger, "t1");
	(void)fixture_event(f->ledger, 1, "received");
	OK(ledger_copy(f->ledger, path, error));
	(void)fixture_case_id(f->ledger, "t2");
	assert_int_equal(g_stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	OK(copy = ledger_open_read(folder, error));
	assert_int_equal(number(copy, "SELECT count(*) FROM case_file"), 1);
	assert_int_equal(number(copy, "SELECT count(*) FROM history"), 1);
	assert_int_equal(number(f->ledger, "SELECT count(*) FROM case_file"),
			 2);
	FAILS(ledger_copy(f->ledger, "/nowhere/ledger.sqlite", error),
	      FAULT_TEMPORARY, "cannot be copied");
	g_clear_pointer(&copy, ledger_close);
	fixture_empty(folder);
}

/* Without the key that its history needs, a ledger is neither continued nor
 * given another one. */
static void
test_key_is_missing(void **state)
{
	struct fixture *f = *state;
	g_autofree char *path = g_build_filename(f->data, "token.key", NULL);

	(void)fixture_event(f->ledger, 0, "started");
	g_clear_pointer(&f->ledger, ledger_close);
	assert_int_equal(g_unlink(path), 0);
	FAILS(ledger_open(f->data, error), FAULT_SETUP, "is missing");
	assert_int_not_equal(g_access(path, F_OK), 0);
	OK(f->ledger = ledger_open_read(f->data, error));
	fixture_finds(f->ledger, "is missing");
}

static void
add_letter(struct ledger *ledger, gint64 case_id, enum letter letter)
{
	g_autoptr(own_notice) notice = notice_new();
	g_autoptr(GBytes) mail = g_bytes_new_static("x", 1);
	struct outbox_new new = {
		.case_id = case_id,
		.notice = notice,
		.mail = mail,
		.envelope_from = "",
		.actor = "postroom",
		.created = NOON,
		.next_at = TIME_NONE,
	};

	notice->letter = letter;
	g_free(notice->message_id);
	notice->message_id = g_strdup_printf("m%d@x", (int)letter);
	notice->date = NOON;
	ALONE(ledger, outbox_add(ledger, &new, error));
}

static void
add_duty(struct ledger *ledger, gint64 case_id, gint64 guard_at)
{
	struct duty_row *duty = duty_row_new();

	duty->case_id = case_id;
	fixture_set(&duty->kind, "acknowledge");
	duty->due_day = clock_day(NOON);
	duty->guard_at = guard_at;
	ALONE(ledger, duty_add(ledger, duty, error));
	duty_row_free(duty);
}

/* Nothing that may have been sent goes on; no number is given out twice. */
static void
test_restored(void **state)
{
	struct fixture *f = *state;
	gint64 guarded = fixture_case_id(f->ledger, "t1");
	gint64 plain = fixture_case_id(f->ledger, "t2");
	struct restored restored;
	gint64 after;

	add_letter(f->ledger, guarded, LETTER_RECEIPT);
	add_letter(f->ledger, guarded, LETTER_ACKNOWLEDGE_1);
	add_letter(f->ledger, plain, LETTER_ACKNOWLEDGE_2);
	OK(db_script(ledger_db(f->ledger),
		     "UPDATE letter SET state = 'claimed', claimed = 1 "
		     "WHERE id = 2;"
		     "UPDATE letter SET state = 'sent', sent = 1 WHERE id = 3",
		     error));
	add_duty(f->ledger, guarded, NOON + 60);
	add_duty(f->ledger, plain, TIME_NONE);
	ALONE(f->ledger,
	      restored_enter(f->ledger, NOON, "why", &restored, error));
	assert_int_equal(restored.held, 2);
	assert_int_equal(restored.silenced, 1);
	assert_int_equal(number(f->ledger,
				"SELECT count(*) FROM letter WHERE state = "
				"'held' AND claimed IS NULL AND reply = 'why'"),
			 2);
	assert_int_equal(number(f->ledger, "SELECT count(*) FROM letter WHERE "
					   "state = 'sent' AND id = 3"),
			 1);
	assert_int_equal(number(f->ledger, "SELECT id FROM case_file WHERE "
					   "silence = 'why' AND answer = 0"),
			 guarded);
	assert_int_equal(number(f->ledger, "SELECT count(*) FROM case_file "
					   "WHERE silence = ''"),
			 1);
	after = fixture_case_id(f->ledger, "t3");
	assert_int_equal(number(f->ledger, "SELECT last FROM numbering"),
			 2 + RESTORED_GAP + 1);
	assert_int_equal(after, 3);
	assert_int_equal(number(f->ledger,
				"SELECT count(*) FROM history WHERE event = "
				"'restored' AND json_extract(detail, "
				"'$.letters_held') = 2"),
			 1);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_copy),
		TEST(test_key_is_missing),
		TEST(test_restored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
