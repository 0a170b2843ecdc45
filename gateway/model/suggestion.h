/*
 * What the classifier proposes and why. A suggestion decides nothing.
 * Ownership: suggestion_free frees all that it points to.
 */
#ifndef MODEL_SUGGESTION_H
#define MODEL_SUGGESTION_H

#include <glib.h>
#include <jansson.h>

#include "base/own.h"
#include "model/label.h"

enum evidence_kind {
	EVIDENCE_CATEGORY,
	EVIDENCE_GROUND,
	EVIDENCE_FLAG,
};

enum evidence_field {
	FIELD_SUBJECT,
	FIELD_NEW_TEXT,
};

struct evidence {
	char *rule; /* the rule's name in words */
	enum evidence_kind kind;
	char *name; /* the label's name: "complaint" */
	double weight;
	enum evidence_field field;
	gint64 start; /* Unicode characters from the start of the field */
	gint64 end;   /* first character after the words */
	char *text;   /* the words as they stand there */
};

struct suggestion {
	enum category category; /* CATEGORY_NONE when automated */
	enum ground ground;	/* GROUND_NONE unless exclusion */
	guint32 flags;
	double confidence;	       /* 0 to 1 */
	double scores[CATEGORY_COUNT]; /* probabilities; they add up to 1 */
	GPtrArray *evidence;	       /* struct evidence, never NULL */
	char *ruleset;		       /* SHA-256 of the rules, never NULL */
};

/* Below this confidence a person is asked to read with care: about half of
 * such proposals are changed. */
#define SUGGESTION_UNSURE 0.6

struct suggestion *suggestion_new(void);
void suggestion_free(struct suggestion *suggestion);
OWN_TYPE(suggestion, suggestion_free)

void evidence_free(struct evidence *evidence);

/* What "postroom classify" prints, as the ledger keeps it and as an object;
 * docs/ARCHITECTURE.md. */
char *suggestion_to_text(const struct suggestion *suggestion);
json_t *suggestion_to_json(const struct suggestion *suggestion);

/* The reverse, for the ledger; NULL with FAULT_INPUT if it is not one. */
struct suggestion *suggestion_from_json(const json_t *object, GError **error);

#endif
