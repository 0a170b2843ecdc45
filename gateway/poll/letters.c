/*
 * A look into a folder of scans. The order that loses nothing: copy, sync,
 * remember, move.
 */
#include "poll/letters.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "poll/letters_name.h"
#include "spool/seen.h"

#define NAME_TRIES 1000

/* How a file was when it was first seen so. */
struct watched {
	gint64 size, modified, changed; /* times in nanoseconds */
	gint64 since;			/* of the monotonic clock */
};

/* One look. */
struct pass {
	const struct drop_folder *folder;
	struct spool *scans;
	struct cursor *cursor;
	struct poll_report *report;
	struct seen *seen;
	GHashTable *present; /* keys of seen that are in the folder */
	GPtrArray *taken;    /* char *: names, put and not yet synced */
	GPtrArray *keys;     /* char *: their keys */
	guint odd;
	char *odd_one;
};

/* --- is it whole?
 * -----------------------------------------------------------*/

static gint64
nanoseconds(struct timespec time)
{
	return (gint64)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* By path, as long as the process lives: a share's clock may be ahead of ours
 * for longer than any pass. */
static GHashTable *watched;

static gboolean
is_gone(gpointer path, gpointer value, gpointer data)
{
	(void)value;
	(void)data;
	return access(path, F_OK) != 0;
}

/* As watched by us since it last changed. */
static gboolean
has_rested(const char *path, const struct stat *info, gint64 quiet)
{
	struct watched now = {info->st_size, nanoseconds(info->st_mtim),
			      nanoseconds(info->st_ctim),
			      g_get_monotonic_time()};
	const struct watched *before = g_hash_table_lookup(watched, path);

	if (before != NULL && before->size == now.size &&
	    before->modified == now.modified && before->changed == now.changed)
		return now.since - before->since >= quiet * G_USEC_PER_SEC;
	g_hash_table_replace(watched, g_strdup(path),
			     g_memdup2(&now, sizeof(now)));
	return quiet == 0;
}

static gboolean
is_at_rest(const char *path, const struct stat *info, gint64 quiet)
{
	gint64 before = g_get_real_time() / G_USEC_PER_SEC - quiet;

	return has_rested(path, info, quiet) ||
	       ((gint64)info->st_mtime < before &&
		(gint64)info->st_ctime < before);
}

/* --- taking one file
 * ----------------------------------------------------------*/

static void
set(char **to, const char *value)
{
	g_free(*to);
	*to = g_strdup(value);
}

static struct item *
facts_of(const struct pass *pass, const char *name, const struct stat *info)
{
	struct item *facts = item_new();
	g_autofree char *display = letters_shown(name);
	g_autofree char *note = NULL;

	facts->received = letters_received(name, (gint64)info->st_mtime,
					   clock_now(), &note);
	facts->original_size = (gsize)info->st_size;
	facts->answer = facts->received >= pass->cursor->cutoff;
	set(&facts->source, pass->folder->name);
	set(&facts->channel, "letter");
	set(&facts->name, display);
	set(&facts->note, note == NULL ? "" : note);
	return facts;
}

static gboolean
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       nanoseconds(a->st_mtim) == nanoseconds(b->st_mtim);
}

/* Changed while it was read: it was not at rest, and is left. */
static gboolean
put(struct pass *pass, int fd, const char *name, const struct stat *info,
    GError **error)
{
	g_autoptr(own_spool_writer) writer =
		spool_writer_begin(pass->scans, error);
	g_autoptr(own_item) facts = facts_of(pass, name, info);
	gboolean unreadable = FALSE;
	struct stat after;

	if (writer == NULL)
		return FALSE;
	if (!pass_copy(fd, writer, &unreadable, error)) {
		pass->report->failed += unreadable;
		return unreadable;
	}
	if (fstat(fd, &after) != 0 || !is_same(info, &after))
		return TRUE;
	if (!spool_writer_finish(writer, facts, error))
		return FALSE;
	pass_count(pass->report, facts);
	g_ptr_array_add(pass->taken, g_strdup(name));
	return TRUE;
}

char *
letters_key(const char *name, const struct stat *info)
{
	return g_strdup_printf(
		"%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x-%s",
		(gint64)info->st_size, nanoseconds(info->st_mtim), name);
}

/* Its date may stand in the name that it had before it was moved. */
gboolean
letters_again(const struct drop_folder *folder, struct spool *scans,
	      struct cursor *cursor, struct listed *listed, GError **error)
{
	struct poll_report report = {0};
	g_autoptr(GPtrArray) taken = g_ptr_array_new_with_free_func(g_free);
	struct pass pass = {.folder = folder,
			    .scans = scans,
			    .cursor = cursor,
			    .report = &report,
			    .taken = taken};
	g_autofree char *name = g_path_get_basename(listed->place);
	int fd = open(listed->place,
		      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat info;
	gboolean good = TRUE;

	if (fd < 0)
		return TRUE;
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
		good = put(&pass, fd, letters_unnumbered(name), &info, error);
	close(fd);
	if (!good || taken->len == 0)
		return good;
	listed->fetched = spool_sync(scans, error);
	return listed->fetched;
}

/* --- moving
 * -------------------------------------------------------------------*/

/* Quietly: what cannot be moved is remembered, and a later look tries again.
 * A name that is taken gets a number. */
static void
move_away(const struct pass *pass, const char *name)
{
	const struct drop_folder *folder = pass->folder;
	g_autofree char *from = g_build_filename(folder->folder, name, NULL);
	int i, failed = -1;

	if (g_mkdir_with_parents(folder->done, 0770) != 0)
		return;
	for (i = 1; failed != 0 && i < NAME_TRIES; i++) {
		g_autofree char *numbered =
			i == 1 ? g_strdup(name)
			       : g_strdup_printf("%d-%s", i, name);
		g_autofree char *to =
			g_build_filename(folder->done, numbered, NULL);

		failed = renameat2(AT_FDCWD, from, AT_FDCWD, to,
				   RENAME_NOREPLACE);
		if (failed != 0 && errno != EEXIST)
			return;
	}
	pass->report->moved += failed == 0;
}

/* Makes what was put durable, then lets the folder forget it. */
static gboolean
settle(struct pass *pass, GError **error)
{
	guint i;

	if (!spool_sync(pass->scans, error))
		return FALSE;
	for (i = 0; i < pass->keys->len; i++)
		seen_add(pass->seen, pass->keys->pdata[i]);
	if (!seen_sync(pass->seen, error))
		return FALSE;
	for (i = 0; i < pass->taken->len; i++)
		move_away(pass, pass->taken->pdata[i]);
	g_ptr_array_set_size(pass->taken, 0);
	g_ptr_array_set_size(pass->keys, 0);
	return TRUE;
}

/* --- the folder
 * -----------------------------------------------------------------*/

static void
note_odd(struct pass *pass, const char *name)
{
	if (pass->odd++ == 0)
		pass->odd_one = letters_shown(name);
}

/* A plain file that is not empty is opened; anything else is odd. */
static int
open_file(struct pass *pass, const char *name, struct stat *info)
{
	g_autofree char *path =
		g_build_filename(pass->folder->folder, name, NULL);
	int fd;

	if (lstat(path, info) != 0)
		return -1;
	if (!S_ISREG(info->st_mode)) {
		if (!g_str_equal(path, pass->folder->done))
			note_odd(pass, name);
		return -1;
	}
	if (!is_at_rest(path, info, pass->folder->quiet))
		return -1;
	if (info->st_size == 0) {
		note_odd(pass, name);
		return -1;
	}
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		pass->report->failed += errno != ENOENT;
	else if (fstat(fd, info) != 0 || !S_ISREG(info->st_mode)) {
		close(fd);
		return -1;
	}
	return fd;
}

static gboolean
take(struct pass *pass, const char *name, GError **error)
{
	struct stat info;
	int fd = open_file(pass, name, &info);
	guint before = pass->taken->len;
	g_autofree char *key = NULL;
	gboolean good = TRUE;

	if (fd < 0)
		return TRUE;
	key = letters_key(name, &info);
	g_hash_table_add(pass->present, g_strdup(key));
	if (seen_has(pass->seen, key))
		move_away(pass, name);
	else
		good = put(pass, fd, name, &info, error);
	close(fd);
	if (pass->taken->len > before)
		g_ptr_array_add(pass->keys, g_steal_pointer(&key));
	return good &&
	       (pass->taken->len < LIMIT_FETCH_BATCH || settle(pass, error));
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list(const struct drop_folder *folder, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GDir) directory = g_dir_open(folder->folder, 0, &why);
	GPtrArray *names;
	const char *name;

	if (directory == NULL) {
		fault_set(error, FAULT_SETUP,
			  "The folder %s of letters \"%s\" cannot be read: %s. "
			  "Check that the share is there, and who may read it.",
			  folder->folder, folder->name, why->message);
		return NULL;
	}
	names = g_ptr_array_new_with_free_func(g_free);
	while ((name = g_dir_read_name(directory)) != NULL)
		if (!letters_unfinished(name))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

static gboolean
take_all(struct pass *pass, GError **error)
{
	g_autoptr(GPtrArray) names = list(pass->folder, error);
	guint i;

	if (names == NULL)
		return FALSE;
	g_hash_table_foreach_remove(watched, is_gone, NULL);
	for (i = 0; i < names->len; i++) {
		if (pass->report->new + pass->report->old >= LIMIT_SCAN_FILES)
			break;
		if (!take(pass, names->pdata[i], error))
			return FALSE;
	}
	return settle(pass, error);
}

static void
remark(struct pass *pass)
{
	struct cursor *cursor = pass->cursor;

	g_free(cursor->remark);
	if (pass->odd == 0)
		cursor->remark = g_strdup("");
	else
		cursor->remark = g_strdup_printf(
			"The folder %s holds %u entries that are no scans, "
			"such as %s: empty files, folders or links. They are "
			"left alone, all others are taken in. Remove them, or "
			"scan the letter again.",
			pass->folder->folder, pass->odd, pass->odd_one);
}

static gboolean
look(struct pass *pass, GError **error)
{
	const struct poll_report *report = pass->report;

	if (!spool_has_room(pass->scans, error) || !take_all(pass, error))
		return FALSE;
	remark(pass);
	if (!seen_prune(pass->seen, pass->present, error))
		return FALSE;
	if (report->failed == 0)
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY,
			 "%d files of the folder %s cannot be read. Check who "
			 "may read them; they will be tried again.",
			 report->failed, pass->folder->folder);
}

/* With what one pass remembers. */
static gboolean
look_with(struct pass *pass, GError **error)
{
	const char *data = spool_data(pass->scans);
	g_autoptr(GHashTable) present =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) taken = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(own_seen) seen = seen_open(data, pass->folder->name, error);
	gboolean good;

	pass->present = present;
	pass->taken = taken;
	pass->keys = keys;
	pass->seen = seen;
	good = seen != NULL && look(pass, error);
	g_free(pass->odd_one);
	return good;
}

gboolean
pass_letters(const struct drop_folder *folder, struct spool *spool,
	     struct cursor *cursor, struct poll_report *report, GError **error)
{
	g_autoptr(own_spool) scans = spool_open_scans(spool_data(spool), error);
	struct pass pass = {
		.folder = folder,
		.scans = scans,
		.cursor = cursor,
		.report = report,
	};

	if (watched == NULL)
		watched = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
						g_free);
	return scans != NULL && look_with(&pass, error);
}

gboolean
letters_check(const struct drop_folder *folder, int *files, GError **error)
{
	g_autoptr(GPtrArray) names = list(folder, error);

	if (names == NULL)
		return FALSE;
	*files = (int)names->len;
	if (access(folder->folder, W_OK | X_OK) == 0)
		return TRUE;
	return fault_set(error, FAULT_SETUP,
			 "The folder %s of letters \"%s\" can be read but not "
			 "written to: scans are taken in, but stay where they "
			 "are. Let Postroom's user write there.",
			 folder->folder, folder->name);
}
