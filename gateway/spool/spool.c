/*
 * Taking from the spool: list, load, count an attempt, hold, archive. Each
 * change is one rename or link, so that a crash falls before or after it.
 */
#include "spool/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "spool/folders.h"

/* Below this, a copy costs less than a mapping. */
#define SMALL_BYTES ((gsize)32 * 1024)

/* The length of the id in a file name of new/; 0 if it is not an item's. */
static gsize
id_length(const char *name)
{
	const char *dot = strchr(name, '.');
	gsize length = dot == NULL ? strlen(name) : (gsize)(dot - name);
	g_autofree char *id = g_strndup(name, length);

	if (!item_is_id(id))
		return 0;
	if (dot != NULL &&
	    (!g_ascii_isdigit(dot[1]) || dot[1] == '0' || dot[2] != '\0'))
		return 0;
	return length;
}

static gboolean
hold_file(struct spool *spool, const char *name, const char *why,
	  GError **error)
{
	g_autofree char *file = g_strconcat(name, ".why", NULL);
	g_autofree char *path =
		g_build_filename(spool->data, "spool", "held", file, NULL);

	if (!text_write_file(path, why, strlen(why), error))
		return FALSE;
	if (renameat(spool->new, name, spool->held, name) != 0 &&
	    errno != ENOENT)
		return fault_errno(error, errno, "Cannot put aside %s", name);
	return TRUE;
}

GPtrArray *
spool_list(struct spool *spool, guint limit, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) names = folders_list(spool, spool->new, 0, error);
	guint i;

	if (names == NULL)
		return NULL;
	for (i = 0; i < names->len; i++) {
		const char *name = names->pdata[i];
		gsize length = id_length(name);

		if (limit > 0 && ids->len == limit)
			break;
		if (length > 0)
			g_ptr_array_add(ids, g_strndup(name, length));
		else if (!hold_file(spool, name, "Its name is not an item's.\n",
				    error))
			return NULL;
	}
	return g_steal_pointer(&ids);
}

/* Opens the file of an item and tells its attempts; -1 if there is none. */
static int
open_item(const struct spool *spool, const char *id, int *attempts)
{
	int fd = -1;

	errno = ENOENT;
	for (*attempts = 0; *attempts <= FOLDERS_ATTEMPTS; ++*attempts) {
		g_autofree char *name = folders_name(id, *attempts);

		fd = openat(spool->new, name,
			    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
		if (fd >= 0 || errno != ENOENT)
			break;
	}
	return fd;
}

static gboolean
matches(const struct item *item, GBytes *body)
{
	gsize size = 0;
	const void *data = g_bytes_get_data(body, &size);
	g_autofree char *sha256 = text_sha256(data, size);

	return size == item->size && g_str_equal(sha256, item->sha256);
}

static struct item *
parse_file(GBytes *file, GBytes **bytes, GError **error)
{
	gsize size = 0, offset = 0;
	const char *data = g_bytes_get_data(file, &size);
	g_autoptr(own_item) item = item_parse(data, size, &offset, error);
	g_autoptr(GBytes) body = NULL;

	if (item == NULL)
		return NULL;
	body = g_bytes_new_from_bytes(file, offset, size - offset);
	if (!matches(item, body)) {
		fault_set(error, FAULT_INPUT,
			  "Its bytes are not those that were put.");
		return NULL;
	}
	if (bytes != NULL)
		*bytes = g_steal_pointer(&body);
	return g_steal_pointer(&item);
}

/* The whole of a small file, which most are; NULL if it is larger. */
static GBytes *
read_small(int fd)
{
	char block[SMALL_BYTES];
	gsize size = 0;
	ssize_t n;

	do {
		n = pread(fd, block + size, sizeof(block) - size, (off_t)size);
		size += n > 0 ? (gsize)n : 0;
	} while (n > 0 && size < sizeof(block));
	return n == 0 && size < sizeof(block) ? g_bytes_new(block, size) : NULL;
}

static GBytes *
map_large(int fd, GError **error)
{
	g_autoptr(GError) why = NULL;
	GMappedFile *map = g_mapped_file_new_from_fd(fd, FALSE, &why);
	GBytes *file;

	if (map == NULL) {
		fault_set(error, FAULT_TEMPORARY, "It cannot be read: %s.",
			  why->message);
		return NULL;
	}
	file = g_mapped_file_get_bytes(map);
	g_mapped_file_unref(map);
	return file;
}

static struct item *
load_fd(int fd, GBytes **bytes, GError **error)
{
	g_autoptr(GBytes) file = read_small(fd);

	if (file == NULL)
		file = map_large(fd, error);
	return file != NULL ? parse_file(file, bytes, error) : NULL;
}

struct item *
spool_load(struct spool *spool, const char *id, GBytes **bytes, GError **error)
{
	int attempts = 0;
	int fd = open_item(spool, id, &attempts);
	struct item *item;

	if (fd < 0) {
		fault_errno(error, errno, "Cannot open the item %s", id);
		return NULL;
	}
	item = load_fd(fd, bytes, error);
	close(fd);
	if (item == NULL) {
		g_prefix_error(error, "The item %s is damaged. ", id);
		return NULL;
	}
	g_free(item->id);
	item->id = g_strdup(id);
	item->attempts = attempts;
	return item;
}

gboolean
spool_attempt(struct spool *spool, struct item *item, GError **error)
{
	int attempts = MIN(item->attempts + 1, FOLDERS_ATTEMPTS);
	g_autofree char *from = folders_name(item->id, item->attempts);
	g_autofree char *to = folders_name(item->id, attempts);

	if (renameat(spool->new, from, spool->new, to) != 0)
		return fault_errno(error, errno,
				   "Cannot count an attempt at the item %s",
				   item->id);
	item->attempts = attempts;
	return TRUE;
}

gboolean
spool_hold(struct spool *spool, const char *id, const char *why, GError **error)
{
	int attempts = 0;
	int fd = open_item(spool, id, &attempts);
	g_autofree char *name = NULL;

	if (fd < 0)
		return errno == ENOENT ||
		       fault_errno(error, errno, "Cannot open the item %s", id);
	close(fd);
	name = folders_name(id, attempts);
	return hold_file(spool, name, why, error);
}

gboolean
spool_remove(struct spool *spool, const struct item *item, GError **error)
{
	g_autofree char *name = folders_name(item->id, item->attempts);

	if (unlinkat(spool->new, name, 0) != 0 && errno != ENOENT)
		return fault_errno(error, errno, "Cannot remove the item %s",
				   item->id);
	return TRUE;
}

/* --- filing -------------------------------------------------------------*/

/* Makes DATA/archive/ab, where name is to go. */
static gboolean
make_folder(const struct spool *spool, const char *name)
{
	g_autofree char *folder = g_strndup(name, 2);

	if (mkdirat(spool->archive, folder, 0700) != 0)
		return errno == EEXIST;
	return fsync(spool->archive) == 0;
}

/* The first time a folder is needed it is not there. */
static int
move_into(const struct spool *spool, const char *from, const char *to)
{
	int result = renameat(spool->new, from, spool->archive, to);

	if (result == 0 || errno != ENOENT || !make_folder(spool, to))
		return result;
	return renameat(spool->new, from, spool->archive, to);
}

gboolean
spool_archive(struct spool *spool, const struct item *item, GError **error)
{
	g_autofree char *name = folders_name(item->id, item->attempts);
	g_autofree char *to =
		g_strdup_printf("%.2s/%s", item->sha256, item->sha256);
	int result;

	if (item->move &&
	    linkat(spool->new, name, spool->filed, item->id, 0) != 0 &&
	    errno != EEXIST && errno != ENOENT)
		return fault_errno(error, errno, "Cannot note %s as filed",
				   item->id);
	if (faccessat(spool->archive, to, F_OK, 0) == 0)
		result = unlinkat(spool->new, name, 0);
	else
		result = move_into(spool, name, to);
	if (result != 0 && errno != ENOENT)
		return fault_errno(error, errno, "Cannot archive the item %s",
				   item->id);
	return TRUE;
}

static struct item *
load_filed(const struct spool *spool, const char *id)
{
	char head[LIMIT_ENVELOPE_BYTES];
	int fd = openat(spool->filed, id, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, head, sizeof(head));
	struct item *item = NULL;
	gsize body = 0;

	if (fd >= 0)
		close(fd);
	if (n > 0)
		item = item_parse(head, (gsize)n, &body, NULL);
	if (item == NULL)
		return NULL;
	g_free(item->id);
	item->id = g_strdup(id);
	return item;
}

GPtrArray *
spool_filed(struct spool *spool, const char *source, GError **error)
{
	g_autoptr(GPtrArray) names =
		folders_list(spool, spool->filed, 0, error);
	g_autoptr(GPtrArray) items =
		g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
	guint i;

	if (names == NULL)
		return NULL;
	for (i = 0; i < names->len; i++) {
		g_autoptr(own_item) item = load_filed(spool, names->pdata[i]);

		if (item != NULL && g_str_equal(item->source, source))
			g_ptr_array_add(items, g_steal_pointer(&item));
	}
	return g_steal_pointer(&items);
}

gboolean
spool_filed_remove(struct spool *spool, const char *id, GError **error)
{
	if (unlinkat(spool->filed, id, 0) != 0 && errno != ENOENT)
		return fault_errno(error, errno, "Cannot remove the note %s",
				   id);
	return TRUE;
}
