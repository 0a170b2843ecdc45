/*
 * A pass over an IMAP folder from inside, for pass*.c: what its steps share.
 * FALSE and NULL with the error set end the pass.
 */
#ifndef POLL_PASS_INSIDE_H
#define POLL_PASS_INSIDE_H

#include "poll/imap.h"
#include "poll/listing.h"
#include "poll/pass.h"
#include "poll/skipped.h"

struct pass {
	const struct mailbox *mailbox;
	struct spool *spool;
	struct cursor *cursor;
	struct poll_report *report;
	struct imap *imap;
	GArray *skipped;	     /* struct skip */
	GArray *batch;		     /* struct wanted */
	struct spool_writer *writer; /* of the message that is coming in */
	GError *disk;		     /* why the spool did not take it */
	GError *broken;		     /* the last that broke a connection */
	int reconnects;
};

/* Frees what the pass has made; not what it was given. */
void pass_clear(struct pass *pass);

/* The sink that puts into the spool what the batch wants. A message of
 * another size than announced is noted in skipped and not put. */
struct imap_sink pass_sink(struct pass *pass);

/* Syncs the spool and saves the cursor with what was skipped. */
gboolean pass_save(struct pass *pass, GError **error);

/* Opens the folder over the connection that is there, or as pass_connect. */
gboolean pass_begin(struct pass *pass, gboolean write, GError **error);

/* Connects anew and opens the folder. After a change of UIDVALIDITY the
 * cursor stands before the first message again. */
gboolean pass_connect(struct pass *pass, gboolean write, GError **error);

/* Sees to it that there is a living connection, LIMIT_RECONNECTS times. */
gboolean pass_mend(struct pass *pass, GError **error);

/* The UIDs (guint32) from an index on, ten batches at most, of which nothing
 * is told yet; an array of struct wanted, the caller's. */
GArray *pass_wanted(const GArray *uids, guint from);

/* What the server tells of the UIDs (guint32) from an index on, ten batches
 * at most; an array of struct wanted, the caller's. */
GArray *pass_list(struct pass *pass, const GArray *uids, guint from,
		  GError **error);

/* Fetches the batch into the spool, and moves and saves the cursor. A
 * connection that breaks does not end the pass; its fault is kept in
 * pass->broken. */
gboolean pass_fetch(struct pass *pass, GError **error);

/* Tries each skipped message alone, and makes an item that says where to
 * look of what is hopeless. */
gboolean pass_retry(struct pass *pass, GError **error);

/* Moves what has been filed, if the mailbox says so. */
gboolean pass_move(struct pass *pass, GError **error);

/* Puts those of the listing that are missing into the spool, and marks them
 * as fetched; the cursor is read, not saved. */
gboolean pass_imap_again(const struct mailbox *mailbox, struct spool *spool,
			 struct cursor *cursor, const struct listing *listing,
			 GError **error);
gboolean pass_maildir_again(const struct mailbox *mailbox, struct spool *spool,
			    struct cursor *cursor,
			    const struct listing *listing, GError **error);

#endif
