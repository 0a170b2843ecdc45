/*
 * Texts are compared as sets of hashes of three words in a row.
 */
#include "policy/alike.h"

#include <string.h>

#include "base/text.h"

#define RUN 3
#define FEW_WORDS 6

/* Of a longer text the beginning is enough to know it by. */
#define MOST_WORDS 5000

/* Letters and digits in lower case, divided by single NULs: hashes. */
static GArray *
words_of(const char *text)
{
	g_autofree char *lower = text_lower(text);
	GArray *words = g_array_new(FALSE, FALSE, sizeof(guint64));
	guint64 hash = 0;
	const char *p;

	for (p = lower; words->len < MOST_WORDS; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c != 0 && g_unichar_isalnum(c)) {
			hash = (hash == 0 ? 5381 : hash) * 1099511628211u ^ c;
			continue;
		}
		if (hash != 0)
			g_array_append_val(words, hash);
		hash = 0;
		if (c == 0)
			break;
	}
	return words;
}

static GHashTable *
runs_of(const GArray *words)
{
	GHashTable *runs = g_hash_table_new_full(g_int64_hash, g_int64_equal,
						 g_free, NULL);
	guint i, k;

	for (i = 0; i + RUN <= words->len; i++) {
		gint64 *key = g_new(gint64, 1);
		guint64 hash = 0;

		for (k = 0; k < RUN; k++)
			hash = hash * 1000003u +
			       g_array_index(words, guint64, i + k);
		*key = (gint64)hash;
		g_hash_table_add(runs, key);
	}
	return runs;
}

static double
share_of(GHashTable *few, GHashTable *many)
{
	GHashTableIter iter;
	gpointer key;
	guint common = 0;

	g_hash_table_iter_init(&iter, few);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		if (g_hash_table_contains(many, key))
			common++;
	return (double)common / g_hash_table_size(few);
}

static gboolean
same_words(const GArray *one, const GArray *other)
{
	return one->len > 0 && one->len == other->len &&
	       memcmp(one->data, other->data, one->len * sizeof(guint64)) == 0;
}

double
alike_share(const char *one, const char *other)
{
	g_autoptr(GArray) a = words_of(one);
	g_autoptr(GArray) b = words_of(other);
	g_autoptr(GHashTable) few = NULL;
	g_autoptr(GHashTable) many = NULL;

	if (MIN(a->len, b->len) < FEW_WORDS)
		return same_words(a, b) ? 1 : 0;
	few = runs_of(a->len <= b->len ? a : b);
	many = runs_of(a->len <= b->len ? b : a);
	return share_of(few, many);
}

static gboolean
digit(char c)
{
	return g_ascii_isdigit(c);
}

static gboolean
letter(char c)
{
	return g_ascii_isalpha(c);
}

/* How long the outward half is that p begins with, "AN1", "SW1A"; 0. */
static gsize
outward(const char *p)
{
	gsize n = letter(p[0]) ? 1 : 0;

	if (n == 0)
		return 0;
	if (letter(p[n]))
		n++;
	if (!digit(p[n]))
		return 0;
	n++;
	if (digit(p[n]) || letter(p[n]))
		n++;
	return n;
}

/* The inward half, "1AA", at the end of a word. */
static gboolean
inward(const char *p)
{
	return digit(p[0]) && letter(p[1]) && letter(p[2]) && !letter(p[3]) &&
	       !digit(p[3]);
}

/* "AN1 1AA" or "AN11AA" at p; the fourth character of the outward half may
 * be the first of the inward one. */
static char *
postcode_at(const char *p)
{
	gsize most = outward(p);
	gsize n;

	for (n = most; n >= 2 && n + 1 >= most; n--) {
		const char *in = p + n + (p[n] == ' ' ? 1 : 0);
		g_autofree char *joined = NULL;

		if (!inward(in))
			continue;
		joined = g_strdup_printf("%.*s%.3s", (int)n, p, in);
		return g_ascii_strup(joined, -1);
	}
	return NULL;
}

char *
alike_postcode(const char *text)
{
	const char *p;
	char before = ' ';

	for (p = text; *p != '\0'; before = *p++) {
		char *found;

		if (letter(before) || digit(before))
			continue;
		found = postcode_at(p);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* 63 bits of a hash that nobody can aim at. */
static gint64
key_of(const char *text)
{
	g_autofree char *hex = text_sha256(text, strlen(text));
	guint64 key;

	hex[16] = '\0';
	key = g_ascii_strtoull(hex, NULL, 16) & G_MAXINT64;
	return key == 0 ? 1 : (gint64)key;
}

gint64
alike_key_address(const char *address)
{
	g_autofree char *lower = g_ascii_strdown(address, -1);
	g_autofree char *text = g_strconcat("address ", lower, NULL);

	return *address == '\0' ? 0 : key_of(text);
}

gint64
alike_key_name(const char *name, const char *postcode)
{
	g_autofree char *squeezed = text_squeeze(name);
	g_autofree char *lower = text_lower(squeezed);
	const char *last = strrchr(lower, ' ');
	g_autofree char *text = NULL;

	if (*lower == '\0' || postcode == NULL || *postcode == '\0')
		return 0;
	text = g_strdup_printf("name %s %s", last == NULL ? lower : last + 1,
			       postcode);
	return key_of(text);
}
