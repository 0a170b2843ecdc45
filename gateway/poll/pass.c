/*
 * A pass over an IMAP folder: list what is new, fetch it in batches into the
 * spool, then move what has been filed. After each batch the spool is synced
 * and the cursor saved; whatever breaks, breaks between two batches.
 */
#include "poll/pass.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "poll/imap.h"
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

/* --- what comes in ------------------------------------------------------*/

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
		g_free(facts->note);
		facts->note = g_strdup_printf(
			"The mail server announced %u bytes and handed over "
			"%" G_GSIZE_FORMAT ".",
			one->size, got);
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

/* --- batches ------------------------------------------------------------*/

static gboolean
save(struct pass *pass, GError **error)
{
	g_free(pass->cursor->skipped);
	pass->cursor->skipped = skipped_write(pass->skipped);
	return spool_sync(pass->spool, error) &&
	       cursor_save(spool_data(pass->spool), pass->mailbox->name,
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
static gboolean
fetch_batch(struct pass *pass, GError **error)
{
	const struct imap_sink sink = {take_bytes, take_end, pass};
	GError *broken = NULL;

	if (!imap_bodies(pass->imap, pass->batch, &sink, &broken)) {
		g_clear_error(&pass->broken);
		pass->broken = broken;
	}
	g_clear_pointer(&pass->writer, spool_writer_close);
	advance(pass, imap_is_alive(pass->imap));
	if (!save(pass, error))
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

static gboolean
connect_folder(struct pass *pass, gboolean write, GError **error)
{
	guint32 uidvalidity = 0;
	guint exists = 0;

	g_clear_pointer(&pass->imap, imap_close);
	pass->imap = imap_open(pass->mailbox, error);
	if (pass->imap == NULL ||
	    !imap_select(pass->imap, write, &uidvalidity, &exists, error))
		return FALSE;
	if (uidvalidity == pass->cursor->uidvalidity)
		return TRUE;
	pass->cursor->uidvalidity = uidvalidity;
	pass->cursor->uid = 0;
	g_array_set_size(pass->skipped, 0);
	return save(pass, error);
}

/* After a broken connection: a new one, or the reason why there is none. */
static gboolean
mend(struct pass *pass, GError **error)
{
	if (imap_is_alive(pass->imap))
		return TRUE;
	if (pass->reconnects++ < LIMIT_RECONNECTS)
		return connect_folder(pass, FALSE, error);
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

static GArray *
list(struct pass *pass, const GArray *uids, guint from, GError **error)
{
	g_autoptr(GArray) listed =
		g_array_new(FALSE, TRUE, sizeof(struct wanted));
	guint most = MIN(uids->len, from + 10 * LIMIT_FETCH_BATCH);

	for (; from < most; from++) {
		struct wanted one = {
			.uid = g_array_index(uids, guint32, from),
			.received = TIME_NONE,
		};

		g_array_append_val(listed, one);
	}
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
		if (!fetch_batch(pass, error))
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
		g_autoptr(GArray) listed = list(pass, uids, from, error);

		if (listed == NULL || !fetch_listed(pass, listed, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
fetch_new(struct pass *pass, GError **error)
{
	do {
		if (!mend(pass, error) || !fetch_after(pass, error))
			return FALSE;
	} while (!imap_is_alive(pass->imap));
	return TRUE;
}

/* --- what was skipped ---------------------------------------------------*/

/* Opens a case without text for a message that nobody can fetch. */
static gboolean
give_up(struct pass *pass, const struct wanted *one, GError **error)
{
	g_autoptr(own_item) facts =
		pass_facts(pass->mailbox, pass->cursor, one->received);

	facts->uidvalidity = pass->cursor->uidvalidity;
	facts->uid = one->uid;
	facts->original_size = MAX(one->size, 1);
	facts->move = FALSE;
	g_free(facts->note);
	facts->note = g_strdup_printf(
		"The mail server does not hand over this message (UID %u of "
		"the folder). Read it in the mailbox itself.",
		one->uid);
	if (!spool_put(pass->spool, "", 0, facts, error))
		return FALSE;
	pass_count(pass->report, facts);
	skipped_remove(pass->skipped, one->uid);
	return save(pass, error);
}

/* Settles one skipped message. FALSE only for what ends the pass. */
static gboolean
retry_one(struct pass *pass, guint32 uid, GError **error)
{
	const struct wanted *one;
	struct wanted fresh = {.uid = uid, .received = TIME_NONE};
	struct skip *skip;

	g_array_set_size(pass->batch, 0);
	g_array_append_val(pass->batch, fresh);
	if (!imap_sizes(pass->imap, pass->batch, error))
		return FALSE;
	if (!fetch_batch(pass, error))
		return FALSE;
	one = &g_array_index(pass->batch, struct wanted, 0);
	skip = skipped_find(pass->skipped, uid);
	if (one->done || !one->listed) {
		skipped_remove(pass->skipped, uid);
		return save(pass, error);
	}
	skip->tries++;
	if (skipped_is_hopeless(skip))
		return give_up(pass, one, error);
	return save(pass, error);
}

static gboolean
has_doubts(const GArray *skipped)
{
	guint i;

	for (i = 0; i < skipped->len; i++)
		if (g_array_index(skipped, struct skip, i).got >= 0)
			return TRUE;
	return FALSE;
}

static gboolean
retry_skipped(struct pass *pass, GError **error)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	gboolean good = TRUE;
	guint i;

	if (has_doubts(pass->skipped) && !connect_folder(pass, FALSE, error))
		return FALSE;
	for (i = 0; i < pass->skipped->len; i++)
		g_array_append_val(
			uids, g_array_index(pass->skipped, struct skip, i).uid);
	for (i = 0; i < uids->len && good; i++) {
		good = mend(pass, error) &&
		       retry_one(pass, g_array_index(uids, guint32, i), error);
	}
	pass->report->failed = (int)pass->skipped->len;
	return good;
}

/* --- moving -------------------------------------------------------------*/

/* What is to be moved of a list of notes; other notes are done with. */
static GArray *
uids_to_move(struct pass *pass, const GPtrArray *notes)
{
	GArray *uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint i;

	for (i = 0; i < notes->len; i++) {
		const struct item *note = notes->pdata[i];

		if (*pass->mailbox->move_to != '\0' && note->uid != 0 &&
		    note->uidvalidity == pass->cursor->uidvalidity)
			g_array_append_val(uids, note->uid);
		else
			spool_filed_remove(pass->spool, note->id, NULL);
	}
	return uids;
}

/* Which of the UIDs are neither moved nor in the folder any more. */
static gboolean
drop_vanished(struct pass *pass, const GArray *uids, GArray *moved,
	      GError **error)
{
	g_autoptr(GArray) listed = list(pass, uids, 0, error);
	guint i;

	if (listed == NULL)
		return FALSE;
	for (i = 0; i < listed->len; i++) {
		const struct wanted *one =
			&g_array_index(listed, struct wanted, i);

		if (!one->listed)
			g_array_append_val(moved, one->uid);
	}
	return TRUE;
}

static void
remove_notes(struct pass *pass, const GPtrArray *notes, const GArray *gone)
{
	guint i, j;

	for (i = 0; i < notes->len; i++) {
		const struct item *note = notes->pdata[i];

		for (j = 0; j < gone->len; j++)
			if (note->uid == g_array_index(gone, guint32, j))
				break;
		if (j < gone->len)
			spool_filed_remove(pass->spool, note->id, NULL);
	}
}

static gboolean
move_some(struct pass *pass, const GPtrArray *notes, const GArray *uids,
	  GError **error)
{
	g_autoptr(GArray) gone =
		imap_move(pass->imap, uids, pass->mailbox->move_to, error);

	if (gone == NULL)
		return FALSE;
	pass->report->moved += (int)gone->len;
	if (gone->len < uids->len && !drop_vanished(pass, uids, gone, error))
		return FALSE;
	remove_notes(pass, notes, gone);
	return TRUE;
}

static gboolean
move_filed(struct pass *pass, GError **error)
{
	g_autoptr(GPtrArray) notes =
		spool_filed(pass->spool, pass->mailbox->name, error);
	g_autoptr(GArray) uids = NULL;
	guint from;

	if (notes == NULL)
		return FALSE;
	uids = uids_to_move(pass, notes);
	if (uids->len > 0 && !connect_folder(pass, TRUE, error))
		return FALSE;
	for (from = 0; from < uids->len; from += LIMIT_FETCH_BATCH) {
		g_autoptr(GArray) some =
			g_array_new(FALSE, FALSE, sizeof(guint32));

		g_array_append_vals(some, &g_array_index(uids, guint32, from),
				    MIN(uids->len - from, LIMIT_FETCH_BATCH));
		if (!move_some(pass, notes, some, error))
			return FALSE;
	}
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

gboolean
pass_imap(const struct mailbox *mailbox, struct spool *spool,
	  struct cursor *cursor, struct poll_report *report, GError **error)
{
	struct pass pass = {
		.mailbox = mailbox,
		.spool = spool,
		.cursor = cursor,
		.report = report,
		.skipped = skipped_read(cursor->skipped),
		.batch = g_array_new(FALSE, TRUE, sizeof(struct wanted)),
	};
	gboolean good = spool_has_room(spool, error) &&
			connect_folder(&pass, FALSE, error) &&
			fetch_new(&pass, error) &&
			retry_skipped(&pass, error) &&
			move_filed(&pass, error) && say_skipped(&pass, error);

	imap_close(pass.imap);
	g_clear_error(&pass.broken);
	g_clear_error(&pass.disk);
	g_array_unref(pass.skipped);
	g_array_unref(pass.batch);
	return good;
}
