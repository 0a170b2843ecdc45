/*
 * One pass over a mailbox: whatever is new in it goes into the spool, then
 * what has been filed is moved if the mailbox says so. Nothing is deleted.
 *
 * New is told by UIDVALIDITY and UID (IMAP) or file name (Maildir), never by
 * flags. The cursor moves only after spool_sync, so that a crash at any
 * moment costs nothing but a second look. One message that cannot be fetched
 * never keeps back another.
 *
 * The first pass sets the cut-off (mailbox->since, else now) for good: what
 * was received before it is spooled with answer FALSE.
 */
#ifndef POLL_MAILBOX_H
#define POLL_MAILBOX_H

#include <glib.h>

#include "config/config.h"
#include "spool/spool.h"

struct poll_report {
	int new;	 /* put into the spool, to be answered */
	int old;	 /* put, but from before the cut-off */
	int truncated;	 /* of those, larger than LIMIT_ITEM_BYTES */
	int moved;	 /* in the mailbox, after filing */
	int failed;	 /* could not be fetched; tried again next time */
	gboolean remark; /* the cursor has a remark that it had not before */
};

/* Fills *report also when it fails half way, and notes in the source's
 * cursor how it ended. FAULT_TEMPORARY for the server, the network or the
 * disk; FAULT_SETUP for what a person must mend (password, folder, CA). The
 * text names the server and what to do. */
gboolean poll_source(const struct mailbox *mailbox, struct spool *spool,
		     struct poll_report *report, GError **error);

/* For "postroom check": connects, logs in and opens the folder, changing
 * nothing. Sets *messages to how many there are. The same faults. */
gboolean poll_check(const struct mailbox *mailbox, guint *messages,
		    GError **error);

#endif
