/*
 * Writing and checking a backup's list of files. Files are mapped, not
 * loaded, so that an original of any size costs no memory.
 */
#include "cmd/manifest.h"

#include <errno.h>
#include <ftw.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "spool/archive.h"

#define FIRST_LINE "postroom-backup 1"
#define OPEN_FOLDERS 16
#define HASH_CHARS 64

/* A million lines of 200 bytes. */
#define MANIFEST_BYTES ((gsize)200 * 1000 * 1000)

/* nftw gives its callback nothing of ours. */
static GPtrArray *found;

static int
note_file(const char *path, const struct stat *info, int kind,
	  struct FTW *position)
{
	(void)info;
	(void)position;
	if (kind == FTW_F)
		g_ptr_array_add(found, g_strdup(path));
	return kind == FTW_DNR || kind == FTW_NS;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The paths of all files, ascending; the caller's. */
static GPtrArray *
files_of(const char *folder, GError **error)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);

	found = files;
	if (nftw(folder, note_file, OPEN_FOLDERS, FTW_PHYS) != 0) {
		fault_errno(error, errno, "Cannot read the folder %s", folder);
		return NULL;
	}
	g_ptr_array_sort(files, compare_names);
	return g_steal_pointer(&files);
}

/* The hash that stands in the manifest, and the file's size; NULL with
 * FAULT_INPUT if an original is damaged. */
static char *
hash_of(const char *folder, const char *name, gsize *size, GError **error)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
	g_autoptr(GBytes) original = NULL;

	if (file == NULL) {
		fault_set(error, FAULT_TEMPORARY, "Cannot read %s.", path);
		return NULL;
	}
	*size = g_mapped_file_get_length(file);
	if (!g_str_has_prefix(name, "archive/"))
		return text_sha256(g_mapped_file_get_contents(file), *size);
	original = archive_open(folder, strrchr(name, '/') + 1, error);
	return original == NULL ? NULL : g_strdup(strrchr(name, '/') + 1);
}

/* An original that is damaged already must not stop the rest from being
 * kept: it stands there without a hash, so that restoring names it. */
static gboolean
add_line(GString *text, const char *folder, const char *name, GError **error)
{
	GError *trouble = NULL;
	gsize size = 0;
	g_autofree char *hash = hash_of(folder, name, &size, &trouble);

	if (hash == NULL && !fault_is(trouble, FAULT_INPUT)) {
		g_propagate_error(error, trouble);
		return FALSE;
	}
	g_clear_error(&trouble);
	g_string_append_printf(text, "%s %" G_GSIZE_FORMAT " %s\n",
			       hash == NULL ? "damaged" : hash, size, name);
	return TRUE;
}

gboolean
manifest_write(const char *folder, GError **error)
{
	g_autofree char *path = g_build_filename(folder, "manifest", NULL);
	g_autofree char *when = clock_rfc3339(clock_now());
	g_autofree char *sum = NULL;
	g_autoptr(GString) text = g_string_new(FIRST_LINE "\n");
	g_autoptr(GPtrArray) files = files_of(folder, error);
	guint i;

	g_string_append_printf(text, "made %s\n", when);
	for (i = 0; files != NULL && i < files->len; i++)
		if (!add_line(text, folder,
			      (char *)files->pdata[i] + strlen(folder) + 1,
			      error))
			return FALSE;
	if (files == NULL)
		return FALSE;
	sum = text_sha256(text->str, text->len);
	g_string_append_printf(text, "end %u %s\n", files->len, sum);
	return text_write_file(path, text->str, text->len, error);
}

/* --- checking -----------------------------------------------------------*/

static gboolean
refuse(const char *folder, GError **error)
{
	return fault_set(error, FAULT_INPUT,
			 "%s is not a whole backup: its manifest is missing, "
			 "cut short or was changed. Take another one.",
			 folder);
}

/* How many files the lines of a text tell of. */
static guint64
count_files(const char *text)
{
	guint64 lines = 0;

	for (; *text != '\0'; text++)
		lines += *text == '\n';
	return lines > 2 ? lines - 2 : 0;
}

/* Cuts the last line off the text, and tells whether it is right. */
static gboolean
ends_well(char *text, gsize size)
{
	char *last = g_strrstr_len(text, (gssize)size, "\nend ");
	g_autofree char *sum = NULL;
	g_autofree char *right = NULL;
	g_autofree char *end = NULL;

	if (last == NULL)
		return FALSE;
	last++;
	end = g_strdup(last);
	*last = '\0';
	sum = text_sha256(text, (gsize)(last - text));
	right = g_strdup_printf("end %" G_GUINT64_FORMAT " %s\n",
				count_files(text), sum);
	return g_str_equal(end, right);
}

static void
check_file(const char *folder, const char *const *words, GPtrArray *findings)
{
	g_autoptr(GError) trouble = NULL;
	gsize size = 0;
	g_autofree char *hash = hash_of(folder, words[2], &size, &trouble);

	if (hash == NULL)
		g_ptr_array_add(findings, g_strdup(trouble->message));
	else if (!g_str_equal(hash, words[0]) ||
		 g_ascii_strtoull(words[1], NULL, 10) != size)
		g_ptr_array_add(findings,
				g_strdup_printf("%s/%s was changed since the "
						"backup was made.",
						folder, words[2]));
}

/* What else is there does no harm: it is not restored. */
static gboolean
check_lines(const char *folder, char **lines, GPtrArray *findings)
{
	gsize i;

	for (i = 0; lines[i] != NULL && *lines[i] != '\0'; i++) {
		g_auto(GStrv) words = g_strsplit(lines[i], " ", 3);

		if (g_strv_length(words) != 3 || strstr(words[2], "..") != NULL)
			return FALSE;
		check_file(folder, (const char *const *)words, findings);
	}
	return TRUE;
}

gboolean
manifest_check(const char *folder, GPtrArray *findings, gint64 *made,
	       GError **error)
{
	g_autofree char *path = g_build_filename(folder, "manifest", NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	gsize size = 0;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return refuse(folder, error);
	text = text_read_file(path, MANIFEST_BYTES, &size, error);
	if (text == NULL)
		return FALSE;
	if (!ends_well(text, size))
		return refuse(folder, error);
	lines = g_strsplit(text, "\n", -1);
	if (g_strv_length(lines) < 2 || !g_str_equal(lines[0], FIRST_LINE) ||
	    !g_str_has_prefix(lines[1], "made "))
		return refuse(folder, error);
	*made = clock_parse(lines[1] + strlen("made "));
	return *made != TIME_NONE && check_lines(folder, lines + 2, findings)
		       ? TRUE
		       : refuse(folder, error);
}
