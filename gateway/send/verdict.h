/*
 * What an SMTP conversation that ended means for the letter. Pure.
 *
 * RFC 5321 4.2.1 and 6.1: 5xx is for good and 4xx for now; but 5xx before
 * the recipient was named is about us or the server, not about the letter,
 * and mends itself or is mended by an administrator.
 */
#ifndef SEND_VERDICT_H
#define SEND_VERDICT_H

#include <glib.h>

#include "send/sent.h"

/* The last command that was sent. */
enum phase {
	PHASE_CONNECT, /* none, EHLO, STARTTLS or AUTH */
	PHASE_MAIL,
	PHASE_RCPT,
	PHASE_DATA,
};

struct conversation {
	enum phase phase;
	gboolean body_sent; /* every byte of the letter was handed over */
	gboolean finished;  /* the client library says that all is well */
	long code;	    /* of the last reply; 0 if there was none */
	const char *reply;  /* text of the last reply */
};

/* LATER whenever nothing speaks for more. */
enum sent verdict(const struct conversation *conversation);

#endif
