/*
 * Letters: nothing that the Code asks for may be empty, and what strangers
 * choose stays data.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "base/fault.h"
#include "policy/letter.h"
#include "respond/compose.h"

static struct templates *templates;

static int
setup(void **state)
{
	GError *error = NULL;

	(void)state;
	clock_open(NULL);
	templates = templates_load("templates", &error);
	if (error)
		print_error("%s\n", error->message);
	return templates == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	templates_free(templates);
	return 0;
}

static const struct {
	enum letter letter;
	gboolean guard;
} letters[] = {
	{LETTER_RECEIPT, FALSE},       {LETTER_ACKNOWLEDGE_1, FALSE},
	{LETTER_ACKNOWLEDGE_1, TRUE},  {LETTER_ACKNOWLEDGE_2, FALSE},
	{LETTER_ACKNOWLEDGE_2, TRUE},  {LETTER_REQUEST, FALSE},
	{LETTER_CHOICE, FALSE},	       {LETTER_SURVEY, FALSE},
	{LETTER_CLARIFICATION, FALSE}, {LETTER_REFUSAL, FALSE},
	{LETTER_REFUSAL_2, FALSE},     {LETTER_COMPLIMENT, FALSE},
	{LETTER_UNREADABLE, FALSE},    {LETTER_AUTHORITY, FALSE},
	{LETTER_DELAY, FALSE},	       {LETTER_CLOSURE, FALSE},
	{LETTER_DEFINITION, FALSE},
};

static void
test_samples_leave(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		struct letter_facts facts;
		g_autoptr(GError) error = NULL;
		letter_facts_sample(&facts, letters[i].letter,
				    letters[i].guard);
		g_autoptr(own_notice) notice =
			compose(templates, letters[i].letter, &facts, &error);
		if (!notice)
			fail_msg("%s", error->message);
		assert_non_null(strstr(notice->body, "CR-2026-00042-K"));
		assert_null(strstr(notice->body, "{{"));
		assert_null(strstr(notice->body, "\n\n\n"));
		assert_null(strstr(notice->body, "\n# "));
		assert_null(strstr(notice->page, "\n\n\n"));
		assert_null(strstr(notice->page, "this email"));
		assert_int_equal(strlen(notice->template_hash), 64);
		assert_int_equal(notice->letter, letters[i].letter);
		assert_int_equal(notice->stage,
				 letter_stage(letters[i].letter));
	}
}

/* Where compose gets the value of a key that is not written. */
#define TEXT(name)                                                       \
	{                                                                \
#name, G_STRUCT_OFFSET(struct letter_facts, name), FALSE \
	}
#define DAY(name)                                                       \
	{                                                               \
#name, G_STRUCT_OFFSET(struct letter_facts, name), TRUE \
	}

static const struct source {
	const char *key;
	gsize offset;
	gboolean day; /* guint32, else const char * */
} sources[] = {
	TEXT(landlord),
	TEXT(landlord_address),
	TEXT(landlord_telephone),
	TEXT(landlord_email),
	TEXT(emergency),
	TEXT(officer),
	TEXT(ref),
	DAY(received),
	DAY(today),
	DAY(response_due),
	TEXT(definition),
	TEXT(outcomes),
	TEXT(responsibility),
	TEXT(representative),
	TEXT(adjustments),
};

/* A copy of the fields with one of them blank. */
static GHashTable *
without(GHashTable *fields, const char *key)
{
	GHashTable *copy = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer name, text;

	g_hash_table_iter_init(&iter, fields);
	while (g_hash_table_iter_next(&iter, &name, &text))
		g_hash_table_insert(copy, name, text);
	g_hash_table_insert(copy, (gpointer)key, (gpointer) " ");
	return copy;
}

/* True if the facts can leave this field without a value. */
static gboolean
blank(struct letter_facts *facts, const struct letter_field *field)
{
	for (gsize i = 0; i < G_N_ELEMENTS(sources); i++) {
		if (!g_str_equal(sources[i].key, field->key))
			continue;
		if (sources[i].day)
			G_STRUCT_MEMBER(guint32, facts, sources[i].offset) =
				DAY_NONE;
		else
			G_STRUCT_MEMBER(const char *, facts,
					sources[i].offset) = " ";
		return TRUE;
	}
	if (!g_str_equal(field->key, "ombudsman") &&
	    !g_str_equal(field->key, "process"))
		return FALSE;
	facts->profile = NULL;
	return TRUE;
}

/* The letter cannot leave, and the message names field and paragraph. */
static void
expect_refusal(gsize l, const struct letter_facts *facts,
	       const struct letter_field *field)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(own_notice) notice =
		compose(templates, letters[l].letter, facts, &error);
	g_autofree char *key = g_strdup_printf("{{%s}}", field->key);

	if (notice)
		fail_msg("%s without %s", letter_name(letters[l].letter),
			 field->key);
	assert_true(fault_is(error, FAULT_SETUP));
	if (!strstr(error->message, key) ||
	    !strstr(error->message, field->provision))
		fail_msg("%s: %s", field->key, error->message);
}

/* Every letter, each of its fields in turn left without a value. */
static void
test_each_field_removed(void **state)
{
	guint refused = 0;

	(void)state;
	for (gsize l = 0; l < G_N_ELEMENTS(letters); l++) {
		gsize n;
		const struct letter_field *fields =
			letter_fields(letters[l].letter, &n);
		for (gsize i = 0; i < n; i++) {
			struct letter_facts facts;
			g_autoptr(GHashTable) written = NULL;
			letter_facts_sample(&facts, letters[l].letter,
					    letters[l].guard);
			if (fields[i].need != NEED_VALUE)
				continue;
			if (fields[i].written)
				facts.fields = written =
					without(facts.fields, fields[i].key);
			else if (!blank(&facts, &fields[i]))
				continue;
			if (letters[l].guard &&
			    g_str_equal(fields[i].key, "responsibility"))
				facts.decide_by = DAY_NONE;
			expect_refusal(l, &facts, &fields[i]);
			refused++;
		}
	}
	assert_true(refused > 150);
}

static void
test_fields_nobody_writes(void **state)
{
	static const char *const bad[] = {"ombudsman", "definition", "facts",
					  "no such"};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GHashTable) fields =
			g_hash_table_new(g_str_hash, g_str_equal);
		g_autoptr(GError) error = NULL;
		struct letter_facts facts;
		letter_facts_sample(&facts, LETTER_DELAY, FALSE);
		g_hash_table_insert(fields, (gpointer)bad[i],
				    (gpointer) "text");
		facts.fields = fields;
		assert_null(compose(templates, LETTER_DELAY, &facts, &error));
		assert_true(fault_is(error, FAULT_INPUT));
		assert_non_null(strstr(error->message, bad[i]));
	}
}

/* --- panels, heat, paper -----------------------------------------------*/

/* Stage 2 before a panel, or about heat, by a profile of our own making. */
static char *
letter_under(enum stage2 stage2, const char *hearing, gboolean heat,
	     guint32 decide_by)
{
	g_autoptr(own_profile) profile = profile_new();
	g_autoptr(GError) error = NULL;
	struct letter_facts facts;

	profile->stage2 = stage2;
	g_free(profile->panel);
	profile->panel = g_strdup("a director and a head of service");
	g_free(profile->ombudsman->energy_telephone);
	profile->ombudsman->energy_telephone = g_strdup("0330 440 1624");
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_2, TRUE);
	facts.profile = profile;
	facts.hearing = hearing;
	facts.heat_network = heat;
	facts.decide_by = decide_by;
	facts.responsibility = "It is ours.";
	g_autoptr(own_notice) notice =
		compose(templates, LETTER_ACKNOWLEDGE_2, &facts, &error);
	return g_strdup(notice ? notice->body : error->message);
}

static void
test_panel(void **state)
{
	guint32 by = clock_parse_day("2026-11-26");
	g_autofree char *review = letter_under(STAGE2_REVIEW, "", FALSE, by);
	g_autofree char *open = letter_under(STAGE2_PANEL, "", FALSE, by);
	g_autofree char *set = letter_under(
		STAGE2_PANEL, "3 December, 10am, our office", FALSE, by);
	g_autofree char *none = letter_under(STAGE2_PANEL, "", FALSE, DAY_NONE);
	g_autofree char *forbidden = letter_under(
		STAGE2_PANEL, "after the informal stage", FALSE, by);

	(void)state;
	assert_null(strstr(review, "hearing"));
	assert_non_null(strstr(open, "have not set the day of the hearing"));
	assert_non_null(strstr(open, "by Thursday 26 November 2026 to tell"));
	assert_non_null(strstr(open, "of a director and a head of service"));
	assert_non_null(strstr(set, "3 December, 10am, our office"));
	assert_null(strstr(set, "have not set the day"));
	assert_non_null(strstr(none, "{{panel_date}}"));
	assert_non_null(strstr(none, "6.11"));
	assert_non_null(strstr(forbidden, "5.2"));
}

static void
test_heat_network(void **state)
{
	guint32 by = clock_parse_day("2026-11-26");
	g_autofree char *cold = letter_under(STAGE2_REVIEW, "", FALSE, by);
	g_autofree char *heat = letter_under(STAGE2_REVIEW, "", TRUE, by);

	(void)state;
	assert_null(strstr(cold, "Energy Ombudsman"));
	assert_non_null(strstr(heat, "Energy Ombudsman\nTelephone: 0330"));
	assert_non_null(strstr(heat, "8 weeks"));
	assert_non_null(strstr(heat, "Housing Ombudsman Service"));
}

static void
test_on_paper(void **state)
{
	struct letter_facts facts;

	(void)state;
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, FALSE);
	facts.to = "";
	assert_null(compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL));
	facts.by_post = TRUE;
	g_autoptr(own_notice) notice =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	assert_non_null(notice);
	assert_non_null(strstr(notice->page, "\n# When we will answer\n"));
	assert_non_null(strstr(notice->body, "\nWhen we will answer\n"));
	assert_non_null(strstr(notice->page, "or write to us at the address"));
	assert_non_null(strstr(notice->body, "You can reply to this email"));
	assert_non_null(strstr(notice->page, "Thursday 19 November 2026"));
	facts.mail_only = TRUE;
	g_autoptr(own_notice) mailed =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	assert_non_null(mailed);
	assert_string_equal(mailed->page, "");
	assert_string_equal(mailed->body, notice->body);
}

static void
test_representative(void **state)
{
	struct letter_facts facts;

	(void)state;
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, FALSE);
	facts.authority_awaited = TRUE;
	g_autoptr(own_notice) awaited =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	letter_facts_sample(&facts, LETTER_AUTHORITY, FALSE);
	g_autoptr(own_notice) form =
		compose(templates, LETTER_AUTHORITY, &facts, NULL);

	assert_non_null(strstr(awaited->body, "If you do not agree, tell us"));
	assert_non_null(strstr(form->body, "My signature: ____"));
	assert_null(strstr(form->body, "boiler"));
}

static void
test_carriage(void **state)
{
	static const char *const bad[] = {"", "x", "a@b\r\nBcc: c@d", "a b@c"};

	(void)state;
	for (gsize i = 0; i < 3 * G_N_ELEMENTS(bad); i++) {
		struct letter_facts facts;
		g_autoptr(GError) error = NULL;
		const char **slots[] = {&facts.to, &facts.from,
					&facts.reply_to};
		letter_facts_sample(&facts, LETTER_RECEIPT, FALSE);
		*slots[i % 3] = bad[i / 3];
		assert_null(compose(templates, LETTER_RECEIPT, &facts, &error));
		assert_true(fault_is(error, FAULT_INPUT));
	}
}

static void
test_guard_quotes(void **state)
{
	struct letter_facts facts;

	(void)state;
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, TRUE);
	facts.responsibility = "All of it is ours.";
	g_autoptr(own_notice) notice =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	assert_non_null(strstr(notice->body,
			       "You told us\n\n> 1. The boiler has been"));
	assert_non_null(strstr(notice->body, "\n> 2. Nobody came"));
	assert_non_null(strstr(notice->body, "\n> 1. I want the boiler"));
	assert_null(strstr(notice->body, "All of it is ours"));
	assert_non_null(strstr(notice->body, "Thursday 26 November 2026"));
}

static void
test_guard_hides_names(void **state)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	struct letter_facts facts;

	(void)state;
	g_ptr_array_add(names, (gpointer) "Ann Hall");
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, TRUE);
	facts.staff_names = names;
	facts.definition = "1. Ms Hall swore at me.";
	facts.outcomes = "1. An apology from Ann Hall.";
	g_autoptr(own_notice) notice =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);

	assert_non_null(strstr(notice->body, "> 1. [member of staff] swore"));
	assert_non_null(strstr(notice->body, "from [member of staff]."));
	assert_null(strstr(notice->page, "Hall"));
}

static void
test_question_instead_of_outcomes(void **state)
{
	struct letter_facts facts;

	(void)state;
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, TRUE);
	facts.outcomes = "You have not told us yet.";
	facts.clarification = "What would you like?";
	g_autoptr(own_notice) notice =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	assert_non_null(strstr(notice->body, "\nYou have not told us yet."));
	assert_non_null(strstr(notice->body,
			       "We have a question for you\n\nWhat would"));
}

static void
test_names(void **state)
{
	static const struct {
		const char *given;
		const char *greeting;
	} rows[] = {
		{"Jo Resident", "Dear Jo Resident\n"},
		{"  Mrs. A.  O'Neill-Smith ", "Dear Mrs. A. O'Neill-Smith\n"},
		{"Łukasz Żak", "Dear Łukasz Żak\n"},
		{"محمد علي", "Dear محمد علي\n"},
		{"", "Hello\n"},
		{NULL, "Hello\n"},
		{"jo@example.org", "Hello\n"},
		{"Claim at win.example", "Hello\n"},
		{"https://win.example", "Hello\n"},
		{"You have won a great big prize", "Hello\n"},
		{"Call 0900 123", "Hello\n"},
		{"{{definition}}", "Hello\n"},
		{"Jo\r\nBcc: all@example.org", "Hello\n"},
		{"\u202eoJ tnediseR", "Dear oJ tnediseR\n"},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct letter_facts facts;
		letter_facts_sample(&facts, LETTER_RECEIPT, FALSE);
		facts.to_name = rows[i].given;
		g_autoptr(own_notice) notice =
			compose(templates, LETTER_RECEIPT, &facts, NULL);
		assert_non_null(notice);
		if (!g_str_has_prefix(notice->body, rows[i].greeting))
			fail_msg("%s: %s", rows[i].given, notice->body);
	}
}

static void
test_words_of_staff(void **state)
{
	struct letter_facts facts;
	g_autoptr(GError) error = NULL;

	(void)state;
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, FALSE);
	facts.definition = "1. You told me it was an informal complaint.";
	g_autoptr(own_notice) quoted =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	assert_non_null(quoted);
	facts.responsibility = "This is an informal complaint.";
	assert_null(compose(templates, LETTER_ACKNOWLEDGE_1, &facts, &error));
	assert_true(fault_is(error, FAULT_INPUT));
	assert_non_null(strstr(error->message, "5.2"));
}

/* What is written for a letter is ours, unless it is marked as a quote. */
static void
test_words_written(void **state)
{
	static const struct {
		const char *text;
		gboolean leaves;
	} rows[] = {
		{"You asked us to look at the roof again.", TRUE},
		{"You told us:\n> it was an informal complaint", TRUE},
		{"This was an informal complaint.", FALSE},
		{"You must give us a reason.", FALSE},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct letter_facts facts;
		letter_facts_sample(&facts, LETTER_REFUSAL, FALSE);
		g_autoptr(GHashTable) fields = without(facts.fields, "asked");
		g_autoptr(GError) error = NULL;
		g_hash_table_insert(fields, (gpointer) "asked",
				    (gpointer)rows[i].text);
		facts.fields = fields;
		g_autoptr(own_notice) notice =
			compose(templates, LETTER_REFUSAL, &facts, &error);
		assert_int_equal(notice != NULL, rows[i].leaves);
		assert_true(notice || fault_is(error, FAULT_INPUT));
	}
}

static void
test_text_is_data(void **state)
{
	struct letter_facts facts;

	(void)state;
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, FALSE);
	facts.definition = "{{ombudsman}} {{#ref}} =cmd|' <b>\u202ebidi";
	g_autoptr(own_notice) notice =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	assert_non_null(strstr(notice->body,
			       "\n{{ombudsman}} {{#ref}} =cmd|' <b>bidi\n"));
	assert_null(strstr(notice->subject, "cmd"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples_leave),
		cmocka_unit_test(test_each_field_removed),
		cmocka_unit_test(test_fields_nobody_writes),
		cmocka_unit_test(test_panel),
		cmocka_unit_test(test_heat_network),
		cmocka_unit_test(test_on_paper),
		cmocka_unit_test(test_representative),
		cmocka_unit_test(test_words_written),
		cmocka_unit_test(test_carriage),
		cmocka_unit_test(test_guard_quotes),
		cmocka_unit_test(test_guard_hides_names),
		cmocka_unit_test(test_question_instead_of_outcomes),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_words_of_staff),
		cmocka_unit_test(test_text_is_data),
	};

	return cmocka_run_group_tests_name("compose", tests, setup, teardown);
}
