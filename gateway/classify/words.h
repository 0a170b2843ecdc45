/*
 * The plain words and word pairs of a normalised text, one after the other.
 */
#ifndef CLASSIFY_WORDS_H
#define CLASSIFY_WORDS_H

#include <glib.h>

struct words {
	const char *text;
	gsize length;
	gsize at;
	GString *word; /* the word, or "first second" */
	gsize from;    /* bytes of the text where it stands */
	gsize to;
	GString *last; /* the word before, if it may make a pair */
	gsize last_from;
	gboolean pair_next;
};

/* text must live as long as the reader. */
void words_open(struct words *words, const char *text, gsize length);

/* The next word or pair in word, from and to; FALSE at the end. Numbers
 * are all the same word, "#"; a question or exclamation mark is a word. A
 * plural loses its s. A pair stands in one phrase; the first word of a
 * sentence makes a pair with the stop before it: ". can". */
gboolean words_next(struct words *words);
void words_close(struct words *words);

#endif
