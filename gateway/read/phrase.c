/*
 * Phrases, by plain search: tables are short, and texts are cut first.
 */
#include "read/phrase.h"

#include <string.h>

#include "base/text.h"

static gboolean
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* The same for what most texts are: ASCII. NULL if it is not. */
static char *
fold_ascii(const char *text, glong n)
{
	gsize size = strnlen(text, n > 0 ? (gsize)n : 0);
	char *out = g_malloc(size + 1);
	gboolean gap = FALSE;
	gsize at = 0;
	gsize i;

	for (i = 0; i < size && (guchar)text[i] < 0x80; i++) {
		if (is_blank(text[i])) {
			gap = at > 0;
			continue;
		}
		if (gap)
			out[at++] = ' ';
		gap = FALSE;
		out[at++] = lower(text[i]);
	}
	out[at] = '\0';
	if (i == size)
		return out;
	g_free(out);
	return NULL;
}

char *
phrase_fold(const char *text, glong n)
{
	const char *end = text;
	char *quick = fold_ascii(text, n);
	g_autofree char *head = NULL;
	g_autofree char *low = NULL;
	GString *plain;

	if (quick != NULL)
		return quick;
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

/* Which pairs of characters a text has: a phrase with another pair cannot be
 * in it, and need not be searched for. */
struct pairs {
	guint64 bits[64];
};

static guint
pair_at(const char *p)
{
	return ((guint)(guchar)p[0] * 67 + (guint)(guchar)p[1]) & 4095;
}

static void
pairs_read(struct pairs *pairs, const char *text)
{
	memset(pairs, 0, sizeof(*pairs));
	for (; *text != '\0' && text[1] != '\0'; text++) {
		guint pair = pair_at(text);

		pairs->bits[pair >> 6] |= G_GUINT64_CONSTANT(1) << (pair & 63);
	}
}

static gboolean
holds(const char *text, const struct pairs *pairs, const char *phrase)
{
	const char *p;

	for (p = phrase; *p != '\0' && p[1] != '\0'; p++) {
		guint pair = pair_at(p);

		if ((pairs->bits[pair >> 6] >> (pair & 63) & 1) == 0)
			return FALSE;
	}
	return strstr(text, phrase) != NULL;
}

const char *
phrase_in(const char *folded, const char *const *table)
{
	struct pairs pairs;

	pairs_read(&pairs, folded);
	for (; *table != NULL; table++)
		if (holds(folded, &pairs, *table))
			return *table;
	return NULL;
}

static gboolean
begins(const char *text, const char *phrase)
{
	while (*phrase != '\0' && *phrase == *text) {
		phrase++;
		text++;
	}
	return *phrase == '\0';
}

const char *
phrase_starts(const char *folded, const char *const *table)
{
	for (; *table != NULL; table++)
		if (**table == *folded && begins(folded, *table))
			return *table;
	return NULL;
}

/* The first letter that folding leaves alone, but for its case, and that
 * differs, decides. */
static gboolean
may_begin(const char *text, const char *phrase)
{
	for (; *phrase != '\0' && *text != '\0'; phrase++, text++) {
		if ((guchar)*text <= ' ' || (guchar)*text >= 0x80)
			return TRUE;
		if (lower(*text) != *phrase)
			return FALSE;
	}
	return *phrase == '\0';
}

gboolean
phrase_may_start(const char *text, const char *skip, const char *const *table)
{
	while (is_blank(*text) || (*text != '\0' && strchr(skip, *text)))
		text++;
	for (; *table != NULL; table++)
		if (may_begin(text, *table))
			return TRUE;
	return FALSE;
}

const char *
phrase_equals(const char *folded, const char *const *table)
{
	for (; *table != NULL; table++)
		if (**table == *folded && strcmp(folded, *table) == 0)
			return *table;
	return NULL;
}

guint
phrase_count(const char *folded, const char *const *table)
{
	struct pairs pairs;
	guint n = 0;

	pairs_read(&pairs, folded);
	for (; *table != NULL; table++)
		n += holds(folded, &pairs, *table) ? 1 : 0;
	return n;
}
