/*
 * The sentences of a plain-text letter, as people write them in emails.
 */
#ifndef RESPOND_SENTENCE_H
#define RESPOND_SENTENCE_H

#include <glib.h>

struct sentence {
	glong start;	/* Unicode characters from the start of the text */
	glong end;	/* first character after it */
	char *text;	/* one line, white space squeezed, controls removed */
	guint block;	/* paragraphs are numbered from 0 */
	gboolean first; /* of its line */
	gboolean item;	/* it begins a list\'s item */
};

/* A GPtrArray of struct sentence, without salutation, sign-off and what
 * stands below it. A sentence ends at . ! or ? before a space and a capital,
 * at an empty line, and before a line that begins a list; lines that were
 * only wrapped go on. The caller's. */
GPtrArray *sentences_of(const char *text);

#endif
