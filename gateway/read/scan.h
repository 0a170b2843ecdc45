/*
 * Looks at raw bytes before and beside the MIME parser, each in one pass.
 */
#ifndef READ_SCAN_H
#define READ_SCAN_H

#include <glib.h>

/* How much of a body may be given to the parser: up to where the lines that
 * can begin a part become too many (LIMIT_PARTS, with room for text that only
 * looks like it). */
gsize scan_limit(const char *body, gsize size);

/* Appends a body in which each part's header ends with a blank line, also
 * where it is missing: a parser would take the text for a bad header and lose
 * it. Only lines that are a boundary named in the header or the body begin a
 * part. header may be NULL. */
void scan_append_mended(GString *out, const char *header, const char *body,
			gsize size);

/* The boundary that divides parts in a text, if the header named another:
 * that of the first line "--X" that a Content- field follows. NULL if there
 * is none; the caller's. */
char *scan_find_boundary(const char *text);

#endif
