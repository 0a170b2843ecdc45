/*
 * Messages that the cursor has passed by: each is tried alone, so that what
 * breaks there breaks nothing else.
 */
#include "poll/pass_inside.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"

/* What stands for a message that nobody can fetch. No two are alike, since
 * an item is known by its bytes. */
static char *
stand_in(const struct pass *pass, const struct wanted *one)
{
	g_autofree char *when = clock_rfc3339(one->received);

	return g_strdup_printf(
		"Subject: A message that the mail server does not hand over\r\n"
		"\r\n"
		"Mailbox \"%s\" holds a message of %u bytes, received %s,\r\n"
		"that its server does not hand over (UIDVALIDITY %u, UID "
		"%u).\r\n"
		"Read it in the mailbox itself.\r\n",
		pass->mailbox->name, one->size,
		when == NULL ? "at an unknown time" : when,
		pass->cursor->uidvalidity, one->uid);
}

static gboolean
give_up(struct pass *pass, const struct wanted *one, GError **error)
{
	g_autoptr(own_item) facts =
		pass_facts(pass->mailbox, pass->cursor, one->received);
	g_autofree char *text = stand_in(pass, one);

	facts->uidvalidity = pass->cursor->uidvalidity;
	facts->uid = one->uid;
	facts->move = FALSE;
	pass_note(facts, "The mail server does not hand over this message. "
			 "Read it in the mailbox itself.");
	if (!spool_put(pass->spool, text, strlen(text), facts, error))
		return FALSE;
	pass_count(pass->report, facts);
	skipped_remove(pass->skipped, one->uid);
	return pass_save(pass, error);
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
	if (!pass_fetch(pass, error))
		return FALSE;
	one = &g_array_index(pass->batch, struct wanted, 0);
	skip = skipped_find(pass->skipped, uid);
	if (one->done || !one->listed) {
		skipped_remove(pass->skipped, uid);
		return pass_save(pass, error);
	}
	skip->tries++;
	if (skipped_is_hopeless(skip))
		return give_up(pass, one, error);
	return pass_save(pass, error);
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

gboolean
pass_retry(struct pass *pass, GError **error)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	gboolean good = TRUE;
	guint i;

	if (has_doubts(pass->skipped) && !pass_connect(pass, FALSE, error))
		return FALSE;
	for (i = 0; i < pass->skipped->len; i++)
		g_array_append_val(
			uids, g_array_index(pass->skipped, struct skip, i).uid);
	for (i = 0; i < uids->len && good; i++) {
		good = pass_mend(pass, error) &&
		       retry_one(pass, g_array_index(uids, guint32, i), error);
	}
	pass->report->failed = (int)pass->skipped->len;
	return good;
}
