/*
 * Listing a source whole; here a mailbox. A Maildir's files are hashed, because
 * a message is known by its bytes, wherever its file is.
 */
#include "poll/listing.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "poll/imap.h"
#include "poll/listing_inside.h"
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

struct listing *
listing_new(void)
{
	struct listing *listing = g_new0(struct listing, 1);

	listing->all = g_ptr_array_new_with_free_func(listed_free);
	return listing;
}

struct listed *
listing_add(struct listing *listing, gint64 received)
{
	struct listed *listed = g_new0(struct listed, 1);

	listed->place = g_strdup("");
	listed->name = g_strdup("");
	listed->seen = g_strdup("");
	listed->sha256 = g_strdup("");
	listed->received = received;
	g_ptr_array_add(listing->all, listed);
	return listed;
}

void
listed_set(char **to, char *value)
{
	g_free(*to);
	*to = value;
}

gboolean
listing_is_within(gint64 received, const gint64 bounds[2])
{
	return received == TIME_NONE ||
	       ((bounds[0] == TIME_NONE || received >= bounds[0]) &&
		(bounds[1] == TIME_NONE || received < bounds[1]));
}

void
listed_hash(struct listed *listed)
{
	g_autoptr(GMappedFile) file =
		g_mapped_file_new(listed->place, FALSE, NULL);

	listed->unreadable = file == NULL;
	if (file != NULL)
		listed_set(&listed->sha256,
			   text_sha256(g_mapped_file_get_contents(file),
				       MIN(g_mapped_file_get_length(file),
					   LIMIT_ITEM_BYTES)));
}

/* --- IMAP ---------------------------------------------------------------*/

static void
add_uid(struct listing *listing, guint32 uid, gint64 received)
{
	struct listed *listed = listing_add(listing, received);

	listed_set(&listed->place, g_strdup_printf("UID %u (UIDVALIDITY %u)",
						   uid, listing->uidvalidity));
	listed->uid = uid;
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
			    listing_is_within(one->received, bounds))
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
	if (!listing_is_within(received, bounds))
		return;
	listed = listing_add(listing, received);
	listed_set(&listed->name, without_flags(name));
	listed_set(&listed->seen, g_strdup(listed->name));
	listed_set(&listed->place, g_steal_pointer(&path));
	listed_hash(listed);
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
listing_open(const struct door *door, gint64 from, gint64 to, GError **error)
{
	const gint64 bounds[2] = {from, to};

	if (door->form != NULL)
		return listing_feed(door->form, bounds, error);
	if (door->letters != NULL)
		return listing_letters(door->letters, bounds, error);
	return *door->mailbox->maildir != '\0'
		       ? list_maildir(door->mailbox, bounds, error)
		       : list_imap(door->mailbox, bounds, error);
}

gboolean
listing_fetch(const struct door *door, struct listing *listing,
	      struct spool *spool, GError **error)
{
	g_autoptr(own_cursor) cursor =
		cursor_load(spool_data(spool), door->name, error);

	if (cursor == NULL || !spool_has_room(spool, error))
		return FALSE;
	if (door->form != NULL)
		return pass_feed_again(door->form, spool, cursor, listing,
				       error);
	if (door->letters != NULL)
		return pass_letters_again(door->letters, spool, cursor, listing,
					  error);
	return *door->mailbox->maildir != '\0'
		       ? pass_maildir_again(door->mailbox, spool, cursor,
					    listing, error)
		       : pass_imap_again(door->mailbox, spool, cursor, listing,
					 error);
}
