/*
 * Says which branches of patterns are worth trying on a text: one pass over
 * it finds the strings that they cannot do without.
 */
#ifndef CLASSIFY_FILTER_H
#define CLASSIFY_FILTER_H

#include <glib.h>

#include "base/own.h"

struct filter;

/* rules: struct rule. Numbers the branches of all patterns through, and
 * writes into each pattern the number of its first. */
struct filter *filter_new(const GPtrArray *rules);

/* Frees it; NULL is fine. The rules stay. */
void filter_free(struct filter *filter);
OWN_TYPE(filter, filter_free)

/* How many branches there are. */
guint filter_branches(const struct filter *filter);

/* Sets the byte of each branch that may match in text[from, to), and clears
 * the others. worth has filter_branches() bytes. text[from - 1] is looked at
 * if from > 0. */
void filter_scan(const struct filter *filter, const char *text, gsize from,
		 gsize to, guint8 *worth);

#endif
