/*
 * Reading and listing the archive, and keeping what people put with a case;
 * messages are moved here by spool_archive.
 */
#include "spool/archive.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "spool/item.h"
#include "spool/look.h"

/* The channel of what is no message. */
#define ENCLOSED "enclosure"

#define HASH_CHARS 64

static gboolean
is_hash(const char *text)
{
	return strlen(text) == HASH_CHARS &&
	       strspn(text, "0123456789abcdef") == HASH_CHARS;
}

char *
archive_path(const char *data, const char *sha256)
{
	g_autofree char *folder = g_strndup(sha256, 2);

	return g_build_filename(data, "archive", folder, sha256, NULL);
}

static GBytes *
body_of(GBytes *file)
{
	gsize size = 0, offset = 0;
	const char *data = g_bytes_get_data(file, &size);
	g_autoptr(own_item) item = item_parse(data, size, &offset, NULL);

	if (item == NULL)
		return NULL;
	return g_bytes_new_from_bytes(file, offset, size - offset);
}

static gboolean
has_hash(GBytes *bytes, const char *sha256)
{
	gsize size = 0;
	const void *data = g_bytes_get_data(bytes, &size);
	g_autofree char *sum = text_sha256(data, size);

	return g_str_equal(sum, sha256);
}

static GMappedFile *
map(const char *path, GError **error)
{
	g_autoptr(GError) why = NULL;
	GMappedFile *file = g_mapped_file_new(path, FALSE, &why);

	if (file == NULL)
		fault_set(error,
			  g_error_matches(why, G_FILE_ERROR, G_FILE_ERROR_NOENT)
				  ? FAULT_INPUT
				  : FAULT_TEMPORARY,
			  "An original cannot be opened: %s.", why->message);
	return file;
}

GBytes *
archive_open(const char *data, const char *sha256, GError **error)
{
	g_autofree char *path = NULL;
	g_autoptr(GMappedFile) file = NULL;
	g_autoptr(GBytes) whole = NULL;
	g_autoptr(GBytes) body = NULL;

	if (!is_hash(sha256)) {
		fault_set(error, FAULT_INPUT, "This is no SHA-256.");
		return NULL;
	}
	path = archive_path(data, sha256);
	file = map(path, error);
	if (file == NULL)
		return NULL;
	whole = g_mapped_file_get_bytes(file);
	body = body_of(whole);
	if (body != NULL && has_hash(body, sha256))
		return g_steal_pointer(&body);
	fault_set(error, FAULT_INPUT,
		  "The original %s is damaged. Restore it from a backup.",
		  path);
	return NULL;
}

static struct item *
facts_of(const char *sha256, gsize size)
{
	struct item *item = item_new();

	g_free(item->channel);
	g_free(item->sha256);
	item->channel = g_strdup(ENCLOSED);
	item->sha256 = g_strdup(sha256);
	item->size = size;
	item->original_size = size;
	item->received = clock_now();
	return item;
}

static gboolean
put(const char *path, const struct item *item, GBytes *bytes, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *envelope = item_envelope(item, error);
	g_autoptr(GByteArray) file = g_byte_array_new();
	gsize size = 0;
	const void *data = g_bytes_get_data(bytes, &size);

	if (envelope == NULL)
		return FALSE;
	if (g_mkdir_with_parents(folder, 0700) != 0)
		return fault_errno(error, errno, "Cannot make the folder %s",
				   folder);
	g_byte_array_append(file, (const guint8 *)envelope,
			    (guint)strlen(envelope));
	g_byte_array_append(file, data, (guint)size);
	return text_write_file(path, file->data, file->len, error);
}

char *
archive_put(const char *data, GBytes *bytes, GError **error)
{
	gsize size = 0;
	const void *start = g_bytes_get_data(bytes, &size);
	g_autofree char *sha256 = text_sha256(start, size);
	g_autofree char *path = archive_path(data, sha256);
	g_autoptr(own_item) item = facts_of(sha256, size);

	if (archive_has(data, sha256) || put(path, item, bytes, error))
		return g_steal_pointer(&sha256);
	return NULL;
}

gboolean
archive_was_put(const char *data, const char *sha256)
{
	g_autofree char *path = archive_path(data, sha256);
	g_autoptr(GMappedFile) file = map(path, NULL);
	g_autoptr(own_item) item = NULL;
	gsize body;

	if (file != NULL)
		item = item_parse(g_mapped_file_get_contents(file),
				  g_mapped_file_get_length(file), &body, NULL);
	return item != NULL && g_str_equal(item->channel, ENCLOSED);
}

GPtrArray *
archive_list(const char *data, const char *digits, GError **error)
{
	g_autofree char *folder =
		g_build_filename(data, "archive", digits, NULL);

	return look_names(folder, error);
}

gboolean
archive_has(const char *data, const char *sha256)
{
	g_autofree char *path = archive_path(data, sha256);

	return access(path, F_OK) == 0;
}
