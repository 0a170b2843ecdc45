/*
 * IDLE (RFC 2177): the server tells of new mail as it comes. It is spoken
 * line by line over the connection itself, because the library reads no line
 * that comes before the server's "+", and some servers send one there.
 */
#ifndef POLL_IDLE_H
#define POLL_IDLE_H

#include "net/tls.h"

enum idle_end {
	IDLE_NEWS,   /* the number of messages was told, so there may be more */
	IDLE_QUIET,  /* nothing came */
	IDLE_NONE,   /* the server refuses the command */
	IDLE_BROKEN, /* the connection is dead, or out of step: close it */
};

/* For at most seconds, in a selected folder, with no answer outstanding. The
 * connection can be used again after the first three. */
enum idle_end idle_wait(struct tls *tls, guint seconds);

#endif
