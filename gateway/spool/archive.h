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

#endif
