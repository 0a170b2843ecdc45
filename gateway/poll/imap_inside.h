/*
 * The connection from inside, for imap*.c.
 */
#ifndef POLL_IMAP_INSIDE_H
#define POLL_IMAP_INSIDE_H

#include "net/tls.h"
#include "poll/imap.h"

struct mailimap;

struct imap {
	struct mailimap *session;
	struct tls *tls;
	const struct mailbox *mailbox;
	char *host;
	guint exists;	/* in the folder when it was opened */
	gboolean asked; /* what the server can do, since the log-in */
	gboolean dead;
};

/* Sets the error for the library's result code of a command; doing is "…ing
 * the folder INBOX", setup is told if the server has said NO, or NULL where
 * NO is temporary. Marks the connection dead if it is. Always FALSE. */
gboolean imap_fault(struct imap *imap, int code, const char *doing,
		    const char *setup, GError **error);

/* Whether the server has this capability, asked after the log-in: before it
 * servers tell another tale (RFC 9051, 6.1.1). */
gboolean imap_has(struct imap *imap, const char *capability);

#endif
