/*
 * How easily a letter is read (Code 6.9 and 6.19 ask for plain language).
 * A pure function of the text.
 *
 * The reading age is the school grade of Flesch and Kincaid, plus five: about
 * the age at which a child reads such a text without help. It counts words
 * and syllables and knows nothing of meaning, so it warns and never refuses.
 */
#ifndef RESPOND_READING_H
#define RESPOND_READING_H

#include <glib.h>

#include "base/own.h"

/* A letter that asks more of its reader is told of. */
#define READING_AGE 12

/* Longer sentences are lost on many readers (GOV.UK's style guide). */
#define READING_WORDS 25

/* Sentences that are told of a letter that is too hard. */
#define READING_HARDEST 3

struct reading {
	double age;	    /* years; 0 if there are no sentences */
	guint sentences;    /* that were looked at */
	GPtrArray *hardest; /* char *: over READING_WORDS words, or the
			       hardest of a letter over READING_AGE; the
			       hardest first, at most READING_HARDEST */
};

/* Never NULL; the caller's. Looks at whole sentences: headings, lines of an
 * address and lines that begin with "> " are passed over. */
struct reading *reading_of(const char *text);

void reading_free(struct reading *reading);
OWN_TYPE(reading, reading_free)

#endif
