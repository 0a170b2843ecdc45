/*
 * The words of the word list: what counts as one word, what as a pair.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "classify/words.h"

static char *
all_words(const char *text)
{
	GString *all = g_string_new(NULL);
	struct words words;
	words_open(&words, text, strlen(text));
	while (words_next(&words))
		g_string_append_printf(all, "[%s]", words.word->str);
	words_close(&words);
	return g_string_free(all, FALSE);
}

static void
test_words(void **state)
{
	static const struct {
		const char *text;
		const char *words;
	} cases[] = {
		{"", ""},
		{"the taps drip", "[the][tap][the tap][drip][tap drip]"},
		{"this status is less", "[this][status][this status][is]"
					"[status is][less][is less]"},
		{"two batteries", "[two][battery][two battery]"},
		{"ties", "[tie]"},
		{"3 weeks", "[#][week][# week]"},
		{"a, b", "[a][b]"},
		{"no. can he", "[no][can][. can][he][can he]"},
		{"why? ok", "[why][?][ok][. ok]"},
		{"!", "[!]"},
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *words = all_words(cases[i].text);
		assert_string_equal(words, cases[i].words);
	}
}

/* The places are those of the word as it stands, plural and all. */
static void
test_places(void **state)
{
	static const char text[] = "ok. cold taps?";
	struct words words;
	(void)state;
	words_open(&words, text, strlen(text));
	while (words_next(&words)) {
		if (strcmp(words.word->str, "cold tap") == 0) {
			assert_int_equal(words.from, 4);
			assert_int_equal(words.to, 13);
		}
		if (strcmp(words.word->str, "?") == 0)
			assert_int_equal(words.from, 13);
		assert_true(words.to <= strlen(text));
	}
	words_close(&words);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
