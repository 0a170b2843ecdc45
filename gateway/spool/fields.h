/*
 * key=value lines, as envelopes and cursors are written. A table says which
 * keys a struct has; writing and reading both walk it. The first line is
 * "postroom=1", the version. In texts each control character and %,
 * and each byte above 127 of what is not UTF-8, is written as %XX, so that a
 * value is always one line of UTF-8.
 */
#ifndef SPOOL_FIELDS_H
#define SPOOL_FIELDS_H

#include <glib.h>

enum field_kind {
	FIELD_TEXT,    /* char *, never NULL */
	FIELD_INSTANT, /* gint64; TIME_NONE is written as nothing */
	FIELD_NUMBER,  /* guint32 */
	FIELD_SIZE,    /* gsize */
	FIELD_YES_NO,  /* gboolean, written 1 or 0 */
};

/* A table ends with a NULL key. */
struct field {
	const char *key;
	enum field_kind kind;
	gsize offset;
};

#define FIELDS_VERSION_LINE "postroom=1\n"

/* Sets every text to "", every instant to TIME_NONE; the rest stays. */
void fields_init(const struct field *fields, void *base);

/* Frees the texts. */
void fields_clear(const struct field *fields, void *base);

/* The version line and a line for each field. */
GString *fields_write(const struct field *fields, const void *base);

/* Reads lines into base. Unknown keys are passed over, missing ones leave
 * what was there. FAULT_INPUT if the version is another, a line is not
 * key=value, or a value is malformed. */
gboolean fields_read(const struct field *fields, void *base, const char *text,
		     GError **error);

/* The value of a text as it is written, and its reverse: NULL if it is not
 * UTF-8 or has a % that stands for nothing. The caller's to free. */
char *fields_escape(const char *text);
char *fields_unescape(const char *value);

#endif
