/*
 * Listing a mailbox whole. A Maildir's files are hashed, because a message
 * is known by its bytes, wherever its file is.
 */
#include "poll/listing.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "poll/imap.h"
#include "poll/pass_inside.h"

/* UIDs asked at once for their sizes and dates. */
#define ASKED (10u * LIMIT_FETCH_BATCH)

static void
listed_free(gpointer data)
{
	struct listed *listed = data;

	g_free(listed->place);
	g_free(listed->name);
	g_free(listed->seen);
	g_free(listed->sha256);
	g_free(listed);
}

void
listing_free(struct listing *listing)
{
	g_ptr_array_unref(listing->all);
	g_free(listing);
}

static struct listing *
listing_new(void)
{
	struct listing *listing = g_new0(struct listing, 1);

	listing->all = g_ptr_array_new_with_free_func(listed_free);
	return listing;
}

/* What is not known lies within. */
static gboolean
is_within(gint64 received, gint64 from, gint64 to)
{
	return received == TIME_NONE ||
	       ((from == TIME_NONE || received >= from) &&
		(to == TIME_NONE || received < to));
}

/* --- IMAP ---------------------------------------------------------------*/

static void
add_uid(struct listing *listing, guint32 uid, gint64 received)
{
	struct listed *listed = g_new0(struct listed, 1);

	listed->place = g_strdup_printf("UID %u (UIDVALIDITY %u)", uid,
					listing->uidvalidity);
	listed->uid = uid;
	listed->name = g_strdup("");
	listed->seen = g_strdup("");
	listed->sha256 = g_strdup("");
	listed->received = received;
	g_ptr_array_add(listing->all, listed);
}

static void
add_uids(struct listing *listing, const GArray *uids)
{
	guint i;

	for (i = 0; i < uids->len; i++)
		add_uid(listing, g_array_index(uids, guint32, i), TIME_NONE);
}

/* Some of the UIDs, if they were received within; from an index on. */
static gboolean
add_dated(struct listing *listing, struct imap *imap, const GArray *uids,
	  const gint64 bounds[2], GError **error)
{
	guint at, i;

	for (at = 0; at < uids->len; at += ASKED) {
		g_autoptr(GArray) some = pass_wanted(uids, at);

		if (!imap_sizes(imap, some, error))
			return FALSE;
		for (i = 0; i < some->len; i++) {
			const struct wanted *one =
				&g_array_index(some, struct wanted, i);

			if (one->listed &&
			    is_within(one->received, bounds[0], bounds[1]))
				add_uid(listing, one->uid, one->received);
		}
	}
	return TRUE;
}

static struct listing *
list_imap(const struct mailbox *mailbox, const gint64 bounds[2], GError **error)
{
	g_autoptr(own_imap) imap = imap_open(mailbox, error);
	g_autoptr(own_listing) listing = listing_new();
	g_autoptr(GArray) uids = NULL;
	guint exists = 0;

	if (imap == NULL ||
	    !imap_select(imap, FALSE, &listing->uidvalidity, &exists, error))
		return NULL;
	if (exists == 0)
		return g_steal_pointer(&listing);
	uids = imap_search(imap, 1, error);
	if (uids == NULL)
		return NULL;
	if (bounds[0] == TIME_NONE && bounds[1] == TIME_NONE)
		add_uids(listing, uids);
	else if (!add_dated(listing, imap, uids, bounds, error))
		return NULL;
	return g_steal_pointer(&listing);
}

/* --- Maildir ------------------------------------------------------------*/

static char *
hash_of(const char *path)
{
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);

	if (file == NULL)
		return NULL;
	return text_sha256(
		g_mapped_file_get_contents(file),
		MIN(g_mapped_file_get_length(file), LIMIT_ITEM_BYTES));
}

static char *
without_flags(const char *name)
{
	const char *flags = strstr(name, ":2,");

	return flags == NULL ? g_strdup(name)
			     : g_strndup(name, (gsize)(flags - name));
}

static void
add_file(struct listing *listing, const char *folder, const char *name,
	 const gint64 bounds[2])
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	struct listed *listed;
	GStatBuf info;
	gint64 received = TIME_NONE;

	if (g_stat(path, &info) == 0)
		received = (gint64)info.st_mtime;
	if (!is_within(received, bounds[0], bounds[1]))
		return;
	listed = g_new0(struct listed, 1);
	listed->name = without_flags(name);
	listed->seen = g_strdup(listed->name);
	listed->sha256 = hash_of(path);
	listed->unreadable = listed->sha256 == NULL;
	if (listed->unreadable)
		listed->sha256 = g_strdup("");
	listed->received = received;
	listed->place = g_steal_pointer(&path);
	g_ptr_array_add(listing->all, listed);
}

static gboolean
add_folder(struct listing *listing, const struct mailbox *mailbox,
	   const char *folder, const gint64 bounds[2], GError **error)
{
	g_autofree char *path =
		g_build_filename(mailbox->maildir, folder, NULL);
	g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
	const char *name;

	if (directory == NULL)
		return fault_set(error, FAULT_SETUP,
				 "The folder %s cannot be read. Check maildir "
				 "of mailbox \"%s\", and who may read it.",
				 path, mailbox->name);
	while ((name = g_dir_read_name(directory)) != NULL)
		if (*name != '.')
			add_file(listing, path, name, bounds);
	return TRUE;
}

static struct listing *
list_maildir(const struct mailbox *mailbox, const gint64 bounds[2],
	     GError **error)
{
	g_autoptr(own_listing) listing = listing_new();

	if (add_folder(listing, mailbox, "new", bounds, error) &&
	    add_folder(listing, mailbox, "cur", bounds, error))
		return g_steal_pointer(&listing);
	return NULL;
}

/* --- any ----------------------------------------------------------------*/

struct listing *
listing_open(const struct mailbox *mailbox, gint64 from, gint64 to,
	     GError **error)
{
	const gint64 bounds[2] = {from, to};

	return *mailbox->maildir != '\0' ? list_maildir(mailbox, bounds, error)
					 : list_imap(mailbox, bounds, error);
}

gboolean
listing_fetch(const struct mailbox *mailbox, struct listing *listing,
	      struct spool *spool, GError **error)
{
	g_autoptr(own_cursor) cursor =
		cursor_load(spool_data(spool), mailbox->name, error);

	if (cursor == NULL || !spool_has_room(spool, error))
		return FALSE;
	return *mailbox->maildir != '\0'
		       ? pass_maildir_again(mailbox, spool, cursor, listing,
					    error)
		       : pass_imap_again(mailbox, spool, cursor, listing,
					 error);
}
