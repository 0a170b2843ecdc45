/*
 * winmail.dat: what Outlook and Exchange send in place of MIME to a receiver
 * they take for one of their own (TNEF, [MS-OXTNEF]).
 *
 * Every size in it is checked against the bytes that are there; a damaged one
 * gives what came before the damage. Linear; never larger than its input but
 * for compressed RTF, which is cut at twice LIMIT_TEXT_BYTES.
 */
#ifndef READ_TNEF_H
#define READ_TNEF_H

#include <glib.h>

#include "base/own.h"

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
};

/* NULL if the bytes are no TNEF at all. The caller's; the bytes must outlive
 * it. */
struct tnef *tnef_read(const void *bytes, gsize size);
void tnef_free(struct tnef *tnef);
OWN_TYPE(tnef, tnef_free)

/* The media type that a file's name suggests; "application/octet-stream" if
 * it suggests none. */
const char *tnef_type_of(const char *name);

#endif
