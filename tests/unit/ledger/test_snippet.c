/*
 * Snippets: where they begin, what is marked, what is left out.
 */
#include "unit/unit.h"

#include "ledger/snippet.h"

static void
test_made(void **state)
{
	static const struct {
		const char *text;
		const char *typed;
		const char *snippet;
	} rows[] = {
		{"The lift is stuck.", "stuck", "The lift is \x01stuck\x02."},
		{"A\tcafé\n\nbelow", "CAFE",
		 "A \x01"
		 "café\x02 below"},
		{"Noisy, noisier", "nois", "\x01Noisy\x02, \x01noisier\x02"},
		{"a\x07"
		 "b \x01x\x02",
		 "zz", "a b x "},
		{"one two three four five six seven eight nine ten eleven",
		 "ten",
		 "… three four five six seven eight nine \x01ten\x02 eleven"},
		{"", "x", ""},
		{"only this", "", "only this"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GPtrArray) words = snippet_words(rows[i].typed);
		g_autofree char *made = snippet_make(rows[i].text, words);

		assert_string_equal(made, rows[i].snippet);
	}
}

static void
test_bounded(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GPtrArray) words = NULL;
	g_autofree char *made = NULL;
	int i;

	(void)state;
	for (i = 0; i < 100000; i++)
		g_string_append(text, "damp ");
	words = snippet_words(text->str);
	made = snippet_make(text->str, words);
	assert_true(words->len < 100);
	assert_true(strlen(made) < 400);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_made),
		cmocka_unit_test(test_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
