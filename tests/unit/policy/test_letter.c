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

/* Each field in turn is taken away, then left blank: one lack each. */
static void
test_each_field_is_needed(void **state)
{
	enum letter letter;

	(void)state;
	for (letter = 0; letter < LETTER_COUNT; letter++) {
		g_autoptr(GHashTable) values = filled(letter);
		gsize n, i;
		const struct letter_field *fields = letter_fields(letter, &n);

		for (i = 0; i < n; i++) {
			g_autoptr(GPtrArray) gone = NULL;
			g_autoptr(GPtrArray) blank = NULL;

			g_hash_table_remove(values, fields[i].key);
			gone = letter_missing(letter, values, NULL);
			assert_int_equal(gone->len, 1);
			assert_non_null(strstr(g_ptr_array_index(gone, 0),
					       fields[i].provision));
			g_hash_table_insert(values, (gpointer)fields[i].key,
					    (gpointer) " \n");
			blank = letter_missing(letter, NULL, values);
			assert_int_equal(blank->len, !fields[i].may_be_empty);
			g_hash_table_insert(values, (gpointer)fields[i].key,
					    (gpointer) "text");
		}
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
		{LETTER_RECEIPT, "ref", "5.12"},
		{LETTER_RECEIPT, "received", "5.12"},
		{LETTER_RECEIPT, "emergency", "6.1"},
		{LETTER_RECEIPT, "landlord_telephone", "3.1"},
	};
	gsize i, j, n;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct letter_field *fields =
			letter_fields(rows[i].letter, &n);

		for (j = 0; j < n; j++)
			if (g_str_equal(fields[j].key, rows[i].key))
				break;
		assert_true(j < n);
		assert_string_equal(fields[j].provision, rows[i].provision);
	}
}

static void
test_keys(void **state)
{
	static const char *const not_in_receipt[] = {
		"definition",	"outcomes",	  "clarification",
		"adjustments",	"responsibility", "response_due",
		"open_request", "representative",
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
		assert_true(
			letter_allows(LETTER_ACKNOWLEDGE_1, not_in_receipt[i]));
	}
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
		cmocka_unit_test(test_provisions),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_forbidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
