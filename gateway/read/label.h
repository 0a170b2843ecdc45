/*
 * The labelled lines that mail programs put above an earlier mail: "From:",
 * "Sent:", "To:", "Subject:", in the languages met. Shared by what cuts
 * quotations and what reads forwards.
 */
#ifndef READ_LABEL_H
#define READ_LABEL_H

#include <glib.h>

enum label {
	LABEL_NONE,
	LABEL_FROM,
	LABEL_DATE,
	LABEL_TO,
	LABEL_SUBJECT,
	LABEL_OTHER, /* copies, importance, attachments */
};

/* The label that a line begins with. The line ends at \n or NUL. *value (may
 * be NULL) becomes what stands after the colon. */
enum label label_of(const char *line, const char **value);

/* True if the line begins with a label of the sender. */
gboolean label_is_from(const char *line);

/* A block of labelled lines. */
struct label_block {
	char *from; /* NULL if none */
	char *date;
	guint kinds;	 /* how many of from, date, to, subject */
	const char *end; /* the first line after it */
};

/* Reads the block that begins at line or after at most three lines that are
 * blank or a mark of forwarding. FALSE if there is none: it must name a
 * sender and one thing more. */
gboolean label_block_read(const char *line, struct label_block *block);
void label_block_clear(struct label_block *block);

/* A date as people's programs print it above a quotation; TIME_NONE if it is
 * not understood. */
gint64 label_date(const char *text);

#endif
