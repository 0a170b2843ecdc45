/*
 * Runs all rules over a message and keeps what they found.
 */
#ifndef CLASSIFY_MATCH_H
#define CLASSIFY_MATCH_H

#include "classify/ruleset.h"

/* Subject and new text, as in enum evidence_field; and the sender, in which
 * rules may look but no evidence points. */
#define TEXT_FIELDS 2
#define FIELD_SENDER TEXT_FIELDS
#define FIELDS 3

struct hit {
	guint rule;
	int field;
	gsize from; /* bytes of the normalised form */
	gsize to;
};

struct matches {
	struct normal *fields[FIELDS];
	GArray *hits;  /* struct hit, in the order of the rules' patterns */
	guint8 *fired; /* a byte a rule */
};

/* problems (char *, may be NULL) is told of rules that hit a limit. */
struct matches *match_rules(const struct ruleset *ruleset,
			    const struct message *message, GPtrArray *problems);
void matches_free(struct matches *matches);
OWN_TYPE(matches, matches_free)

#endif
