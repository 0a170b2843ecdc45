/*
 * What is found by trying alternatives where the filter says is what every
 * pattern finds in the whole text: for all rules, on the messages of
 * tests/corpus, as they are and with letters changed at random.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "classify/labelled.h"
#include "classify/ruleset.h"

#define EVERY 53 /* of the messages; all of them take too long */

struct world {
	struct ruleset *ruleset;
	GPtrArray *messages; /* struct labelled */
	GPtrArray *whole;    /* struct regex, a pattern */
};

static struct regex *
whole_regex(const struct pattern *pattern)
{
	g_autofree char *bounded =
		g_strdup_printf("(?<!\\w)(?:%s)(?!\\w)", pattern->source);
	return regex_new(bounded, NULL);
}

/* All matches, one after the other, are the same. */
static void
compare_all(struct pattern *pattern, struct regex *whole,
	    const struct stretch *stretch)
{
	gsize at = stretch->from;
	pattern_begin(pattern, stretch);
	while (at < stretch->to) {
		gsize span[2] = {0, 0};
		gsize other[2] = {0, 0};
		enum regex_result expected = regex_find(whole, stretch->text,
							at, stretch->to, other);
		if (pattern_next(pattern, stretch, at, span) != expected ||
		    memcmp(span, other, sizeof span) != 0)
			fail_msg("line %u: %s\nin: %s", pattern->line,
				 pattern->source, stretch->text + at);
		if (expected != REGEX_YES)
			return;
		at = MAX(other[1], other[0] + 1);
		while ((stretch->text[at] & 0xc0) == 0x80)
			at++;
	}
}

/* Conditions are tried on parts, here on the middle third. */
static void
compare_part(struct pattern *pattern, struct regex *whole,
	     const struct stretch *stretch)
{
	struct stretch part = *stretch;
	gsize third = (stretch->to - stretch->from) / 3;
	part.from += third;
	part.to -= third;
	while ((part.text[part.from] & 0xc0) == 0x80)
		part.from--;
	while ((part.text[part.to] & 0xc0) == 0x80)
		part.to++;
	gsize span[2];
	enum regex_result expected =
		regex_find(whole, part.text, part.from, part.to, span);
	if (pattern_any(pattern, &part) != expected)
		fail_msg("line %u: %s\nin a part of: %s", pattern->line,
			 pattern->source, part.text);
}

static void
compare_rule(const struct world *world, const struct rule *rule,
	     const struct stretch *stretch, guint *number)
{
	for (int c = 0; c < CONDITION_COUNT; c++) {
		GPtrArray *patterns = rule->conditions[c];
		for (guint i = 0; i < patterns->len; i++) {
			struct regex *whole =
				g_ptr_array_index(world->whole, (*number)++);
			struct pattern *pattern =
				g_ptr_array_index(patterns, i);
			gboolean with = c == CONDITION_ONLY_WITH ||
					c == CONDITION_NOT_WITH;
			if (!with && !(rule->where & WHERE_TEXT))
				continue;
			if (c == CONDITION_MATCH)
				compare_all(pattern, whole, stretch);
			else
				compare_part(pattern, whole, stretch);
		}
	}
}

static void
compare(const struct world *world, const char *text)
{
	g_autoptr(own_normal) normal =
		normalise(text, &world->ruleset->spelling);
	const GString *form = normal->text;
	g_autoptr(own_chances) chances = filter_scan(
		world->ruleset->filter, WHERE_TEXT, form->str, 0, form->len);
	const struct stretch stretch = {form->str, 0, form->len, chances};
	guint number = 0;
	for (guint i = 0; i < world->ruleset->rules->len; i++)
		compare_rule(world, g_ptr_array_index(world->ruleset->rules, i),
			     &stretch, &number);
}

static void
test_corpus(void **state)
{
	const struct world *world = *state;
	for (guint i = 0; i < world->messages->len; i += EVERY) {
		const struct labelled *one =
			g_ptr_array_index(world->messages, i);
		compare(world, one->message->new_text);
	}
}

/* One letter in twelve becomes something else, or goes. */
static void
test_changed(void **state)
{
	static const char *const others[] = {
		"",	  " ", "\n\n",	 "-", ".",  "\"", "aaaa",
		"\u00e9", "1", "\u0436", "e", "i ", "'",  ", the "};
	const struct world *world = *state;
	g_autoptr(GRand) dice = g_rand_new_with_seed(20);
	for (guint i = 7; i < world->messages->len; i += EVERY) {
		const struct labelled *one =
			g_ptr_array_index(world->messages, i);
		g_autoptr(GString) text = g_string_new(NULL);
		for (const char *c = one->message->new_text; *c; c++) {
			if ((guchar)*c < 0x80 && !g_rand_int_range(dice, 0, 12))
				g_string_append(text,
						others[g_rand_int_range(
							dice, 0,
							G_N_ELEMENTS(others))]);
			else
				g_string_append_c(text, *c);
		}
		compare(world, text->str);
	}
}

static void
free_regex(gpointer regex)
{
	regex_free(regex);
}

static void
free_labelled(gpointer labelled)
{
	labelled_free(labelled);
}

static int
open_world(void **state)
{
	struct world *world = g_new0(struct world, 1);
	world->ruleset = ruleset_load("rules", NULL);
	world->messages = g_ptr_array_new_with_free_func(free_labelled);
	world->whole = g_ptr_array_new_with_free_func(free_regex);
	if (!world->ruleset ||
	    !labelled_read("tests/corpus/dev.jsonl", world->messages, NULL))
		return -1;
	for (guint i = 0; i < world->ruleset->rules->len; i++) {
		const struct rule *rule =
			g_ptr_array_index(world->ruleset->rules, i);
		for (int c = 0; c < CONDITION_COUNT; c++) {
			GPtrArray *list = rule->conditions[c];
			for (guint j = 0; j < list->len; j++)
				g_ptr_array_add(world->whole,
						whole_regex(g_ptr_array_index(
							list, j)));
		}
	}
	*state = world;
	return 0;
}

static int
close_world(void **state)
{
	struct world *world = *state;
	ruleset_free(world->ruleset);
	g_ptr_array_unref(world->messages);
	g_ptr_array_unref(world->whole);
	g_free(world);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_corpus),
		cmocka_unit_test(test_changed),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
