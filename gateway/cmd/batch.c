/*
 * Loading comes first, so that the ids of the batch are on the disk before
 * anything is done with what strangers have written. The reader is given
 * the next batch before this one's answers are asked for.
 */
#include "cmd/batch.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/log.h"
#include "spool/taking.h"

/* So many share a commit; so many are listed at once. */
#define BATCH 128
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
batches_forget(struct batches *b)
{
	reader_forget(b->reader);
	g_clear_pointer(&b->ahead, g_array_unref);
	g_clear_pointer(&b->ids, g_ptr_array_unref);
	b->next = 0;
	b->asked = FALSE;
}

static gboolean
is_done(const struct batches *b)
{
	return b->ids == NULL || b->next >= b->ids->len;
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

static gboolean
is_suspected(const GArray *batch)
{
	return batch->len == 1 &&
	       g_array_index(batch, struct loaded, 0).waiting->item->attempts >
		       0;
}

/* Puts the item into the batch if there is room; else it stays for the next
 * one. An item that is suspected is a batch of its own. */
static gboolean
put_in(GArray *batch, struct loaded *loaded, gsize *room)
{
	gsize size = g_bytes_get_size(loaded->bytes);
	gboolean alone = loaded->waiting->item->attempts > 0 || size > *room;

	if (alone && batch->len > 0) {
		clear_loaded(loaded);
		return FALSE;
	}
	g_array_append_val(batch, *loaded);
	*room = alone ? 0 : *room - size;
	return TRUE;
}

static gboolean
load_all(struct batches *b, GArray *batch, GError **error)
{
	gsize room = LIMIT_TAKEN_BYTES;

	for (; !is_done(b) && room > 0 && batch->len < BATCH; b->next++) {
		const char *id = g_ptr_array_index(b->ids, b->next);
		struct loaded loaded;

		if (!load(b->post, id, &loaded, error))
			return FALSE;
		if (loaded.waiting != NULL && !put_in(batch, &loaded, &room))
			return TRUE;
	}
	return TRUE;
}

/* Loads what comes next; nothing of it has been read. */
static gboolean
look_ahead(struct batches *b, GError **error)
{
	g_autoptr(GArray) batch =
		g_array_new(FALSE, FALSE, sizeof(struct loaded));

	g_array_set_clear_func(batch, clear_loaded);
	if (!load_all(b, batch, error))
		return FALSE;
	b->asked = FALSE;
	if (batch->len > 0)
		b->ahead = g_steal_pointer(&batch);
	return TRUE;
}

/* Nothing of the list is in anybody's hands, so it may be made anew. */
static gboolean
begin(struct batches *b, GError **error)
{
	if (is_done(b)) {
		batches_forget(b);
		b->ids = spool_list(b->post->spool, LISTED, error);
	}
	return b->ids != NULL && look_ahead(b, error);
}

static void
add_ids(GPtrArray *ids, const GArray *batch)
{
	guint i;

	for (i = 0; i < batch->len; i++)
		g_ptr_array_add(ids, g_array_index(batch, struct loaded, i)
					     .waiting->item->id);
}

static gboolean
note(struct post *post, const GArray *batch, const GArray *ahead,
     GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	add_ids(ids, batch);
	if (ahead != NULL)
		add_ids(ids, ahead);
	return taking_note(post->spool, ids, error);
}

/* FALSE if a person must read it. */
static gboolean
may_read(const struct loaded *loaded)
{
	return loaded->waiting->item->attempts < LIMIT_READ_ATTEMPTS;
}

static void
ask(struct reader *reader, const GArray *batch)
{
	guint i;

	for (i = 0; i < batch->len; i++) {
		const struct loaded *loaded =
			&g_array_index(batch, struct loaded, i);

		if (may_read(loaded))
			reader_ask(reader, loaded->bytes);
	}
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
	int tries;

	if (!may_read(loaded)) {
		w->why = g_strdup("Taking it in has failed three times. Open "
				  "the original.");
		return TRUE;
	}
	for (tries = 0; tries < READER_TRIES && w->message == NULL; tries++) {
		if (tries > 0)
			reader_ask_again(reader, loaded->bytes);
		g_clear_error(&trouble);
		w->message = reader_answer(reader, &trouble);
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

/* Notes the batch, and the next one if it may be read meanwhile; gives both
 * to the reader. */
static gboolean
hand_over(struct batches *b, GArray *batch, GError **error)
{
	gboolean asked = b->asked;
	GArray *ahead = NULL;

	if (!is_suspected(batch) && !look_ahead(b, error))
		return FALSE;
	if (b->ahead != NULL && !is_suspected(b->ahead))
		ahead = b->ahead;
	if (!note(b->post, batch, ahead, error))
		return FALSE;
	if (!asked)
		ask(b->reader, batch);
	b->asked = ahead != NULL;
	if (ahead != NULL)
		ask(b->reader, ahead);
	reader_send(b->reader);
	return TRUE;
}

GPtrArray *
batch_take(struct batches *b, GError **error)
{
	g_autoptr(GArray) batch = NULL;
	GPtrArray *read;

	if (b->ahead == NULL && !begin(b, error))
		return NULL;
	batch = g_steal_pointer(&b->ahead);
	if (batch == NULL)
		return g_ptr_array_new();
	if (!hand_over(b, batch, error))
		return NULL;
	read = read_all(b->reader, batch, error);
	reader_send(b->reader);
	return read;
}
