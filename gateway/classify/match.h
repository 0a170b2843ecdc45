/*
 * Runs all rules over a message and keeps what they found.
 */
#ifndef CLASSIFY_MATCH_H
#define CLASSIFY_MATCH_H

#include "classify/ruleset.h"

#define FIELDS 2 /* of enum evidence_field */

struct hit {
	guint rule;
	enum evidence_field field;
	gsize from; /* bytes of the normalised form */
	gsize to;
};

struct matches {
	struct normal *fields[FIELDS];
	GArray *hits;  /* struct hit, in the order of the rules' patterns */
	guint8 *fired; /* a byte a rule */
};

/* problems (char *, may be NULL) is told of rules that hit a limit. */
struct matches *match_rules(const struct ruleset *ruleset, const char *subject,
			    const char *new_text, GPtrArray *problems);
void matches_free(struct matches *matches);
OWN_TYPE(matches, matches_free)

#endif
