/*
 * The limits of the doors beside mail, and of the console: web forms,
 * scanned letters, browsers. The second half of base/limits.h, which is the
 * header to include.
 */
#ifndef BASE_LIMITS_WEB_H
#define BASE_LIMITS_WEB_H

#include <glib.h>

/* --- a request to our web server -----------------------------------------*/

/* A body with uploads: ten photographs of a telephone. */
#define LIMIT_BODY_BYTES ((gsize)40 * 1024 * 1024)

/* Fields and files of one form; ours have thirty. */
#define LIMIT_FORM_FIELDS 200
#define LIMIT_FORM_FILES 20

/* One field that is not a file: a long letter, typed. */
#define LIMIT_FORM_FIELD_BYTES ((gsize)256 * 1024)

/* Seconds without a byte before a connection is closed. */
#define LIMIT_HTTP_IDLE_SECONDS 15

#endif
