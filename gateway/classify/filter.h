/*
 * Says which patterns are worth trying on a text: one pass over it (an
 * Aho-Corasick automaton) finds the literals that patterns cannot do without.
 */
#ifndef CLASSIFY_FILTER_H
#define CLASSIFY_FILTER_H

#include <glib.h>

#include "base/own.h"

struct filter;

/* rules: struct rule. Patterns are numbered through, rule by rule, those of
 * CONDITION_MATCH only. */
struct filter *filter_new(const GPtrArray *rules);
void filter_free(struct filter *filter);
OWN_TYPE(filter, filter_free)

/* How many patterns there are. */
guint filter_patterns(const struct filter *filter);

/* Sets the byte of each pattern that may match in text[0, length), and
 * clears the others. worth has filter_patterns() bytes. */
void filter_scan(const struct filter *filter, const char *text, gsize length,
		 guint8 *worth);

#endif
