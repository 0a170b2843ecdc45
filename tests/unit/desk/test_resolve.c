/*
 * A decision and what it changes: duties met, ended and added, the stage,
 * and letters that must no longer go.
 */
#include "unit/ledger/fixture.h"

#include "desk/oblige.h"
#include "desk/resolve.h"
#include "ledger/decision.h"
#include "policy/plan.h"

struct desk {
	struct fixture *fixture;
	struct post post;
};

static int
desk_setup(void **state)
{
	struct desk *desk = g_new0(struct desk, 1);

	(void)fixture_setup((void **)&desk->fixture);
	desk->post.ledger = desk->fixture->ledger;
	desk->post.settings = duty_defaults();
	desk->post.calendar = calendar_new();
	calendar_add(desk->post.calendar, clock_parse_day("2026-12-25"),
		     "Christmas Day");
	calendar_finish(desk->post.calendar);
	*state = desk;
	return 0;
}

static int
desk_teardown(void **state)
{
	struct desk *desk = *state;

	calendar_free(desk->post.calendar);
	(void)fixture_teardown((void **)&desk->fixture);
	g_free(desk);
	return 0;
}

/* Opens a case as intake would, with the duties of the proposal. */
static gint64
open_case(struct post *post, enum category proposed)
{
	g_autoptr(own_case_row) row = case_row_new();
	g_autoptr(own_item_row) item = item_row_new();
	const struct sighting seen = {"complaints", 1, 1, "one", NOON};
	g_autoptr(GArray) duties = NULL;
	struct plan plan = {
		.received = NOON,
		.settings = post->settings,
		.category = proposed,
		.guarded = proposed == CATEGORY_COMPLAINT ||
			   proposed == CATEGORY_ESCALATION,
	};

	row->received = NOON;
	row->proposed = proposed;
	row->stage = plan.guarded ? 1 : 0;
	fixture_set(&row->channel, "email");
	fixture_set(&row->token, "t1");
	fixture_set(&row->reply_address, "ann@example.org");
	OK(duties = duty_plan(post->calendar, &plan, error));
	OK(ledger_begin(post->ledger, error));
	fixture_set(&row->item, "one");
	OK(case_create(post->ledger, row, error));
	item->state = ITEM_CASE;
	item->case_id = row->id;
	item->received = NOON;
	fixture_set(&item->sha256, "one");
	OK(item_add(post->ledger, item, error));
	OK(sighting_add(post->ledger, &seen, error));
	OK(oblige_all(post, row->id, duties, error));
	OK(ledger_commit(post->ledger, error));
	return row->id;
}

static gboolean
decide(struct post *post, gint64 id, enum category category, const char *reason,
       GError **error)
{
	g_autoptr(own_case_row) row = case_by_id(post->ledger, id, error);
	struct decision decision = {
		.by = "Ann Officer",
		.category = category,
		.ground = GROUND_NONE,
		.reason = reason,
		.present = row->category,
	};

	return resolve(post, row, &decision, error);
}

/* "kind" of each open duty of the case, soonest first, with commas. */
static char *
open_duties(struct ledger *ledger, gint64 id)
{
	g_autoptr(own_duty_each) each = NULL;
	GString *kinds = g_string_new(NULL);
	struct duty_row *row;

	OK(each = duty_each_open(ledger, DUTIES_OPEN_OF_CASE, id, error));
	while ((row = duty_each_next(each, NULL)) != NULL) {
		g_string_append_printf(kinds, "%s%s", kinds->len ? "," : "",
				       row->kind);
		duty_row_free(row);
	}
	return g_string_free(kinds, FALSE);
}

static void
test_outcomes(void **state)
{
	static const struct {
		enum category proposed, decided;
		const char *reason;
		const char *before, *after;
		int stage;
	} rows[] = {
		{CATEGORY_COMPLAINT, CATEGORY_COMPLAINT, NULL,
		 "look,acknowledge-1", "acknowledge-1", 1},
		{CATEGORY_COMPLAINT, CATEGORY_SERVICE_REQUEST, "she said so",
		 "look,acknowledge-1", "offer-choice", 0},
		{CATEGORY_COMPLAINT, CATEGORY_COMPLIMENT, "it is praise",
		 "look,acknowledge-1", "", 0},
		{CATEGORY_SERVICE_REQUEST, CATEGORY_COMPLAINT, NULL, "look",
		 "acknowledge-1", 1},
		{CATEGORY_SERVICE_REQUEST, CATEGORY_SERVICE_REQUEST, NULL,
		 "look", "", 0},
		{CATEGORY_ESCALATION, CATEGORY_ESCALATION, NULL,
		 "look,acknowledge-1", "acknowledge-1", 1},
	};
	struct desk *desk = *state;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		gint64 id = open_case(&desk->post, rows[i].proposed);
		struct ledger *ledger = desk->post.ledger;
		g_autofree char *before = open_duties(ledger, id);
		g_autofree char *after = NULL;
		g_autoptr(own_case_row) row = NULL;

		assert_string_equal(before, rows[i].before);
		ALONE(ledger, decide(&desk->post, id, rows[i].decided,
				     rows[i].reason, error));
		after = open_duties(ledger, id);
		assert_string_equal(after, rows[i].after);
		OK(row = case_by_id(ledger, id, error));
		assert_true(row->confirmed);
		assert_int_equal(row->category, rows[i].decided);
		assert_int_equal(row->stage, rows[i].stage);
		(void)desk_teardown(state);
		(void)desk_setup(state);
		desk = *state;
	}
}

static void
test_look_is_met_by_the_decision(void **state)
{
	struct desk *desk = *state;
	struct ledger *ledger = desk->post.ledger;
	gint64 id = open_case(&desk->post, CATEGORY_COMPLAINT);
	g_autoptr(own_duty_row) look = NULL;
	g_autoptr(own_history_each) each = NULL;
	g_autoptr(own_history_row) entry = NULL;
	g_autoptr(own_decision_row) kept = NULL;
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);

	ALONE(ledger,
	      decide(&desk->post, id, CATEGORY_COMPLAINT, "plainly", error));
	OK(look = duty_find(ledger, id, "look", 0, error));
	assert_int_equal(look->met, NOON);
	OK(each = history_each_open(ledger, id, error));
	OK(entry = history_each_next(each, error));
	assert_int_equal(look->met_event, entry->id);
	assert_string_equal(entry->event, "confirmed");
	assert_string_equal(entry->actor, "Ann Officer");
	assert_string_equal(
		json_string_value(json_object_get(entry->detail, "reason")),
		"plainly");
	OK(kept = decision_latest(ledger, id, error));
	assert_string_equal(kept->who, "Ann Officer");
	assert_string_equal(kept->reason, "plainly");
	assert_int_equal(kept->category, CATEGORY_COMPLAINT);
	OK(ledger_check(ledger, findings, error));
	assert_int_equal(findings->len, 0);
}

/* A report that the policy routed is settled as a request, and the choice is
 * owed still; as a complaint it is not. */
static void
test_choice_stays_owed(void **state)
{
	struct desk *desk = *state;
	struct ledger *ledger = desk->post.ledger;
	gint64 id = open_case(&desk->post, CATEGORY_SERVICE_REQUEST);
	g_autofree char *request = NULL;
	g_autofree char *complaint = NULL;

	ALONE(ledger, oblige_by_day(&desk->post, id, DUTY_OFFER_CHOICE,
				    clock_day(NOON), error));
	ALONE(ledger,
	      decide(&desk->post, id, CATEGORY_SERVICE_REQUEST, NULL, error));
	request = open_duties(ledger, id);
	assert_string_equal(request, "offer-choice");
	ALONE(ledger, decide(&desk->post, id, CATEGORY_COMPLAINT, NULL, error));
	complaint = open_duties(ledger, id);
	assert_string_equal(complaint, "acknowledge-1");
}

static void
test_ended_by_name_and_reason(void **state)
{
	struct desk *desk = *state;
	struct ledger *ledger = desk->post.ledger;
	gint64 id = open_case(&desk->post, CATEGORY_COMPLAINT);
	g_autoptr(own_duty_row) duty = NULL;

	ALONE(ledger, decide(&desk->post, id, CATEGORY_ENQUIRY,
			     "only asks for a form", error));
	OK(duty = duty_find(ledger, id, "acknowledge-1", 1, error));
	assert_true(duty->met == TIME_NONE);
	assert_string_equal(duty->ended_by, "Ann Officer");
	assert_string_equal(duty->ended_reason, "only asks for a form");
}

/* Back to a complaint: the duty is owed again, counted from receipt. */
static void
test_second_thoughts(void **state)
{
	struct desk *desk = *state;
	struct ledger *ledger = desk->post.ledger;
	gint64 id = open_case(&desk->post, CATEGORY_COMPLAINT);
	g_autoptr(own_duty_row) duty = NULL;

	ALONE(ledger,
	      decide(&desk->post, id, CATEGORY_ENQUIRY, "a form", error));
	clock_fix(NOON + (gint64)86400 * 3);
	ALONE(ledger, decide(&desk->post, id, CATEGORY_COMPLAINT, NULL, error));
	OK(duty = duty_find(ledger, id, "acknowledge-1", 1, error));
	assert_true(duty_is_open(duty));
	assert_int_equal(duty->due_day, clock_parse_day("2026-11-30"));
}

static void
test_stage_two(void **state)
{
	struct desk *desk = *state;
	struct ledger *ledger = desk->post.ledger;
	gint64 id = open_case(&desk->post, CATEGORY_ESCALATION);
	g_autoptr(own_case_row) row = NULL;
	g_autofree char *duties = NULL;

	ALONE(ledger, case_set_answered(ledger, id, 1, NOON - 60, error));
	ALONE(ledger,
	      decide(&desk->post, id, CATEGORY_ESCALATION, NULL, error));
	OK(row = case_by_id(ledger, id, error));
	assert_int_equal(row->stage, 2);
	assert_int_equal(row->escalated, NOON);
	duties = open_duties(ledger, id);
	assert_string_equal(duties, "name-reviewer,acknowledge-2");
}

static gint64
queue(struct ledger *ledger, gint64 case_id)
{
	g_autoptr(own_notice) notice = notice_new();
	g_autoptr(GBytes) mail = g_bytes_new_static("x", 1);
	struct outbox_new letter = {
		.case_id = case_id,
		.notice = notice,
		.mail = mail,
		.envelope_from = "x",
		.actor = "postroom",
		.guard = TRUE,
		.created = NOON,
		.next_at = TIME_NONE,
	};
	gint64 id;

	notice->letter = LETTER_ACKNOWLEDGE_1;
	notice->stage = 1;
	notice->date = NOON;
	OK(ledger_begin(ledger, error));
	OK(id = outbox_add(ledger, &letter, error));
	OK(ledger_commit(ledger, error));
	return id;
}

/* The guard's letter waits while a person settles the case. */
static void
test_waiting_letter(void **state)
{
	static const struct {
		enum category decided;
		gboolean claimed;
		enum outbox_state state;
	} rows[] = {
		{CATEGORY_COMPLAINT, FALSE, OUTBOX_QUEUED},
		{CATEGORY_ENQUIRY, FALSE, OUTBOX_WITHDRAWN},
		{CATEGORY_ENQUIRY, TRUE, OUTBOX_CLAIMED},
	};
	struct desk *desk = *state;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct ledger *ledger = desk->post.ledger;
		gint64 id = open_case(&desk->post, CATEGORY_COMPLAINT);
		gint64 letter = queue(ledger, id);
		g_autoptr(own_outbox_row) row = NULL;
		g_autoptr(own_outbox_row) claimed = NULL;

		OK(ledger_begin(ledger, error));
		if (rows[i].claimed)
			OK(claimed = outbox_claim(ledger, NOON, error));
		OK(decide(&desk->post, id, rows[i].decided, "a form", error));
		OK(ledger_commit(ledger, error));
		OK(row = outbox_by_id(ledger, letter, error));
		assert_int_equal(row->state, rows[i].state);
		(void)desk_teardown(state);
		(void)desk_setup(state);
		desk = *state;
	}
}

/* Past the known calendar no date can be counted: nothing is recorded. */
static void
test_calendar_ends(void **state)
{
	struct desk *desk = *state;
	struct ledger *ledger = desk->post.ledger;
	gint64 id = open_case(&desk->post, CATEGORY_SERVICE_REQUEST);
	g_autoptr(own_case_row) row = NULL;

	calendar_free(desk->post.calendar);
	desk->post.calendar = calendar_new();
	calendar_add(desk->post.calendar, clock_parse_day("2025-12-25"), "C");
	calendar_finish(desk->post.calendar);
	OK(ledger_begin(ledger, error));
	FAILS(decide(&desk->post, id, CATEGORY_COMPLAINT, NULL, error),
	      FAULT_SETUP, "bank holidays");
	ledger_rollback(ledger);
	OK(row = case_by_id(ledger, id, error));
	assert_false(row->confirmed);
	assert_null(decision_latest(ledger, id, NULL));
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_outcomes),
		TEST(test_look_is_met_by_the_decision),
		TEST(test_choice_stays_owed),
		TEST(test_ended_by_name_and_reason),
		TEST(test_second_thoughts),
		TEST(test_stage_two),
		TEST(test_waiting_letter),
		TEST(test_calendar_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
