/*
 * Cuts a normalised text into words. A pair is told after its second word.
 */
#include "classify/words.h"

#include <string.h>

#define LONGEST 30

void
words_open(struct words *words, const char *text, gsize length)
{
	memset(words, 0, sizeof *words);
	words->text = text;
	words->length = length;
	words->word = g_string_sized_new(64);
	words->last = g_string_sized_new(32);
}

void
words_close(struct words *words)
{
	g_string_free(words->word, TRUE);
	g_string_free(words->last, TRUE);
}

static gboolean
in_word(char c)
{
	return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

static gboolean
tell_pair(struct words *words)
{
	gsize second = words->word->len;
	g_string_append_c(words->last, ' ');
	g_string_append_len(words->last, words->word->str, (gssize)second);
	GString *pair = words->last;
	words->last = words->word;
	words->word = pair;
	words->from = words->last_from;
	words->last_from = words->to - second;
	words->pair_next = FALSE;
	return TRUE;
}

gboolean
words_next(struct words *words)
{
	if (words->pair_next && words->last->len)
		return tell_pair(words);
	if (words->pair_next) {
		g_string_assign(words->last, words->word->str);
		words->last_from = words->from;
		words->pair_next = FALSE;
	}
	const char *text = words->text;
	gsize at = words->at;
	while (at < words->length && !in_word(text[at])) {
		if (text[at] != ' ')
			g_string_truncate(words->last, 0);
		at++;
	}
	if (at == words->length)
		return FALSE;
	words->from = at;
	gboolean number = g_ascii_isdigit(text[at]);
	while (at < words->length && in_word(text[at]))
		at++;
	words->to = words->at = at;
	g_string_truncate(words->word, 0);
	if (number)
		g_string_assign(words->word, "#");
	else
		g_string_append_len(words->word, text + words->from,
				    (gssize)MIN(at - words->from, LONGEST));
	words->pair_next = TRUE;
	return TRUE;
}
