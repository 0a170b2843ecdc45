/*
 * Listing a mailbox whole. A Maildir's files are hashed, because a message
 * is known by its bytes, wherever its file is.
 */
#include "poll/listing.h"

#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "poll/imap.h"

GArray *
listing_imap(const struct mailbox *mailbox, guint32 *uidvalidity,
	     GError **error)
{
	g_autoptr(own_imap) imap = imap_open(mailbox, error);
	guint exists = 0;

	if (imap == NULL ||
	    !imap_select(imap, FALSE, uidvalidity, &exists, error))
		return NULL;
	if (exists == 0)
		return g_array_new(FALSE, FALSE, sizeof(guint32));
	return imap_search(imap, 1, error);
}

void
listed_free(struct listed *listed)
{
	g_free(listed->path);
	g_free(listed->name);
	g_free(listed->sha256);
	g_free(listed);
}

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

static gboolean
list(const struct mailbox *mailbox, const char *folder, GPtrArray *files,
     GError **error)
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
	while ((name = g_dir_read_name(directory)) != NULL) {
		struct listed *listed;

		if (*name == '.')
			continue;
		listed = g_new0(struct listed, 1);
		listed->path = g_build_filename(path, name, NULL);
		listed->name = without_flags(name);
		listed->sha256 = hash_of(listed->path);
		g_ptr_array_add(files, listed);
	}
	return TRUE;
}

GPtrArray *
listing_maildir(const struct mailbox *mailbox, GError **error)
{
	g_autoptr(GPtrArray) files =
		g_ptr_array_new_with_free_func((GDestroyNotify)listed_free);

	if (list(mailbox, "new", files, error) &&
	    list(mailbox, "cur", files, error))
		return g_steal_pointer(&files);
	return NULL;
}
