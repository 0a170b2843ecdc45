/*
 * Says which branches of patterns may match in a text, and where such
 * matches may begin: one pass over the text finds the strings that branches
 * cannot do without, and looks back from there.
 */
#ifndef CLASSIFY_FILTER_H
#define CLASSIFY_FILTER_H

#include <glib.h>

#include "base/own.h"
#include "classify/chance.h"
#include "classify/rule.h"

struct filter;

/* What a branch is a branch of. */
struct branch_owner {
	guint rule;
	enum condition condition;
	struct pattern *pattern;
};

/* rules: struct rule. Numbers the branches of all patterns through, and
 * writes into each pattern the number of its first. */
struct filter *filter_new(const GPtrArray *rules);

/* Frees it; NULL is fine. The rules stay. */
void filter_free(struct filter *filter);
OWN_TYPE(filter, filter_free)

/* The numbers (guint) of the rules that gather. */
const GArray *filter_gathering(const struct filter *filter);

/* How many branches there are. */
guint filter_branches(const struct filter *filter);

/* The rule, condition and pattern of a branch. They belong to the filter. */
const struct branch_owner *filter_owner(const struct filter *filter,
					guint branch);

/* The branches that may match in text[from, to) or in a part of it, if their
 * rules look where the text is from. text[from - 1] is looked at if from > 0.
 * The caller's. */
struct chances *filter_scan(struct filter *filter, enum where where,
			    const char *text, gsize from, gsize to);

#endif
