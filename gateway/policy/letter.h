/*
 * What each letter must contain before it may leave (domain.md 4), and
 * words the landlord must not use in its own text (Code 5.2). Pure data
 * and pure functions; the templates are in respond/.
 */
#ifndef POLICY_LETTER_H
#define POLICY_LETTER_H

#include <glib.h>

#include "model/notice.h"

/* Whether a field may be left out. */
enum letter_need {
	NEED_VALUE,  /* must stand in the template and have a value */
	NEED_PLACE,  /* must stand there, but may have nothing to say */
	NEED_PANEL,  /* has a value where an appeal panel hears stage 2 */
	NEED_HEAT,   /* has a value where it is about a heat network */
	NEED_NOTHING /* this letter may use it */
};

/* A key of a template, {{key}}. */
struct letter_field {
	const char *key;
	const char *provision; /* why it must be there: "5.6, 6.2" */
	const char *words;     /* what it is, for people */
	enum letter_need need;
	gboolean written; /* its text comes with this letter: from a person,
			     or from the program in his place */
};

/* What a case is, for the fields that only some letters need. */
#define LETTER_PANEL 1u
#define LETTER_HEAT 2u

/* The fields of a letter, *n of them; a constant table. */
const struct letter_field *letter_fields(enum letter letter, gsize *n);

/* One of them by its key; NULL if the letter has none of that name. */
const struct letter_field *letter_field(enum letter letter, const char *key);

/* True if any template may use the key at all. */
gboolean letter_is_key(const char *key);

/* True if this letter may use it: a receipt repeats nothing of the message
 * and names no category (domain.md 10.6), and so do all letters that are no
 * part of a complaint. */
gboolean letter_allows(enum letter letter, const char *key);

/* Words that must stand in the letter's own text, whatever the case: the
 * stage at which it is logged ("stage 1"); NULL if none. */
const char *letter_phrase(enum letter letter);

/* What a template (values NULL) or a filled letter lacks: a sentence for
 * each missing field. keys: the set of keys in the template (key -> any);
 * values: key -> char *; circumstances: of LETTER_PANEL and LETTER_HEAT those
 * that hold. The array is never NULL, empty if all is there. */
GPtrArray *letter_missing(enum letter letter, GHashTable *keys,
			  GHashTable *values, guint circumstances);

/* The first phrase in the landlord's own words that the Code forbids, as it
 * stands there: the name of a further stage ("informal complaint", 5.2), or
 * reasons demanded before stage 2 (6.12); NULL if none. Lines that begin with
 * ">" are the resident's words and are passed over; others of his are never
 * to be given here. The caller's. */
char *letter_forbidden(const char *own_words);

#endif
