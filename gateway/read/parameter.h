/*
 * Parameters of Content-Type and Content-Disposition as programs write them:
 * RFC 2231 with and without its pieces, RFC 2047 where it must not be,
 * missing quotes and semicolons.
 */
#ifndef READ_PARAMETER_H
#define READ_PARAMETER_H

#include <glib.h>

/* The value in the raw field of the parameter that is called name, decoded to
 * clean UTF-8 on one line; that of RFC 2231 counts before a plain one. ""
 * if there is none or raw is NULL. The caller's. */
char *parameter_read(const char *raw, const char *name);

#endif
