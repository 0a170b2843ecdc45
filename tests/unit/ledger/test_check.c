/*
 * The check of the whole ledger: a sound one gives no finding, and each kind
 * of fault is found and named. And the counts that stand against it.
 */
#include "unit/ledger/fixture.h"

#include "ledger/census.h"

#define SHA_A "aa00000000000000000000000000000000000000000000000000000000000000"
#define SHA_B "ab00000000000000000000000000000000000000000000000000000000000000"

static void
add_item(struct ledger *ledger, const char *sha256, gint64 case_id, guint32 uid)
{
	struct item_row *row = item_row_new();
	struct sighting sighting = {"complaints", 7, uid, sha256, NOON};

	row->state = ITEM_CASE;
	row->case_id = case_id;
	row->received = NOON;
	fixture_set(&row->sha256, sha256);
	ALONE(ledger, item_add(ledger, row, error));
	ALONE(ledger, sighting_add(ledger, &sighting, error));
	item_row_free(row);
}

static void
add_letter(struct ledger *ledger, gint64 case_id)
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

	notice->letter = LETTER_RECEIPT;
	fixture_set(&notice->message_id, "m@x");
	notice->date = NOON;
	ALONE(ledger, outbox_add(ledger, &new, error));
	OK(ledger_begin(ledger, error));
	outbox_row_free(outbox_claim(ledger, NOON, NULL));
	OK(outbox_sent(ledger, 1, "250 ok", NOON, error));
	OK(ledger_commit(ledger, error));
}

/* A case with its message, history, duty and receipt. */
static gint64
sound(struct ledger *ledger)
{
	gint64 id = fixture_case_id(ledger, SHA_A);
	struct history_new sent = {id, NOON, "postroom", "sent",
				   json_pack("{s:s}", "message_id", "m@x")};
	struct duty_row *duty = duty_row_new();
	gint64 event;

	add_item(ledger, SHA_A, id, 1);
	event = fixture_event(ledger, id, "received");
	add_letter(ledger, id);
	ALONE(ledger, history_add(ledger, sent, error));
	duty->case_id = id;
	fixture_set(&duty->kind, "look");
	duty->due_day = clock_day(NOON);
	ALONE(ledger, duty_add(ledger, duty, error));
	ALONE(ledger, duty_meet(ledger, 1, NOON, event, error));
	duty_row_free(duty);
	return id;
}

static const struct {
	const char *sql;
	const char *finding;
} wrong[] = {
	{"UPDATE item SET case_id = NULL", "item 1 (case) has no case"},
	{"UPDATE item SET case_id = NULL",
	 "the message that opened it is not among its items"},
	{"UPDATE item SET state = 'duplicate'",
	 "item 1 (duplicate) is a duplicate of nothing"},
	{"UPDATE item SET duplicate_of = 1",
	 "item 1 (case) names another item as its first"},
	{"DELETE FROM sighting", "item 1 was seen nowhere"},
	{"DELETE FROM duty", "is open, but nobody ever owed anything for it"},
	{"UPDATE numbering SET last = 0",
	 "has a higher number than the 0 given out in its year"},
	{"DELETE FROM numbering", "has a higher number than the 0"},
	{"UPDATE letter SET sent = NULL",
	 "letter 1 is sent, but it is not noted when it was sent"},
	{"UPDATE letter SET state = 'queued'",
	 "letter 1 is queued, but it is noted as sent"},
	{"UPDATE letter SET claimed = 5",
	 "letter 1 is sent, but a sender has it"},
	{"UPDATE letter SET state = 'claimed', sent = NULL",
	 "letter 1 is claimed, but no sender has it"},
	{"UPDATE letter SET attempts = 0",
	 "letter 1 is sent without an attempt"},
	{"UPDATE letter SET mail = x''", "letter 1 is empty"},
	{"UPDATE letter SET message_id = 'other@x'",
	 "letter 1 was sent, but its case's history does not say so"},
	{"DROP TRIGGER history_stays", "the trigger history_stays is gone"},
	{"DROP INDEX letter_live", "the index letter_live is gone"},
	{"CREATE TABLE hidden (x TEXT)", "the table hidden is not ours"},
	{"DROP TRIGGER decision_keeps; CREATE TRIGGER decision_keeps BEFORE "
	 "UPDATE ON decision BEGIN SELECT 1; END",
	 "the trigger decision_keeps was changed"},
	{"DROP TRIGGER history_stays; DELETE FROM duty; DELETE FROM history",
	 "was never entered into the history"},
};

static void
test_each_fault_is_named(void **state)
{
	struct fixture *f = *state;
	struct db *db = ledger_db(f->ledger);
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	gsize i;

	(void)sound(f->ledger);
	OK(ledger_check(f->ledger, findings, error));
	assert_int_equal(findings->len, 0);
	for (i = 0; i < G_N_ELEMENTS(wrong); i++) {
		OK(db_script(db, "BEGIN", error));
		OK(db_script(db, wrong[i].sql, error));
		fixture_finds(f->ledger, wrong[i].finding);
		OK(db_script(db, "ROLLBACK", error));
	}
}

static void
test_counts(void **state)
{
	struct fixture *f = *state;
	gint64 id = sound(f->ledger);
	g_autoptr(GPtrArray) first = NULL;
	g_autoptr(GPtrArray) none = NULL;

	add_item(f->ledger, SHA_B, id, 2);
	OK(first = census_hashes(f->ledger, "ab", error));
	assert_int_equal(first->len, 1);
	assert_string_equal(first->pdata[0], SHA_B);
	OK(none = census_hashes(f->ledger, "ac", error));
	assert_int_equal(none->len, 0);
	assert_int_equal(census_sightings(f->ledger, "complaints", 7, NULL), 2);
	assert_int_equal(census_sightings(f->ledger, "complaints", 8, NULL), 0);
	assert_int_equal(census_sightings(f->ledger, "other", 7, NULL), 0);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_each_fault_is_named),
		TEST(test_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
