/*
 * Messages of an IMAP folder that were passed by and are nowhere, fetched
 * beside poll. The cursor is a copy that is never saved.
 */
#include "poll/pass_inside.h"

#include "base/clock.h"
#include "base/fault.h"

/* A message of another size than announced is believed over a second
 * connection only; so each is tried twice. */
#define ROUNDS 2

static gboolean
connect_again(struct pass *pass, guint32 uidvalidity, GError **error)
{
	guint exists = 0;

	g_clear_pointer(&pass->imap, imap_close);
	pass->imap = imap_open(pass->mailbox, error);
	if (pass->imap == NULL ||
	    !imap_select(pass->imap, FALSE, &pass->cursor->uidvalidity, &exists,
			 error))
		return FALSE;
	if (pass->cursor->uidvalidity == uidvalidity)
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY,
			 "The server of mailbox \"%s\" has numbered its "
			 "messages anew meanwhile. Try again.",
			 pass->mailbox->name);
}

static gboolean
fetch_one(struct pass *pass, struct listed *listed, GError **error)
{
	const struct imap_sink sink = pass_sink(pass);
	const struct wanted *one;
	struct wanted fresh = {.uid = listed->uid, .received = TIME_NONE};

	g_array_set_size(pass->batch, 0);
	g_array_append_val(pass->batch, fresh);
	if (!imap_sizes(pass->imap, pass->batch, error))
		return FALSE;
	g_clear_error(&pass->broken);
	(void)imap_bodies(pass->imap, pass->batch, &sink, &pass->broken);
	g_clear_pointer(&pass->writer, spool_writer_close);
	if (!spool_sync(pass->spool, error))
		return FALSE;
	if (pass->disk != NULL) {
		g_propagate_error(error, g_steal_pointer(&pass->disk));
		return FALSE;
	}
	one = &g_array_index(pass->batch, struct wanted, 0);
	listed->fetched = one->done;
	return TRUE;
}

/* One at a time: whatever is odd about a message keeps back no other. */
static gboolean
fetch_each(struct pass *pass, const struct listing *listing, GError **error)
{
	guint i;

	for (i = 0; i < listing->all->len; i++) {
		struct listed *one = listing->all->pdata[i];

		if (!one->missing || one->fetched)
			continue;
		if ((pass->imap == NULL || !imap_is_alive(pass->imap)) &&
		    !connect_again(pass, listing->uidvalidity, error))
			return FALSE;
		if (!fetch_one(pass, one, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
pass_imap_again(const struct mailbox *mailbox, struct spool *spool,
		struct cursor *cursor, const struct listing *listing,
		GError **error)
{
	struct poll_report report = {0};
	struct pass pass = {
		.mailbox = mailbox,
		.spool = spool,
		.cursor = cursor,
		.report = &report,
		.skipped = g_array_new(FALSE, TRUE, sizeof(struct skip)),
		.batch = g_array_new(FALSE, TRUE, sizeof(struct wanted)),
	};
	gboolean good = TRUE;
	int round;

	for (round = 0; good && round < ROUNDS; round++) {
		g_clear_pointer(&pass.imap, imap_close);
		good = fetch_each(&pass, listing, error);
	}
	pass_clear(&pass);
	return good;
}
