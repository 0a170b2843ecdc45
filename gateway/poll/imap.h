/*
 * A logged-in IMAP connection: the few commands that a pass needs, without
 * a type of the library. Only UIDs are used, never sequence numbers or flags
 * (RFC 9051, 2.3.1.1). Nothing here deletes.
 *
 * Each command has a deadline and a byte budget. FAULT_TEMPORARY if the
 * server or the network fails; the connection is then dead (imap_is_alive)
 * and must be closed. FAULT_SETUP for what a person must mend. Texts name
 * the server.
 */
#ifndef POLL_IMAP_H
#define POLL_IMAP_H

#include <glib.h>

#include "base/own.h"
#include "config/config.h"
#include "poll/idle.h"

struct imap;

/* Connects, verifies, and logs in with the mailbox's user and its password or
 * token. A token that is refused is taken anew once. */
struct imap *imap_open(const struct mailbox *mailbox, GError **error);
void imap_close(struct imap *imap);
OWN_TYPE(imap, imap_close)

/* FALSE once the connection broke or is out of step. */
gboolean imap_is_alive(const struct imap *imap);

/* Opens the mailbox's folder, read-only unless write. Sets *uidvalidity,
 * never 0, and *exists, the number of messages. */
gboolean imap_select(struct imap *imap, gboolean write, guint32 *uidvalidity,
		     guint *exists, GError **error);

/* Waits in the open folder until the server tells of new mail, at most
 * LIMIT_IDLE_WAIT_SECONDS. IDLE_NONE at once if the server has no IDLE. After
 * IDLE_BROKEN the connection is dead. */
enum idle_end imap_idle(struct imap *imap);

/* The UIDs from first on, ascending (guint32). */
GArray *imap_search(struct imap *imap, guint32 first, GError **error);

/* What is known of a message, and how far fetching it has come. */
struct wanted {
	guint32 uid;
	guint32 size;	 /* RFC822.SIZE */
	gint64 received; /* INTERNALDATE; TIME_NONE if it made no sense */
	gboolean listed; /* size and received were told */
	gboolean done;	 /* for the caller */
};

/* Fills in size and received of each message of the array (struct wanted),
 * LIMIT_FETCH_BATCH * 10 at most. One that is gone stays unlisted. */
gboolean imap_sizes(struct imap *imap, GArray *wanted, GError **error);

/* Takes what the server hands over, message by message. */
struct imap_sink {
	/* Bytes of the message that is coming in. FALSE stops all: the
	 * connection is dead then. */
	gboolean (*bytes)(void *context, const char *bytes, gsize size);
	/* All bytes of this message have come. has_body tells whether the
	 * answer named a body at all, be it NIL or empty. */
	void (*end)(void *context, guint32 uid, gboolean has_body);
	void *context;
};

/* Fetches those messages of the array that are listed and not done, without
 * marking them as read; of one above LIMIT_ITEM_BYTES only that much.
 * Success does not mean that each was handed over: the sink knows. */
gboolean imap_bodies(struct imap *imap, const GArray *wanted,
		     const struct imap_sink *sink, GError **error);

/* Moves messages (guint32, LIMIT_FETCH_BATCH at most) to a folder, which is
 * made if missing. Returns the UIDs that the server confirms to have moved
 * (COPYUID). FAULT_SETUP if it knows no MOVE (RFC 6851). */
GArray *imap_move(struct imap *imap, const GArray *uids, const char *folder,
		  GError **error);

#endif
