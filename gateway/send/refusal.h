/*
 * Why a mail server's certificate was refused, in words for an
 * administrator, from what libcurl tells of it. Pure.
 */
#ifndef SEND_REFUSAL_H
#define SEND_REFUSAL_H

#include <glib.h>

struct refusal {
	const char *server;  /* "mail.example:465" */
	long status;	     /* gnutls_certificate_status_t */
	const char *subject; /* of the server's own certificate; or NULL */
	const char *issuer;  /* or NULL */
	const char *detail;  /* libcurl's own words */
};

/* A sentence; the caller's. */
char *refusal_words(const struct refusal *refusal);

#endif
