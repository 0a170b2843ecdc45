/*
 * From the bytes and the label of a text to UTF-8, lies included.
 *
 * Labels are read as browsers read them: iso-8859-1 and us-ascii mean
 * windows-1252, gb2312 means gb18030, and so on. Bytes that are valid UTF-8
 * with a character beyond ASCII are UTF-8 whatever a Latin label says; a byte
 * order mark beats any label. Bytes that fit nowhere become U+FFFD.
 *
 * Ownership: every char * returned is the caller's.
 */
#ifndef READ_CHARSET_H
#define READ_CHARSET_H

#include <glib.h>

/* What decoding met; zero it before the first use, it only grows. */
struct charset_report {
	guint invalid;	      /* bytes that became U+FFFD */
	gboolean unknown;     /* the label names no known character set */
	gboolean mislabelled; /* the bytes were plainly something else */
	gboolean doubled;     /* was UTF-8 twice over, and is mended */
};

/* Opens a converter for every character set of the C library, so that they
 * still work in the box, where nothing can be loaded any more. */
void charset_prepare(void);

/* Never NULL; NULs are dropped. label may be NULL or "": not told. */
char *charset_decode(const char *label, const char *bytes, gsize size,
		     struct charset_report *report);

/* Raw 8-bit text without any label, as in headers: UTF-8 or windows-1252. */
char *charset_guess(const char *bytes, gsize size);

#endif
