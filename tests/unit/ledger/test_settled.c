/*
 * Proposals beside decisions, as reports and learning get them.
 */
#include "unit/ledger/fixture.h"

#include "ledger/decision.h"
#include "ledger/settled.h"
#include "ledger/suggestion.h"

#define DAY ((gint64)86400)

/* A case with its message and the suggestion that was made of it. */
static gint64
file_case(struct ledger *ledger, const char *token, gboolean suggested)
{
	g_autoptr(own_case_row) row = NULL;
	g_autoptr(own_item_row) item = item_row_new();
	g_autoptr(own_suggestion) made = suggestion_new();
	gint64 id;

	OK(ledger_begin(ledger, error));
	row = fixture_case(ledger, token);
	item->received = NOON;
	item->case_id = row->id;
	item->state = ITEM_CASE;
	fixture_set(&item->sha256, token);
	OK(id = item_add(ledger, item, error));
	made->category = CATEGORY_EXCLUSION;
	made->ground = GROUND_ANONYMOUS;
	made->confidence = 0.75;
	if (suggested)
		OK(suggestion_save(ledger, id, row->id, made, error));
	OK(ledger_commit(ledger, error));
	return row->id;
}

static void
decide(struct ledger *ledger, gint64 case_id, enum category category, gint64 at)
{
	struct decision_row row = {
		.case_id = case_id,
		.at = at,
		.who = (char *)(gintptr) "Ann Officer",
		.category = category,
		.ground = GROUND_NONE,
	};

	ALONE(ledger, decision_add(ledger, &row, error));
}

/* "CR-2026-00001-Q complaint; …" of what was settled since. */
static char *
told(struct ledger *ledger, gint64 since)
{
	g_autoptr(own_settled_each) each = NULL;
	GString *out = g_string_new(NULL);
	GError *problem = NULL;

	OK(each = settled_each_open(ledger, since, error));
	while (TRUE) {
		g_autoptr(own_settled) row = settled_each_next(each, &problem);

		assert_null(problem);
		if (row == NULL)
			break;
		g_string_append_printf(out, "%s%s %s", out->len ? "; " : "",
				       row->item, category_name(row->category));
	}
	return g_string_free(out, FALSE);
}

static void
test_newest_decision_counts(void **state)
{
	struct fixture *f = *state;
	gint64 one = file_case(f->ledger, "one", TRUE);
	gint64 two = file_case(f->ledger, "two", TRUE);
	g_autofree char *nothing = told(f->ledger, TIME_NONE);
	g_autofree char *all = NULL;
	g_autofree char *late = NULL;
	g_autofree char *later = NULL;

	assert_string_equal(nothing, "");
	decide(f->ledger, one, CATEGORY_ENQUIRY, NOON);
	decide(f->ledger, one, CATEGORY_COMPLAINT, NOON + DAY);
	decide(f->ledger, two, CATEGORY_COMPLIMENT, NOON);
	all = told(f->ledger, TIME_NONE);
	assert_string_equal(all, "one complaint; two compliment");
	late = told(f->ledger, NOON + DAY);
	assert_string_equal(late, "one complaint");
	later = told(f->ledger, NOON + 2 * DAY);
	assert_string_equal(later, "");
}

/* What was decided after stage 2 was asked for is about a later message. */
static void
test_not_after_escalation(void **state)
{
	struct fixture *f = *state;
	gint64 one = file_case(f->ledger, "one", TRUE);
	g_autofree char *before = NULL;

	decide(f->ledger, one, CATEGORY_COMPLAINT, NOON);
	ALONE(f->ledger, case_set_stage(f->ledger, one, 2, NOON + DAY, error));
	decide(f->ledger, one, CATEGORY_ESCALATION, NOON + 2 * DAY);
	before = told(f->ledger, TIME_NONE);
	assert_string_equal(before, "one complaint");
}

/* By hand the date of the request for stage 2 is that of receipt. */
static void
test_escalated_by_hand(void **state)
{
	struct fixture *f = *state;
	gint64 one = file_case(f->ledger, "one", TRUE);
	g_autofree char *first = NULL;

	decide(f->ledger, one, CATEGORY_COMPLAINT, NOON + DAY);
	ALONE(f->ledger, case_set_stage(f->ledger, one, 2, NOON, error));
	decide(f->ledger, one, CATEGORY_ESCALATION, NOON + 2 * DAY);
	first = told(f->ledger, TIME_NONE);
	assert_string_equal(first, "one complaint");
}

static void
test_all_of_a_row(void **state)
{
	struct fixture *f = *state;
	gint64 one = file_case(f->ledger, "one", TRUE);
	gint64 two = file_case(f->ledger, "two", FALSE);
	g_autoptr(own_settled_each) each = NULL;
	g_autoptr(own_settled) row = NULL;
	g_autoptr(own_settled) bare = NULL;

	decide(f->ledger, one, CATEGORY_ENQUIRY, NOON + DAY);
	decide(f->ledger, two, CATEGORY_ENQUIRY, NOON + DAY);
	OK(each = settled_each_open(f->ledger, TIME_NONE, error));
	OK(row = settled_each_next(each, error));
	assert_string_equal(row->item, "one");
	assert_string_equal(row->from_address, "Ann@example.org");
	assert_int_equal(row->flags,
			 FLAG_BIT(FLAG_DAMP_MOULD) | FLAG_BIT(FLAG_GROUP));
	assert_int_equal(row->at, NOON + DAY);
	assert_int_equal(row->category, CATEGORY_ENQUIRY);
	assert_int_equal(row->ground, GROUND_NONE);
	assert_int_equal(row->proposed, CATEGORY_COMPLAINT);
	assert_int_equal(row->suggestion->category, CATEGORY_EXCLUSION);
	assert_int_equal(row->suggestion->ground, GROUND_ANONYMOUS);
	OK(bare = settled_each_next(each, error));
	assert_null(bare->suggestion);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_newest_decision_counts),
		TEST(test_not_after_escalation),
		TEST(test_escalated_by_hand),
		TEST(test_all_of_a_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
