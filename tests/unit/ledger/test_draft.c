/*
 * The draft of an acknowledgement, and what is known of a source.
 */
#include "unit/ledger/fixture.h"

#include "ledger/draft.h"
#include "ledger/source.h"

static void
test_drafts(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_draft) draft = draft_new(id, 1);
	g_autoptr(own_draft) read = NULL;
	g_autoptr(own_draft) none = draft_new(99, 1);

	fixture_set(&draft->definition, "The damp.");
	ALONE(f->ledger, draft_save(f->ledger, draft, error));
	fixture_set(&draft->outcomes, "A repair.");
	fixture_set(&draft->responsibility, "All of it.");
	fixture_set(&draft->clarification, "Which room?");
	fixture_set(&draft->reviewer, "The Head of Housing");
	fixture_set(&draft->hearing, "5 January, at ten");
	fixture_set(&draft->edited_by, "Ann Officer");
	draft->at = NOON;
	ALONE(f->ledger, draft_save(f->ledger, draft, error));
	OK(read = draft_load(f->ledger, id, 1, error));
	assert_string_equal(read->definition, "The damp.");
	assert_string_equal(read->outcomes, "A repair.");
	assert_string_equal(read->responsibility, "All of it.");
	assert_string_equal(read->clarification, "Which room?");
	assert_string_equal(read->edited_by, "Ann Officer");
	assert_string_equal(read->reviewer, "The Head of Housing");
	assert_string_equal(read->hearing, "5 January, at ten");
	assert_int_equal(read->at, NOON);
	assert_null(draft_load(f->ledger, id, 2, NULL));
	REFUSED(f->ledger,
		draft_save(f->ledger, none, error) &&
			ledger_commit(f->ledger, error),
		"FOREIGN KEY");
}

static void
test_sources(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_source_row) row = NULL;

	ALONE(f->ledger, source_touch(f->ledger, "box", "email", NOON, error));
	ALONE(f->ledger,
	      source_touch(f->ledger, "box", "email", NOON + 9, error));
	ALONE(f->ledger,
	      source_touch(f->ledger, "box", "email", NOON + 5, error));
	OK(row = source_find(f->ledger, "box", error));
	assert_string_equal(row->kind, "email");
	assert_int_equal(row->first_seen, NOON);
	assert_int_equal(row->last_item, NOON + 9);
	assert_null(source_find(f->ledger, "other", NULL));
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_drafts),
		TEST(test_sources),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
