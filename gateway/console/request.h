/*
 * One request as it came, and what a form in it says.
 *
 * All text is valid UTF-8 without NUL; path and values are decoded once. The
 * body stays as its bytes came; forms (application/x-www-form-urlencoded and
 * multipart/form-data, RFC 7578) are read from it on demand, within
 * LIMIT_FORM_FIELDS, LIMIT_FORM_FIELD_BYTES and LIMIT_FORM_FILES.
 *
 * Ownership: everything belongs to the request, which lives until its
 * handler returns, unless a comment says "the caller's".
 */
#ifndef CONSOLE_REQUEST_H
#define CONSOLE_REQUEST_H

#include <glib.h>
#include <jansson.h>

#include "base/own.h"

/* HEAD is answered as GET, without the body; others never arrive. */
enum method { METHOD_GET, METHOD_POST, METHOD_COUNT };

/* "GET", "POST". */
const char *method_name(enum method method);

/* One file of a multipart form. */
struct upload {
	char *field;
	char *filename; /* its last part, cleaned; "" if none was told */
	char *type;	/* as the client says, "" if it says nothing */
	GBytes *bytes;
};

struct request;

/* For tests and for the server. target is "/path?query" as on the wire; NULL
 * if it is no path we would serve (bad escapes, NUL, not UTF-8, "." or ".."
 * as a segment, no "/" in front). The caller's. */
struct request *request_new(enum method method, const char *target,
			    const char *peer);
void request_free(struct request *request);
OWN_TYPE(request, request_free)

/* For tests and for the server: a header field; the body, which is kept. */
void request_add_header(struct request *request, const char *name,
			const char *value);
void request_set_body(struct request *request, GBytes *body);

/* The method; the path, decoded, which begins with "/"; the path with its
 * query as it came, for "next=" links. */
enum method request_method(const struct request *request);
const char *request_path(const struct request *request);
const char *request_target(const struct request *request);

/* The address of the other end, "127.0.0.1" or "::1"; "unix" for a socket in
 * the file system. Behind a proxy it is the proxy's. */
const char *request_peer(const struct request *request);

/* A header field by its name in any case; NULL if it is not there; joined by
 * ", " if there are several. */
const char *request_header(const struct request *request, const char *name);

/* A cookie; NULL if it is not there. */
const char *request_cookie(const struct request *request, const char *name);

/* True if the client prefers this media type, "application/json", to
 * text/html (RFC 9110, 12.5.1, without weights: what is named first). */
gboolean request_wants(const struct request *request, const char *type);

/* The first value of that name in the query; NULL if there is none. */
const char *request_query(const struct request *request, const char *name);

/* What the form's field of that name says in a POST, what the query says in
 * a GET; NULL if there is none. In a POST the form must have been read. */
const char *request_value(const struct request *request, const char *name);

/* The same, "" instead of NULL, ends trimmed; a line break is one "\n". */
const char *request_text(const struct request *request, const char *name);

/* All values of that name (const char *), in order; may be empty. The
 * caller's to unref. */
GPtrArray *request_values(const struct request *request, const char *name);

/* Names of the fields in order, each once (const char *). The caller's. */
GPtrArray *request_names(const struct request *request);

/* The files of a form (struct upload), in order; empty if none was chosen:
 * a browser's empty file field is left out. */
const GPtrArray *request_uploads(const struct request *request);

/* The bytes of the body as they came; size 0 if there is none. */
GBytes *request_body(const struct request *request);

/* The media type of the body in lower case without parameters; "". */
const char *request_type(const struct request *request);

/* Reads the form in the body; the second time it does nothing. The route
 * table calls it before the handler unless the row says ROUTE_RAW.
 * FAULT_INPUT if the body is no form, is malformed, or holds more than the
 * limits allow. */
gboolean request_read_form(struct request *request, GError **error);

/* The body as JSON, objects without repeated keys; the caller's to decref.
 * NULL with FAULT_INPUT, which says where it is wrong. */
json_t *request_json(const struct request *request, GError **error);

#endif
