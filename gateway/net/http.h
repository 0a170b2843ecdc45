/*
 * One request to an HTTPS server, by libcurl: no redirects, no proxy but
 * the one that is named (whatever the environment says), chain and host name
 * of the certificate always verified, answers of bounded size, also when they
 * come in chunks or compressed, within bounded time.
 */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include <glib.h>

#include "base/own.h"

/* All borrowed. */
struct http_request {
	const char *url;     /* https:// only */
	const char *bearer;  /* for Authorization; NULL for none */
	const char *json;    /* posted; NULL: the address is only asked */
	const char *form;    /* posted instead, x-www-form-urlencoded */
	const char *ca_file; /* "" for the system's certificates */
	const char *basic;   /* "user:password"; NULL for none */
	/* More header fields, "Name: value", ended by NULL; may be NULL. */
	const char *const *fields;
	const char *proxy; /* "http://HOST:PORT"; NULL or "" for none */
	gsize limit;	   /* bytes of the answer's body; 0 for 1 MB */
	int seconds;	   /* for all of it; 0 for LIMIT_COMMAND_SECONDS */
};

struct http_answer {
	int status; /* 200 and so on */
	char *body; /* "" if there was none; a NUL follows it */
	gsize size; /* of the body */
	char *type; /* media type without parameters; "" if not told */
};

void http_answer_free(struct http_answer *answer);
OWN_TYPE(http_answer, http_answer_free)

/* Adds NAME=VALUE to a form, percent-encoded (WHATWG URL, 5.2). */
void http_form_add(GString *form, const char *name, const char *value);

/* Whatever the server answers is an answer, whichever status. NULL with
 * FAULT_SETUP if the certificate is refused or the url is no https://;
 * FAULT_TEMPORARY if it is away, too slow or says too much. *sent (may be
 * NULL) says whether the request went out whole, so that it may have had
 * its effect though no answer came. */
struct http_answer *http_ask(const struct http_request *request, gboolean *sent,
			     GError **error);

#endif
