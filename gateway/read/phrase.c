/*
 * Phrases, by plain search: tables are short, and texts are cut first.
 */
#include "read/phrase.h"

#include <string.h>

#include "base/text.h"

char *
phrase_fold(const char *text, glong n)
{
	const char *end = text;
	g_autofree char *head = NULL;
	g_autofree char *low = NULL;
	GString *plain;

	while (n-- > 0 && *end != '\0')
		end = g_utf8_next_char(end);
	head = g_strndup(text, (gsize)(end - text));
	low = g_utf8_strdown(head, -1);
	plain = g_string_new(low);
	g_string_replace(plain, "’", "'", 0);
	g_string_replace(plain, "‘", "'", 0);
	g_string_replace(plain, "\xc2\xa0", " ", 0);
	g_free(g_steal_pointer(&head));
	head = g_string_free(plain, FALSE);
	return text_squeeze(head);
}

const char *
phrase_in(const char *folded, const char *const *table)
{
	for (; *table != NULL; table++)
		if (strstr(folded, *table) != NULL)
			return *table;
	return NULL;
}

const char *
phrase_starts(const char *folded, const char *const *table)
{
	for (; *table != NULL; table++)
		if (g_str_has_prefix(folded, *table))
			return *table;
	return NULL;
}

const char *
phrase_equals(const char *folded, const char *const *table)
{
	for (; *table != NULL; table++)
		if (g_str_equal(folded, *table))
			return *table;
	return NULL;
}

guint
phrase_count(const char *folded, const char *const *table)
{
	guint n = 0;

	for (; *table != NULL; table++)
		n += strstr(folded, *table) != NULL;
	return n;
}
