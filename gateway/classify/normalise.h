/*
 * A form of the text that rules can be written for, beside the original.
 *
 * Small letters; no apostrophes and no accents on Latin letters; one kind of
 * quotation mark and of dash; runs of white space as one space, a paragraph
 * break as one new line; words broken at a line's end joined; other spellings
 * of words ("u", "recieved", "wi11", "darnp") as the usual ones. Every byte
 * of it knows which characters of the original it stands for.
 */
#ifndef CLASSIFY_NORMALISE_H
#define CLASSIFY_NORMALISE_H

#include <glib.h>

#include "base/own.h"

/* Other spellings (char * to char *) and the words that rules know. */
struct spelling {
	GHashTable *other; /* "u" to "you" */
	GHashTable *known; /* a set of words */
};

struct normal {
	GString *text;
	GArray *start; /* guint32 a byte: first character of the original */
	GArray *end;   /* guint32 a byte: the character after the last */
	GArray *marks; /* for evidence.c: places of the original; at first none
			*/
};

/* spelling may be NULL: then words stay as they are spelt. The caller's. */
struct normal *normalise(const char *utf8, const struct spelling *spelling);
void normal_free(struct normal *normal);
OWN_TYPE(normal, normal_free)

/* The text alone, without spelling: for patterns. ASCII capitals stay, since
 * they are part of escapes such as \W. The caller's. */
char *normalise_pattern(const char *pattern);

/* Where bytes from up to (not including) to of the form stand in the
 * original, in characters. from < to. */
void normal_origin(const struct normal *normal, gsize from, gsize to,
		   gint64 *start, gint64 *end);

#endif
