/*
 * What each letter must contain before it may leave (domain.md 4), and
 * words the landlord must not use in its own text (Code 5.2). Pure data
 * and pure functions; the templates are in respond/.
 */
#ifndef POLICY_LETTER_H
#define POLICY_LETTER_H

#include <glib.h>

#include "model/notice.h"

/* A key of a template, {{key}}. */
struct letter_field {
	const char *key;
	const char *provision; /* why it must be there */
	const char *words;     /* what it is, for people */
	gboolean may_be_empty; /* must stand in the template, but there may
				  be nothing to say: name,
				  clarification, open_request, and the
				  reviewer in a letter by the guard */
};

/* The fields that a letter must have, *n of them; a constant table. */
const struct letter_field *letter_fields(enum letter letter, gsize *n);

/* True if any template may use the key at all. */
gboolean letter_is_key(const char *key);

/* True if this letter may use it: a receipt repeats nothing of the message
 * and names no category (domain.md 10.6). */
gboolean letter_allows(enum letter letter, const char *key);

/* Words that must stand in the letter's own text, whatever the case: the
 * stage at which it is logged ("stage 1"); NULL if none. */
const char *letter_phrase(enum letter letter);

/* What a template (values NULL) or a filled letter lacks: a sentence for
 * each missing field. keys: the set of keys in the template (key -> any);
 * values: key -> char *. The array is never NULL, empty if all is there. */
GPtrArray *letter_missing(enum letter letter, GHashTable *keys,
			  GHashTable *values);

/* The first phrase in the landlord's own words that the Code forbids
 * ("informal complaint"), as it stands there; NULL if none. The resident's
 * quoted words are never to be passed here. The caller's. */
char *letter_forbidden(const char *own_words);

#endif
