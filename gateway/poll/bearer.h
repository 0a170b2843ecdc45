/*
 * The log-in to an IMAP server with an access token: XOAUTH2, which Exchange
 * Online and Gmail know, or OAUTHBEARER (RFC 7628), whichever is offered. It
 * is done before the library gets the connection, because the library tells
 * neither the server's reason nor knows OAUTHBEARER.
 */
#ifndef POLL_BEARER_H
#define POLL_BEARER_H

#include <glib.h>

#include "net/tls.h"

enum bearer {
	BEARER_IN,
	BEARER_REFUSED, /* the server does not take this token; close */
	BEARER_FAILED,	/* anything else; the error is set */
};

/* After the greeting, on an encrypted connection. user and token hold no
 * control characters. FAULT_TEMPORARY if the connection breaks or the answer
 * makes no sense, FAULT_SETUP if no log-in by token is offered. Texts name
 * the host. *answer (the caller's) is the server's reason, of BEARER_REFUSED
 * alone: cleaned, one line, without the token. */
enum bearer bearer_log_in(struct tls *tls, const char *host, const char *user,
			  const char *token, char **answer, GError **error);

#endif
