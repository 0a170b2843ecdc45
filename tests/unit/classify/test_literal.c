/*
 * Which strings a pattern needs, how it is split, and that a split pattern
 * finds the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "classify/branch.h"
#include "classify/literal.h"
#include "classify/pattern.h"

static char *
joined(const struct literals *set)
{
	g_autoptr(GString) all = g_string_new(NULL);
	for (guint i = 0; i < set->count; i++)
		g_string_append_printf(all, "%s%s", i ? "|" : "",
				       set->strings[i]);
	return g_strdup(all->str);
}

static void
test_needed(void **state)
{
	static const struct {
		const char *pattern;
		const char *needed; /* joined by "|"; NULL: cannot be told */
		gboolean first;
		gboolean last;
	} cases[] = {
		{"fed up", "fed up", TRUE, TRUE},
		{"fed up|let down", "fed up|let down", TRUE, TRUE},
		{"complain\\w*", "complain", TRUE, FALSE},
		{"(?:nobody|no one) came", "nobody came|no one came", TRUE,
		 TRUE},
		{"\\w+ (?:third|fourth) tim", " third tim| fourth tim", FALSE,
		 TRUE},
		{"colou?r", "colour|color", TRUE, TRUE},
		{"gr[ae]y", "gray|grey", TRUE, TRUE},
		{"stage[- ]two", "stage-two|stage two", TRUE, TRUE},
		{"very[^.]*angry", "angry", FALSE, TRUE},
		{"(?:angry\\w*|cross) now", "angry|cross", TRUE, FALSE},
		{"x+ours", "ours", FALSE, TRUE},
		{"^(?:so|[.!] )well", "sowell|. well|! well", TRUE, TRUE},
		{"(?<!not )happy", "happy", TRUE, TRUE},
		{"(?=a)?happy", "happy", TRUE, TRUE},
		{"(?:abc){0,3} defg", " defg", FALSE, TRUE},
		{"a\\.b\\.c\\.d", "a.b.c.d", TRUE, TRUE},
		{"\\bwell\\b", "well", TRUE, TRUE},
		{"\\pLwell", "well", FALSE, TRUE},
		{"[[:alpha:]]well", "well", FALSE, TRUE},
		{"\\w+", NULL, FALSE, FALSE},
		{"[0-9]{3}", NULL, FALSE, FALSE},
		{"fed up|\\w+", NULL, FALSE, FALSE},
		{"(?:fed up)?", NULL, FALSE, FALSE},
		{"ab", "ab", TRUE, TRUE},
		{"[0-9]+ ?%", " %|%", FALSE, TRUE},
		{"x(y", NULL, FALSE, FALSE},
		{"(?i)FED UP", NULL, FALSE, FALSE},
		{"\\x41bcd", NULL, FALSE, FALSE},
		{"(?#none)fed up", NULL, FALSE, FALSE},
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_literals) set = literals_needed(cases[i].pattern);
		if (!set->count != !cases[i].needed)
			fail_msg("%s", cases[i].pattern);
		if (!set->count)
			continue;
		g_autofree char *all = joined(set);
		assert_string_equal(all, cases[i].needed);
		if (set->first != cases[i].first || set->last != cases[i].last)
			fail_msg("ends of %s", cases[i].pattern);
	}
}

/* Whether a word begins where the string does, and whether a match can only
 * begin where the text does. */
static void
test_places(void **state)
{
	static const struct {
		const char *pattern;
		gboolean word;
		gboolean start;
	} cases[] = {
		{"(?:very ){0,3}damp", TRUE, FALSE},
		{"(?:very){0,3}damp", FALSE, FALSE},
		{"(?:so |[a-z]+ )?repair", TRUE, FALSE},
		{"(?:so |[a-z]+)?repair", FALSE, FALSE},
		{"\\w+ (?:[a-z]+, )+repair", TRUE, FALSE},
		{"x(?:[a-z]+ )?repair", FALSE, FALSE},
		{"^[0-9]+repair", FALSE, TRUE},
		{"^?[0-9]+repair", FALSE, FALSE},
		{"^[0-9]+repair|[0-9]+mould", FALSE, FALSE},
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_literals) set = literals_needed(cases[i].pattern);
		if (set->word != cases[i].word || set->start != cases[i].start)
			fail_msg("%s: word %d, start %d", cases[i].pattern,
				 set->word, set->start);
	}
}

static void
test_split(void **state)
{
	static const struct {
		const char *pattern;
		guint branches;
		const char *second;
	} cases[] = {
		{"a|b c|(?:d|e)", 3, "b c"}, {"a", 1, NULL},
		{"a\\|b|c", 2, "c"},	     {"[|]|[]|]x", 2, "[]|]x"},
		{"(?:a|b)|", 2, ""},	     {"(a)\\1|b", 1, NULL},
		{"(?i)a|b", 1, NULL},	     {"\\Qa|b\\E", 1, NULL},
		{"(*COMMIT)a|b", 1, NULL},   {"(?<n>a)|b", 1, NULL},
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) list = branch_split(cases[i].pattern);
		if (list->len != cases[i].branches)
			fail_msg("%s", cases[i].pattern);
		if (cases[i].second)
			assert_string_equal(g_ptr_array_index(list, 1),
					    cases[i].second);
	}
}

/* The branches tried one by one find what the whole pattern finds. */
static void
test_same_as_whole(void **state)
{
	static const char *const patterns[] = {
		"let|let down|let\\w*",	   "down|let down|us",
		"(?:let|down)(?: us)?|us", "[a-z]+|let",
		"\\w+ us|let|down",
	};
	static const char *const texts[] = {
		"let down", "they let us down", "down, let us letting let",
		"us",	    "outlet",		"let-down us us",
		"",
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(patterns) * 7; i++) {
		const char *source = patterns[i / 7];
		const char *text = texts[i % 7];
		g_autoptr(own_pattern) pattern = pattern_new(source, 1, NULL);
		g_autofree char *bounded =
			g_strdup_printf("(?<!\\w)(?:%s)(?!\\w)", source);
		g_autoptr(own_regex) whole = regex_new(bounded, NULL);
		gsize length = strlen(text);
		struct chance all[] = {{.branch = 0, .more = TRUE},
				       {.branch = 1, .more = TRUE},
				       {.branch = 2, .more = TRUE}};
		struct chances chances = {all, pattern->branches->len, NULL, 0};
		struct stretch stretch = {text, 0, length, &chances};
		gsize span[2];
		gsize other[2];
		pattern_begin(pattern, &stretch);
		assert_int_equal(pattern_any(pattern, &stretch),
				 regex_find(whole, text, 0, length, other));
		for (gsize at = 0; at < length; at++) {
			enum regex_result expected =
				regex_find(whole, text, at, length, other);
			assert_int_equal(
				pattern_next(pattern, &stretch, at, span),
				expected);
			if (expected != REGEX_YES)
				break;
			assert_memory_equal(span, other, sizeof span);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_needed),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_same_as_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
