/*
 * What each letter must contain, and the words it may not use.
 */
#include "unit/unit.h"

#include "policy/letter.h"

static GHashTable *
filled(enum letter letter)
{
	GHashTable *values = g_hash_table_new(g_str_hash, g_str_equal);
	gsize n, i;
	const struct letter_field *fields = letter_fields(letter, &n);

	for (i = 0; i < n; i++)
		g_hash_table_insert(values, (gpointer)fields[i].key,
				    (gpointer) "text");
	return values;
}

/* A letter before an appeal panel, about a heat network, needs them all. */
#define ALL (LETTER_PANEL | LETTER_HEAT)

static gboolean
may_be_blank(const struct letter_field *field)
{
	return field->need == NEED_PLACE || field->need == NEED_NOTHING;
}

/* Exactly one sentence, which names the field and its paragraph. */
static void
expect_lack(GPtrArray *lacks, const struct letter_field *field)
{
	g_autofree char *source =
		g_strdup_printf("(Code %s)", field->provision);
	g_autofree char *key = g_strdup_printf("{{%s}}", field->key);
	const char *lack;

	assert_int_equal(lacks->len, 1);
	lack = g_ptr_array_index(lacks, 0);
	assert_non_null(strstr(lack, source));
	assert_non_null(strstr(lack, key));
	assert_non_null(strstr(lack, field->words));
}

static void
take_away(enum letter letter, GHashTable *values,
	  const struct letter_field *field)
{
	g_autoptr(GPtrArray) gone = NULL;
	g_autoptr(GPtrArray) blank = NULL;

	g_hash_table_remove(values, field->key);
	gone = letter_missing(letter, values, NULL, ALL);
	if (field->need == NEED_NOTHING)
		assert_int_equal(gone->len, 0);
	else
		expect_lack(gone, field);
	g_hash_table_insert(values, (gpointer)field->key, (gpointer) " \n");
	blank = letter_missing(letter, NULL, values, ALL);
	if (may_be_blank(field))
		assert_int_equal(blank->len, 0);
	else
		expect_lack(blank, field);
	g_hash_table_insert(values, (gpointer)field->key, (gpointer) "text");
}

/* Every letter, each field in turn taken away, then left blank. */
static void
test_each_field_is_needed(void **state)
{
	enum letter letter;

	(void)state;
	for (letter = 0; letter < LETTER_COUNT; letter++) {
		g_autoptr(GHashTable) values = filled(letter);
		g_autoptr(GPtrArray) none =
			letter_missing(letter, values, values, ALL);
		gsize n, i;
		const struct letter_field *fields = letter_fields(letter, &n);

		assert_int_equal(none->len, 0);
		assert_true(n >= 3);
		for (i = 0; i < n; i++)
			take_away(letter, values, &fields[i]);
	}
}

/* Where nobody sits on a panel and nothing is heated, nothing is said. */
static void
test_circumstances(void **state)
{
	static const struct {
		enum letter letter;
		const char *key;
		guint circumstance;
	} rows[] = {
		{LETTER_ACKNOWLEDGE_2, "panel_date", LETTER_PANEL},
		{LETTER_ACKNOWLEDGE_2, "hearing_rights", LETTER_PANEL},
		{LETTER_ACKNOWLEDGE_1, "heat_network", LETTER_HEAT},
		{LETTER_ACKNOWLEDGE_2, "heat_network", LETTER_HEAT},
		{LETTER_REFUSAL, "heat_network", LETTER_HEAT},
		{LETTER_DELAY, "heat_network", LETTER_HEAT},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GHashTable) values = filled(rows[i].letter);
		g_autoptr(GPtrArray) without = NULL;
		g_autoptr(GPtrArray) with = NULL;

		g_hash_table_insert(values, (gpointer)rows[i].key,
				    (gpointer) "");
		without = letter_missing(rows[i].letter, NULL, values,
					 ALL & ~rows[i].circumstance);
		with = letter_missing(rows[i].letter, NULL, values,
				      rows[i].circumstance);
		assert_int_equal(without->len, 0);
		assert_int_equal(with->len, 1);
	}
}

/* domain.md 4.1, 4.2 and 10.6, by provision. */
static void
test_provisions(void **state)
{
	static const struct {
		enum letter letter;
		const char *key;
		const char *provision;
	} rows[] = {
		{LETTER_ACKNOWLEDGE_1, "ref", "6.2"},
		{LETTER_ACKNOWLEDGE_1, "received", "6.2"},
		{LETTER_ACKNOWLEDGE_1, "definition", "5.6"},
		{LETTER_ACKNOWLEDGE_1, "outcomes", "5.6"},
		{LETTER_ACKNOWLEDGE_1, "clarification", "5.6"},
		{LETTER_ACKNOWLEDGE_1, "responsibility", "5.7"},
		{LETTER_ACKNOWLEDGE_1, "response_due", "6.3"},
		{LETTER_ACKNOWLEDGE_1, "officer", "4.1"},
		{LETTER_ACKNOWLEDGE_1, "representative", "3.6"},
		{LETTER_ACKNOWLEDGE_1, "adjustments", "5.10"},
		{LETTER_ACKNOWLEDGE_1, "ombudsman", "3.7"},
		{LETTER_ACKNOWLEDGE_1, "process", "3.4"},
		{LETTER_ACKNOWLEDGE_1, "open_request", "1.5"},
		{LETTER_ACKNOWLEDGE_2, "ref", "6.11"},
		{LETTER_ACKNOWLEDGE_2, "definition", "5.6"},
		{LETTER_ACKNOWLEDGE_2, "response_due", "6.14"},
		{LETTER_ACKNOWLEDGE_2, "reviewer", "6.13"},
		{LETTER_ACKNOWLEDGE_2, "ombudsman", "3.7"},
		{LETTER_ACKNOWLEDGE_2, "panel_date", "6.11"},
		{LETTER_ACKNOWLEDGE_2, "hearing_rights", "3.6"},
		{LETTER_REQUEST, "what_next", "1.4"},
		{LETTER_REQUEST, "how_to_complain", "1.3"},
		{LETTER_CHOICE, "how_to_complain", "1.3"},
		{LETTER_CHOICE, "what_next", "1.5"},
		{LETTER_CHOICE, "ombudsman", "3.7"},
		{LETTER_SURVEY, "how_to_complain", "1.6"},
		{LETTER_CLARIFICATION, "clarification", "5.6"},
		{LETTER_CLARIFICATION, "response_due", "6.3, 6.14"},
		{LETTER_CLARIFICATION, "ombudsman", "3.7"},
		{LETTER_REFUSAL, "asked", "5.12"},
		{LETTER_REFUSAL, "received", "5.12"},
		{LETTER_REFUSAL, "ground", "2.1, 2.2"},
		{LETTER_REFUSAL, "facts", "2.1"},
		{LETTER_REFUSAL, "discretion", "2.3, 2.5"},
		{LETTER_REFUSAL, "dates_used", "2.2, 2.3"},
		{LETTER_REFUSAL, "instead", "2.1"},
		{LETTER_REFUSAL, "ombudsman_right", "2.4"},
		{LETTER_REFUSAL, "ombudsman", "2.4"},
		{LETTER_REFUSAL, "decision_maker", "2.1"},
		{LETTER_REFUSAL, "decided_on", "2.1"},
		{LETTER_REFUSAL_2, "ground", "5.11"},
		{LETTER_REFUSAL_2, "ombudsman_right", "2.4"},
		{LETTER_CLOSURE, "ground", "2.4"},
		{LETTER_CLOSURE, "ombudsman_right", "2.4"},
		{LETTER_AUTHORITY, "authority_form", "3.6"},
		{LETTER_UNREADABLE, "adjustments", "5.10"},
		{LETTER_DELAY, "delay_reason", "introduction"},
		{LETTER_DELAY, "new_date", "introduction"},
		{LETTER_DELAY, "ombudsman", "introduction, 3.7"},
		{LETTER_RECEIPT, "ref", "5.12"},
		{LETTER_RECEIPT, "received", "5.12"},
		{LETTER_RECEIPT, "emergency", "6.1"},
		{LETTER_RECEIPT, "landlord_telephone", "3.1"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct letter_field *field =
			letter_field(rows[i].letter, rows[i].key);

		if (field == NULL)
			fail_msg("%s has no {{%s}}",
				 letter_name(rows[i].letter), rows[i].key);
		assert_string_equal(field->provision, rows[i].provision);
	}
}

static void
test_keys(void **state)
{
	static const char *const not_in_receipt[] = {
		"definition",	"outcomes",	  "clarification",
		"adjustments",	"responsibility", "response_due",
		"open_request", "representative", "facts",
	};
	/* Whoever reads it over a shoulder learns nothing (10.6, 10.9). */
	static const enum letter bare[] = {
		LETTER_RECEIPT,	  LETTER_REQUEST,    LETTER_CHOICE,
		LETTER_SURVEY,	  LETTER_COMPLIMENT, LETTER_UNREADABLE,
		LETTER_AUTHORITY,
	};
	enum letter letter;
	gsize i, n;

	(void)state;
	for (letter = 0; letter < LETTER_COUNT; letter++) {
		const struct letter_field *fields = letter_fields(letter, &n);

		for (i = 0; i < n; i++)
			assert_true(letter_allows(letter, fields[i].key));
	}
	for (i = 0; i < G_N_ELEMENTS(not_in_receipt); i++) {
		assert_true(letter_is_key(not_in_receipt[i]));
		assert_false(letter_allows(LETTER_RECEIPT, not_in_receipt[i]));
	}
	for (i = 0; i < G_N_ELEMENTS(bare); i++) {
		assert_false(letter_allows(bare[i], "definition"));
		assert_false(letter_allows(bare[i], "outcomes"));
		assert_false(letter_allows(bare[i], "facts"));
	}
	assert_true(letter_allows(LETTER_ACKNOWLEDGE_1, "definition"));
	assert_false(letter_allows(LETTER_ACKNOWLEDGE_1, "facts"));
	assert_true(letter_field(LETTER_REFUSAL, "facts")->written);
	assert_false(letter_field(LETTER_REFUSAL, "ombudsman")->written);
	assert_null(letter_field(LETTER_REFUSAL, "no such"));
	assert_false(letter_is_key("category"));
	assert_false(letter_allows(LETTER_ACKNOWLEDGE_1, "category"));
	assert_string_equal(letter_phrase(LETTER_ACKNOWLEDGE_2), "stage 2");
	assert_null(letter_phrase(LETTER_RECEIPT));
}

static void
test_forbidden(void **state)
{
	static const struct {
		const char *text;
		const char *found; /* NULL if it may be said */
	} rows[] = {
		{"We treat this as an informal complaint.",
		 "informal complaint"},
		{"Your INFORMAL\n  Complaints are welcome.",
		 "INFORMAL\n  Complaints"},
		{"It is at the informal\xc2\xa0stage.",
		 "informal\xc2\xa0stage"},
		{"We look at complaints first informally.",
		 "complaints first informally"},
		{"This is stage 0.", "stage 0"},
		{"This is stage zero.", "stage zero"},
		{"Then comes Stage three.", "Stage three"},
		{"a pre-complaint conversation", "pre-complaint"},
		{"the early resolution stage", "early resolution stage"},
		{"You must explain why you disagree.", "must explain why you"},
		{"You have to give reasons.", "have to give reasons"},
		{"You need to give us your reason.",
		 "need to give us your reason"},
		{"We call it a soft complaint.", "soft complaint"},
		{"This is stage 1.5 of our process.", "stage 1.5"},
		{"Next is Stage\n0.", "Stage\n0"},
		{"a precomplaint chat", "precomplaint"},
		{"It is not yet a formal complaint.",
		 "not yet a formal complaint"},
		{"You are required to state a reason.",
		 "are required to state a reason"},
		{"We cannot help unless you give us a reason.",
		 "unless you give us a reason"},
		{"> You told me it was an informal complaint.", NULL},
		{"> So I was at stage 0.\nThat is an informal complaint.",
		 "informal complaint"},
		{"You do not have to give reasons.", NULL},
		{"You don\xe2\x80\x99t need to explain why you are unhappy.",
		 NULL},
		{"Within 1.5 working days of stage 2. 1 letter follows.", NULL},
		{"You do not have to say anything.", NULL},
		{"Stage 1 and stage 2.", NULL},
		{"stage 30 of the works", NULL},
		{"Our office is informal; complaint or praise, tell us.", NULL},
		{"This is a complaint at stage 1.", NULL},
		{"", NULL},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *found = letter_forbidden(rows[i].text);

		if (rows[i].found == NULL)
			assert_null(found);
		else
			assert_string_equal(found == NULL ? "" : found,
					    rows[i].found);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_field_is_needed),
		cmocka_unit_test(test_circumstances),
		cmocka_unit_test(test_provisions),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_forbidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
