/*
 * The sums of the agreement report, case by case.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "report/agreement.h"

struct settled_case {
	const char *at;
	enum category proposed;
	enum ground proposed_ground;
	enum category decided;
	enum ground ground;
	double confidence;
};

static const struct settled_case cases[] = {
	{"2026-10-31T23:30:00Z", CATEGORY_COMPLAINT, GROUND_NONE,
	 CATEGORY_COMPLAINT, GROUND_NONE, 0.95},
	{"2026-10-31T23:30:00Z", CATEGORY_COMPLAINT, GROUND_NONE,
	 CATEGORY_ENQUIRY, GROUND_NONE, 0.91},
	{"2026-12-01T12:00:00Z", CATEGORY_EXCLUSION, GROUND_ANONYMOUS,
	 CATEGORY_EXCLUSION, GROUND_ANONYMOUS, 1.0},
	{"2026-12-01T12:00:00Z", CATEGORY_EXCLUSION, GROUND_ANONYMOUS,
	 CATEGORY_EXCLUSION, GROUND_THIRD_PARTY, 0.5},
	/* 23:30 in July is the next day, and month, in London. */
	{"2026-07-31T23:30:00Z", CATEGORY_ENQUIRY, GROUND_NONE,
	 CATEGORY_COMPLAINT, GROUND_NONE, 0.0},
};

static struct suggestion *
suggest(enum category category, enum ground ground, double confidence)
{
	struct suggestion *made = suggestion_new();

	made->category = category;
	made->ground = ground;
	made->confidence = confidence;
	return made;
}

static void
speak(struct suggestion *made, const char *rule, const char *name,
      double weight)
{
	struct evidence *e = g_new0(struct evidence, 1);

	e->rule = g_strdup(rule);
	e->name = g_strdup(name);
	e->kind = category_of(name) != CATEGORY_NONE ? EVIDENCE_CATEGORY
		  : ground_of(name) != GROUND_NONE   ? EVIDENCE_GROUND
						     : EVIDENCE_FLAG;
	e->weight = weight;
	e->text = g_strdup("");
	g_ptr_array_add(made->evidence, e);
}

static struct verdict
verdict_of(const struct settled_case *c, const struct suggestion *made)
{
	return (struct verdict){clock_parse(c->at), c->decided,
				c->ground,	    c->proposed,
				c->proposed_ground, made};
}

static struct agreement *
add_up(void)
{
	struct agreement *agreement = agreement_new();
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_suggestion) made =
			suggest(cases[i].proposed, cases[i].proposed_ground,
				cases[i].confidence);
		struct verdict verdict = verdict_of(&cases[i], made);

		agreement_add(agreement, &verdict);
	}
	agreement_finish(agreement);
	return agreement;
}

static void
test_counts(void **state)
{
	g_autoptr(own_agreement) a = add_up();

	(void)state;
	assert_int_equal(a->settled, 5);
	assert_int_equal(a->agreed, 3);
	assert_int_equal(a->counts[CATEGORY_COMPLAINT][CATEGORY_COMPLAINT], 1);
	assert_int_equal(a->counts[CATEGORY_COMPLAINT][CATEGORY_ENQUIRY], 1);
	assert_int_equal(a->counts[CATEGORY_ENQUIRY][CATEGORY_COMPLAINT], 1);
	assert_int_equal(a->grounds, 2);
	assert_int_equal(a->grounds_agreed, 1);
}

static void
test_bands(void **state)
{
	static const guint proposals[AGREEMENT_BANDS] = {1, 0, 0, 0, 0,
							 1, 0, 0, 0, 3};
	static const guint confirmed[AGREEMENT_BANDS] = {0, 0, 0, 0, 0,
							 1, 0, 0, 0, 2};
	g_autoptr(own_agreement) a = add_up();
	int i;

	(void)state;
	for (i = 0; i < AGREEMENT_BANDS; i++) {
		assert_int_equal(a->bands[i].proposals, proposals[i]);
		assert_int_equal(a->bands[i].confirmed, confirmed[i]);
	}
}

static void
test_months(void **state)
{
	static const struct agreement_month wanted[] = {
		{2026, 8, 1, 0}, {2026, 10, 2, 1}, {2026, 12, 2, 2}};
	g_autoptr(own_agreement) a = add_up();
	guint i;

	(void)state;
	assert_int_equal(a->months->len, G_N_ELEMENTS(wanted));
	for (i = 0; i < a->months->len; i++) {
		const struct agreement_month *m =
			&g_array_index(a->months, struct agreement_month, i);

		assert_int_equal(m->year, wanted[i].year);
		assert_int_equal(m->month, wanted[i].month);
		assert_int_equal(m->settled, wanted[i].settled);
		assert_int_equal(m->agreed, wanted[i].agreed);
	}
}

static void
test_rules(void **state)
{
	g_autoptr(own_agreement) a = agreement_new();
	const struct agreement_rule *rule;
	gsize i;

	(void)state;
	for (i = 0; i < 2; i++) { /* a complaint, then an enquiry */
		g_autoptr(own_suggestion) made = suggest(
			CATEGORY_COMPLAINT, GROUND_NONE, cases[i].confidence);
		struct verdict verdict = verdict_of(&cases[i], made);

		speak(made, "Anger", "complaint", 2);
		speak(made, "Anger", "complaint", 1);
		speak(made, "Thanks", "complaint", -1);
		speak(made, "Old", "vulnerability", 3);
		agreement_add(a, &verdict);
	}
	agreement_finish(a);
	assert_int_equal(a->rules->len, 2);
	for (i = 0; i < 2; i++) {
		rule = a->rules->pdata[i];
		assert_int_equal(rule->stood, 1);
		assert_int_equal(rule->against, 1);
	}
	assert_string_equal(rule->rule, "Thanks");
}

/* A routed report that staff confirm bears out what the text is about; one
 * that they settle otherwise does not. */
static void
test_routed(void **state)
{
	static const struct {
		enum category decided, label;
		enum ground ground;
		guint stood;
	} rows[] = {
		{CATEGORY_SERVICE_REQUEST, CATEGORY_EXCLUSION,
		 GROUND_ASB_REPORT, 1},
		{CATEGORY_COMPLAINT, CATEGORY_COMPLAINT, GROUND_NONE, 0},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_agreement) a = agreement_new();
		g_autoptr(own_suggestion) made =
			suggest(CATEGORY_EXCLUSION, GROUND_ASB_REPORT, 0.9);
		struct settled_case c = {"2026-12-01T12:00:00Z",
					 CATEGORY_SERVICE_REQUEST,
					 GROUND_NONE,
					 rows[i].decided,
					 GROUND_NONE,
					 0.9};
		struct verdict verdict = verdict_of(&c, made);
		const struct agreement_rule *rule;
		enum category category;
		enum ground ground;

		speak(made, "Noise", "asb_report", 3);
		agreement_label(&verdict, &category, &ground);
		assert_int_equal(category, rows[i].label);
		assert_int_equal(ground, rows[i].ground);
		agreement_add(a, &verdict);
		rule = a->rules->pdata[0];
		assert_int_equal(rule->stood, rows[i].stood);
		assert_int_equal(rule->against, 1 - rows[i].stood);
	}
}

static void
test_nothing(void **state)
{
	g_autoptr(own_agreement) a = agreement_new();
	struct verdict unread = {0,	      CATEGORY_COMPLAINT,
				 GROUND_NONE, CATEGORY_NONE,
				 GROUND_NONE, NULL};
	g_autofree char *text = agreement_text(a);
	g_autofree char *one = NULL;
	json_t *json = agreement_json(a);

	(void)state;
	assert_string_equal(text, "Nobody has settled a case yet.\n");
	assert_true(json_is_null(json_object_get(json, "share")));
	assert_int_equal(json_array_size(json_object_get(json, "calibration")),
			 10);
	json_decref(json);
	agreement_add(a, &unread);
	one = agreement_text(a);
	assert_non_null(strstr(one, "from (could not be read) to complaint"));
	json = agreement_json(a);
	assert_true(json_is_null(json_object_get(
		json_array_get(json_object_get(json, "confusion"), 0),
		"proposed")));
	json_decref(json);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts), cmocka_unit_test(test_bands),
		cmocka_unit_test(test_months), cmocka_unit_test(test_rules),
		cmocka_unit_test(test_routed), cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
