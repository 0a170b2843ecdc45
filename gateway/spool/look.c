/*
 * The spool's files by their paths, envelopes only.
 */
#include "spool/look.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"

/* A million names of 200 bytes: no mailbox of a landlord is larger. */
#define SEEN_BYTES ((gsize)200 * 1000 * 1000)

static const char *const folders[] = {
	[LOOK_NEW] = "new",
	[LOOK_HELD] = "held",
	[LOOK_SCANS] = "scans",
};

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
look_names(const char *folder, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) why = NULL;
	g_autoptr(GDir) directory = g_dir_open(folder, 0, &why);
	const char *name;

	if (directory == NULL &&
	    g_error_matches(why, G_FILE_ERROR, G_FILE_ERROR_NOENT))
		return g_steal_pointer(&names);
	if (directory == NULL) {
		fault_set(error, FAULT_TEMPORARY, "Cannot list %s: %s.", folder,
			  why->message);
		return NULL;
	}
	while ((name = g_dir_read_name(directory)) != NULL)
		if (*name != '.')
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return g_steal_pointer(&names);
}

void
look_free(struct look *look)
{
	g_free(look->name);
	item_free(look->item);
	g_free(look->why);
	g_free(look);
}

static struct item *
envelope_of(int fd)
{
	char head[LIMIT_ENVELOPE_BYTES];
	ssize_t n = read(fd, head, sizeof(head));
	gsize body = 0;

	return n > 0 ? item_parse(head, (gsize)n, &body, NULL) : NULL;
}

static char *
reason_of(const char *path)
{
	g_autofree char *file = g_strconcat(path, ".why", NULL);
	char *text = text_read_file(file, LIMIT_ENVELOPE_BYTES, NULL, NULL);

	return text == NULL ? g_strdup("") : g_strstrip(text);
}

/* NULL if the file is gone, as whatever was moved is. */
static struct look *
look_at(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct look *look;

	if (fd < 0 && errno == ENOENT)
		return NULL;
	look = g_new0(struct look, 1);
	look->name = g_strdup(name);
	look->item = fd < 0 ? NULL : envelope_of(fd);
	look->why = reason_of(path);
	if (fd >= 0)
		close(fd);
	return look;
}

GPtrArray *
look_into(const char *data, enum look_place place, GError **error)
{
	g_autofree char *folder =
		g_build_filename(data, "spool", folders[place], NULL);
	g_autoptr(GPtrArray) names = look_names(folder, error);
	GPtrArray *found;
	guint i;

	if (names == NULL)
		return NULL;
	found = g_ptr_array_new_with_free_func((GDestroyNotify)look_free);
	for (i = 0; i < names->len; i++) {
		struct look *look = NULL;

		if (!g_str_has_suffix(names->pdata[i], ".why"))
			look = look_at(folder, names->pdata[i]);
		if (look != NULL)
			g_ptr_array_add(found, look);
	}
	return found;
}

char *
look_for(const char *data, const char *sha256, GError **error)
{
	g_autoptr(GPtrArray) found = look_into(data, LOOK_NEW, error);
	guint i;

	for (i = 0; found != NULL && i < found->len; i++) {
		const struct look *look = found->pdata[i];

		if (look->item != NULL &&
		    g_str_equal(look->item->sha256, sha256))
			return g_build_filename(data, "spool", "new",
						look->name, NULL);
	}
	return NULL;
}

/* The last line may be cut short: then it is not known yet. */
GHashTable *
look_seen(const char *data, const char *source, GError **error)
{
	g_autofree char *file = g_strconcat(source, ".seen", NULL);
	g_autofree char *path =
		g_build_filename(data, "spool", "source", file, NULL);
	g_autoptr(GHashTable) seen =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *text = NULL;
	char *line, *end;

	if (access(path, F_OK) != 0 && errno == ENOENT)
		return g_steal_pointer(&seen);
	text = text_read_file(path, SEEN_BYTES, NULL, error);
	if (text == NULL)
		return NULL;
	for (line = text; (end = strchr(line, '\n')) != NULL; line = end + 1)
		g_hash_table_add(seen, g_strndup(line, (gsize)(end - line)));
	return g_steal_pointer(&seen);
}

gint64
look_oldest(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	gint64 oldest = TIME_NONE;
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		GStatBuf info;

		if (g_stat(path, &info) == 0 &&
		    (oldest == TIME_NONE || info.st_mtime < oldest))
			oldest = (gint64)info.st_mtime;
	}
	return oldest;
}
