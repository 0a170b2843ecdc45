/*
 * Which decisions may be recorded, and the words of each refusal.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "base/fault.h"
#include "policy/decision.h"
#include "policy/ground.h"

#define HAZARD FLAG_BIT(FLAG_HEALTH_AND_SAFETY)
#define AGED                                                     \
	"Issue 2025-01-10, known since 2025-02-01; discretion: " \
	"considered, papers are gone."

struct row {
	struct decision decision;
	const char *refusal; /* words in it; NULL if it may be recorded */
};

static const struct row rows[] = {
	/* who and what */
	{{"", CATEGORY_COMPLAINT, GROUND_NONE, "", CATEGORY_COMPLAINT, TRUE, 0,
	  DAY_NONE, NULL},
	 "your name"},
	{{" ", CATEGORY_COMPLAINT, GROUND_NONE, "", CATEGORY_COMPLAINT, TRUE, 0,
	  DAY_NONE, NULL},
	 "your name"},
	{{NULL, CATEGORY_COMPLAINT, GROUND_NONE, "", CATEGORY_COMPLAINT, TRUE,
	  0, DAY_NONE, NULL},
	 "your name"},
	{{"Ann", CATEGORY_NONE, GROUND_NONE, "", CATEGORY_COMPLAINT, TRUE, 0,
	  DAY_NONE, NULL},
	 "no such category"},
	{{"Ann", CATEGORY_COMPLAINT, GROUND_NONE, NULL, CATEGORY_COMPLAINT,
	  TRUE, 0, DAY_NONE, NULL},
	 NULL},
	{{"Ann", CATEGORY_COMPLAINT, GROUND_ASB_REPORT, NULL,
	  CATEGORY_COMPLAINT, TRUE, 0, DAY_NONE, NULL},
	 "Leave the ground out"},
	/* up needs no reason, down does */
	{{"Ann", CATEGORY_COMPLAINT, GROUND_NONE, NULL,
	  CATEGORY_SERVICE_REQUEST, FALSE, 0, DAY_NONE, NULL},
	 NULL},
	{{"Ann", CATEGORY_ESCALATION, GROUND_NONE, NULL, CATEGORY_COMPLAINT,
	  TRUE, 0, DAY_NONE, NULL},
	 NULL},
	{{"Ann", CATEGORY_SERVICE_REQUEST, GROUND_NONE, NULL,
	  CATEGORY_SERVICE_REQUEST, FALSE, 0, DAY_NONE, NULL},
	 NULL},
	{{"Ann", CATEGORY_SERVICE_REQUEST, GROUND_NONE, NULL,
	  CATEGORY_COMPLAINT, TRUE, 0, DAY_NONE, NULL},
	 "Code 1.3"},
	{{"Ann", CATEGORY_SERVICE_REQUEST, GROUND_NONE, "\n",
	  CATEGORY_SERVICE_REQUEST, TRUE, 0, DAY_NONE, NULL},
	 "Code 1.3"},
	{{"Ann", CATEGORY_ENQUIRY, GROUND_NONE, NULL, CATEGORY_ESCALATION,
	  FALSE, 0, DAY_NONE, NULL},
	 "Code 1.3"},
	{{"Ann", CATEGORY_ENQUIRY, GROUND_NONE, NULL, CATEGORY_NONE, FALSE, 0,
	  DAY_NONE, NULL},
	 NULL},
	{{"Ann", CATEGORY_SERVICE_REQUEST, GROUND_NONE,
	  "Rang him: wants the tap mended, no complaint.", CATEGORY_COMPLAINT,
	  TRUE, 0, DAY_NONE, NULL},
	 NULL},
	/* a refusal needs a ground that the policy has, and evidence */
	{{"Ann", CATEGORY_EXCLUSION, GROUND_NONE, "no", CATEGORY_COMPLAINT,
	  TRUE, 0, DAY_NONE, NULL},
	 "Code 2.1"},
	{{"Ann", CATEGORY_EXCLUSION, GROUND_ASB_REPORT, "noise",
	  CATEGORY_EXCLUSION, TRUE, 0, DAY_NONE, NULL},
	 "has no ground"},
	{{"Ann", CATEGORY_EXCLUSION, GROUND_LEGAL_PROCEEDINGS, NULL,
	  CATEGORY_EXCLUSION, TRUE, 0, DAY_NONE, NULL},
	 "Code 2.1, 2.5"},
	{{"Ann", CATEGORY_EXCLUSION, GROUND_LEGAL_PROCEEDINGS,
	  "His solicitor has written to us.", CATEGORY_EXCLUSION, TRUE, 0,
	  DAY_NONE, NULL},
	 "claim number"},
	{{"Ann", CATEGORY_EXCLUSION, GROUND_LEGAL_PROCEEDINGS,
	  "County Court, claim K00AA123 filed with particulars.",
	  CATEGORY_EXCLUSION, TRUE, 0, DAY_NONE, NULL},
	 NULL},
	{{"Ann", CATEGORY_EXCLUSION, GROUND_PREVIOUSLY_CONSIDERED, "again",
	  CATEGORY_EXCLUSION, TRUE, 0, DAY_NONE, NULL},
	 "earlier case"},
	/* twelve months, from the later of issue and awareness */
	{{"Ann", CATEGORY_EXCLUSION, GROUND_OVER_12_MONTHS, "in 2024",
	  CATEGORY_EXCLUSION, TRUE, 0, DAY_NONE, NULL},
	 "Code 2.3"},
	{{"Ann", CATEGORY_EXCLUSION, GROUND_OVER_12_MONTHS,
	  "Issue 2025-01-10, known since 2025-02-01.", CATEGORY_EXCLUSION, TRUE,
	  0, DAY_NONE, NULL},
	 "discretion must be considered"},
	{{"Ann", CATEGORY_EXCLUSION, GROUND_OVER_12_MONTHS, AGED,
	  CATEGORY_EXCLUSION, TRUE, 0, DAY_NONE, NULL},
	 NULL},
	{{"Ann", CATEGORY_EXCLUSION, GROUND_OVER_12_MONTHS, AGED,
	  CATEGORY_EXCLUSION, TRUE, HAZARD, DAY_NONE, NULL},
	 "health and safety"},
	{{"Ann", CATEGORY_EXCLUSION, GROUND_OVER_12_MONTHS,
	  AGED " No safety matter: the fault is mended.", CATEGORY_EXCLUSION,
	  TRUE, HAZARD, DAY_NONE, NULL},
	 NULL},
};

static void
test_rows(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		gboolean good = decision_check(&rows[i].decision, &error);

		assert_int_equal(good, rows[i].refusal == NULL);
		assert_int_equal(good, error == NULL);
		if (good)
			continue;
		assert_true(fault_is(error, FAULT_INPUT));
		if (strstr(error->message, rows[i].refusal) == NULL)
			fail_msg("%zu: %s", i, error->message);
	}
}

static void
test_reach_of_twelve_months(void **state)
{
	struct decision decision = {
		.by = "Ann",
		.category = CATEGORY_EXCLUSION,
		.ground = GROUND_OVER_12_MONTHS,
		.present = CATEGORY_EXCLUSION,
		.reason = AGED,
	};

	(void)state;
	decision.received = clock_parse_day("2026-02-02");
	assert_true(decision_check(&decision, NULL));
	decision.received = clock_parse_day("2026-02-01");
	assert_false(decision_check(&decision, NULL));
	decision.received = clock_parse_day("2026-01-01");
	assert_false(decision_check(&decision, NULL));
}

static void
test_grounds_of_the_policy(void **state)
{
	g_autoptr(own_profile) profile = profile_new();
	struct decision decision = {
		.by = "Ann",
		.category = CATEGORY_EXCLUSION,
		.ground = GROUND_ANONYMOUS,
		.present = CATEGORY_EXCLUSION,
		.reason = "Asked by mail, wrote back that he will not say.",
		.profile = profile,
	};
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_false(decision_check(&decision, &error));
	assert_non_null(strstr(error->message, "legal_proceedings, "
					       "over_12_months, "
					       "previously_considered"));
	profile->grounds |= GROUND_BIT(GROUND_ANONYMOUS);
	assert_true(decision_check(&decision, NULL));
	decision.flags = FLAG_BIT(FLAG_SAFEGUARDING);
	assert_false(decision_check(&decision, NULL));
}

/* Special arrangements are a restriction (5.14, 5.15). */
static void
test_special_arrangements(void **state)
{
	static const struct {
		const char *reason;
		gboolean stands;
	} cases[] = {
		{"He is rude.", FALSE},
		{"Arrangement of 2026-09-01, review on 2027-03-01.", FALSE},
		{"Arrangement in force; Equality Act considered.", FALSE},
		{"One contact since 2026-09-01, review on 2027-03-01; the "
		 "Equality Act was considered: no disability is known.",
		 TRUE},
	};
	g_autoptr(own_profile) profile = profile_new();
	gsize i;

	(void)state;
	profile->grounds |= GROUND_BIT(GROUND_SPECIAL_ARRANGEMENTS);
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct decision decision = {
			.by = "Ann",
			.category = CATEGORY_EXCLUSION,
			.ground = GROUND_SPECIAL_ARRANGEMENTS,
			.reason = cases[i].reason,
			.present = CATEGORY_COMPLAINT,
			.profile = profile,
		};
		g_autoptr(GError) error = NULL;

		assert_int_equal(decision_check(&decision, &error),
				 cases[i].stands);
		if (error != NULL)
			assert_non_null(strstr(error->message, "5.14, 5.15"));
	}
}

static void
test_ground_rules(void **state)
{
	static const enum ground named[] = {GROUND_OVER_12_MONTHS,
					    GROUND_LEGAL_PROCEEDINGS,
					    GROUND_PREVIOUSLY_CONSIDERED};
	enum ground ground;
	gsize i, n = 0;

	(void)state;
	for (ground = 0; ground < GROUND_COUNT; ground++) {
		const struct ground_rule *rule = ground_rule(ground);

		assert_true(*rule->provision != '\0');
		assert_true(*rule->requires != '\0');
		assert_non_null(rule->signpost);
		n += rule->code_named != FALSE;
	}
	assert_int_equal(n, G_N_ELEMENTS(named));
	for (i = 0; i < G_N_ELEMENTS(named); i++)
		assert_true(ground_rule(named[i])->code_named);
	assert_true(ground_rule(GROUND_OVER_12_MONTHS)->safety_override);
	assert_null(ground_rule(GROUND_NONE));
}

static void
test_letters(void **state)
{
	static const struct {
		enum category category;
		gboolean choice_owed;
		enum letter letter;
	} letters[] = {
		{CATEGORY_SERVICE_REQUEST, FALSE, LETTER_REQUEST},
		{CATEGORY_SERVICE_REQUEST, TRUE, LETTER_CHOICE},
		{CATEGORY_EXCLUSION, TRUE, LETTER_CHOICE},
		{CATEGORY_ENQUIRY, TRUE, LETTER_CHOICE},
		{CATEGORY_SURVEY_FEEDBACK, FALSE, LETTER_SURVEY},
		{CATEGORY_COMPLIMENT, FALSE, LETTER_COMPLIMENT},
		/* what needs a person's words, or none */
		{CATEGORY_COMPLAINT, FALSE, LETTER_COUNT},
		{CATEGORY_ESCALATION, FALSE, LETTER_COUNT},
		{CATEGORY_EXCLUSION, FALSE, LETTER_COUNT},
		{CATEGORY_ENQUIRY, FALSE, LETTER_COUNT},
		{CATEGORY_NONE, FALSE, LETTER_COUNT},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(letters); i++)
		assert_int_equal(decision_letter(letters[i].category,
						 letters[i].choice_owed),
				 letters[i].letter);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_reach_of_twelve_months),
		cmocka_unit_test(test_grounds_of_the_policy),
		cmocka_unit_test(test_special_arrangements),
		cmocka_unit_test(test_ground_rules),
		cmocka_unit_test(test_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
