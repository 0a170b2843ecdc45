/*
 * The form of a rule file: paragraphs of "key: value" lines, apart by empty
 * lines. A line that begins with white space goes on with the value above;
 * a line that begins with # is a remark.
 */
#ifndef CLASSIFY_PARAGRAPH_H
#define CLASSIFY_PARAGRAPH_H

#include <glib.h>

#include "base/own.h"

struct entry {
	char *key;
	char *value;
	guint line;
};

struct paragraph {
	char *file; /* the name without its folder */
	guint line;
	GPtrArray *entries; /* struct entry, at least one */
};

void paragraph_free(struct paragraph *paragraph);

/* Adds the paragraphs of text to list (struct paragraph), and a line for
 * every error to errors. */
void paragraph_parse(const char *file, const char *text, GPtrArray *list,
		     GString *errors);

/* The first value of key, or NULL. */
const char *paragraph_value(const struct paragraph *paragraph, const char *key);

/* Adds "FILE:LINE: words" and a line break to errors. */
void paragraph_error(GString *errors, const char *file, guint line,
		     const char *format, ...) G_GNUC_PRINTF(4, 5);

#endif
