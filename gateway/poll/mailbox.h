/*
 * A mailbox as a source (poll/door.h makes the passes): whatever is new in it
 * goes into the spool, then what has been filed is moved if the mailbox says
 * so. Nothing is deleted.
 *
 * New is told by UIDVALIDITY and UID (IMAP) or file name (Maildir), never by
 * flags. The cursor moves only after spool_sync, so that a crash at any
 * moment costs nothing but a second look. One message that cannot be fetched
 * never keeps back another.
 */
#ifndef POLL_MAILBOX_H
#define POLL_MAILBOX_H

#include <glib.h>

#include "config/config.h"
#include "spool/spool.h"

struct poll_report {
	int new;	 /* put into the spool, to be answered */
	int old;	 /* put, but from before the cut-off */
	int changed;	 /* of those, entries changed at their source */
	int truncated;	 /* of those, larger than LIMIT_ITEM_BYTES */
	int moved;	 /* in the mailbox, after filing */
	int failed;	 /* could not be fetched; tried again next time */
	gboolean remark; /* the cursor has a remark that it had not before */
};

/* For "postroom check": connects, logs in and opens the folder, changing
 * nothing. Sets *messages to how many there are. The same faults. */
gboolean poll_check(const struct mailbox *mailbox, guint *messages,
		    GError **error);

#endif
