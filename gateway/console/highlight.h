/*
 * The words of a message that made the classifier think so, marked in its
 * text and numbered, so that the reasons beside it can be followed to where
 * they stand. Pure but for the writing.
 */
#ifndef CONSOLE_HIGHLIGHT_H
#define CONSOLE_HIGHLIGHT_H

#include <glib.h>

#include "console/html.h"
#include "model/suggestion.h"

/* A stretch of a field in which evidence stands. Stretches of a field do not
 * overlap: evidence that does shares one. */
struct stretch {
	enum evidence_field field;
	gint64 start; /* Unicode characters, as in struct evidence */
	gint64 end;
	GPtrArray *evidence; /* const struct evidence *, not owned */
};

/* The stretches of subject and text, in reading order; the number of one, for
 * people, is its place and one. What lies outside a field is cut off or left
 * out: offsets may be of another reading of the message. The caller's
 * (g_ptr_array_unref); it borrows from suggestion. suggestion may be NULL. */
GPtrArray *highlight_stretches(const struct suggestion *suggestion,
			       const char *subject, const char *new_text);

/* Writes the field's text with its stretches marked, each followed by its
 * number, which links to "#PREFIX-why-NUMBER". Line breaks are kept. */
void highlight_write(struct html *html, const char *text,
		     const GPtrArray *stretches, enum evidence_field field,
		     const char *prefix);

/* What evidence speaks for: "for complaint: asks a third time", with the
 * rule's name; the caller's. */
char *highlight_words(const struct evidence *evidence);

/* The reasons as a list, each with the words it stands on; its id is
 * "PREFIX-why-NUMBER". */
void highlight_reasons(struct html *html, const char *subject,
		       const char *new_text, const GPtrArray *stretches,
		       const char *prefix);

#endif
