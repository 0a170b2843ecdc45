/*
 * A pattern of a rule, cut into its alternatives: on most texts only a few
 * of them can match (classify/filter.h), and only those are tried. The first
 * match is the one that the whole pattern would give.
 */
#ifndef CLASSIFY_PATTERN_H
#define CLASSIFY_PATTERN_H

#include <glib.h>

#include "base/own.h"
#include "classify/chance.h"
#include "classify/regex.h"

/* One alternative. */
struct branch {
	char *source;
	struct regex *regex; /* NULL until it is first used */
	struct regex *here;  /* the same, which matches at one place only */
};

struct pattern {
	char *source; /* after classes were put in */
	guint line;
	GPtrArray *branches; /* struct branch, never empty */
	guint first;	     /* the filter's number of the first */
};

/* A part of a text, and the chances in it. */
struct stretch {
	const char *text;
	gsize from;
	gsize to;
	const struct chances *chances;
};

/* It stands for whole words only. FAULT_SETUP as regex_new gives it. */
struct pattern *pattern_new(const char *expression, guint line, GError **error);

/* Frees it; NULL is fine. */
void pattern_free(struct pattern *pattern);
OWN_TYPE(pattern, pattern_free)

/* Begins a search for all matches, one after the other. */
void pattern_begin(struct pattern *pattern, const struct stretch *stretch);

/* The first match from at on, in the stretch of the search. at never gets
 * smaller. Sets span, bytes of the text, on REGEX_YES. */
enum regex_result pattern_next(struct pattern *pattern,
			       const struct stretch *stretch, gsize at,
			       gsize span[2]);

/* REGEX_YES if there is a match anywhere in the stretch. */
enum regex_result pattern_any(struct pattern *pattern,
			      const struct stretch *stretch);

#endif
