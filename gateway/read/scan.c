/*
 * Cheap looks at raw bytes.
 */
#include "read/scan.h"

#include <string.h>

#include "base/limits.h"

/* Lines "--X" beyond the parts themselves: signatures, rulers, patches. */
#define MARK_ROOM 20

static gboolean
is_mark(const char *line, const char *end)
{
	return end - line > 3 && line[0] == '-' && line[1] == '-' &&
	       line[2] != '-' && line[2] != ' ' && line[2] != '\r' &&
	       line[2] != '\n';
}

static gboolean
is_content_type(const char *line, const char *end)
{
	return end - line > 13 && (*line == 'c' || *line == 'C') &&
	       g_ascii_strncasecmp(line, "content-type:", 13) == 0;
}

gsize
scan_limit(const char *body, gsize size)
{
	const char *end = body + size;
	const char *line = body;
	guint types = 0;
	guint marks = 0;

	while (line < end) {
		const char *lf = memchr(line, '\n', (gsize)(end - line));

		if (is_content_type(line, end))
			types++;
		else if (is_mark(line, end))
			marks++;
		if (types > 4 * LIMIT_PARTS || marks > MARK_ROOM * LIMIT_PARTS)
			return (gsize)(line - body);
		line = lf == NULL ? end : lf + 1;
	}
	return size;
}

static gboolean
begins_part(const char *line)
{
	const char *lf = strchr(line, '\n');

	return is_mark(line, line + strnlen(line, 8)) && lf != NULL &&
	       g_ascii_strncasecmp(lf + 1, "content-", 8) == 0;
}

char *
scan_find_boundary(const char *text)
{
	const char *line = text;

	while (line != NULL && *line != '\0') {
		if (g_str_has_prefix(line, "--") && begins_part(line)) {
			char *boundary = g_strndup(
				line + 2, strcspn(line + 2, "\r\n\"\\"));

			return g_strchomp(boundary);
		}
		line = strchr(line, '\n');
		line = line == NULL ? NULL : line + 1;
	}
	return NULL;
}

/* Adds the value of "boundary=" in a line, if there is one. */
static void
note_boundary(GHashTable *names, const char *line, gsize size)
{
	gsize i;

	if (memchr(line, '=', size) == NULL)
		return;
	for (i = 0; i + 9 < size; i++) {
		const char *value = line + i + 9;
		gsize left = size - i - 9;
		gsize n = 0;

		if ((line[i] != 'b' && line[i] != 'B') ||
		    g_ascii_strncasecmp(line + i, "boundary=", 9) != 0)
			continue;
		if (*value == '"') {
			value++;
			left--;
			while (n < left && value[n] != '"')
				n++;
		} else {
			while (n < left && strchr("; \t\r\n", value[n]) == NULL)
				n++;
		}
		if (n > 0 && n <= 200 && g_hash_table_size(names) < LIMIT_PARTS)
			g_hash_table_add(names, g_strndup(value, n));
		return;
	}
}

static gboolean
is_boundary(GHashTable *names, const char *line, gsize size)
{
	g_autofree char *name = NULL;

	while (size > 0 && g_ascii_isspace(line[size - 1]))
		size--;
	if (size < 3 || size > 202 || line[0] != '-' || line[1] != '-')
		return FALSE;
	name = g_strndup(line + 2, size - 2);
	return g_hash_table_contains(names, name);
}

/* A field, or a line that goes on with one. */
static gboolean
is_header_line(const char *line, gsize size)
{
	gsize n = 0;

	if (size > 0 && (*line == ' ' || *line == '\t'))
		return TRUE;
	while (n < size && line[n] > 32 && line[n] != ':')
		n++;
	return n > 0 && n < size && (line[n] == ':' || line[n] == ' ') &&
	       memchr(line + n, ':', MIN(size - n, 4)) != NULL;
}

/* The length of a line with its end. */
static gsize
line_size(const char *line, const char *end)
{
	const char *lf = memchr(line, '\n', (gsize)(end - line));

	return lf == NULL ? (gsize)(end - line) : (gsize)(lf - line) + 1;
}

void
scan_append_mended(GString *out, const char *header, const char *body,
		   gsize size)
{
	GHashTable *names =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *end = body + size;
	gboolean in_header = FALSE;
	gsize fields = 0; /* bytes of this part's header */

	if (header != NULL)
		note_boundary(names, header, strlen(header));
	while (body < end) {
		gsize n = line_size(body, end);
		gboolean boundary = is_boundary(names, body, n);
		gboolean blank = *body == '\n' || *body == '\r';
		gboolean field = in_header && !blank && is_header_line(body, n);

		if (in_header && !blank && !boundary && !field)
			g_string_append_c(out, '\n');
		in_header = boundary || field;
		if (n < 2000)
			note_boundary(names, body, n);
		fields = in_header && !boundary ? fields + n : 0;
		if (fields <= LIMIT_HEADER_BYTES)
			g_string_append_len(out, body, (gssize)n);
		body += n;
	}
	g_hash_table_unref(names);
}
