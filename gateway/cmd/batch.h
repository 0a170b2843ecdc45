/*
 * The items that intake has in its hands at one time, and what the boxed
 * reader has made of each.
 * Ownership: the caller unreferences the array, which owns its items;
 * batches_forget frees what the rest holds.
 */
#ifndef CMD_BATCH_H
#define CMD_BATCH_H

#include <glib.h>

#include "desk/post.h"
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

/* Where the batches come from. Zero but for the first two members is the
 * beginning; the rest is batch.c's own. */
struct batches {
	struct post *post;     /* borrowed */
	struct reader *reader; /* borrowed */
	GPtrArray *ids;	       /* char *: listed, oldest first; or NULL */
	guint next;	       /* the first of them that was not loaded */
	GArray *ahead;	       /* struct loaded: the next batch; or NULL */
	gboolean asked;	       /* it is being read */
};

/* Takes the next batch, listing the spool anew when nothing is left: an
 * array of struct waiting, empty if there is nothing to take. While the
 * caller files it the reader reads the one after it. Before anything of a
 * batch is read its ids are in the note of spool/taking.h. An item over which
 * intake has died before comes alone, with nothing read meanwhile. What is
 * no item is held, with the reason, and never stops the rest.
 * FAULT_TEMPORARY if the spool or the reader is not to be had; then nothing
 * is lost from the spool. */
GPtrArray *batch_take(struct batches *batches, GError **error);

/* After a fault, or to end: what was listed, and is not yet given out, is
 * listed again. The note is not touched. */
void batches_forget(struct batches *batches);

#endif
