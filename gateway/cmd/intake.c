/*
 * intake: from the spool to the ledger. A batch is read in the box with no
 * lock held, filed in one transaction with a savepoint for each item, and
 * then its originals go to the archive. A crash before the commit leaves
 * all as it was; after it, the second pass finds the items filed.
 */
#include "cmd/cmd.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "cmd/filing.h"
#include "cmd/loop.h"
#include "cmd/post.h"
#include "read/reader.h"

#define BATCH 64
#define PAUSE_SECONDS 1

/* An item of the batch. message is NULL if it could not be read. */
struct waiting {
	struct item *item;
	struct message *message;
	char *why;
};

static void
free_waiting(gpointer data)
{
	struct waiting *w = data;

	item_free(w->item);
	message_free(w->message);
	g_free(w->why);
	g_free(w);
}

static void
keep_known(struct waiting *w)
{
	if (w->message != NULL && w->item->truncated)
		message_problem(w->message,
				"It is too large: only its beginning was "
				"kept. The rest is in the mailbox.");
}

/* TRUE if it was read, or is known to be unreadable. */
static gboolean
read_item(struct post *post, struct reader *reader, struct waiting *w,
	  GBytes *bytes, GError **error)
{
	g_autoptr(GError) trouble = NULL;

	if (w->item->attempts >= LIMIT_READ_ATTEMPTS) {
		w->why = g_strdup("Reading it failed twice. Open the "
				  "original.");
		return TRUE;
	}
	if (!spool_attempt(post->spool, w->item, error))
		return FALSE;
	w->message = reader_read(reader, g_bytes_get_data(bytes, NULL),
				 g_bytes_get_size(bytes), &trouble);
	if (w->message == NULL && !fault_is(trouble, FAULT_INPUT)) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return FALSE;
	}
	if (w->message == NULL)
		w->why = g_strdup(trouble->message);
	keep_known(w);
	return TRUE;
}

/* What is no item is put aside, with the reason, and never stops the rest. */
static gboolean
hold(struct post *post, const char *id, const GError *trouble, GError **error)
{
	log_event("held %s: %s", id, trouble->message);
	return spool_hold(post->spool, id, trouble->message, error);
}

static gboolean
take(struct post *post, struct reader *reader, const char *id, GPtrArray *batch,
     GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(GBytes) bytes = NULL;
	struct waiting *w;
	struct item *item = spool_load(post->spool, id, &bytes, &trouble);

	if (item == NULL && fault_is(trouble, FAULT_INPUT))
		return hold(post, id, trouble, error);
	if (item == NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return FALSE;
	}
	w = g_new0(struct waiting, 1);
	w->item = item;
	g_ptr_array_add(batch, w);
	return read_item(post, reader, w, bytes, error);
}

/* Once as it is; if the ledger will not have it like that, once more as a
 * message that could not be read, so that it still opens a case. */
static gboolean
file_one(struct post *post, struct waiting *w, enum item_state *state,
	 GError **error)
{
	struct filing filing = {
		.item = w->item,
		.message = w->message,
		.why = w->why == NULL ? "" : w->why,
	};
	g_autoptr(GError) trouble = NULL;

	if (filing_file(post, &filing, state, &trouble))
		return ledger_release(post->ledger, error);
	if (fault_is(trouble, FAULT_TEMPORARY) || w->message == NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return FALSE;
	}
	log_event("item %.12s: %s", w->item->sha256, trouble->message);
	if (!ledger_undo(post->ledger, error) ||
	    !ledger_savepoint(post->ledger, error))
		return FALSE;
	filing.message = NULL;
	filing.why = "It was read, but could not be filed. Open the original.";
	return filing_file(post, &filing, state, error) &&
	       ledger_release(post->ledger, error);
}

static gboolean
file_all(struct post *post, GPtrArray *batch, guint counts[], GError **error)
{
	guint i;

	for (i = 0; i < batch->len; i++) {
		enum item_state state = ITEM_CASE;

		if (!ledger_savepoint(post->ledger, error) ||
		    !file_one(post, g_ptr_array_index(batch, i), &state, error))
			return FALSE;
		counts[state]++;
	}
	return TRUE;
}

static gboolean
file_batch(struct post *post, GPtrArray *batch, guint counts[], GError **error)
{
	guint i;

	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (!file_all(post, batch, counts, error)) {
		ledger_rollback(post->ledger);
		return FALSE;
	}
	if (!ledger_commit(post->ledger, error))
		return FALSE;
	for (i = 0; i < batch->len; i++) {
		const struct waiting *w = g_ptr_array_index(batch, i);

		if (!spool_archive(post->spool, w->item, error))
			return FALSE;
	}
	return TRUE;
}

static void
log_counts(const guint counts[])
{
	log_event("filed: %u new cases, %u replies, %u machine-made, "
		  "%u duplicates, %u could not be read",
		  counts[ITEM_CASE], counts[ITEM_REPLY], counts[ITEM_AUTOMATED],
		  counts[ITEM_DUPLICATE], counts[ITEM_UNREADABLE]);
}

/* Files what waits, up to a batch; *done tells how many items there were. */
static gboolean
pass(struct post *post, struct reader *reader, guint *done, GError **error)
{
	g_autoptr(GPtrArray) ids = spool_list(post->spool, BATCH, error);
	g_autoptr(GPtrArray) batch =
		g_ptr_array_new_with_free_func(free_waiting);
	guint counts[ITEM_STATE_COUNT] = {0};
	guint i;

	if (ids == NULL)
		return FALSE;
	*done = ids->len;
	for (i = 0; i < ids->len; i++)
		if (!take(post, reader, g_ptr_array_index(ids, i), batch,
			  error))
			return FALSE;
	if (batch->len == 0)
		return TRUE;
	if (!file_batch(post, batch, counts, error))
		return FALSE;
	log_counts(counts);
	return TRUE;
}

static gboolean
drain(struct post *post, struct reader *reader, GError **error)
{
	guint done;

	do {
		if (!pass(post, reader, &done, error))
			return FALSE;
	} while (done > 0 && !loop_stopping());
	return TRUE;
}

static int
work(struct call *call, struct post *post, struct reader *reader, gboolean once)
{
	struct loop loop = {.pause = PAUSE_SECONDS};

	do {
		GError *error = NULL;

		if (!drain(post, reader, &error) && once)
			return cmd_fail(call, error);
		loop_result(&loop, error);
	} while (!once && loop_wait(&loop));
	return 0;
}

int
cmd_intake(struct call *call)
{
	gboolean once = FALSE;
	const GOptionEntry entries[] = {
		{"once", 0, 0, G_OPTION_ARG_NONE, &once,
		 "File what waits in the spool, then end", NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(own_post) post = NULL;
	g_autoptr(own_lock) lock = NULL;
	g_autoptr(own_reader) reader = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Reads what waits in the spool and opens cases.",
			 &status))
		return status;
	post = post_open(call->config,
			 POST_SPOOL | POST_LEDGER | POST_RULES | POST_LETTERS,
			 &error);
	if (post != NULL)
		lock = lock_take(post->config->data, "intake", &error);
	if (lock != NULL)
		reader = reader_open(NULL, &error);
	if (reader == NULL)
		return cmd_fail(call, error);
	loop_start();
	return work(call, post, reader, once);
}
