/*
 * A pass over an IMAP folder: list what is new, fetch it in batches into the
 * spool, then move what has been filed. After each batch the spool is synced
 * and the cursor saved; whatever breaks, breaks between two batches.
 */
#include "poll/pass_inside.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"

/* --- batches ------------------------------------------------------------*/

gboolean
pass_save(struct pass *pass, GError **error)
{
	if (!spool_sync(pass->spool, error))
		return FALSE;
	g_free(pass->cursor->skipped);
	pass->cursor->skipped = skipped_write(pass->skipped);
	return cursor_save(spool_data(pass->spool), pass->mailbox->name,
			   pass->cursor, error);
}

/* How far the cursor may go: over what is in the spool or gone, and over
 * what is noted to be tried again. Where a connection broke, the first
 * message that is missing is held to be the cause. */
static void
advance(struct pass *pass, gboolean whole)
{
	guint i;

	for (i = 0; i < pass->batch->len; i++) {
		const struct wanted *one =
			&g_array_index(pass->batch, struct wanted, i);

		if (one->done || !one->listed ||
		    skipped_find(pass->skipped, one->uid) != NULL) {
			pass->cursor->uid = MAX(pass->cursor->uid, one->uid);
			continue;
		}
		if (pass->disk != NULL)
			return;
		skipped_add(pass->skipped, one->uid)->tries++;
		pass->cursor->uid = MAX(pass->cursor->uid, one->uid);
		if (!whole)
			return;
	}
}

/* Fetches the batch into the spool. FALSE only for what ends the pass. */
gboolean
pass_fetch(struct pass *pass, GError **error)
{
	const struct imap_sink sink = pass_sink(pass);
	GError *broken = NULL;

	if (!imap_bodies(pass->imap, pass->batch, &sink, &broken)) {
		g_clear_error(&pass->broken);
		pass->broken = broken;
	}
	g_clear_pointer(&pass->writer, spool_writer_close);
	if (!spool_sync(pass->spool, error))
		return FALSE;
	advance(pass, imap_is_alive(pass->imap));
	if (!pass_save(pass, error))
		return FALSE;
	if (pass->disk != NULL) {
		g_propagate_error(error, g_steal_pointer(&pass->disk));
		return FALSE;
	}
	if (pass->skipped->len < LIMIT_SKIPPED)
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY,
			 "The server of mailbox \"%s\" has failed to hand over "
			 "%d messages. Ask its administrator.",
			 pass->mailbox->name, LIMIT_SKIPPED);
}

/* Opens the folder over the connection that is there. */
static gboolean
open_folder(struct pass *pass, gboolean write, GError **error)
{
	guint32 uidvalidity = 0;
	guint exists = 0;

	if (!imap_select(pass->imap, write, &uidvalidity, &exists, error))
		return FALSE;
	if (uidvalidity == pass->cursor->uidvalidity)
		return TRUE;
	pass->cursor->uidvalidity = uidvalidity;
	pass->cursor->uid = 0;
	g_array_set_size(pass->skipped, 0);
	return pass_save(pass, error);
}

gboolean
pass_connect(struct pass *pass, gboolean write, GError **error)
{
	g_clear_pointer(&pass->imap, imap_close);
	pass->imap = imap_open(pass->mailbox, error);
	return pass->imap != NULL && open_folder(pass, write, error);
}

gboolean
pass_begin(struct pass *pass, gboolean write, GError **error)
{
	if (pass->imap != NULL && imap_is_alive(pass->imap) &&
	    open_folder(pass, write, NULL))
		return TRUE;
	return pass_connect(pass, write, error);
}

/* After a broken connection: a new one, or the reason why there is none. */
gboolean
pass_mend(struct pass *pass, GError **error)
{
	if (imap_is_alive(pass->imap))
		return TRUE;
	if (pass->reconnects++ < LIMIT_RECONNECTS)
		return pass_connect(pass, FALSE, error);
	g_propagate_error(error, g_steal_pointer(&pass->broken));
	return FALSE;
}

/* --- new mail -----------------------------------------------------------*/

/* Fills the batch from listed, from index on; returns the next index. */
static guint
fill_batch(struct pass *pass, const GArray *listed, guint index)
{
	gsize bytes = 0;

	g_array_set_size(pass->batch, 0);
	while (index < listed->len && pass->batch->len < LIMIT_FETCH_BATCH) {
		struct wanted one = g_array_index(listed, struct wanted, index);

		bytes += one.size;
		if (pass->batch->len > 0 && bytes > LIMIT_BATCH_BYTES)
			break;
		g_array_append_val(pass->batch, one);
		index++;
	}
	return index;
}

GArray *
pass_wanted(const GArray *uids, guint from)
{
	GArray *wanted = g_array_new(FALSE, TRUE, sizeof(struct wanted));
	guint most = MIN(uids->len, from + 10 * LIMIT_FETCH_BATCH);

	for (; from < most; from++) {
		struct wanted one = {
			.uid = g_array_index(uids, guint32, from),
			.received = TIME_NONE,
		};

		g_array_append_val(wanted, one);
	}
	return wanted;
}

GArray *
pass_list(struct pass *pass, const GArray *uids, guint from, GError **error)
{
	g_autoptr(GArray) listed = pass_wanted(uids, from);

	if (!imap_sizes(pass->imap, listed, error))
		return NULL;
	return g_steal_pointer(&listed);
}

/* Fetches what is listed until all is done or the connection is dead. */
static gboolean
fetch_listed(struct pass *pass, const GArray *listed, GError **error)
{
	guint next = 0;

	while (next < listed->len && imap_is_alive(pass->imap)) {
		next = fill_batch(pass, listed, next);
		if (!pass_fetch(pass, error))
			return FALSE;
	}
	return TRUE;
}

/* From the cursor on, until the end or until the connection is dead. */
static gboolean
fetch_after(struct pass *pass, GError **error)
{
	g_autoptr(GArray) uids = NULL;
	guint from;

	if (pass->cursor->uid == G_MAXUINT32)
		return TRUE;
	uids = imap_search(pass->imap, pass->cursor->uid + 1, error);
	if (uids == NULL)
		return FALSE;
	for (from = 0; from < uids->len && imap_is_alive(pass->imap);
	     from += 10 * LIMIT_FETCH_BATCH) {
		g_autoptr(GArray) listed = pass_list(pass, uids, from, error);

		if (listed == NULL || !fetch_listed(pass, listed, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
fetch_new(struct pass *pass, GError **error)
{
	do {
		if (!pass_mend(pass, error) || !fetch_after(pass, error))
			return FALSE;
	} while (!imap_is_alive(pass->imap));
	return TRUE;
}

/* --- the whole ----------------------------------------------------------*/

static gboolean
say_skipped(struct pass *pass, GError **error)
{
	if (pass->skipped->len == 0)
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY,
			 "%u messages of mailbox \"%s\" could not be fetched "
			 "and will be tried again. %s",
			 pass->skipped->len, pass->mailbox->name,
			 pass->broken == NULL ? "" : pass->broken->message);
}

void
pass_clear(struct pass *pass)
{
	imap_close(pass->imap);
	g_clear_error(&pass->broken);
	g_clear_error(&pass->disk);
	g_array_unref(pass->skipped);
	g_array_unref(pass->batch);
}

gboolean
pass_imap(const struct door *door, struct spool *spool, struct cursor *cursor,
	  struct poll_report *report, GError **error)
{
	struct pass pass = {
		.mailbox = door->mailbox,
		.imap = door->kept == NULL ? NULL
					   : g_steal_pointer(&door->kept->imap),
		.spool = spool,
		.cursor = cursor,
		.report = report,
		.skipped = skipped_read(cursor->skipped),
		.batch = g_array_new(FALSE, TRUE, sizeof(struct wanted)),
	};
	gboolean good = spool_has_room(spool, error) &&
			pass_begin(&pass, FALSE, error) &&
			fetch_new(&pass, error) && pass_retry(&pass, error) &&
			pass_move(&pass, error) && say_skipped(&pass, error);

	if (good && door->kept != NULL && imap_is_alive(pass.imap))
		door->kept->imap = g_steal_pointer(&pass.imap);
	pass_clear(&pass);
	return good;
}
