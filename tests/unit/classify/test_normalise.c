/*
 * The normalised form and, above all, its way back to the original.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "classify/normalise.h"

static struct spelling
spelling_new(void)
{
	struct spelling spelling = {g_hash_table_new(g_str_hash, g_str_equal),
				    g_hash_table_new(g_str_hash, g_str_equal)};
	g_hash_table_insert(spelling.other, (char *)"u", (char *)"you");
	g_hash_table_insert(spelling.other, (char *)"dunno",
			    (char *)"dont know");
	g_hash_table_add(spelling.known, (char *)"damp");
	g_hash_table_add(spelling.known, (char *)"from");
	g_hash_table_add(spelling.known, (char *)"burn");
	return spelling;
}

static void
test_form(void **state)
{
	static const struct {
		const char *text;
		const char *form;
	} cases[] = {
		{"", ""},
		{"Don't", "dont"},
		{"DON\xe2\x80\x99T", "dont"},
		{"I\xe2\x80\x99m \xe2\x80\x9c"
		 "fed up\xe2\x80\x9d",
		 "im \"fed up\""},
		{"caf\xc3\xa9 cafe\xcc\x81", "cafe cafe"},
		{"a  b\t\nc", "a b c"},
		{"one\n\n\ntwo", "one\ntwo"},
		{"com-\nplaint", "complaint"},
		{"Well-\nKnown", "well- known"},
		{"u said", "you said"},
		{"dunno", "dont know"},
		{"wi11 cou1d", "will could"},
		{"b12 st1 11", "b12 st1 11"},
		{"darnp frorn burn", "damp from burn"},
		{"sooooo", "soo"},
		{"Stan\xc2\xadley", "stanley"},
		{"wait\xe2\x80\xa6 no \xe2\x80\x94 yes", "wait... no - yes"},
		{"\xd0\x94\xd0\x9e\xd0\x91\xd0\xa0\xd0\x98\xd0\x99",
		 "\xd0\xb4\xd0\xbe\xd0\xb1\xd1\x80\xd0\xb8\xd0\xb9"},
		{"\xef\xac\x81x", "fix"},
	};
	struct spelling spelling = spelling_new();
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_normal) normal =
			normalise(cases[i].text, &spelling);
		assert_string_equal(normal->text->str, cases[i].form);
		assert_int_equal(normal->start->len, normal->text->len);
		assert_int_equal(normal->end->len, normal->text->len);
	}
	g_hash_table_unref(spelling.other);
	g_hash_table_unref(spelling.known);
}

/* Where "word" of the form stands in the original. */
static void
test_origin(void **state)
{
	static const struct {
		const char *text;
		const char *word;
		const char *original;
	} cases[] = {
		{"I am FED UP!", "fed up", "FED UP"},
		{"\xf0\x9f\x98\xa1\xf0\x9f\x98\xa1 fed  up", "fed up",
		 "fed  up"},
		{"un re\xcc\x81"
		 "sume\xcc\x81 here",
		 "resume", "re\xcc\x81sume\xcc\x81"},
		{"I don\xe2\x80\x99t know", "dont", "don\xe2\x80\x99t"},
		{"what u said", "you said", "u said"},
		{"a com-\nplaint now", "complaint", "com-\nplaint"},
		{"I dunno why", "know", "dunno"},
		{"the darnp wall", "damp", "darnp"},
		{"x \xe2\x80\xa6 y", "... y", "\xe2\x80\xa6 y"},
		{"\xef\xac\x81x it", "fix it", "\xef\xac\x81x it"},
	};
	struct spelling spelling = spelling_new();
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_normal) normal =
			normalise(cases[i].text, &spelling);
		const char *at = strstr(normal->text->str, cases[i].word);
		gint64 start = 0;
		gint64 end = 0;
		assert_non_null(at);
		gsize from = (gsize)(at - normal->text->str);
		normal_origin(normal, from, from + strlen(cases[i].word),
			      &start, &end);
		g_autofree char *original = g_utf8_substring(
			cases[i].text, (glong)start, (glong)end);
		assert_string_equal(original, cases[i].original);
	}
	g_hash_table_unref(spelling.other);
	g_hash_table_unref(spelling.known);
}

static void
test_pattern(void **state)
{
	g_autofree char *form = normalise_pattern("don't \\W caf\xc3\xa9");
	(void)state;
	assert_string_equal(form, "dont \\W cafe");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_origin),
		cmocka_unit_test(test_pattern),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
