/*
 * What a handler answers. A new reply is an empty 200; the functions below
 * fill it, the last one wins. The server adds to every reply the fields that
 * keep browsers safe (console/http.h).
 *
 * Ownership: reply_free frees it; what is handed in is copied or kept by
 * reference, unless a comment says that it is taken.
 */
#ifndef CONSOLE_REPLY_H
#define CONSOLE_REPLY_H

#include <glib.h>
#include <jansson.h>

#include "base/own.h"
#include "console/html.h"

struct reply;

struct reply *reply_new(void);
void reply_free(struct reply *reply);
OWN_TYPE(reply, reply_free)

/* A page; html is empty afterwards. */
void reply_html(struct reply *reply, guint status, struct html *html);

/* Plain text, UTF-8. */
void reply_text(struct reply *reply, guint status, const char *text);

/* Compact JSON and a line break; takes value. */
void reply_json(struct reply *reply, guint status, json_t *value);

/* Any other type; bytes are kept by reference. */
void reply_bytes(struct reply *reply, guint status, const char *type,
		 GBytes *bytes);

/* A download: an attachment with a name that no file system and no browser
 * misunderstands (RFC 6266, filename*). Types that a browser could run are
 * sent as application/octet-stream. */
void reply_file(struct reply *reply, const char *type, const char *filename,
		GBytes *bytes);

/* 303 to a place of ours, "/…"; another one becomes "/". */
void reply_redirect(struct reply *reply, const char *path);

/* Adds a header field. A control character in value is a bug. */
void reply_header(struct reply *reply, const char *name, const char *value);

/* Sets a cookie: HttpOnly, SameSite=Lax, Path=/. seconds 0 lets it end with
 * the browser, a negative number removes it. The value is a token of
 * letters, digits, "-", "_", ".", "~" and "%". */
void reply_cookie(struct reply *reply, const char *name, const char *value,
		  int seconds, gboolean secure);

/* It may be kept for ever: its name changes with its bytes. */
void reply_keep(struct reply *reply);

/* It is sent only when the server's settle (console/http.h) has succeeded
 * for this turn; else 503 with Retry-After in its place. */
void reply_after_settle(struct reply *reply);

/* For the server and for tests. */
guint reply_status(const struct reply *reply);
const char *reply_type(const struct reply *reply);
GBytes *reply_body(const struct reply *reply);
gboolean reply_is_kept(const struct reply *reply);
gboolean reply_waits(const struct reply *reply);

/* The header field last set by that name; NULL. */
const char *reply_field(const struct reply *reply, const char *name);

/* Calls each for every field, in order. */
void reply_fields(const struct reply *reply,
		  void (*each)(const char *name, const char *value,
			       gpointer data),
		  gpointer data);

#endif
