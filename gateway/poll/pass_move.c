/*
 * Moving filed mail within the mailbox. Only what the server confirms by
 * COPYUID counts as moved; nothing is ever deleted.
 */
#include "poll/pass_inside.h"

#include "base/limits.h"

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
	g_autoptr(GArray) listed = pass_list(pass, uids, 0, error);
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

gboolean
pass_move(struct pass *pass, GError **error)
{
	g_autoptr(GPtrArray) notes =
		spool_filed(pass->spool, pass->mailbox->name, error);
	g_autoptr(GArray) uids = NULL;
	guint from;

	if (notes == NULL)
		return FALSE;
	uids = uids_to_move(pass, notes);
	if (uids->len > 0 && !pass_begin(pass, TRUE, error))
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
