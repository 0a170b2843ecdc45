/*
 * A byte at a time, and never more than a line.
 */
#include "poll/line.h"

#include <string.h>

char *
line_read(struct tls *tls)
{
	g_autoptr(GString) line = g_string_new(NULL);
	char c = '\0';

	while (line->len < LINE_BYTES && tls_read(tls, &c, 1) == 1) {
		if (c == '\n') {
			g_strchomp(line->str);
			return g_string_free(g_steal_pointer(&line), FALSE);
		}
		g_string_append_c(line, c == '\0' ? '?' : c);
	}
	return NULL;
}

gboolean
line_begins(const char *line, const char *words)
{
	return g_ascii_strncasecmp(line, words, strlen(words)) == 0;
}
