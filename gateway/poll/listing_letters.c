/*
 * Listing a folder of letters: the files in it, and those in "done". What
 * poll leaves alone there (poll/letters.h) is left out.
 */
#include "poll/listing_inside.h"

#include <sys/stat.h>

#include "base/clock.h"
#include "base/fault.h"
#include "poll/letters.h"
#include "poll/letters_name.h"

/* Where files are looked for. */
struct spot {
	const char *path;
	gboolean passed; /* only what was taken in is put there */
};

static void
add_file(struct listing *listing, const struct spot *spot, const char *name,
	 const gint64 bounds[2])
{
	g_autofree char *path = g_build_filename(spot->path, name, NULL);
	g_autofree char *note = NULL;
	struct listed *listed;
	struct stat info;
	gint64 received;

	if (lstat(path, &info) != 0 || !S_ISREG(info.st_mode) ||
	    info.st_size == 0)
		return;
	received = letters_received(letters_unnumbered(name),
				    (gint64)info.st_mtime, clock_now(), &note);
	if (!listing_is_within(received, bounds))
		return;
	listed = listing_add(listing, received);
	listed_set(&listed->place, g_steal_pointer(&path));
	listed_set(&listed->name, letters_shown(name));
	listed_set(&listed->seen, letters_key(name, &info));
	listed->passed = spot->passed;
	listed_hash(listed);
}

static gboolean
add_folder(struct listing *listing, const struct drop_folder *folder,
	   const struct spot *spot, const gint64 bounds[2], GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GDir) directory = g_dir_open(spot->path, 0, &why);
	const char *name;

	if (directory == NULL && spot->passed &&
	    g_error_matches(why, G_FILE_ERROR, G_FILE_ERROR_NOENT))
		return TRUE;
	if (directory == NULL)
		return fault_set(error, FAULT_SETUP,
				 "The folder %s of letters \"%s\" cannot be "
				 "read: %s. Check that the share is there, and "
				 "who may read it.",
				 spot->path, folder->name, why->message);
	while ((name = g_dir_read_name(directory)) != NULL)
		if (!letters_unfinished(name))
			add_file(listing, spot, name, bounds);
	return TRUE;
}

/* The folder first: what is moved meanwhile stands here twice, not never. */
struct listing *
listing_letters(const struct drop_folder *folder, const gint64 bounds[2],
		GError **error)
{
	const struct spot here = {folder->folder, FALSE};
	const struct spot done = {folder->done, TRUE};
	g_autoptr(own_listing) listing = listing_new();

	if (add_folder(listing, folder, &here, bounds, error) &&
	    add_folder(listing, folder, &done, bounds, error))
		return g_steal_pointer(&listing);
	return NULL;
}

gboolean
pass_letters_again(const struct drop_folder *folder, struct spool *spool,
		   struct cursor *cursor, const struct listing *listing,
		   GError **error)
{
	g_autoptr(own_spool) scans = spool_open_scans(spool_data(spool), error);
	guint i;

	if (scans == NULL)
		return FALSE;
	for (i = 0; i < listing->all->len; i++) {
		struct listed *one = listing->all->pdata[i];

		if (one->missing &&
		    !letters_again(folder, scans, cursor, one, error))
			return FALSE;
	}
	return TRUE;
}
