/*
 * Transfer encodings (RFC 2045, 6): which one is meant, and quoted-printable
 * as it comes.
 */
#ifndef READ_ENCODING_H
#define READ_ENCODING_H

#include <glib.h>

enum encoding {
	ENCODING_NONE, /* 7bit, 8bit, binary, unknown, not told */
	ENCODING_BASE64,
	ENCODING_QUOTED,
	ENCODING_UU,
};

/* Of a Content-Transfer-Encoding, also in quotes or with a comment; raw may
 * be NULL. */
enum encoding encoding_of(const char *raw);

/* Codes decoded; what is none stays as it is. White space after the sign
 * that joins two lines is what gateways add. The caller's. */
GString *encoding_unquote(const char *text, gsize size);

#endif
