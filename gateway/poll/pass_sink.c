/*
 * What comes in during a fetch: bytes go straight to the spool, and a message
 * is kept when its end, its UID and its size have been seen.
 */
#include "poll/pass_inside.h"

#include "base/limits.h"

static gboolean
begin(struct pass *pass)
{
	if (pass->disk == NULL && pass->writer == NULL)
		pass->writer = spool_writer_begin(pass->spool, &pass->disk);
	return pass->disk == NULL;
}

static gboolean
take_bytes(void *context, const char *bytes, gsize size)
{
	struct pass *pass = context;

	return begin(pass) &&
	       spool_writer_append(pass->writer, bytes, size, &pass->disk);
}

static struct wanted *
find(GArray *batch, guint32 uid)
{
	guint i;

	for (i = 0; i < batch->len; i++)
		if (g_array_index(batch, struct wanted, i).uid == uid)
			return &g_array_index(batch, struct wanted, i);
	return NULL;
}

static void
keep(struct pass *pass, struct wanted *one, struct spool_writer *writer)
{
	g_autoptr(own_item) facts =
		pass_facts(pass->mailbox, pass->cursor, one->received);
	gsize got = spool_writer_size(writer);

	facts->uidvalidity = pass->cursor->uidvalidity;
	facts->uid = one->uid;
	if (one->size > LIMIT_ITEM_BYTES)
		facts->original_size = one->size;
	if (got != MIN(one->size, LIMIT_ITEM_BYTES)) {
		g_autofree char *words = g_strdup_printf(
			"The mail server announced %u bytes and handed over "
			"%" G_GSIZE_FORMAT ".",
			one->size, got);

		pass_note(facts, words);
	}
	if (!spool_writer_finish(writer, facts, &pass->disk))
		return;
	one->done = TRUE;
	pass_count(pass->report, facts);
}

/* A message of another size than announced is believed if it comes out the
 * same a second time, over a new connection. */
static gboolean
is_doubtful(struct pass *pass, const struct wanted *one, gsize got)
{
	struct skip *skip = skipped_find(pass->skipped, one->uid);

	if (got == MIN(one->size, LIMIT_ITEM_BYTES) ||
	    (skip != NULL && skip->got == (gint64)got))
		return FALSE;
	skipped_add(pass->skipped, one->uid)->got = (gint64)got;
	return TRUE;
}

static void
take_end(void *context, guint32 uid, gboolean has_body)
{
	struct pass *pass = context;
	struct wanted *one = find(pass->batch, uid);
	g_autoptr(own_spool_writer) writer = NULL;

	if (has_body && one != NULL && one->size == 0 && !begin(pass))
		return;
	writer = g_steal_pointer(&pass->writer);
	if (writer != NULL && one != NULL && one->listed && !one->done &&
	    !is_doubtful(pass, one, spool_writer_size(writer)))
		keep(pass, one, writer);
}

struct imap_sink
pass_sink(struct pass *pass)
{
	return (struct imap_sink){take_bytes, take_end, pass};
}
