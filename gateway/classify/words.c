/*
 * Cuts a normalised text into words, without the s of the plural. A pair is
 * told after its second word; the first word of a sentence makes a pair with
 * the stop before it, which tells "can" that asks from "can" that states.
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

/* Words such as "this", "class" and "status" have no plural s. */
static void
cut_plural(GString *word)
{
	gsize n = word->len;
	if (n < 4 || word->str[n - 1] != 's' || strchr("isu", word->str[n - 2]))
		return;
	g_string_truncate(word, n - 1);
	if (n > 4 && g_str_has_suffix(word->str, "ie")) {
		g_string_truncate(word, n - 3);
		g_string_append_c(word, 'y');
	}
}

/* Steps over what parts words; TRUE at a question or exclamation mark,
 * which counts as a word. */
static gboolean
step(struct words *words, gsize *at)
{
	const char *text = words->text;
	for (; *at < words->length && !in_word(text[*at]); (*at)++) {
		char c = text[*at];
		if (c == ' ')
			continue;
		gboolean mark = c == '?' || c == '!';
		gboolean stop = mark || c == '.' || c == '\n';
		g_string_assign(words->last, stop ? "." : "");
		words->last_from = *at;
		if (mark)
			return TRUE;
	}
	return FALSE;
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
	if (step(words, &at)) {
		words->from = at;
		words->to = words->at = at + 1;
		g_string_append_c(g_string_truncate(words->word, 0), text[at]);
		return TRUE;
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
	cut_plural(words->word);
	words->pair_next = TRUE;
	return TRUE;
}
