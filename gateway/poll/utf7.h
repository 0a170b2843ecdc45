/*
 * Names of IMAP folders as the protocol wants them (RFC 3501, 5.1.3).
 */
#ifndef POLL_UTF7_H
#define POLL_UTF7_H

#include <glib.h>

/* The name in modified UTF-7. Everything but printable ASCII is encoded, so
 * the result can hold no line break. NULL if name is not UTF-8 or empty. The
 * caller's to free. */
char *utf7_encode(const char *name);

#endif
