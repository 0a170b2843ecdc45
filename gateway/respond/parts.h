/*
 * A template cut into parts; private to template.c and parts.c.
 * Ownership: a part owns its text; parts_free_part frees it.
 */
#ifndef RESPOND_PARTS_H
#define RESPOND_PARTS_H

#include <glib.h>

#include "respond/template.h"

#define KEY_BIT(key) (G_GUINT64_CONSTANT(1) << (key))

enum part_kind {
	PART_TEXT,
	PART_KEY,
	PART_IF,   /* {{#key}} */
	PART_NOT,  /* {{^key}} */
	PART_CLOSE /* {{/key}} */
};

struct part {
	enum part_kind kind;
	enum key key;
	char *text; /* of PART_TEXT, else NULL */
	guint line;
};

/* What is being cut: a piece of a file, and where its faults go. */
struct cut {
	const char *file;
	guint line;	  /* of the first line of the piece */
	GPtrArray *parts; /* struct part; filled in */
	GString *faults;  /* "file:line: words\n" for each */
	guint64 uses;	  /* KEY_BIT of each key that is shown somewhere */
	guint64 sure;	  /* … and is shown whenever it has a value */
};

/* Cuts text, which is valid UTF-8 with \n, and checks its tags. */
void parts_cut(struct cut *cut, const char *text);

/* Puts values[] in; with single_line, line breaks in them become spaces. */
char *parts_fill(const GPtrArray *parts, const char *const values[KEY_COUNT],
		 gboolean single_line);

/* The landlord's own words: the text alone, tags as spaces. */
char *parts_words(const GPtrArray *parts);

/* "file:line: words\n" on the end of faults; line 0 is not written. */
void parts_fault(GString *faults, const char *file, guint line,
		 const char *format, ...) G_GNUC_PRINTF(4, 5);

/* NULL is not allowed. */
void parts_free_part(struct part *part);

#endif
