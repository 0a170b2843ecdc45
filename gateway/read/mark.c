/*
 * Marks in text.
 */
#include "read/mark.h"

#include <string.h>

static gboolean
is_mark(char c)
{
	return c == MARK_QUOTE || c == MARK_QUOTE_END || c == MARK_SIGNATURE ||
	       c == MARK_SIGNATURE_END || c == MARK_REST;
}

char
mark_of(const char *line)
{
	return (char)(is_mark(*line) && (line[1] == '\0' || line[1] == '\n')
			      ? *line
			      : 0);
}

char *
mark_strip(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	while (*text != '\0') {
		const char *lf = strchr(text, '\n');
		const char *next = lf == NULL ? text + strlen(text) : lf + 1;

		if (mark_of(text) == 0)
			g_string_append_len(out, text, next - text);
		else if (g_str_has_suffix(out->str, "\n\n"))
			next += *next == '\n'; /* no second blank line */
		text = next;
	}
	return g_string_free(out, FALSE);
}
