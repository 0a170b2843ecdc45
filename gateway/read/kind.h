/*
 * What kind of file it is, by its first bytes; a name proves nothing.
 */
#ifndef READ_KIND_H
#define READ_KIND_H

#include <glib.h>

enum scan_kind {
	SCAN_ODD, /* none that can be read as a letter */
	SCAN_PDF,
	SCAN_TIFF,
	SCAN_PNG,
	SCAN_JPEG,
	SCAN_PLAIN /* text in UTF-8 */
};

/* Bytes that are enough to tell, of a larger file. */
#define KIND_BYTES 1024

/* If it is odd, *words (may be NULL)
 * becomes a sentence that says what it seems to be; else NULL. */
enum scan_kind kind_of(const void *bytes, gsize size, const char **words);

/* The same for a file; one that cannot be opened is odd. */
enum scan_kind kind_of_file(const char *path, const char **words);

/* "application/pdf"; "" for SCAN_ODD. */
const char *kind_type(enum scan_kind kind);

#endif
