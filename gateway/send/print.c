/*
 * Writes letters into the print folder. Every field of the list is quoted,
 * and what a spreadsheet would take for a formula is made a text.
 */
#include "send/print.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"

#define HEAD                                                       \
	"\"file\",\"reference\",\"letter\",\"pages\",\"postage\"," \
	"\"addressee\""                                            \
	",\"postcode\"\r\n"
#define LIST_BYTES ((gsize)16 * 1024 * 1024) /* a day's list: 100,000 */

struct print {
	char *path;
};

struct print *
print_open(const char *path, GError **error)
{
	if (!g_path_is_absolute(path)) {
		fault_set(error, FAULT_SETUP,
			  "The print folder must be written as a whole path, "
			  "not as \"%s\".",
			  path);
		return NULL;
	}
	if (g_mkdir_with_parents(path, 0750) != 0 ||
	    g_access(path, W_OK | X_OK) != 0) {
		fault_errno(error, errno, "Cannot write to the print folder %s",
			    path);
		return NULL;
	}
	struct print *print = g_new0(struct print, 1);
	print->path = g_strdup(path);
	return print;
}

/* A reference holds letters, digits and hyphens; anything else would be
 * another folder. */
static char *
file_name(const struct parcel *parcel)
{
	g_autofree char *ref = g_strdup(parcel->ref);

	g_strcanon(ref, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-", '_');
	return g_strdup_printf("%s-%" G_GINT64_FORMAT ".pdf", ref, parcel->id);
}

/* A quoted field; =1+1, +1, -1 and @A1 are text with an apostrophe. */
static void
add_field(GString *row, const char *text)
{
	g_autofree char *line = text_clean(text, TRUE);
	g_autofree char *clean = text_squeeze(line);
	g_auto(GStrv) parts = g_strsplit(clean, "\"", -1);
	g_autofree char *doubled = g_strjoinv("\"\"", parts);
	gboolean formula = *clean && strchr("=+-@", *clean);

	g_string_append_printf(row, "%s\"%s%s\"", row->len ? "," : "",
			       formula ? "'" : "", doubled);
}

static char *
list_row(const struct parcel *parcel, const char *file)
{
	g_autoptr(GString) row = g_string_new(NULL);
	g_autofree char *pages = g_strdup_printf("%u", parcel->pages);
	g_autofree char *postal = g_strchomp(g_strdup(parcel->postal));
	g_auto(GStrv) lines = g_strsplit(postal, "\n", -1);
	guint count = g_strv_length(lines);

	add_field(row, file);
	add_field(row, parcel->ref);
	add_field(row, parcel->letter);
	add_field(row, pages);
	add_field(row, parcel->postage);
	add_field(row, count > 0 ? lines[0] : "");
	add_field(row, count > 1 ? lines[count - 1] : "");
	g_string_append(row, "\r\n");
	return g_string_free(g_steal_pointer(&row), FALSE);
}

/* The list so far, without the row of that file. */
static GString *
other_rows(const char *path, const char *file, GError **error)
{
	g_autofree char *old = NULL;
	g_autofree char *start = g_strdup_printf("\"%s\",", file);
	GString *list = g_string_new(HEAD);

	if (g_access(path, F_OK) != 0)
		return list;
	old = text_read_file(path, LIST_BYTES, NULL, error);
	if (!old) {
		g_string_free(list, TRUE);
		return NULL;
	}
	g_auto(GStrv) rows = g_strsplit(old, "\r\n", -1);
	for (guint i = 1; rows[0] && rows[i]; i++)
		if (*rows[i] && !g_str_has_prefix(rows[i], start))
			g_string_append_printf(list, "%s\r\n", rows[i]);
	return list;
}

static gboolean
write_list(const struct print *print, const struct parcel *parcel, guint32 day,
	   const char *file, GError **error)
{
	g_autofree char *iso = clock_iso(day);
	g_autofree char *name = g_strdup_printf("index-%s.csv", iso);
	g_autofree char *path = g_build_filename(print->path, name, NULL);
	g_autofree char *row = list_row(parcel, file);
	GString *list = other_rows(path, file, error);

	if (!list)
		return FALSE;
	g_string_append(list, row);
	gboolean done = text_write_file(path, list->str, list->len, error);
	g_string_free(list, TRUE);
	return done;
}

enum sent
print_send(struct print *print, const struct parcel *parcel, guint32 day,
	   char **reply)
{
	g_autofree char *file = file_name(parcel);
	g_autofree char *path = g_build_filename(print->path, file, NULL);
	g_autoptr(GError) error = NULL;
	gsize size = 0;
	const void *data = g_bytes_get_data(parcel->pdf, &size);

	if (!text_write_file(path, data, size, &error) ||
	    !write_list(print, parcel, day, file, &error)) {
		*reply = sent_reply(error->message);
		return SENT_LATER;
	}
	*reply = g_strdup_printf("In the print folder as %s", file);
	return SENT_DONE;
}

void
print_close(struct print *print)
{
	if (!print)
		return;
	g_free(print->path);
	g_free(print);
}
