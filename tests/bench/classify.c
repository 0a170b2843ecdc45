/*
 * How long classifying takes: loading the rules, then microseconds a message
 * for the messages of tests/corpus, then growth with the length of the text
 * and with the number of patterns. Usage: classify RULES FILE…
 */
#include <stdio.h>
#include <string.h>

#include "classify/labelled.h"
#include "classify/ruleset.h"

static double
seconds_since(gint64 start)
{
	return (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
}

static void
bench_corpus(const struct ruleset *ruleset, const GPtrArray *list)
{
	gsize bytes = 0;
	for (int round = 0; round < 2; round++) {
		gint64 start = g_get_monotonic_time();
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
		gint64 start = g_get_monotonic_time();
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
	gint64 start = g_get_monotonic_time();
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
	return 0;
}
