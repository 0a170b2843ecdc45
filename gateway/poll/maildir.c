/*
 * A pass over a Maildir. A message is known by its file's name without the
 * flags after ":2,", wherever the file is; the time of receipt is the file's
 * modification time. Files are read, and moved if asked for, never removed.
 * What is no plain file is no message: it is left alone and remarked upon.
 */
#include "poll/pass_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "spool/seen.h"

#define BLOCK_BYTES ((gsize)64 * 1024)

/* A longer name does not fit the envelope; its file is not moved. */
#define NAME_BYTES 200

struct maildir {
	const struct mailbox *mailbox;
	struct spool *spool;
	struct cursor *cursor;
	struct poll_report *report;
	struct seen *seen;
	GHashTable *present; /* base name → "new/NAME" or "cur/NAME" */
	guint unsynced;
	guint odd;     /* entries that are no plain files */
	char *odd_one; /* the first of them, as present has it */
};

static char *
base_name(const char *name)
{
	const char *flags = strstr(name, ":2,");

	return flags == NULL ? g_strdup(name)
			     : g_strndup(name, (gsize)(flags - name));
}

static gboolean
sync_batch(struct maildir *maildir, GError **error)
{
	maildir->unsynced = 0;
	return spool_sync(maildir->spool, error) &&
	       seen_sync(maildir->seen, error);
}

/* --- taking one file ----------------------------------------------------*/

gboolean
pass_copy(int fd, struct spool_writer *writer, gboolean *unreadable,
	  GError **error)
{
	g_autofree char *block = g_malloc(BLOCK_BYTES);
	ssize_t n;

	while (spool_writer_size(writer) < LIMIT_ITEM_BYTES) {
		gsize left = LIMIT_ITEM_BYTES - spool_writer_size(writer);

		n = read(fd, block, MIN(left, BLOCK_BYTES));
		if (n < 0 && errno == EINTR)
			continue;
		*unreadable = n < 0;
		if (n <= 0)
			return n == 0;
		if (!spool_writer_append(writer, block, (gsize)n, error))
			return FALSE;
	}
	return TRUE;
}

static struct item *
facts_of(const struct maildir *maildir, const struct stat *info,
	 const char *base)
{
	struct item *facts = pass_facts(maildir->mailbox, maildir->cursor,
					(gint64)info->st_mtime);

	facts->original_size = (gsize)info->st_size;
	if (strlen(base) <= NAME_BYTES) {
		g_free(facts->name);
		facts->name = g_strdup(base);
	} else {
		facts->move = FALSE;
	}
	return facts;
}

static gboolean
put_file(struct maildir *maildir, int fd, const char *base,
	 gboolean *unreadable, GError **error)
{
	g_autoptr(own_spool_writer) writer = NULL;
	g_autoptr(own_item) facts = NULL;
	struct stat info;

	*unreadable = fstat(fd, &info) != 0;
	if (*unreadable)
		return FALSE;
	writer = spool_writer_begin(maildir->spool, error);
	if (writer == NULL || !pass_copy(fd, writer, unreadable, error))
		return FALSE;
	facts = facts_of(maildir, &info, base);
	if (!spool_writer_finish(writer, facts, error))
		return FALSE;
	pass_count(maildir->report, facts);
	return TRUE;
}

/* A symbolic link, pipe, socket, folder or device is looked at before it is
 * opened: opening a device does something. */
static gboolean
is_odd(struct maildir *maildir, const char *whole, const char *path)
{
	struct stat info;

	if (lstat(whole, &info) != 0 || S_ISREG(info.st_mode))
		return FALSE;
	if (maildir->odd++ == 0)
		maildir->odd_one = g_strdup(path);
	return TRUE;
}

/* FALSE only for what ends the pass. A file that is gone was moved by
 * another program and is found again where it is now. */
static gboolean
take(struct maildir *maildir, const char *path, const char *base,
     GError **error)
{
	g_autofree char *whole =
		g_build_filename(maildir->mailbox->maildir, path, NULL);
	gboolean unreadable, put = FALSE;
	int fd;

	if (is_odd(maildir, whole, path))
		return TRUE;
	fd = open(whole, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	unreadable = fd < 0 && errno != ENOENT;

	if (fd >= 0) {
		put = put_file(maildir, fd, base, &unreadable, error);
		close(fd);
		if (!put && !unreadable)
			return FALSE;
	}
	maildir->report->failed += unreadable;
	if (put) {
		seen_add(maildir->seen, base);
		maildir->unsynced++;
	}
	return maildir->unsynced < LIMIT_FETCH_BATCH ||
	       sync_batch(maildir, error);
}

/* --- the folders --------------------------------------------------------*/

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list(const struct mailbox *mailbox, const char *folder, GError **error)
{
	g_autofree char *path =
		g_build_filename(mailbox->maildir, folder, NULL);
	g_autoptr(GError) why = NULL;
	g_autoptr(GDir) directory = g_dir_open(path, 0, &why);
	GPtrArray *names;
	const char *name;

	if (directory == NULL) {
		fault_set(error, FAULT_SETUP,
			  "The folder %s cannot be read. Check maildir of "
			  "mailbox \"%s\", and who may read it.",
			  path, mailbox->name);
		return NULL;
	}
	names = g_ptr_array_new_with_free_func(g_free);
	while ((name = g_dir_read_name(directory)) != NULL)
		if (*name != '.')
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

static gboolean
scan(struct maildir *maildir, const char *folder, GError **error)
{
	g_autoptr(GPtrArray) names = list(maildir->mailbox, folder, error);
	guint i;

	for (i = 0; names != NULL && i < names->len; i++) {
		const char *name = names->pdata[i];
		g_autofree char *base = base_name(name);
		char *path = g_build_filename(folder, name, NULL);

		g_hash_table_replace(maildir->present, g_strdup(base), path);
		if (!seen_has(maildir->seen, base) &&
		    !take(maildir, path, base, error))
			return FALSE;
	}
	return names != NULL;
}

/* --- moving -------------------------------------------------------------*/

/* Where filed mail goes: "cur", or the subfolder's cur. The caller's. */
static char *
target_folder(const struct mailbox *mailbox, GError **error)
{
	g_autofree char *dotted = NULL;
	char *path;

	if (g_str_equal(mailbox->move_to, "cur"))
		return g_build_filename(mailbox->maildir, "cur", NULL);
	dotted = g_strconcat(".", mailbox->move_to, NULL);
	path = g_build_filename(mailbox->maildir, dotted, "cur", NULL);
	if (strchr(mailbox->move_to, '/') == NULL &&
	    g_mkdir_with_parents(path, 0700) == 0)
		return path;
	fault_set(error, FAULT_SETUP,
		  "The folder %s cannot be made. Correct move_to of mailbox "
		  "\"%s\", or who may write there.",
		  path, mailbox->name);
	g_free(path);
	return NULL;
}

static gboolean
move_one(struct maildir *maildir, const struct item *note, const char *target,
	 GError **error)
{
	const char *path = g_hash_table_lookup(maildir->present, note->name);
	g_autofree char *from = NULL;
	g_autofree char *name = NULL;
	g_autofree char *to = NULL;

	if (path == NULL)
		return spool_filed_remove(maildir->spool, note->id, error);
	from = g_build_filename(maildir->mailbox->maildir, path, NULL);
	name = g_path_get_basename(path);
	if (strstr(name, ":2,") == NULL) {
		g_free(name);
		name = g_strconcat(note->name, ":2,", NULL);
	}
	to = g_build_filename(target, name, NULL);
	if (rename(from, to) == 0)
		maildir->report->moved++;
	else if (errno != ENOENT)
		return fault_errno(error, errno, "Cannot move %s to %s", from,
				   target);
	return spool_filed_remove(maildir->spool, note->id, error);
}

static gboolean
move_filed(struct maildir *maildir, GError **error)
{
	g_autoptr(GPtrArray) notes =
		spool_filed(maildir->spool, maildir->mailbox->name, error);
	g_autofree char *target = NULL;
	guint i;

	if (notes == NULL)
		return FALSE;
	if (notes->len == 0 || *maildir->mailbox->move_to == '\0')
		return TRUE;
	target = target_folder(maildir->mailbox, error);
	for (i = 0; target != NULL && i < notes->len; i++)
		if (!move_one(maildir, notes->pdata[i], target, error))
			return FALSE;
	return target != NULL;
}

/* No fault: everything else was taken in, and trying again mends nothing. */
static void
remark(struct maildir *maildir)
{
	struct cursor *cursor = maildir->cursor;
	g_autofree char *shown = NULL;
	g_autofree char *name = NULL;

	g_free(cursor->remark);
	cursor->remark = g_strdup("");
	if (maildir->odd == 0)
		return;
	shown = g_filename_display_name(maildir->odd_one);
	name = text_clean(shown, TRUE);
	g_free(cursor->remark);
	cursor->remark = g_strdup_printf(
		"The Maildir %s holds %u entries that are no plain files, "
		"such as %s. They are left alone, all other mail is taken in. "
		"Put the messages themselves there, or remove the entries.",
		maildir->mailbox->maildir, maildir->odd, name);
}

static gboolean
say_failed(const struct maildir *maildir, GError **error)
{
	if (maildir->report->failed == 0)
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY,
			 "%d files of the Maildir %s cannot be read. Check who "
			 "may read them; they will be tried again.",
			 maildir->report->failed, maildir->mailbox->maildir);
}

gboolean
pass_maildir(const struct mailbox *mailbox, struct spool *spool,
	     struct cursor *cursor, struct poll_report *report, GError **error)
{
	g_autoptr(GHashTable) present =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(own_seen) seen =
		seen_open(spool_data(spool), mailbox->name, error);
	struct maildir maildir = {.mailbox = mailbox,
				  .spool = spool,
				  .cursor = cursor,
				  .report = report,
				  .seen = seen,
				  .present = present};
	gboolean scanned = seen != NULL && spool_has_room(spool, error) &&
			   scan(&maildir, "new", error) &&
			   scan(&maildir, "cur", error);

	if (scanned)
		remark(&maildir);
	g_free(maildir.odd_one);
	return scanned && sync_batch(&maildir, error) &&
	       seen_prune(seen, present, error) &&
	       move_filed(&maildir, error) && say_failed(&maildir, error);
}

/* As take, of a file that the list of those seen has already. */
static gboolean
take_again(struct maildir *maildir, struct listed *listed, GError **error)
{
	int fd = open(listed->place,
		      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	gboolean unreadable = TRUE, put = FALSE;

	if (fd >= 0) {
		put = put_file(maildir, fd, listed->name, &unreadable, error);
		close(fd);
	}
	if (put)
		listed->fetched = spool_sync(maildir->spool, error);
	return put ? listed->fetched : unreadable;
}

gboolean
pass_maildir_again(const struct mailbox *mailbox, struct spool *spool,
		   struct cursor *cursor, const struct listing *listing,
		   GError **error)
{
	struct poll_report report = {0};
	struct maildir maildir = {.mailbox = mailbox,
				  .spool = spool,
				  .cursor = cursor,
				  .report = &report};
	guint i;

	for (i = 0; i < listing->all->len; i++) {
		struct listed *one = listing->all->pdata[i];

		if (one->missing && !take_again(&maildir, one, error))
			return FALSE;
	}
	return TRUE;
}
