/*
 * Mailboxes. A section with several folders becomes a struct mailbox for
 * each, so that whoever walks them sees more sources and nothing else.
 */
#include "config/mailbox.h"

#include <string.h>

#include "base/text.h"
#include "config/check.h"
#include "config/oauth.h"

#define SUM_CHARS 6

static struct place
in(struct place place, const char *name)
{
	place.name = name;
	return place;
}

/* --- one folder ---------------------------------------------------------*/

static void
read_login(struct source *source, struct place place, const GPtrArray *oauths,
	   struct mailbox *mailbox)
{
	mailbox->oauth = oauths_find(source, place, oauths);
	if (mailbox->oauth != NULL) {
		oauths_user(source, place);
		return;
	}
	check_needed(source, in(place, "user"));
	g_free(mailbox->password_file);
	mailbox->password_file =
		check_credentials(source, place, mailbox->password_env);
}

static void
read_imap(struct source *source, struct place place, const GPtrArray *oauths,
	  struct mailbox *mailbox)
{
	mailbox->folder = g_strdup("");
	mailbox->move_to = g_strdup("");
	mailbox->password_file = g_strdup("");
	if (*mailbox->imap == '\0')
		return;
	read_login(source, place, oauths, mailbox);
	g_free(mailbox->folder);
	mailbox->folder = g_strdup(check_needed(source, in(place, "folder")));
	g_free(mailbox->move_to);
	mailbox->move_to = g_strdup(check_text(source, in(place, "move_to")));
}

/* The address residents write to: written, or the user's if that is one. */
static char *
address_of(struct source *source, struct place place,
	   const struct mailbox *mailbox)
{
	static const struct place landlord = {"landlord", 0, "email"};

	place.name = "address";
	if (*check_address(source, place) != '\0')
		return g_strdup(source_text(source, place));
	if (text_is_address(mailbox->user))
		return g_strdup(mailbox->user);
	return g_strdup(source_text(source, landlord));
}

static struct mailbox *
read_mailbox(struct source *source, struct place place, const GPtrArray *oauths)
{
	struct mailbox *mailbox = g_new0(struct mailbox, 1);

	mailbox->name = g_strdup(source_title(source, "mailbox", place.index));
	check_name(source, place, mailbox->name);
	if (g_str_equal(mailbox->name, "send"))
		source_fault(source, place,
			     "The name \"send\" is the way out's. Give the "
			     "mailbox another one.");
	mailbox->password_env = password_variable(mailbox->name);
	mailbox->imap = g_strdup(check_url(source, in(place, "imap"), "imap"));
	mailbox->maildir = check_path(source, in(place, "maildir"));
	if ((*mailbox->imap == '\0') == (*mailbox->maildir == '\0'))
		source_fault(source, in(place, "maildir"),
			     "The mailbox needs either \"imap\" or "
			     "\"maildir\", and not both.");
	mailbox->user = g_strdup(check_text(source, in(place, "user")));
	mailbox->ca_file = check_file(source, in(place, "ca_file"));
	mailbox->since = check_since(source, in(place, "since"));
	read_imap(source, place, oauths, mailbox);
	mailbox->address = address_of(source, place, mailbox);
	return mailbox;
}

static void
mailbox_free(gpointer data)
{
	struct mailbox *mailbox = data;

	g_free(mailbox->name);
	g_free(mailbox->imap);
	g_free(mailbox->maildir);
	g_free(mailbox->user);
	g_free(mailbox->password_file);
	g_free(mailbox->password_env);
	g_free(mailbox->ca_file);
	g_free(mailbox->folder);
	g_free(mailbox->move_to);
	g_free(mailbox->address);
	g_free(mailbox);
}

/* --- further folders ----------------------------------------------------*/

/* A folder's part of a source's name must not change with the order in which
 * folders are written, nor be that of another folder: what the letters leave
 * out is told by the first digits of its sum. */
static char *
short_name(const char *folder)
{
	GString *out = g_string_new(NULL);
	g_autofree char *sum = text_sha256(folder, strlen(folder));
	gboolean whole = TRUE;
	const char *p;

	for (p = folder; *p != '\0'; p++) {
		gboolean good = g_ascii_isalnum(*p) || *p == '_' || *p == '-';

		whole = whole && good;
		if (good)
			g_string_append_c(out, g_ascii_tolower(*p));
		else if (out->len > 0 && out->str[out->len - 1] != '-')
			g_string_append_c(out, '-');
	}
	if (!whole)
		g_string_append_printf(out, "-%.*s", SUM_CHARS, sum);
	return g_string_free(out, FALSE);
}

static struct mailbox *
further(const struct mailbox *first, const char *folder, gboolean junk)
{
	struct mailbox *mailbox = g_new0(struct mailbox, 1);
	g_autofree char *part = junk ? g_strdup("junk") : short_name(folder);

	*mailbox = *first;
	mailbox->name = g_strdup_printf("%s.%s", first->name, part);
	mailbox->imap = g_strdup(first->imap);
	mailbox->maildir = g_strdup("");
	mailbox->user = g_strdup(first->user);
	mailbox->password_file = g_strdup(first->password_file);
	mailbox->password_env = g_strdup(first->password_env);
	mailbox->ca_file = g_strdup(first->ca_file);
	mailbox->folder = g_strdup(folder);
	mailbox->move_to = g_strdup(junk ? "" : first->move_to);
	mailbox->address = g_strdup(first->address);
	mailbox->junk = junk;
	return mailbox;
}

/* The names of folders go to the server encoded, so that they may hold
 * anything but nothing. */
static void
read_folders(struct source *source, struct place place, GPtrArray *mailboxes,
	     const struct mailbox *first)
{
	g_autoptr(GPtrArray) folders =
		source_list(source, in(place, "folders"));
	const char *junk = check_text(source, in(place, "junk"));
	guint i;

	if (*first->imap == '\0' && (folders->len > 0 || *junk != '\0')) {
		source_fault(source, place,
			     "\"folders\" and \"junk\" are for IMAP. Write a "
			     "mailbox of its own for each Maildir.");
		return;
	}
	for (i = 0; i < folders->len; i++) {
		const char *folder = folders->pdata[i];

		if (*folder == '\0')
			source_fault(source, in(place, "folders"),
				     "\"folders\" holds an empty name.");
		else if (!g_str_equal(folder, first->folder))
			g_ptr_array_add(mailboxes,
					further(first, folder, FALSE));
	}
	if (*junk != '\0')
		g_ptr_array_add(mailboxes, further(first, junk, TRUE));
}

/* What is moved into a folder that is read would be found again for ever. */
static void
check_move(struct source *source, struct place place,
	   const GPtrArray *mailboxes, guint from)
{
	guint i;

	for (i = from; i < mailboxes->len; i++) {
		const struct mailbox *m = mailboxes->pdata[i];
		const struct mailbox *first = mailboxes->pdata[from];

		if (*first->move_to != '\0' &&
		    g_str_equal(first->move_to, m->folder))
			source_fault(source, in(place, "move_to"),
				     "\"move_to\" and \"%s\" are the same "
				     "folder.",
				     m->junk	  ? "junk"
				     : m == first ? "folder"
						  : "folders");
	}
}

/* --- all of them --------------------------------------------------------*/

static gboolean
is_same_place(const struct mailbox *a, const struct mailbox *b)
{
	return g_str_equal(a->name, b->name) ||
	       (g_str_equal(a->imap, b->imap) &&
		g_str_equal(a->maildir, b->maildir) &&
		g_str_equal(a->user, b->user) &&
		g_str_equal(a->folder, b->folder));
}

static void
check_twins(struct source *source, struct place place,
	    const GPtrArray *mailboxes, guint from)
{
	guint i, j;

	for (i = from; i < mailboxes->len; i++)
		for (j = 0; j < i; j++)
			if (is_same_place(mailboxes->pdata[i],
					  mailboxes->pdata[j]))
				source_fault(source, place,
					     "This is the same mailbox as "
					     "another one. Remove it.");
}

void
mailboxes_read(struct source *source, struct config *config)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(mailbox_free);
	guint i, n = source_count(source, "mailbox");

	config->mailboxes = all;
	for (i = 0; i < n; i++) {
		struct place place = {"mailbox", i, ""};
		guint from = all->len;

		g_ptr_array_add(all,
				read_mailbox(source, place, config->oauths));
		read_folders(source, place, all, all->pdata[from]);
		check_move(source, place, all, from);
		check_twins(source, place, all, from);
	}
	if (n == 0)
		source_fault(source, (struct place){"", 0, "mailbox"},
			     "There is no section mailbox \"NAME\" { … }: "
			     "nothing would be fetched.");
}
