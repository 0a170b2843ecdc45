/*
 * Files and folders, one at a time.
 */
#include "cmd/store.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "spool/look.h"

#define BLOCK_BYTES ((gsize)256 * 1024)
#define OPEN_FOLDERS 16

gboolean
store_folder(const char *path, GError **error)
{
	return g_mkdir_with_parents(path, 0700) == 0 ||
	       fault_errno(error, errno, "Cannot make the folder %s", path);
}

static gboolean
pour(int from, int to)
{
	g_autofree char *block = g_malloc(BLOCK_BYTES);
	ssize_t n;

	while ((n = read(from, block, BLOCK_BYTES)) != 0) {
		ssize_t done = 0, m;

		if (n < 0 && errno == EINTR)
			continue;
		for (; done < n; done += m) {
			m = write(to, block + done, (size_t)(n - done));
			if (m < 0)
				return FALSE;
		}
		if (n < 0)
			return FALSE;
	}
	return TRUE;
}

static gboolean
copy_open(int from, const char *to, GError **error)
{
	int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	gboolean done = fd >= 0 && pour(from, fd);
	int number = errno;

	if (fd >= 0)
		close(fd);
	return done || fault_errno(error, number, "Cannot write %s", to);
}

gboolean
store_copy(const char *from, const char *to, GError **error)
{
	int fd = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	gboolean done;

	if (fd < 0)
		return fault_errno(error, errno, "Cannot open %s", from);
	done = copy_open(fd, to, error);
	close(fd);
	return done;
}

gboolean
store_link(const char *from, const char *to, GError **error)
{
	return link(from, to) == 0 || store_copy(from, to, error);
}

gboolean
store_files(const char *from, const char *to, const char *name,
	    gboolean (*put)(const char *, const char *, GError **),
	    GError **error)
{
	g_autofree char *source = g_build_filename(from, name, NULL);
	g_autofree char *target = g_build_filename(to, name, NULL);
	g_autoptr(GPtrArray) names = look_names(source, error);
	guint i;

	if (names == NULL || !store_folder(target, error))
		return FALSE;
	for (i = 0; i < names->len; i++) {
		g_autofree char *a =
			g_build_filename(source, names->pdata[i], NULL);
		g_autofree char *b =
			g_build_filename(target, names->pdata[i], NULL);

		if (g_str_has_suffix(a, ".lock"))
			continue;
		if (!put(a, b, error)) {
			if (access(a, F_OK) == 0)
				return FALSE;
			g_clear_error(error);
		}
	}
	return TRUE;
}

static gboolean
sync_path(const char *path, int (*sync)(int))
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	gboolean synced = fd >= 0 && sync(fd) == 0;
	int number = errno;

	if (fd >= 0)
		close(fd);
	errno = number;
	return synced;
}

/* The whole disk at once takes a fraction of the time that its files take
 * one by one. */
gboolean
store_sync(const char *folder, GError **error)
{
	return sync_path(folder, syncfs) ||
	       fault_errno(error, errno, "Cannot sync the disk of %s", folder);
}

gboolean
store_sync_names(const char *folder, GError **error)
{
	return sync_path(folder, fsync) ||
	       fault_errno(error, errno, "Cannot sync the folder %s", folder);
}

gboolean
store_place(const char *part, const char *folder, GError **error)
{
	g_autofree char *above = g_path_get_dirname(folder);

	return (rename(part, folder) == 0 && sync_path(above, fsync)) ||
	       fault_errno(error, errno, "%s is whole, but cannot be named %s",
			   part, folder);
}

static int
remove_one(const char *path, const struct stat *info, int kind,
	   struct FTW *position)
{
	(void)info;
	(void)kind;
	(void)position;
	return remove(path);
}

gboolean
store_remove(const char *folder, GError **error)
{
	if (access(folder, F_OK) != 0 && errno == ENOENT)
		return TRUE;
	return nftw(folder, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) ==
		       0 ||
	       fault_errno(error, errno, "Cannot remove %s", folder);
}

gboolean
store_is_empty(const char *folder)
{
	g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
	const char *name;

	if (directory == NULL)
		return !g_file_test(folder, G_FILE_TEST_EXISTS);
	while ((name = g_dir_read_name(directory)) != NULL)
		if (!g_str_has_suffix(name, ".lock"))
			return FALSE;
	return TRUE;
}
