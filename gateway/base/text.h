/*
 * Small text and file helpers that GLib lacks.
 * Ownership: every pointer returned is the caller's.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <glib.h>

/* Lower-case hexadecimal SHA-256 of bytes. */
char *text_sha256(const void *data, gsize size);

/* A copy that is valid UTF-8: each invalid byte becomes U+FFFD. Sets
 * *repaired (may be NULL) to the number of bytes replaced. */
char *text_repair(const char *data, gsize size, guint *repaired);

/* A copy without C0 controls (tabs and new lines become one space if
 * single_line, else stay), DEL, and the bidirectional overrides U+202A to
 * U+202E and U+2066 to U+2069, which can hide words from a reader. */
char *text_clean(const char *utf8, gboolean single_line);

/* The first n characters, with an ellipsis if anything was cut. */
char *text_shorten(const char *utf8, glong n);

/* A copy in lower case, as g_utf8_strdown; quick where all is ASCII. */
char *text_lower(const char *utf8);

/* A copy with runs of white space as one space, ends trimmed. */
char *text_squeeze(const char *utf8);

/* True for an address we may hand to a mail server: one @, no control,
 * space, angle bracket, comma or quote, ASCII, at most LIMIT_ADDRESS_BYTES,
 * a domain part of letters, digits, hyphens and dots (libraries.md C1). */
gboolean text_is_address(const char *address);

/* Reads a whole file, at most limit bytes; a final NUL is added.
 * FAULT_TEMPORARY if it cannot be read, FAULT_INPUT if it is larger. */
char *text_read_file(const char *path, gsize limit, gsize *size,
		     GError **error);

/* Writes tmp, fsync, rename, fsync of the directory.
 * FAULT_TEMPORARY on any failure; the old file is then still whole. */
gboolean text_write_file(const char *path, const void *data, gsize size,
			 GError **error);

#endif
