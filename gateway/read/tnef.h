/*
 * winmail.dat: what Outlook and Exchange send in place of MIME to a receiver
 * they take for one of their own (TNEF, [MS-OXTNEF]).
 *
 * Every size in it is checked against the bytes that are there; a damaged one
 * gives what came before the damage. Linear; never larger than its input but
 * for compressed RTF, which is cut at twice LIMIT_TEXT_BYTES. Messages in it
 * are read to TNEF_DEPTH.
 */
#ifndef READ_TNEF_H
#define READ_TNEF_H

#include <glib.h>

#include "base/own.h"

/* Messages within messages that are followed. */
#define TNEF_DEPTH 5

struct tnef_file {
	char *name;	     /* as it came, UTF-8; "" if none */
	char *type;	     /* as told, else by the name's ending */
	const guint8 *bytes; /* in what tnef_read was given */
	gsize size;
};

struct tnef {
	char *text;	  /* cleaned, with the marks of read/mark.h; "" */
	GPtrArray *files; /* struct tnef_file */
	gboolean damaged; /* it ends or breaks before its end */

	/* Of a message in it: what its own header would say; "" if not. */
	char *subject;
	char *from_name;
	char *from_address;
	gint64 date;	     /* TIME_NONE if not told */
	GPtrArray *messages; /* struct tnef: the messages it holds */
};

/* NULL if the bytes are no TNEF at all. The caller's; the bytes must outlive
 * it. */
struct tnef *tnef_read(const void *bytes, gsize size);
void tnef_free(struct tnef *tnef);

/* Adds the texts of the messages that it holds, each under the words by which
 * mail programs begin a forward. */
void tnef_append_messages(const struct tnef *tnef, GString *out);

OWN_TYPE(tnef, tnef_free)

/* The media type that a file's name suggests; "application/octet-stream" if
 * it suggests none. */
const char *tnef_type_of(const char *name);

#endif
