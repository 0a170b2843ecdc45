/*
 * A set of names over a file that only grows, until it is pruned.
 */
#include "spool/seen.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/text.h"
#include "spool/fields.h"

/* A million names of 200 bytes: no mailbox of a landlord is larger. */
#define SEEN_BYTES ((gsize)200 * 1000 * 1000)

struct seen {
	char *path;
	GHashTable *names;
	GString *pending;
};

/* Takes each whole line of text; returns the length of what is whole. */
static gsize
take_lines(struct seen *seen, char *text)
{
	char *line = text, *end;

	while ((end = strchr(line, '\n')) != NULL) {
		*end = '\0';
		g_hash_table_add(seen->names, g_strdup(line));
		line = end + 1;
	}
	return (gsize)(line - text);
}

static gboolean
load(struct seen *seen, GError **error)
{
	g_autofree char *text = NULL;
	gsize size = 0, whole;

	if (!g_file_test(seen->path, G_FILE_TEST_EXISTS))
		return text_write_file(seen->path, "", 0, error);
	text = text_read_file(seen->path, SEEN_BYTES, &size, error);
	if (text == NULL)
		return FALSE;
	whole = take_lines(seen, text);
	if (whole < size && truncate(seen->path, (off_t)whole) != 0)
		return fault_errno(error, errno, "Cannot mend %s", seen->path);
	return TRUE;
}

struct seen *
seen_open(const char *data, const char *source, GError **error)
{
	g_autofree char *file = g_strconcat(source, ".seen", NULL);
	g_autoptr(own_seen) seen = g_new0(struct seen, 1);

	seen->path = g_build_filename(data, "spool", "source", file, NULL);
	seen->names =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	seen->pending = g_string_new(NULL);
	if (!load(seen, error))
		return NULL;
	return g_steal_pointer(&seen);
}

void
seen_close(struct seen *seen)
{
	if (seen == NULL)
		return;
	g_free(seen->path);
	g_hash_table_unref(seen->names);
	g_string_free(seen->pending, TRUE);
	g_free(seen);
}

gboolean
seen_has(const struct seen *seen, const char *name)
{
	g_autofree char *line = fields_escape(name);

	return g_hash_table_contains(seen->names, line);
}

void
seen_add(struct seen *seen, const char *name)
{
	char *line = fields_escape(name);

	g_string_append_printf(seen->pending, "%s\n", line);
	g_hash_table_add(seen->names, line);
}

static gboolean
append(const char *path, const GString *lines)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	gboolean done;

	if (fd < 0)
		return FALSE;
	done = write(fd, lines->str, lines->len) == (ssize_t)lines->len &&
	       fsync(fd) == 0;
	close(fd);
	return done;
}

gboolean
seen_sync(struct seen *seen, GError **error)
{
	if (seen->pending->len == 0)
		return TRUE;
	if (!append(seen->path, seen->pending))
		return fault_errno(error, errno, "Cannot write %s", seen->path);
	g_string_truncate(seen->pending, 0);
	return TRUE;
}

static GString *
lines_of_present(const struct seen *seen, GHashTable *present)
{
	GString *out = g_string_new(NULL);
	GHashTableIter iterator;
	gpointer name;

	g_hash_table_iter_init(&iterator, present);
	while (g_hash_table_iter_next(&iterator, &name, NULL)) {
		g_autofree char *line = fields_escape(name);

		if (g_hash_table_contains(seen->names, line))
			g_string_append_printf(out, "%s\n", line);
	}
	return out;
}

gboolean
seen_prune(struct seen *seen, GHashTable *present, GError **error)
{
	g_autoptr(GString) lines = NULL;

	if (!seen_sync(seen, error))
		return FALSE;
	if (g_hash_table_size(seen->names) <
	    2 * g_hash_table_size(present) + 100)
		return TRUE;
	lines = lines_of_present(seen, present);
	if (!text_write_file(seen->path, lines->str, lines->len, error))
		return FALSE;
	g_hash_table_remove_all(seen->names);
	take_lines(seen, lines->str);
	return TRUE;
}
