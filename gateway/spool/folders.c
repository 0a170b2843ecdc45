/*
 * Opening and listing the spool's folders, and clearing away what writers
 * left that died.
 */
#include "spool/folders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"

/* A file in tmp/ that is younger may not be locked yet by its writer. */
#define STALE_SECONDS 60

static int
open_folder(const char *data, const char *name, GError **error)
{
	g_autofree char *path = g_build_filename(data, name, NULL);
	int fd = -1;

	if (g_mkdir_with_parents(path, 0700) != 0 ||
	    (fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
		fault_errno(error, errno, "Cannot make or open the folder %s",
			    path);
	return fd;
}

static gboolean
open_folders(struct spool *spool, const char *accepted, GError **error)
{
	const struct {
		const char *name;
		int *fd;
	} folders[] = {
		{"spool/tmp", &spool->tmp},   {accepted, &spool->new},
		{"spool/held", &spool->held}, {"spool/filed", &spool->filed},
		{"archive", &spool->archive},
	};
	int source = open_folder(spool->data, "spool/source", error);
	gsize i;

	if (source < 0)
		return FALSE;
	close(source);
	for (i = 0; i < G_N_ELEMENTS(folders); i++) {
		*folders[i].fd =
			open_folder(spool->data, folders[i].name, error);
		if (*folders[i].fd < 0)
			return FALSE;
	}
	return TRUE;
}

/* A writer holds a lock on its file as long as it lives. */
static void
remove_if_stale(const struct spool *spool, const char *name)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	int fd = openat(spool->tmp, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct stat info;

	if (fd < 0)
		return;
	if (fstat(fd, &info) == 0 && info.st_mtime + STALE_SECONDS <= now &&
	    flock(fd, LOCK_EX | LOCK_NB) == 0)
		unlinkat(spool->tmp, name, 0);
	close(fd);
}

static gboolean
remove_stale(const struct spool *spool, GError **error)
{
	g_autoptr(GPtrArray) names = folders_list(spool, spool->tmp, 0, error);
	guint i;

	if (names == NULL)
		return FALSE;
	for (i = 0; i < names->len; i++)
		remove_if_stale(spool, names->pdata[i]);
	return TRUE;
}

static struct spool *
open_at(const char *data, const char *accepted, GError **error)
{
	g_autoptr(own_spool) spool = g_new(struct spool, 1);

	*spool = (struct spool){.data = g_strdup(data),
				.tmp = -1,
				.new = -1,
				.held = -1,
				.filed = -1,
				.archive = -1,
				.floor = LIMIT_FLOOR_BYTES,
				.pending = g_ptr_array_new()};
	if (!open_folders(spool, accepted, error) ||
	    !remove_stale(spool, error))
		return NULL;
	return g_steal_pointer(&spool);
}

struct spool *
spool_open(const char *data, GError **error)
{
	return open_at(data, "spool/new", error);
}

struct spool *
spool_open_scans(const char *data, GError **error)
{
	return open_at(data, "spool/scans", error);
}

void
folders_drop_pending(struct spool *spool)
{
	guint i;

	for (i = 0; i < spool->pending->len; i++) {
		struct pending *one = spool->pending->pdata[i];

		(void)unlinkat(spool->tmp, one->id, 0);
		close(one->fd);
		g_free(one->id);
		g_free(one);
	}
	g_ptr_array_set_size(spool->pending, 0);
}

void
spool_close(struct spool *spool)
{
	if (spool == NULL)
		return;
	folders_drop_pending(spool);
	g_ptr_array_unref(spool->pending);
	close(spool->tmp);
	close(spool->new);
	close(spool->held);
	close(spool->filed);
	close(spool->archive);
	g_free(spool->data);
	g_free(spool);
}

const char *
spool_data(const struct spool *spool)
{
	return spool->data;
}

void
spool_set_floor(struct spool *spool, guint64 bytes)
{
	spool->floor = bytes;
}

gboolean
spool_has_room(const struct spool *spool, GError **error)
{
	struct statvfs info;

	if (fstatvfs(spool->tmp, &info) != 0)
		return fault_errno(error, errno,
				   "Cannot look at the disk of %s",
				   spool->data);
	if ((guint64)info.f_bavail * info.f_frsize >= spool->floor)
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY,
			 "The disk of %s has less than %" G_GUINT64_FORMAT
			 " MB free. Nothing more is taken in until there is "
			 "room; mail waits on its server.",
			 spool->data, spool->floor / (1024 * 1024));
}

char *
folders_name(const char *id, int attempts)
{
	if (attempts == 0)
		return g_strdup(id);
	return g_strdup_printf("%s.%d", id, attempts);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
folders_list(const struct spool *spool, int folder, guint limit, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	int number = errno;

	if (directory == NULL) {
		fault_errno(error, number, "Cannot list the spool of %s",
			    spool->data);
		return NULL;
	}
	while ((entry = readdir(directory)) != NULL)
		if (entry->d_name[0] != '.')
			g_ptr_array_add(names, g_strdup(entry->d_name));
	closedir(directory);
	g_ptr_array_sort(names, compare_names);
	if (limit > 0 && names->len > limit)
		g_ptr_array_set_size(names, (gint)limit);
	return g_steal_pointer(&names);
}

static int
count(const struct spool *spool, int folder, const char *but)
{
	g_autoptr(GPtrArray) names = folders_list(spool, folder, 0, NULL);
	int n = 0;
	guint i;

	if (names == NULL)
		return -1;
	for (i = 0; i < names->len; i++)
		n += !g_str_has_suffix(names->pdata[i], but);
	return n;
}

int
spool_count_new(const struct spool *spool)
{
	return count(spool, spool->new, ".");
}

int
spool_count_held(const struct spool *spool)
{
	return count(spool, spool->held, ".why");
}
