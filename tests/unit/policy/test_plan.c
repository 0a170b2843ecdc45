/*
 * Which duties follow from what, and by when; what a decision changes.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "base/fault.h"
#include "holidays.h"
#include "policy/plan.h"

#define RECEIVED "2026-11-23T00:01:00Z" /* a Monday */

static struct calendar *calendar;

static char *
describe(const struct duty_due *duty)
{
	g_autofree char *due = duty->due == DAY_NONE
				       ? clock_rfc3339(duty->due_at)
				       : clock_iso(duty->due);
	g_autofree char *guard = clock_rfc3339(duty->guard_at);

	return g_strdup_printf("%s %s%s%s", duty_name(duty->kind), due,
			       guard == NULL ? "" : " guard ",
			       guard == NULL ? "" : guard);
}

static char *
describe_all(const GArray *duties)
{
	GString *out = g_string_new(NULL);
	guint i;

	for (i = 0; i < duties->len; i++) {
		g_autofree char *one =
			describe(&g_array_index(duties, struct duty_due, i));

		g_string_append_printf(out, "%s%s", out->len ? "; " : "", one);
	}
	return g_string_free(out, FALSE);
}

static struct plan
plan_at(const char *received)
{
	struct plan plan = {
		.received = clock_parse(received),
		.settings = duty_defaults(),
		.ground = GROUND_NONE,
	};

	return plan;
}

#define LOOK "look 2026-11-26"
#define ACK1 "acknowledge-1 2026-11-30 guard 2026-11-26T10:00:00Z"
#define ACK2                                                    \
	"acknowledge-2 2026-11-30 guard 2026-11-26T10:00:00Z; " \
	"name-reviewer 2026-11-25"

struct proposed {
	enum category category;
	gboolean guarded;
	guint32 flags;
	gboolean stage1_answered;
	enum route route;
	const char *duties;
};

static const struct proposed proposed_rows[] = {
	{CATEGORY_COMPLAINT, TRUE, 0, FALSE, ROUTE_MAIL, LOOK "; " ACK1},
	{CATEGORY_ESCALATION, TRUE, 0, FALSE, ROUTE_MAIL, LOOK "; " ACK1},
	{CATEGORY_ESCALATION, TRUE, 0, TRUE, ROUTE_MAIL, LOOK "; " ACK2},
	{CATEGORY_COMPLAINT, TRUE, 0, TRUE, ROUTE_MAIL, LOOK "; " ACK1},
	{CATEGORY_EXCLUSION, TRUE, 0, FALSE, ROUTE_MAIL, LOOK "; " ACK1},
	{CATEGORY_SERVICE_REQUEST, FALSE, 0, FALSE, ROUTE_MAIL, LOOK},
	{CATEGORY_SERVICE_REQUEST, TRUE, 0, FALSE, ROUTE_MAIL, LOOK "; " ACK1},
	{CATEGORY_COMPLIMENT, FALSE, 0, FALSE, ROUTE_OTHER, LOOK},
	{CATEGORY_ENQUIRY, FALSE, 0, FALSE, ROUTE_MAIL, LOOK},
	{CATEGORY_SURVEY_FEEDBACK, FALSE, 0, FALSE, ROUTE_MAIL,
	 LOOK "; how-to-complain 2026-11-30"},
	{CATEGORY_SURVEY_FEEDBACK, TRUE, 0, FALSE, ROUTE_MAIL, LOOK "; " ACK1},
	{CATEGORY_SERVICE_REQUEST, FALSE, FLAG_BIT(FLAG_HEALTH_AND_SAFETY),
	 FALSE, ROUTE_MAIL, "urgent 2026-11-23T04:01:00Z; " LOOK},
	{CATEGORY_COMPLAINT, TRUE, FLAG_BIT(FLAG_SAFEGUARDING), FALSE,
	 ROUTE_MAIL, "urgent 2026-11-23T04:01:00Z; " LOOK "; " ACK1},
	{CATEGORY_COMPLAINT, TRUE, FLAG_BIT(FLAG_UNSAFE_CONTACT), FALSE,
	 ROUTE_MAIL,
	 "telephone 2026-11-23T04:01:00Z; " LOOK "; acknowledge-1 2026-11-30"},
	{CATEGORY_COMPLAINT, TRUE, FLAG_BIT(FLAG_UNSAFE_CONTACT), FALSE,
	 ROUTE_OTHER,
	 "telephone 2026-11-23T04:01:00Z; " LOOK "; acknowledge-1 2026-11-30"},
	{CATEGORY_COMPLAINT, TRUE, 0, FALSE, ROUTE_OTHER,
	 LOOK "; answer-other-route 2026-11-26; acknowledge-1 2026-11-30"},
	{CATEGORY_SERVICE_REQUEST, FALSE, 0, FALSE, ROUTE_OTHER,
	 LOOK "; answer-other-route 2026-11-26"},
	{CATEGORY_COMPLAINT, TRUE, 0, FALSE, ROUTE_HELD,
	 LOOK "; acknowledge-1 2026-11-30"},
	{CATEGORY_COMPLAINT, TRUE, FLAG_BIT(FLAG_REPRESENTATIVE), FALSE,
	 ROUTE_MAIL, LOOK "; " ACK1 "; authority 2026-11-30"},
	{CATEGORY_ENQUIRY, FALSE, FLAG_BIT(FLAG_REPRESENTATIVE), FALSE,
	 ROUTE_MAIL, LOOK},
	{CATEGORY_COMPLAINT, TRUE,
	 FLAG_BIT(FLAG_REPRESENTATIVE) | FLAG_BIT(FLAG_ELECTED_MEMBER), FALSE,
	 ROUTE_MAIL, LOOK "; " ACK1},
};

static void
test_proposed(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(proposed_rows); i++) {
		const struct proposed *row = &proposed_rows[i];
		struct plan plan = plan_at(RECEIVED);
		g_autoptr(GArray) duties = NULL;
		g_autofree char *got = NULL;

		plan.category = row->category;
		plan.guarded = row->guarded;
		plan.flags = row->flags;
		plan.stage1_answered = row->stage1_answered;
		plan.route = row->route;
		duties = duty_plan(calendar, &plan, NULL);
		got = describe_all(duties);
		assert_string_equal(got, row->duties);
	}
}

struct confirmed {
	enum category category;
	enum ground ground;
	gboolean acknowledged;
	gboolean choice_open;
	enum route route;
	const char *duties;
};

static const struct confirmed confirmed_rows[] = {
	{CATEGORY_COMPLAINT, GROUND_NONE, FALSE, FALSE, ROUTE_MAIL, ACK1},
	{CATEGORY_SERVICE_REQUEST, GROUND_NONE, FALSE, FALSE, ROUTE_MAIL, ""},
	{CATEGORY_SERVICE_REQUEST, GROUND_NONE, FALSE, TRUE, ROUTE_MAIL,
	 "offer-choice 2026-11-25"},
	{CATEGORY_ENQUIRY, GROUND_NONE, FALSE, TRUE, ROUTE_OTHER,
	 "offer-choice 2026-11-25; answer-other-route 2026-11-26"},
	{CATEGORY_COMPLIMENT, GROUND_NONE, FALSE, TRUE, ROUTE_MAIL, ""},
	{CATEGORY_SURVEY_FEEDBACK, GROUND_NONE, FALSE, TRUE, ROUTE_MAIL,
	 "how-to-complain 2026-11-30"},
	{CATEGORY_EXCLUSION, GROUND_LEGAL_PROCEEDINGS, FALSE, FALSE, ROUTE_MAIL,
	 "exclusion-letter 2026-12-07"},
	{CATEGORY_EXCLUSION, GROUND_ASB_REPORT, FALSE, FALSE, ROUTE_MAIL,
	 "offer-choice 2026-11-25"},
	{CATEGORY_EXCLUSION, GROUND_ASB_REPORT, TRUE, FALSE, ROUTE_MAIL,
	 "exclusion-letter 2026-12-07"},
};

static void
test_confirmed(void **state)
{
	g_autoptr(own_profile) profile = profile_new();
	gsize i;

	(void)state;
	profile->exclusion_letter_days = 10;
	for (i = 0; i < G_N_ELEMENTS(confirmed_rows); i++) {
		const struct confirmed *row = &confirmed_rows[i];
		struct plan plan = plan_at(RECEIVED);
		g_autoptr(GArray) duties = NULL;
		g_autofree char *got = NULL;

		plan.profile = profile;
		plan.confirmed = TRUE;
		plan.guarded = TRUE;
		plan.decided = clock_parse("2026-11-24T12:00:00Z");
		plan.category = row->category;
		plan.ground = row->ground;
		plan.acknowledged = row->acknowledged;
		plan.choice_open = row->choice_open;
		plan.route = row->route;
		duties = duty_plan(calendar, &plan, NULL);
		got = describe_all(duties);
		assert_string_equal(got, row->duties);
	}
}

static void
test_other_kinds(void **state)
{
	struct plan plan = plan_at(RECEIVED);
	g_autoptr(GArray) unread = NULL;
	g_autoptr(GArray) ombudsman = NULL;
	g_autofree char *got = NULL;

	(void)state;
	plan_suggest(&plan, NULL);
	unread = duty_plan(calendar, &plan, NULL);
	got = describe_all(unread);
	assert_string_equal(got, "read-original 2026-11-24; " LOOK);
	plan = plan_at(RECEIVED);
	plan.category = CATEGORY_ENQUIRY;
	plan.ombudsman = TRUE;
	ombudsman = duty_plan(calendar, &plan, NULL);
	g_free(got);
	got = describe_all(ombudsman);
	assert_string_equal(got, "ombudsman 2026-11-24; " LOOK);
}

/* Lumen holds a signed authority also from elected members. */
static void
test_elected_member(void **state)
{
	g_autoptr(own_profile) profile = profile_new();
	struct plan plan = plan_at(RECEIVED);
	g_autoptr(GArray) without = NULL;
	g_autoptr(GArray) with = NULL;

	(void)state;
	plan.profile = profile;
	plan.category = CATEGORY_COMPLAINT;
	plan.guarded = TRUE;
	plan.flags =
		FLAG_BIT(FLAG_REPRESENTATIVE) | FLAG_BIT(FLAG_ELECTED_MEMBER);
	without = duty_plan(calendar, &plan, NULL);
	profile->elected_member_needs_authority = TRUE;
	with = duty_plan(calendar, &plan, NULL);
	assert_int_equal(with->len, without->len + 1);
	assert_int_equal(g_array_index(with, struct duty_due, 2).kind,
			 DUTY_AUTHORITY);
}

static void
test_chased(void **state)
{
	static const struct {
		int enough; /* of the profile; -1 for no profile */
		int chases;
		enum category category;
		gboolean complaint;
	} rows[] = {
		{2, 1, CATEGORY_SERVICE_REQUEST, FALSE},
		{2, 2, CATEGORY_SERVICE_REQUEST, TRUE},
		{2, 9, CATEGORY_SERVICE_REQUEST, TRUE},
		{2, 9, CATEGORY_COMPLIMENT, FALSE},
		{0, 9, CATEGORY_SERVICE_REQUEST, FALSE},
		{-1, 9, CATEGORY_SERVICE_REQUEST, FALSE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_profile) profile = profile_new();
		struct plan plan = plan_at(RECEIVED);

		profile->chases_to_complaint = rows[i].enough;
		plan.profile = rows[i].enough < 0 ? NULL : profile;
		plan.category = rows[i].category;
		plan_chased(&plan, rows[i].chases);
		assert_int_equal(plan.guarded, rows[i].complaint);
		assert_int_equal(plan.category, rows[i].complaint
							? CATEGORY_COMPLAINT
							: rows[i].category);
	}
}

/* The Code's own profile sets no days: the acknowledgement's five hold. */
static void
test_silent_profile(void **state)
{
	struct plan plan = plan_at(RECEIVED);
	g_autoptr(GArray) duties = NULL;
	g_autofree char *got = NULL;

	(void)state;
	plan.confirmed = TRUE;
	plan.category = CATEGORY_EXCLUSION;
	plan.ground = GROUND_OVER_12_MONTHS;
	duties = duty_plan(calendar, &plan, NULL);
	got = describe_all(duties);
	assert_string_equal(got, "exclusion-letter 2026-11-30");
}

static void
test_guard_acts(void **state)
{
	static const struct {
		enum category category;
		double complaint, escalation, exclusion, threshold;
		gboolean acts;
	} rows[] = {
		{CATEGORY_COMPLAINT, 0, 0, 0, 1, TRUE},
		{CATEGORY_ESCALATION, 0, 0, 0, 1, TRUE},
		{CATEGORY_EXCLUSION, 0, 0, 0, 1, TRUE},
		{CATEGORY_SERVICE_REQUEST, 0.1, 0.05, 0.05, 0.2, TRUE},
		{CATEGORY_SERVICE_REQUEST, 0.1, 0.05, 0.04, 0.2, FALSE},
		{CATEGORY_COMPLIMENT, 0.3, 0, 0, 0.2, TRUE},
		{CATEGORY_ENQUIRY, 0.19, 0, 0, 0.2, FALSE},
		{CATEGORY_ENQUIRY, 0, 0, 0, 0, TRUE},
		{CATEGORY_NONE, 0.9, 0, 0, 0.2, FALSE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_suggestion) suggestion = suggestion_new();
		struct plan plan = plan_at(RECEIVED);

		suggestion->category = rows[i].category;
		suggestion->scores[CATEGORY_COMPLAINT] = rows[i].complaint;
		suggestion->scores[CATEGORY_ESCALATION] = rows[i].escalation;
		suggestion->scores[CATEGORY_EXCLUSION] = rows[i].exclusion;
		assert_int_equal(guard_acts(suggestion, rows[i].threshold),
				 rows[i].acts);
		plan.settings.guard_threshold = rows[i].threshold;
		plan_suggest(&plan, suggestion);
		assert_int_equal(plan.guarded, rows[i].acts);
		assert_int_equal(plan.category, rows[i].category);
	}
}

static char *
kinds(const GArray *array)
{
	GString *out = g_string_new(NULL);
	guint i;

	for (i = 0; i < array->len; i++)
		g_string_append_printf(
			out, "%s%s", out->len ? " " : "",
			duty_name(g_array_index(array, enum duty_kind, i)));
	return g_string_free(out, FALSE);
}

struct replan {
	enum category category;
	enum ground ground;
	gboolean choice_open;
	struct duty_held held[6];
	gsize n;
	const char *meet;
	const char *end;
	const char *add;
};

static const struct replan replan_rows[] = {
	/* a complaint confirmed: only the look is met */
	{CATEGORY_COMPLAINT,
	 GROUND_NONE,
	 FALSE,
	 {{DUTY_URGENT, FALSE},
	  {DUTY_LOOK, FALSE},
	  {DUTY_ACKNOWLEDGE_1, FALSE}},
	 3,
	 "look",
	 "",
	 ""},
	/* a request that was a complaint after all */
	{CATEGORY_COMPLAINT,
	 GROUND_NONE,
	 FALSE,
	 {{DUTY_LOOK, FALSE}},
	 1,
	 "look",
	 "",
	 ACK1},
	/* a complaint that was a request: the choice is still to be offered */
	{CATEGORY_SERVICE_REQUEST,
	 GROUND_NONE,
	 TRUE,
	 {{DUTY_URGENT, FALSE},
	  {DUTY_LOOK, FALSE},
	  {DUTY_ACKNOWLEDGE_1, FALSE},
	  {DUTY_TELEPHONE, FALSE},
	  {DUTY_AUTHORITY, FALSE}},
	 5,
	 "look",
	 "acknowledge-1 authority",
	 "offer-choice 2026-11-24"},
	/* the guard has written: the response stays owed */
	{CATEGORY_COMPLAINT,
	 GROUND_NONE,
	 FALSE,
	 {{DUTY_LOOK, FALSE},
	  {DUTY_ACKNOWLEDGE_1, TRUE},
	  {DUTY_RESPOND_1, FALSE},
	  {DUTY_CONFIRM_DEFINITION, FALSE}},
	 4,
	 "look",
	 "",
	 ""},
	/* the guard has written, and it is refused: also a report's ground
	 * needs the letter now */
	{CATEGORY_EXCLUSION,
	 GROUND_ASB_REPORT,
	 FALSE,
	 {{DUTY_LOOK, FALSE},
	  {DUTY_ACKNOWLEDGE_1, TRUE},
	  {DUTY_RESPOND_1, FALSE},
	  {DUTY_CONFIRM_DEFINITION, FALSE},
	  {DUTY_EXPLAIN_DELAY, FALSE}},
	 5,
	 "look",
	 "respond-1 confirm-definition",
	 "exclusion-letter 2026-11-30"},
	/* changed again, from refused to accepted: what was met stays met */
	{CATEGORY_COMPLAINT,
	 GROUND_NONE,
	 FALSE,
	 {{DUTY_LOOK, TRUE},
	  {DUTY_ACKNOWLEDGE_1, TRUE},
	  {DUTY_EXCLUSION_LETTER, FALSE}},
	 3,
	 "",
	 "exclusion-letter",
	 ""},
	/* at stage 2 the second response stays owed, the first does not */
	{CATEGORY_ESCALATION,
	 GROUND_NONE,
	 FALSE,
	 {{DUTY_ACKNOWLEDGE_2, TRUE},
	  {DUTY_REVIEWER, TRUE},
	  {DUTY_RESPOND_1, FALSE},
	  {DUTY_RESPOND_2, FALSE},
	  {DUTY_CONFIRM_DEFINITION, FALSE}},
	 5,
	 "",
	 "respond-1",
	 ""},
	/* unreadable, read by a person */
	{CATEGORY_ENQUIRY,
	 GROUND_NONE,
	 FALSE,
	 {{DUTY_READ_ORIGINAL, FALSE},
	  {DUTY_LOOK, FALSE},
	  {DUTY_OMBUDSMAN, FALSE}},
	 3,
	 "read-original look",
	 "",
	 ""},
};

static void
test_replan(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(replan_rows); i++) {
		const struct replan *row = &replan_rows[i];
		struct plan plan = plan_at(RECEIVED);
		g_autoptr(own_duty_change) change = NULL;
		g_autofree char *meet = NULL;
		g_autofree char *end = NULL;
		g_autofree char *add = NULL;

		plan.confirmed = TRUE;
		plan.category = row->category;
		plan.ground = row->ground;
		plan.choice_open = row->choice_open;
		plan.stage1_answered = TRUE;
		change = duty_replan(calendar, &plan, row->held, row->n, NULL);
		meet = kinds(change->meet);
		end = kinds(change->end);
		add = describe_all(change->add);
		assert_string_equal(meet, row->meet);
		assert_string_equal(end, row->end);
		assert_string_equal(add, row->add);
	}
}

/* A duty whose date nobody knows is a fault, never a duty without a date. */
static void
test_past_the_calendar(void **state)
{
	struct plan plan = plan_at("2028-12-28T10:00:00Z");
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) again = NULL;

	(void)state;
	plan.category = CATEGORY_COMPLAINT;
	plan.guarded = TRUE;
	assert_null(duty_plan(calendar, &plan, &error));
	assert_true(fault_is(error, FAULT_SETUP));
	assert_null(duty_replan(calendar, &plan, NULL, 0, &again));
	assert_true(fault_is(again, FAULT_SETUP));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_proposed),
		cmocka_unit_test(test_confirmed),
		cmocka_unit_test(test_other_kinds),
		cmocka_unit_test(test_elected_member),
		cmocka_unit_test(test_chased),
		cmocka_unit_test(test_silent_profile),
		cmocka_unit_test(test_guard_acts),
		cmocka_unit_test(test_replan),
		cmocka_unit_test(test_past_the_calendar),
	};
	int failed;

	calendar = holidays();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	calendar_free(calendar);
	return failed;
}
