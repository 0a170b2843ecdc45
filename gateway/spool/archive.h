/*
 * Originals that have been filed: DATA/archive/ab/SHA256, each an item file
 * as it stood in the spool (envelope, blank line, bytes).
 */
#ifndef SPOOL_ARCHIVE_H
#define SPOOL_ARCHIVE_H

#include <glib.h>

/* Where the original with this hash is or would be; the caller's. */
char *archive_path(const char *data, const char *sha256);

/* The original bytes, without the envelope, mapped. FAULT_INPUT if the hash
 * is no hash, the file is missing, or its bytes do not have the hash;
 * FAULT_TEMPORARY if it cannot be read. */
GBytes *archive_open(const char *data, const char *sha256, GError **error);

/* Keeps a file that did not come as a message (what a person put with a
 * case) and returns the SHA-256 of its bytes, the caller's. It is safe on
 * the disk then; bytes that are there already are kept once. Call it before
 * the ledger learns of the file. FAULT_TEMPORARY if the disk refuses. */
char *archive_put(const char *data, GBytes *bytes, GError **error);

/* True if the file for this hash was kept by archive_put. */
gboolean archive_was_put(const char *data, const char *sha256);

/* The names of the files in DATA/archive/DIGITS, ascending (char *): hashes,
 * and whatever else is there. None if there is no such folder. The caller's.
 * FAULT_TEMPORARY. */
GPtrArray *archive_list(const char *data, const char *digits, GError **error);

/* True if there is a file for this hash, whatever is in it. */
gboolean archive_has(const char *data, const char *sha256);

#endif
