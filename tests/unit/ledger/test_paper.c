/*
 * Letters on paper in the outbox, and what is known of persons.
 */

#include "ledger/person.h"
#include "unit/ledger/fixture.h"

static gint64
letter_on_paper(struct ledger *ledger, const char *token,
		enum outbox_route route)
{
	g_autoptr(own_notice) notice = notice_new();
	g_autoptr(GBytes) pdf = g_bytes_new_static("%PDF-1.5", 8);
	g_autofree char *id = g_strdup_printf("%s@example.org", token);
	struct outbox_new new = {
		.case_id = fixture_case_id(ledger, token),
		.notice = notice,
		.route = route,
		.pdf = pdf,
		.pages = 2,
		.postal = "Ann Lee\n1 High Street\nAN1 1AA",
		.envelope_from = "",
		.actor = "postroom",
		.created = NOON,
		.next_at = NOON,
	};
	gint64 letter;

	notice->letter = LETTER_ACKNOWLEDGE_1;
	notice->stage = 1;
	g_free(notice->message_id);
	notice->message_id = g_steal_pointer(&id);
	notice->date = NOON;
	OK(ledger_begin(ledger, error));
	letter = outbox_add(ledger, &new, NULL);
	assert_true(letter > 0);
	OK(ledger_commit(ledger, error));
	return letter;
}

static guint
on_paper(struct ledger *ledger)
{
	g_autoptr(own_outbox_each) each =
		outbox_each_open(ledger, OUTBOX_ON_PAPER, 0, NULL);
	guint count = 0;
	struct outbox_row *row;

	while ((row = outbox_each_next(each, NULL)) != NULL) {
		count++;
		assert_null(row->pdf);
		outbox_row_free(row);
	}
	return count;
}

static void
claim(struct ledger *ledger, gint64 letter)
{
	g_autoptr(own_outbox_row) row = NULL;

	OK(ledger_begin(ledger, error));
	row = outbox_claim(ledger, NOON, NULL);
	assert_non_null(row);
	assert_int_equal(row->id, letter);
	assert_int_equal(g_bytes_get_size(row->pdf), 8);
	assert_null(row->mail);
	assert_int_equal(row->pages, 2);
	assert_string_equal(row->postal, "Ann Lee\n1 High Street\nAN1 1AA");
}

static void
test_printed_then_posted(void **state)
{
	struct fixture *f = *state;
	gint64 letter = letter_on_paper(f->ledger, "t1", ROUTE_POST);
	guint32 day = clock_day(NOON);

	claim(f->ledger, letter);
	FAILS(outbox_posted(f->ledger, letter, day, error), FAULT_INPUT,
	      "not in print");
	OK(outbox_printed(f->ledger, letter, "", "in the folder", error));
	OK(ledger_commit(f->ledger, error));
	assert_int_equal(on_paper(f->ledger), 1);
	OK(ledger_begin(f->ledger, error));
	OK(outbox_posted(f->ledger, letter, day + 1, error));
	FAILS(outbox_posted(f->ledger, letter, day + 1, error), FAULT_INPUT,
	      "not in print");
	OK(ledger_commit(f->ledger, error));
	g_autoptr(own_outbox_row) row = outbox_by_id(f->ledger, letter, NULL);
	assert_int_equal(row->state, OUTBOX_SENT);
	assert_int_equal(row->route, ROUTE_POST);
	assert_int_equal(row->printed, NOON);
	assert_int_equal(row->issued, day + 1);
	assert_int_equal(on_paper(f->ledger), 0);
}

static void
test_printed_is_live_until_lost(void **state)
{
	struct fixture *f = *state;
	gint64 letter = letter_on_paper(f->ledger, "t1", ROUTE_NOTIFY);
	g_autoptr(own_outbox_row) live = NULL;
	g_autoptr(own_outbox_row) row = NULL;

	claim(f->ledger, letter);
	OK(outbox_printed(f->ledger, letter, "an-id", "taken", error));
	OK(ledger_commit(f->ledger, error));
	row = outbox_by_id(f->ledger, letter, NULL);
	live = outbox_live(f->ledger, row->case_id, LETTER_ACKNOWLEDGE_1, 1,
			   NULL);
	assert_non_null(live);
	assert_string_equal(live->remote, "an-id");
	assert_false(outbox_is_due(f->ledger, NOON + 1000000, NULL));
	OK(ledger_begin(f->ledger, error));
	OK(outbox_lost(f->ledger, letter, "validation-failed", error));
	OK(ledger_commit(f->ledger, error));
	outbox_row_free(live);
	live = outbox_live(f->ledger, row->case_id, LETTER_ACKNOWLEDGE_1, 1,
			   NULL);
	assert_null(live);
}

/* What is on paper has pages, and no mail that could go too. */
static void
test_either_mail_or_pages(void **state)
{
	struct fixture *f = *state;
	gint64 letter = letter_on_paper(f->ledger, "t1", ROUTE_POST);
	static const char *const wrongs[] = {
		"UPDATE letter SET mail = x'00' WHERE id = ?1",
		"UPDATE letter SET pdf = NULL WHERE id = ?1",
		"UPDATE letter SET route = 'email' WHERE id = ?1",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(wrongs); i++) {
		OK(ledger_begin(f->ledger, error));
		FAILS(db_run(ledger_db(f->ledger), wrongs[i],
			     VALUES(value_int(letter)), error),
		      FAULT_INPUT, "CHECK constraint");
		ledger_rollback(f->ledger);
	}
}

static void
set(char **field, const char *text)
{
	g_free(*field);
	*field = g_strdup(text);
}

static void
test_person_is_kept(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_person) person =
		person_load(f->ledger, "Ann@Example.org", 0, NULL);

	assert_int_equal(person->points, 12);
	assert_int_equal(person->contact, CONTACT_ANY);
	assert_string_equal(person->by, "");
	set(&person->postal, "Ann Lee\n1 High Street");
	set(&person->by, "Sam");
	person->points = 24;
	person->contact = CONTACT_POST;
	person->adjustments_review = clock_day(NOON);
	person->at = NOON;
	for (int i = 0; i < 2; i++) {
		OK(ledger_begin(f->ledger, error));
		OK(person_save(f->ledger, person, error));
		OK(ledger_commit(f->ledger, error));
	}
	g_autoptr(own_person) again =
		person_load(f->ledger, "ann@example.org", 0, NULL);
	assert_int_equal(again->points, 24);
	assert_int_equal(again->contact, CONTACT_POST);
	assert_string_equal(again->postal, "Ann Lee\n1 High Street");
	assert_int_equal(again->adjustments_review, clock_day(NOON));
	assert_int_equal(again->restriction_review, DAY_NONE);
}

static void
test_person_of_a_case(void **state)
{
	struct fixture *f = *state;
	gint64 case_id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_person) person =
		person_load(f->ledger, "", case_id, NULL);

	set(&person->name, "Ann Lee");
	OK(ledger_begin(f->ledger, error));
	FAILS(person_save(f->ledger, person, error), FAULT_INPUT,
	      "somebody must say it");
	set(&person->by, "Sam");
	person->at = NOON;
	OK(person_save(f->ledger, person, error));
	OK(ledger_commit(f->ledger, error));
	g_autoptr(own_person) again = person_load(f->ledger, "", case_id, NULL);
	assert_string_equal(again->name, "Ann Lee");
}

static void
test_contacts_have_names(void **state)
{
	(void)state;
	for (enum contact c = 0; c < CONTACT_COUNT; c++)
		assert_int_equal(contact_of(contact_name(c)), c);
	assert_int_equal(contact_of("fax"), CONTACT_COUNT);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_printed_then_posted),
		TEST(test_printed_is_live_until_lost),
		TEST(test_either_mail_or_pages),
		TEST(test_person_is_kept),
		TEST(test_person_of_a_case),
		TEST(test_contacts_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
