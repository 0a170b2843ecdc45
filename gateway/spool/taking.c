/*
 * The note is written by one system call, so that no half of it is seen.
 */
#include "spool/taking.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/text.h"

/* Thousands of ids; more is no note of ours. */
#define NOTE_BYTES ((gsize)256 * 1024)

static char *
path_of(const struct spool *spool)
{
	return g_build_filename(spool_data(spool), "spool", "taking", NULL);
}

static gboolean
write_lines(const char *path, const GString *lines)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	gboolean done;

	if (fd < 0)
		return FALSE;
	done = write(fd, lines->str, lines->len) == (ssize_t)lines->len;
	close(fd);
	return done;
}

gboolean
taking_note(const struct spool *spool, const GPtrArray *ids, GError **error)
{
	g_autofree char *path = path_of(spool);
	g_autoptr(GString) lines = g_string_new(NULL);
	guint i;

	for (i = 0; i < ids->len; i++)
		g_string_append_printf(lines, "%s\n",
				       (const char *)g_ptr_array_index(ids, i));
	return write_lines(path, lines) ||
	       fault_errno(error, errno, "Cannot write %s", path);
}

void
taking_clear(const struct spool *spool)
{
	g_autofree char *path = path_of(spool);

	(void)unlink(path);
}

/* An item that has been filed is not there any more; one that is damaged is
 * put aside when it is taken. */
static gboolean
suspect(struct spool *spool, const char *id, int *count, GError **error)
{
	g_autoptr(own_item) item = NULL;

	if (!item_is_id(id))
		return TRUE;
	item = spool_load(spool, id, NULL, NULL);
	if (item == NULL)
		return TRUE;
	++*count;
	return spool_attempt(spool, item, error);
}

int
taking_recover(struct spool *spool, GError **error)
{
	g_autofree char *path = path_of(spool);
	g_autofree char *text = NULL;
	g_auto(GStrv) ids = NULL;
	int count = 0;
	char **id;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return 0;
	text = text_read_file(path, NOTE_BYTES, NULL, error);
	if (text == NULL)
		return -1;
	ids = g_strsplit(text, "\n", -1);
	for (id = ids; *id != NULL; id++)
		if (!suspect(spool, *id, &count, error))
			return -1;
	taking_clear(spool);
	return count;
}
