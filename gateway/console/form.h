/*
 * Forms as browsers and programs send them: reading of
 * application/x-www-form-urlencoded (the WHATWG URL standard, 5.1) and
 * multipart/form-data (RFC 7578). Pure functions over bytes that strangers
 * chose, linear in their size; the limits are those of base/limits_web.h.
 *
 * Ownership: form_free frees a form and all in it.
 */
#ifndef CONSOLE_FORM_H
#define CONSOLE_FORM_H

#include <glib.h>

#include "base/own.h"

/* A field that is not a file. */
struct form_field {
	char *name;
	char *value;
};

struct form {
	GPtrArray *fields;  /* struct form_field, as they came */
	GPtrArray *uploads; /* struct upload, without empty ones */
};

struct form *form_new(void);
void form_free(struct form *form);
OWN_TYPE(form, form_free)

/* Adds "a=1&b=2", with "+" for a space. A query is read so as well.
 * FAULT_INPUT if it holds too much. Bytes that are not UTF-8, and NUL, become
 * U+FFFD. */
gboolean form_read_encoded(struct form *form, const char *data, gsize size,
			   GError **error);

/* Adds the parts divided by the boundary of the content type. FAULT_INPUT if
 * it has no boundary, a part has no name, the end is missing, or it holds too
 * much. */
gboolean form_read_multipart(struct form *form, const char *content_type,
			     GBytes *body, GError **error);

/* Adds one field, whose name is taken, or one file, which is taken.
 * FAULT_INPUT if it is longer than the limit, or one too many. */
struct upload;
gboolean form_add_field(struct form *form, char *name, const char *data,
			gsize size, GError **error);
gboolean form_add_upload(struct form *form, struct upload *upload,
			 GError **error);

/* The first value of that name; NULL. */
const char *form_value(const struct form *form, const char *name);

/* The parameter of a header field such as Content-Type, unquoted: "boundary"
 * of "multipart/form-data; boundary=x". NULL if it is not there. The
 * caller's. */
char *form_parameter(const char *field, const char *name);

/* The last part of a file's name as a browser tells it, without controls,
 * path and leading dots, at most 120 characters; "" if nothing is left. The
 * caller's. */
char *form_file_name(const char *name);

#endif
