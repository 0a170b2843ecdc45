/*
 * How long classifying takes: loading the rules, then microseconds a message
 * for the messages of tests/corpus and for some of 0.9 kB made of them, then
 * growth with the number of patterns and with the length of the text. Usage:
 * classify RULES FILE…
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "classify/labelled.h"
#include "classify/match.h"
#include "classify/ruleset.h"

/* Seconds of processor time: other programs may run beside. */
static double
seconds_since(clock_t start)
{
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void
bench_corpus(const struct ruleset *ruleset, const GPtrArray *list)
{
	gsize bytes = 0;
	for (int round = 0; round < 2; round++) {
		clock_t start = clock();
		bytes = 0;
		for (guint i = 0; i < list->len; i++) {
			const struct labelled *one = g_ptr_array_index(list, i);
			g_autoptr(own_suggestion) suggestion =
				classify(ruleset, one->message, NULL);
			bytes += strlen(one->message->new_text);
		}
		printf("%s: %u messages of %zu bytes, %.1f us a message\n",
		       round ? "warm" : "cold", list->len, bytes / list->len,
		       seconds_since(start) * 1e6 / list->len);
	}
}

/* Messages of about 0.9 kB, made of those of list. */
static GPtrArray *
long_messages(const GPtrArray *list)
{
	GPtrArray *made = g_ptr_array_new();
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < list->len; i++) {
		const struct labelled *one = g_ptr_array_index(list, i);
		g_string_append_printf(text, "%s\n\n", one->message->new_text);
		if (text->len < 900)
			continue;
		struct message *message = message_new();
		g_free(message->new_text);
		message->new_text = g_strndup(text->str, 900);
		char *end = NULL;
		if (!g_utf8_validate(message->new_text, -1,
				     (const char **)&end))
			*end = '\0';
		g_ptr_array_add(made, message);
		g_string_truncate(text, 0);
	}
	return made;
}

static void
bench_long(const struct ruleset *ruleset, const GPtrArray *list)
{
	double us = 0;
	for (int round = 0; round < 2; round++) {
		clock_t start = clock();
		for (guint i = 0; i < list->len; i++) {
			g_autoptr(own_suggestion) suggestion = classify(
				ruleset, g_ptr_array_index(list, i), NULL);
		}
		us = seconds_since(start) * 1e6 / list->len;
	}
	printf("%u messages of 0.9 kB, %.1f us a message\n", list->len, us);
}

/* The first rules, until they have this many patterns. */
static GPtrArray *
first_rules(const struct ruleset *ruleset, guint patterns)
{
	GPtrArray *few = g_ptr_array_new();
	struct ruleset part = *ruleset;
	part.rules = few;
	for (guint i = 0;
	     i < ruleset->rules->len && ruleset_patterns(&part) < patterns; i++)
		g_ptr_array_add(few, g_ptr_array_index(ruleset->rules, i));
	return few;
}

/* Matching alone, with the first rules only. It leaves the ruleset unfit. */
static void
bench_patterns(const struct ruleset *ruleset, const GPtrArray *list)
{
	static const guint counts[] = {50, 100, 200, 400, G_MAXUINT};
	for (gsize k = 0; k < G_N_ELEMENTS(counts); k++) {
		g_autoptr(GPtrArray) few = first_rules(ruleset, counts[k]);
		g_autoptr(own_filter) filter = filter_new(few);
		struct ruleset part = *ruleset;
		part.rules = few;
		part.filter = filter;
		double us = 0;
		for (int round = 0; round < 2; round++) {
			clock_t start = clock();
			for (guint i = 0; i < list->len; i++)
				matches_free(match_rules(
					&part, g_ptr_array_index(list, i),
					NULL));
			us = seconds_since(start) * 1e6 / list->len;
		}
		printf("%4u patterns in %3u rules: %.1f us to match\n",
		       ruleset_patterns(&part), few->len, us);
	}
}

static void
bench_length(const struct ruleset *ruleset, const GPtrArray *list)
{
	for (gsize size = 1024; size <= 1024 * 1024; size *= 4) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (guint i = 0; text->len < size; i++) {
			const struct labelled *one =
				g_ptr_array_index(list, i % list->len);
			g_string_append(text, one->message->new_text);
			g_string_append(text, "\n\n");
		}
		g_autoptr(own_message) message = message_new();
		g_free(message->new_text);
		message->new_text = g_strdup(text->str);
		/* The first time compiles what no text has needed before. */
		suggestion_free(classify(ruleset, message, NULL));
		clock_t start = clock();
		g_autoptr(own_suggestion) suggestion =
			classify(ruleset, message, NULL);
		double us = seconds_since(start) * 1e6;
		printf("%8zu bytes: %10.1f us, %.2f us a KB\n", text->len, us,
		       us * 1024 / (double)text->len);
	}
}

int
main(int argc, char **argv)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	clock_t start = clock();
	g_autoptr(own_ruleset) ruleset =
		argc > 2 ? ruleset_load(argv[1], &error) : NULL;
	if (!ruleset) {
		fprintf(stderr, "%s\n", error ? error->message : "RULES FILE…");
		return 2;
	}
	printf("%u rules, %u patterns, loaded in %.1f ms\n",
	       ruleset_rules(ruleset), ruleset_patterns(ruleset),
	       seconds_since(start) * 1e3);
	for (int i = 2; i < argc; i++) {
		if (!labelled_read(argv[i], list, &error)) {
			fprintf(stderr, "%s\n", error->message);
			return 2;
		}
	}
	bench_corpus(ruleset, list);
	bench_length(ruleset, list);
	g_autoptr(GPtrArray) made = long_messages(list);
	bench_long(ruleset, made);
	bench_patterns(ruleset, made);
	return 0;
}
