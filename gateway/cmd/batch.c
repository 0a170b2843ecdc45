/*
 * Loading comes first, so that the ids of the batch are on the disk before
 * anything is done with what strangers have written.
 */
#include "cmd/batch.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/log.h"
#include "spool/taking.h"

/* So many share a commit; so many are listed at once. */
#define BATCH 64
#define LISTED 2048

/* A reader may have been killed by something else than the message. */
#define READER_TRIES 2

struct loaded {
	struct waiting *waiting;
	GBytes *bytes;
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
clear_loaded(gpointer data)
{
	struct loaded *loaded = data;

	g_clear_pointer(&loaded->waiting, free_waiting);
	g_bytes_unref(loaded->bytes);
}

void
backlog_clear(struct backlog *backlog)
{
	g_clear_pointer(&backlog->ids, g_ptr_array_unref);
	backlog->next = 0;
}

static gboolean
is_done(const struct backlog *backlog)
{
	return backlog->ids == NULL || backlog->next >= backlog->ids->len;
}

static gboolean
load(struct post *post, const char *id, struct loaded *loaded, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	struct item *item =
		spool_load(post->spool, id, &loaded->bytes, &trouble);

	loaded->waiting = NULL;
	if (item == NULL && fault_is(trouble, FAULT_INPUT)) {
		log_event("held %s: %s", id, trouble->message);
		return spool_hold(post->spool, id, trouble->message, error);
	}
	if (item == NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return FALSE;
	}
	loaded->waiting = g_new0(struct waiting, 1);
	loaded->waiting->item = item;
	return TRUE;
}

/* Loads a batch; one that is suspected is a batch of its own. */
static gboolean
load_all(struct post *post, struct backlog *backlog, GArray *batch,
	 GError **error)
{
	gboolean suspected = FALSE;

	for (; !is_done(backlog) && !suspected && batch->len < BATCH;
	     backlog->next++) {
		const char *id = g_ptr_array_index(backlog->ids, backlog->next);
		struct loaded loaded;

		if (!load(post, id, &loaded, error))
			return FALSE;
		if (loaded.waiting == NULL)
			continue;
		suspected = loaded.waiting->item->attempts > 0;
		if (suspected && batch->len > 0) {
			clear_loaded(&loaded);
			return TRUE;
		}
		g_array_append_val(batch, loaded);
	}
	return TRUE;
}

static gboolean
note(struct post *post, const GArray *batch, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	guint i;

	for (i = 0; i < batch->len; i++)
		g_ptr_array_add(ids, g_array_index(batch, struct loaded, i)
					     .waiting->item->id);
	return taking_note(post->spool, ids, error);
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
read_one(struct reader *reader, const struct loaded *loaded, GError **error)
{
	struct waiting *w = loaded->waiting;
	g_autoptr(GError) trouble = NULL;
	gsize size = 0;
	const void *data = g_bytes_get_data(loaded->bytes, &size);
	int tries;

	if (w->item->attempts >= LIMIT_READ_ATTEMPTS) {
		w->why = g_strdup("Taking it in has failed three times. Open "
				  "the original.");
		return TRUE;
	}
	for (tries = 0; tries < READER_TRIES && w->message == NULL; tries++) {
		g_clear_error(&trouble);
		w->message = reader_read(reader, data, size, &trouble);
		if (w->message == NULL && !fault_is(trouble, FAULT_INPUT)) {
			g_propagate_error(error, g_steal_pointer(&trouble));
			return FALSE;
		}
	}
	if (w->message == NULL)
		w->why = g_strdup(trouble->message);
	keep_known(w);
	return TRUE;
}

static GPtrArray *
read_all(struct reader *reader, GArray *batch, GError **error)
{
	g_autoptr(GPtrArray) read =
		g_ptr_array_new_with_free_func(free_waiting);
	guint i;

	for (i = 0; i < batch->len; i++) {
		struct loaded *loaded = &g_array_index(batch, struct loaded, i);

		if (!read_one(reader, loaded, error))
			return NULL;
		g_ptr_array_add(read, g_steal_pointer(&loaded->waiting));
	}
	return g_steal_pointer(&read);
}

GPtrArray *
batch_take(struct post *post, struct reader *reader, struct backlog *backlog,
	   GError **error)
{
	g_autoptr(GArray) batch =
		g_array_new(FALSE, FALSE, sizeof(struct loaded));

	g_array_set_clear_func(batch, clear_loaded);
	if (is_done(backlog)) {
		backlog_clear(backlog);
		backlog->ids = spool_list(post->spool, LISTED, error);
	}
	if (backlog->ids == NULL || !load_all(post, backlog, batch, error))
		return NULL;
	if (batch->len > 0 && !note(post, batch, error))
		return NULL;
	return read_all(reader, batch, error);
}
