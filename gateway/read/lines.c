/*
 * Lines and their fates.
 */
#include "read/lines.h"

#include <string.h>

#include "read/label.h"
#include "read/mark.h"

void
lines_open(struct lines *lines, const char *text)
{
	guint i;

	lines->at = g_strsplit(text, "\n", -1);
	lines->n = g_strv_length(lines->at);
	lines->fates = g_malloc0(lines->n + 1);
	lines->labels = g_malloc0(lines->n + 1);
	for (i = 0; i < lines->n; i++)
		lines->labels[i] = (char)label_of(lines->at[i], NULL);
}

void
lines_close(struct lines *lines)
{
	g_strfreev(lines->at);
	g_free(lines->fates);
	g_free(lines->labels);
}

gboolean
line_is_blank(const char *line)
{
	return line[strspn(line, " \t\r")] == '\0' || mark_of(line) != 0;
}

gboolean
line_is_quoted(const char *line)
{
	gsize indent = strspn(line, " \t");

	return indent <= 3 && line[indent] == '>' &&
	       strstr(line + indent, "<<<") == NULL;
}

guint
lines_next(const struct lines *lines, guint i)
{
	while (i < lines->n &&
	       (lines->fates[i] != LINE_STAYS || line_is_blank(lines->at[i])))
		i++;
	return i;
}

gboolean
lines_any_before(const struct lines *lines, guint i)
{
	return lines_next(lines, 0) < i;
}

guint
lines_block_end(const struct lines *lines, guint i, guint most, guint *texts)
{
	*texts = 0;
	while (i < lines->n && lines->fates[i] == LINE_STAYS &&
	       *texts <= most) {
		*texts += !line_is_blank(lines->at[i]);
		i++;
	}
	return i;
}

void
lines_drop(struct lines *lines, guint from, guint to, enum fate fate)
{
	for (; from < to && from < lines->n; from++)
		if (lines->fates[from] == LINE_STAYS)
			lines->fates[from] = (char)fate;
}
