/*
 * What is in a mailbox now, for reconcile. Nothing is fetched, marked or
 * changed: the folder is opened with EXAMINE (RFC 9051, 6.3.3).
 */
#ifndef POLL_LISTING_H
#define POLL_LISTING_H

#include <glib.h>

#include "config/config.h"

/* The UIDs (guint32, ascending) in the mailbox's folder. The caller's.
 * The faults are those of poll/imap.h. */
GArray *listing_imap(const struct mailbox *mailbox, guint32 *uidvalidity,
		     GError **error);

/* A file of a Maildir. */
struct listed {
	char *path;
	char *name;   /* without its flags, as in spool/seen.h */
	char *sha256; /* of what poll keeps of it; NULL if it cannot be read */
};
void listed_free(struct listed *listed);

/* The files (struct listed) in new/ and cur/. The caller's. FAULT_SETUP if
 * the folders cannot be read. */
GPtrArray *listing_maildir(const struct mailbox *mailbox, GError **error);

#endif
