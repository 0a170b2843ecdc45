/*
 * intake: from the spool to the ledger. A batch is read in the box with no
 * lock held, filed in one transaction from which a bad item can be kept out,
 * and then its originals go to the archive; meanwhile the box reads the next. A
 * crash before the commit leaves all as it was; after it, the second pass
 * finds the items filed.
 */
#include "cmd/cmd.h"

#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "cmd/batch.h"
#include "desk/filing.h"
#include "cmd/loop.h"
#include "desk/post.h"
#include "spool/taking.h"

#define PAUSE_SECONDS 1

/* Everything that intake works with. */
struct intake {
	struct post *post;
	struct batches batches;
};

static gboolean
file_one(struct post *post, struct waiting *w, enum item_state *state,
	 GError **error)
{
	struct filing filing = {
		.item = w->item,
		.message = w->message,
		.why = w->why == NULL ? "" : w->why,
	};

	return filing_file(post, &filing, state, error);
}

/* As a message that could not be read, so that it still opens a case. */
static gboolean
file_unread(struct post *post, struct waiting *w, enum item_state *state,
	    GError **error)
{
	struct filing filing = {
		.item = w->item,
		.why = "It was read, but could not be filed. Open the "
		       "original.",
	};

	return filing_file(post, &filing, state, error);
}

/* In a savepoint of its own: once as it is; if the ledger will not have it
 * like that, once more as unread. */
static gboolean
file_apart(struct post *post, struct waiting *w, enum item_state *state,
	   GError **error)
{
	g_autoptr(GError) trouble = NULL;

	if (!ledger_savepoint(post->ledger, error))
		return FALSE;
	if (file_one(post, w, state, &trouble))
		return ledger_release(post->ledger, error);
	if (fault_is(trouble, FAULT_TEMPORARY) || w->message == NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return FALSE;
	}
	log_event("item %.12s: %s", w->item->sha256, trouble->message);
	return ledger_undo(post->ledger, error) &&
	       ledger_savepoint(post->ledger, error) &&
	       file_unread(post, w, state, error) &&
	       ledger_release(post->ledger, error);
}

typedef gboolean (*file_way)(struct post *post, struct waiting *w,
			     enum item_state *state, GError **error);

/* Everything or nothing of the batch. */
static gboolean
file_all(struct post *post, GPtrArray *batch, guint counts[], file_way file,
	 GError **error)
{
	struct tally before = *post->tally;
	guint i;

	memset(counts, 0, ITEM_STATE_COUNT * sizeof(*counts));
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	for (i = 0; i < batch->len; i++) {
		enum item_state state = ITEM_CASE;

		if (!file(post, g_ptr_array_index(batch, i), &state, error)) {
			ledger_rollback(post->ledger);
			*post->tally = before;
			return FALSE;
		}
		counts[state]++;
	}
	return ledger_commit(post->ledger, error);
}

/* A savepoint copies every page that is touched within it, and hardly ever
 * is one needed: so a batch is first filed without. If an item of it cannot
 * be filed, nothing has happened, and the batch is filed again with a
 * savepoint for each. */
static gboolean
file_batch(struct post *post, GPtrArray *batch, guint counts[], GError **error)
{
	g_autoptr(GError) trouble = NULL;

	if (file_all(post, batch, counts, file_one, &trouble))
		return TRUE;
	if (!fault_is(trouble, FAULT_TEMPORARY))
		return file_all(post, batch, counts, file_apart, error);
	g_propagate_error(error, g_steal_pointer(&trouble));
	return FALSE;
}

static gboolean
archive_batch(struct post *post, const GPtrArray *batch, GError **error)
{
	guint i;

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
pass(struct intake *intake, guint *done, GError **error)
{
	struct post *post = intake->post;
	g_autoptr(GPtrArray) batch = NULL;
	guint counts[ITEM_STATE_COUNT] = {0};

	if (!spool_has_room(post->spool, error))
		return FALSE;
	batch = batch_take(&intake->batches, error);
	if (batch == NULL)
		return FALSE;
	*done = batch->len;
	if (batch->len == 0)
		return TRUE;
	if (!file_batch(post, batch, counts, error) ||
	    !archive_batch(post, batch, error))
		return FALSE;
	log_counts(counts);
	return TRUE;
}

/* What has been read ahead and is not filed has done no harm. */
static gboolean
drain(struct intake *intake, GError **error)
{
	guint done = 0;
	gboolean passed;

	do
		passed = pass(intake, &done, error);
	while (passed && done > 0 && !loop_stopping());
	batches_forget(&intake->batches);
	taking_clear(intake->post->spool);
	return passed;
}

static int
work(struct call *call, struct intake *intake, gboolean once)
{
	struct loop loop = {.pause = PAUSE_SECONDS};

	if (!once)
		loop_live(intake->post->config->data, "intake");
	do {
		GError *error = NULL;

		if (!drain(intake, &error) && once)
			return cmd_fail(call, error);
		loop_result(&loop, error);
	} while (!once && loop_wait(&loop));
	return 0;
}

static int
run(struct call *call, struct intake *intake, gboolean once)
{
	int suspects;
	GError *error = NULL;

	spool_set_floor(intake->post->spool, LIMIT_FILING_FLOOR_BYTES);
	suspects = taking_recover(intake->post->spool, &error);
	if (suspects < 0)
		return cmd_fail(call, error);
	if (suspects > 0)
		log_event("it was stopped over %d messages; they are taken "
			  "one by one",
			  suspects);
	loop_start();
	return work(call, intake, once);
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
	struct intake intake = {0};
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Reads what waits in the spool and opens cases.",
			 &status))
		return status;
	post = post_open(call->config,
			 POST_SPOOL | POST_LEDGER | POST_EXAMINED | POST_RULES |
				 POST_LETTERS,
			 &error);
	if (post != NULL)
		lock = lock_take(post->config->data, "intake", &error);
	if (lock != NULL)
		reader = reader_open(NULL, &error);
	if (reader == NULL)
		return cmd_fail(call, error);
	intake.post = post;
	intake.batches = (struct batches){.post = post, .reader = reader};
	return run(call, &intake, once);
}
