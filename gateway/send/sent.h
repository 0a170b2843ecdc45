/*
 * What became of an attempt to hand a letter over.
 */
#ifndef SEND_SENT_H
#define SEND_SENT_H

#include <glib.h>

enum sent {
	SENT_DONE,	/* the server took it */
	SENT_REFUSED,	/* 5xx: never try this again as it is */
	SENT_LATER,	/* 4xx, network, log-in, TLS: try again */
	SENT_UNCERTAIN, /* all was sent and no answer came: it may have
			   arrived; once more with the same Message-ID */
	SENT_COUNT
};

/* "done", "refused", "later", "uncertain"; constants. */
const char *sent_name(enum sent sent);

/* SENT_COUNT if there is no such name. */
enum sent sent_of(const char *name);

/* A reply as it may be kept and shown: one line, no controls, at most 300
 * characters; the caller's. */
char *sent_reply(const char *text);

#endif
