/*
 * What a landlord's policy makes of a proposal: every ground under the
 * Code's own policy and under one that has them all.
 */
#include "unit/unit.h"

#include "policy/duty.h"
#include "policy/plan.h"
#include "policy/route.h"

#define THRESHOLD 0.2

static struct suggestion *
exclusion(enum ground ground, double complaint, double escalation)
{
	struct suggestion *made = suggestion_new();

	made->category = CATEGORY_EXCLUSION;
	made->ground = ground;
	made->scores[CATEGORY_COMPLAINT] = complaint;
	made->scores[CATEGORY_ESCALATION] = escalation;
	made->scores[CATEGORY_EXCLUSION] = 1 - complaint - escalation;
	return made;
}

static const struct {
	enum ground ground;
	enum category under_code;
	gboolean guarded;
} rows[] = {
	{GROUND_ASB_REPORT, CATEGORY_SERVICE_REQUEST, FALSE},
	{GROUND_TENANCY_BREACH, CATEGORY_SERVICE_REQUEST, FALSE},
	{GROUND_CHARGE_LEVEL, CATEGORY_COMPLAINT, TRUE},
	{GROUND_THIRD_PARTY, CATEGORY_COMPLAINT, TRUE},
	{GROUND_PERSONNEL, CATEGORY_COMPLAINT, TRUE},
	{GROUND_LEGAL_PROCEEDINGS, CATEGORY_EXCLUSION, TRUE},
	{GROUND_INSURANCE_CLAIM, CATEGORY_COMPLAINT, TRUE},
	{GROUND_OVER_12_MONTHS, CATEGORY_EXCLUSION, TRUE},
	{GROUND_PREVIOUSLY_CONSIDERED, CATEGORY_EXCLUSION, TRUE},
	{GROUND_ANONYMOUS, CATEGORY_COMPLAINT, TRUE},
	{GROUND_SEPARATE_APPEAL, CATEGORY_COMPLAINT, TRUE},
};

static void
test_code_has_three_grounds(void **state)
{
	g_autoptr(own_profile) code = profile_new();
	const struct profile *profiles[] = {NULL, code};
	gsize i, k;

	(void)state;
	assert_int_equal(G_N_ELEMENTS(rows), GROUND_PROPOSED);
	for (i = 0; i < G_N_ELEMENTS(rows) * 2; i++) {
		g_autoptr(own_suggestion) made =
			exclusion(rows[i / 2].ground, 0.05, 0.05);
		struct routed routed =
			policy_route(profiles[i % 2], made, THRESHOLD);
		gboolean stands = rows[i / 2].under_code == CATEGORY_EXCLUSION;

		k = i / 2;
		assert_int_equal(routed.category, rows[k].under_code);
		assert_int_equal(routed.guarded, rows[k].guarded);
		assert_int_equal(routed.ground,
				 stands ? rows[k].ground : GROUND_NONE);
		assert_int_equal(routed.lacks,
				 stands ? GROUND_NONE : rows[k].ground);
		assert_int_equal(made->ground, rows[k].ground);
	}
}

static void
test_policy_with_all_grounds(void **state)
{
	g_autoptr(own_profile) all = profile_new();
	gsize i;

	(void)state;
	all->grounds = ~0u;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_suggestion) made =
			exclusion(rows[i].ground, 0, 0);
		struct routed routed = policy_route(all, made, THRESHOLD);

		assert_int_equal(routed.category, CATEGORY_EXCLUSION);
		assert_int_equal(routed.ground, rows[i].ground);
		assert_true(routed.guarded);
		assert_null(routed_words(&routed));
	}
}

/* Dissatisfaction enough is acknowledged, report or not. */
static void
test_report_with_dissatisfaction(void **state)
{
	static const struct {
		double complaint, escalation;
		gboolean guarded;
		const char *says;
	} cases[] = {
		{0, 0, FALSE, "choice to complain"},
		{0.19, 0, FALSE, "choice to complain"},
		{0.2, 0, TRUE, "acknowledged as a complaint"},
		{0, 0.2, TRUE, "acknowledged as a complaint"},
		{0.1, 0.1, TRUE, "acknowledged as a complaint"},
		{0.1, 0.05, FALSE, "choice to complain"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_suggestion) made =
			exclusion(GROUND_ASB_REPORT, cases[i].complaint,
				  cases[i].escalation);
		struct routed routed = policy_route(NULL, made, THRESHOLD);
		g_autofree char *words = routed_words(&routed);

		assert_int_equal(routed.category, CATEGORY_SERVICE_REQUEST);
		assert_int_equal(routed.guarded, cases[i].guarded);
		assert_non_null(strstr(words, cases[i].says));
		assert_non_null(strstr(words, ground_words(GROUND_ASB_REPORT)));
	}
}

/* All that is no exclusion passes as it is, guard and all. */
static void
test_others_stand(void **state)
{
	int category;

	(void)state;
	for (category = 0; category <= (int)CATEGORY_NONE; category++) {
		g_autoptr(own_suggestion) made = suggestion_new();
		struct routed routed;

		made->category = (enum category)category;
		if (category == CATEGORY_EXCLUSION)
			continue;
		made->scores[CATEGORY_EXCLUSION] = 0.3;
		routed = policy_route(NULL, made, THRESHOLD);
		assert_int_equal(routed.category, category);
		assert_int_equal(routed.lacks, GROUND_NONE);
		assert_int_equal(routed.guarded, category != CATEGORY_NONE);
	}
}

static void
test_plan_follows_the_policy(void **state)
{
	g_autoptr(own_suggestion) report =
		exclusion(GROUND_TENANCY_BREACH, 0, 0);
	g_autoptr(own_suggestion) charge = exclusion(GROUND_CHARGE_LEVEL, 0, 0);
	g_autoptr(own_profile) all = profile_new();
	struct plan plan = {.settings = duty_defaults()};

	(void)state;
	plan_suggest(&plan, report);
	assert_int_equal(plan.category, CATEGORY_SERVICE_REQUEST);
	assert_true(plan.choice_open);
	assert_false(plan.guarded);
	plan_suggest(&plan, charge);
	assert_int_equal(plan.category, CATEGORY_COMPLAINT);
	assert_false(plan.choice_open);
	assert_true(plan.guarded);
	all->grounds = ~0u;
	plan.profile = all;
	plan_suggest(&plan, report);
	assert_int_equal(plan.category, CATEGORY_EXCLUSION);
	assert_int_equal(plan.ground, GROUND_TENANCY_BREACH);
	assert_false(plan.choice_open);
	assert_true(plan.guarded);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_code_has_three_grounds),
		cmocka_unit_test(test_policy_with_all_grounds),
		cmocka_unit_test(test_report_with_dissatisfaction),
		cmocka_unit_test(test_others_stand),
		cmocka_unit_test(test_plan_follows_the_policy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
