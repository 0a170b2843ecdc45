/*
 * What the two kinds of mailbox have in common, and the look of "check".
 */
#include "poll/mailbox.h"

#include "base/clock.h"
#include "base/fault.h"
#include "poll/imap.h"
#include "poll/pass.h"

struct item *
pass_facts(const struct mailbox *mailbox, const struct cursor *cursor,
	   gint64 received)
{
	struct item *item = item_new();

	g_free(item->source);
	item->source = g_strdup(mailbox->name);
	g_free(item->channel);
	item->channel = g_strdup("email");
	item->received = received == TIME_NONE ? clock_now() : received;
	item->answer = item->received >= cursor->cutoff && !mailbox->junk;
	item->move = *mailbox->move_to != '\0';
	if (mailbox->junk)
		pass_note(item, "The mail server had put it among the junk.");
	return item;
}

void
pass_note(struct item *item, const char *words)
{
	char *before = item->note;

	item->note = *before == '\0' ? g_strdup(words)
				     : g_strjoin(" ", before, words, NULL);
	g_free(before);
}

void
pass_count(struct poll_report *report, const struct item *item)
{
	if (item->answer)
		report->new ++;
	else
		report->old++;
	report->truncated += item->truncated;
}

static gboolean
check_maildir(const struct mailbox *mailbox, guint *messages, GError **error)
{
	static const char *const folders[] = {"new", "cur"};
	gsize i;

	*messages = 0;
	for (i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *path =
			g_build_filename(mailbox->maildir, folders[i], NULL);
		g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);

		if (directory == NULL)
			return fault_set(error, FAULT_SETUP,
					 "The Maildir's folder %s cannot be "
					 "opened. Check maildir of mailbox "
					 "\"%s\".",
					 path, mailbox->name);
		while (g_dir_read_name(directory) != NULL)
			++*messages;
	}
	return TRUE;
}

gboolean
poll_check(const struct mailbox *mailbox, guint *messages, GError **error)
{
	g_autoptr(own_imap) imap = NULL;
	guint32 uidvalidity = 0;

	if (*mailbox->maildir != '\0')
		return check_maildir(mailbox, messages, error);
	imap = imap_open(mailbox, error);
	return imap != NULL &&
	       imap_select(imap, FALSE, &uidvalidity, messages, error);
}
