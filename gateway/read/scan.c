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
