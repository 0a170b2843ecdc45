/*
 * Lines of a server that is spoken to before the library is.
 */
#ifndef POLL_LINE_H
#define POLL_LINE_H

#include <glib.h>

#include "net/tls.h"

#define LINE_BYTES 4096

/* The next line without its end, NULs as "?"; the caller's. It is read a byte
 * at a time, so that nothing behind it is taken. NULL at the end of file or
 * if it has LINE_BYTES. */
char *line_read(struct tls *tls);

/* Case does not count. */
gboolean line_begins(const char *line, const char *words);

#endif
