/*
 * The frame of an act: whose, on which case, and on what that person saw.
 */
#include "unit/ledger/fixture.h"

#include "base/limits.h"
#include "desk/act.h"
#include "desk/note.h"
#include "ledger/history.h"

static void
test_named(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_case_row) row = case_by_id(f->ledger, id, NULL);
	g_autofree char *lower = g_ascii_strdown(row->ref, -1);
	g_autoptr(own_case_row) found = NULL;
	char *digit;

	OK(found = act_case(f->ledger, lower, error));
	assert_int_equal(found->id, id);
	FAILS(act_case(f->ledger, "damp", error), FAULT_INPUT,
	      "\"damp\" is not a case reference");
	digit = strchr(lower, '1');
	*digit = '2';
	FAILS(act_case(f->ledger, lower, error), FAULT_INPUT,
	      "check each character");
}

static void
test_no_such_case(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_case_row) row = case_by_id(f->ledger, id, NULL);

	OK(db_script(ledger_db(f->ledger), "DELETE FROM case_file", error));
	FAILS(act_case(f->ledger, row->ref, error), FAULT_INPUT,
	      "Look for it in the list");
}

static void
test_who(void **state)
{
	static const struct {
		const char *name;
		gboolean good;
	} rows[] = {
		{"Ann Officer", TRUE}, {"Zo\xc3\xab", TRUE},
		{NULL, FALSE},	       {"", FALSE},
		{"  ", FALSE},	       {"postroom", FALSE},
		{"Zo\xeb", FALSE},     {" Postroom", FALSE},
		{"Ann\nBob", FALSE},   {"Ann\033[2K", FALSE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++)
		assert_int_equal(act_is_name(rows[i].name), rows[i].good);
}

static gint64
add_event(struct ledger *ledger, gint64 id, const char *actor,
	  const char *event)
{
	gint64 entry = 0;

	ALONE(ledger, entry = history_add(ledger,
					  (struct history_new){id, NOON, actor,
							       event, NULL},
					  error));
	return entry;
}

static gint64
count_events(struct ledger *ledger, gint64 id)
{
	g_autoptr(own_history_each) each = NULL;
	struct history_row *row;
	gint64 n = 0;

	OK(each = history_each_open(ledger, id, error));
	while ((row = history_each_next(each, NULL)) != NULL) {
		history_row_free(row);
		n++;
	}
	return n;
}

/* What somebody saw before another changed the case is not saved over it. */
static void
test_stale(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_case_row) row = case_by_id(f->ledger, id, NULL);
	struct post post = {.ledger = f->ledger};
	struct act act = {row->ref, "Bob", 0, NULL};
	gint64 before;

	act.revision = add_event(f->ledger, id, "Ann", "note");
	OK(before = act_revision(f->ledger, id, error));
	assert_int_equal(act.revision, before);
	(void)add_event(f->ledger, id, "Cat", "viewed");
	OK(note_add(&post, &act, "mine", error));
	FAILS(note_add(&post, &act, "again", error), FAULT_BUSY,
	      "was changed by Bob at 9.00");
	assert_int_equal(count_events(f->ledger, id), 3);
	act.revision = 0;
	OK(note_add(&post, &act, "whatever stands", error));
}

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_case_row) row = case_by_id(f->ledger, id, NULL);
	struct post post = {.ledger = f->ledger};
	g_autofree char *long_text = g_strnfill(LIMIT_TYPED_BYTES + 1, 'x');
	const struct act good = {row->ref, "Bob", 0, NULL};
	const struct act nobody = {row->ref, " ", 0, NULL};
	const struct act nowhere = {"CR-2026-00042-K", "Bob", 0, NULL};

	FAILS(note_add(&post, &nobody, "text", error), FAULT_INPUT,
	      "Say who you are");
	FAILS(note_add(&post, &nowhere, "text", error), FAULT_INPUT, "CR-2026");
	FAILS(note_add(&post, &good, " \n", error), FAULT_INPUT, "empty");
	FAILS(note_add(&post, &good, "Zo\xeb", error), FAULT_INPUT, "UTF-8");
	FAILS(note_add(&post, &good, long_text, error), FAULT_INPUT,
	      "too long");
	assert_int_equal(count_events(f->ledger, id), 0);
	OK(ledger_begin(f->ledger, error));
	ledger_rollback(f->ledger);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_named), TEST(test_no_such_case), TEST(test_who),
		TEST(test_stale), TEST(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
