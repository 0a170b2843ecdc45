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

enum bearer_end {
	BEARER_IN,
	BEARER_REFUSED, /* the server does not take this token; close */
	BEARER_FAILED,	/* anything else; the error is set */
};

/* Who shows which token to whom; all borrowed. user and token hold no control
 * characters. */
struct bearer {
	struct tls *tls; /* encrypted; the greeting has been read */
	const char *host;
	const char *user;
	const char *token;
};

/* FAULT_TEMPORARY if the connection breaks or the answer makes no sense,
 * FAULT_SETUP if no log-in by token is offered. Texts name the host. *answer
 * (the caller's) is the server's reason, of BEARER_REFUSED alone: cleaned,
 * one line, without the token. */
enum bearer_end bearer_log_in(const struct bearer *bearer, char **answer,
			      GError **error);

#endif
