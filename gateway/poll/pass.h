/*
 * One pass over an IMAP folder or a Maildir, for poll/door.c.
 */
#ifndef POLL_PASS_H
#define POLL_PASS_H

#include "poll/door.h"
#include "poll/mailbox.h"
#include "spool/cursor.h"

/* Each saves the cursor whenever what it stands for is durable. The faults
 * are those of door_pass. */
gboolean pass_imap(const struct door *door, struct spool *spool,
		   struct cursor *cursor, struct poll_report *report,
		   GError **error);
gboolean pass_maildir(const struct mailbox *mailbox, struct spool *spool,
		      struct cursor *cursor, struct poll_report *report,
		      GError **error);

/* The facts of a message that is being put: source, channel "email", time
 * of receipt (now if TIME_NONE), and whether it may be answered and is to be
 * moved. What the server had put among the junk is marked and waits for a
 * person: answering all of it would answer forged senders. The caller's to
 * item_free. */
struct item *pass_facts(const struct mailbox *mailbox,
			const struct cursor *cursor, gint64 received);

/* Adds a sentence to what was odd when it came in. */
void pass_note(struct item *item, const char *words);

/* Copies a file into the spool, no more of it than is kept. FALSE with
 * *unreadable for the file's fault, with the error set for the spool's. */
gboolean pass_copy(int fd, struct spool_writer *writer, gboolean *unreadable,
		   GError **error);

/* Counts an item that has been put. */
void pass_count(struct poll_report *report, const struct item *item);

#endif
