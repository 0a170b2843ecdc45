/*
 * Words are compared as the index compares them: folded, without accents.
 */
#include "ledger/snippet.h"

#include <string.h>

#include "base/limits.h"

#define WORDS_BEFORE 8
#define WORDS_SHOWN 30

/* A stretch of a text: a word, from begin up to end. */
struct word {
	const char *begin;
	const char *end;
};

static gboolean
is_word_sign(gunichar sign)
{
	return g_unichar_isalnum(sign) || g_unichar_ismark(sign);
}

/* The next word from text on; FALSE at the end. */
static gboolean
next_word(const char *text, struct word *word)
{
	while (*text != '\0' && !is_word_sign(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	word->begin = text;
	while (*text != '\0' && is_word_sign(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	word->end = text;
	return word->end > word->begin;
}

static char *
fold(const struct word *word)
{
	g_autofree char *lower =
		g_utf8_casefold(word->begin, word->end - word->begin);
	g_autofree char *apart = g_utf8_normalize(lower, -1, G_NORMALIZE_NFD);
	GString *folded = g_string_new(NULL);
	const char *p;

	for (p = apart != NULL ? apart : ""; *p != '\0';
	     p = g_utf8_next_char(p))
		if (!g_unichar_ismark(g_utf8_get_char(p)))
			g_string_append_unichar(folded, g_utf8_get_char(p));
	return g_string_free(folded, FALSE);
}

GPtrArray *
snippet_words(const char *typed)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	struct word word;

	while (words->len < LIMIT_SEARCH_WORDS && next_word(typed, &word)) {
		g_ptr_array_add(words, fold(&word));
		typed = word.end;
	}
	return words;
}

static gboolean
is_wanted(const struct word *word, const GPtrArray *words)
{
	g_autofree char *folded = fold(word);
	guint i;

	for (i = 0; i < words->len; i++)
		if (g_str_has_prefix(folded, words->pdata[i]))
			return TRUE;
	return FALSE;
}

/* Where to begin: WORDS_BEFORE before the first that is wanted. */
static const char *
find_start(const char *text, const GPtrArray *words)
{
	const char *last[WORDS_BEFORE];
	const char *at = text;
	struct word word;
	guint n = 0;

	while (next_word(at, &word)) {
		last[n++ % WORDS_BEFORE] = word.begin;
		if (is_wanted(&word, words))
			return n <= WORDS_BEFORE ? text
						 : last[n % WORDS_BEFORE];
		at = word.end;
	}
	return text;
}

static void
add_between(GString *out, const char *from, const char *to)
{
	for (; from < to; from = g_utf8_next_char(from)) {
		gunichar sign = g_utf8_get_char(from);

		if (g_unichar_isspace(sign) || g_unichar_iscntrl(sign)) {
			if (out->len > 0 && out->str[out->len - 1] != ' ')
				g_string_append_c(out, ' ');
		} else
			g_string_append_unichar(out, sign);
	}
}

static void
add_word(GString *out, const struct word *word, gboolean wanted)
{
	if (wanted)
		g_string_append_c(out, SNIPPET_BEGIN);
	g_string_append_len(out, word->begin, word->end - word->begin);
	if (wanted)
		g_string_append_c(out, SNIPPET_END);
}

char *
snippet_make(const char *text, const GPtrArray *words)
{
	const char *at = find_start(text, words);
	GString *out = g_string_new(at > text ? "… " : NULL);
	struct word word;
	guint n;

	for (n = 0; n < WORDS_SHOWN && next_word(at, &word); n++) {
		add_between(out, at, word.begin);
		add_word(out, &word, is_wanted(&word, words));
		at = word.end;
	}
	if (next_word(at, &word))
		g_string_append(out, " …");
	else
		add_between(out, at, word.begin);
	return g_string_free(out, FALSE);
}
