/*
 * The items that intake has in its hands at one time, and what the boxed
 * reader has made of each.
 * Ownership: the caller unreferences the array, which owns its items; the
 * backlog's ids are its own, and backlog_clear frees them.
 */
#ifndef CMD_BATCH_H
#define CMD_BATCH_H

#include <glib.h>

#include "cmd/post.h"
#include "model/message.h"
#include "read/reader.h"
#include "spool/item.h"

/* An item of the batch. message is NULL if it could not be read, and then
 * why says so in words. */
struct waiting {
	struct item *item;
	struct message *message;
	char *why;
};

/* What is still to be taken: the ids that were listed, oldest first. */
struct backlog {
	GPtrArray *ids; /* char *; NULL before the first list */
	guint next;
};

/* Takes the next batch, listing the spool anew when nothing is left: an
 * array of struct waiting, empty if there is nothing to take. An item over
 * which intake has died before comes alone. What is no item is held, with
 * the reason, and never stops the rest. FAULT_TEMPORARY if the spool or the
 * reader is not to be had; then nothing is lost from the spool. */
GPtrArray *batch_take(struct post *post, struct reader *reader,
		      struct backlog *backlog, GError **error);

/* After a fault: what was listed is listed again. */
void backlog_clear(struct backlog *backlog);

#endif
