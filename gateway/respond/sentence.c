/*
 * Cuts a letter into sentences. Mistakes only move the edge of a quotation:
 * no word is changed, and the whole letter stays on the case.
 */
#include "respond/sentence.h"

#include "base/text.h"

/* A line shorter than this was ended by its writer, not wrapped. */
#define SHORT_LINE 45

static void
sentence_free(struct sentence *sentence)
{
	g_free(sentence->text);
	g_free(sentence);
}

/* True if the word before the full stop at `stop` is an abbreviation. */
static gboolean
is_abbreviation(const char *start, const char *stop)
{
	static const char *const known[] = {
		"mr",	  "mrs", "ms",	 "dr",	"st",	"no",
		"nos",	  "e.g", "i.e",	 "eg",	"ie",	"etc",
		"approx", "tel", "prof", "rev", "cllr", NULL};
	const char *word = stop;

	while (word > start && !g_ascii_isspace(word[-1]))
		word--;
	g_autofree char *lower = g_ascii_strdown(word, (gssize)(stop - word));
	return g_strv_contains(known, lower) ||
	       (stop - word == 1 && g_ascii_isupper(*word));
}

/* "- ", "* ", "1. ", "2) ", or a bullet: a line that begins a list. */
static gboolean
begins_list(const char *line)
{
	const char *c = line;

	while (*c == ' ' || *c == '\t')
		c++;
	if (g_str_has_prefix(c, "- ") || g_str_has_prefix(c, "* ") ||
	    g_str_has_prefix(c, "\u2022") || g_str_has_prefix(c, "\u2013 "))
		return TRUE;
	const char *digit = c;
	while (g_ascii_isdigit(*c))
		c++;
	return c > digit && c - digit <= 2 && (*c == '.' || *c == ')') &&
	       c[1] == ' ';
}

/* How a line break at `at` separates: 0 wrapped, 1 sentence, 2 paragraph. */
static int
break_of(const char *start, const char *at)
{
	const char *line = at;
	const char *next = at + 1;

	while (line > start && line[-1] != '\n')
		line--;
	while (*next == ' ' || *next == '\t' || *next == '\r')
		next++;
	if (*next == '\n' || *next == '\0')
		return 2;
	if (begins_list(next))
		return 1;
	return at - line < SHORT_LINE && !g_ascii_islower(*next) ? 1 : 0;
}

/* True if a sentence ends after the mark at `c`. */
static gboolean
ends_sentence(const char *start, const char *c)
{
	const char *next = c + 1;

	if (*c != '.' && *c != '!' && *c != '?')
		return FALSE;
	while (*next && strchr("\"')", *next))
		next++;
	if (*next != ' ' && *next != '\t' && *next != '\n')
		return FALSE;
	if (*c == '.' && is_abbreviation(start, c))
		return FALSE;
	while (*next == ' ' || *next == '\t' || *next == '\n')
		next++;
	return !g_ascii_islower(*next) || *c != '.';
}

/* How people begin and end; lower case. */
static gboolean
starts_with_any(const char *text, const char *const *list)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);

	for (guint i = 0; list[i]; i++) {
		gsize n = strlen(list[i]);
		if (strncmp(lower, list[i], n) == 0 &&
		    !g_ascii_isalnum(lower[n]))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_salutation(const struct sentence *sentence)
{
	static const char *const list[] = {"dear",
					   "hi",
					   "hello",
					   "hiya",
					   "good morning",
					   "good afternoon",
					   "good evening",
					   "to whom it may concern",
					   "to the manager",
					   "hey",
					   "fao",
					   "sirs",
					   "sir",
					   "madam",
					   NULL};

	return g_utf8_strlen(sentence->text, -1) < SHORT_LINE &&
	       !strpbrk(sentence->text, ".?!") &&
	       starts_with_any(sentence->text, list);
}

static gboolean
is_sign_off(const struct sentence *sentence)
{
	static const char *const list[] = {"regards",
					   "kind regards",
					   "kindest regards",
					   "best regards",
					   "warm regards",
					   "best wishes",
					   "yours",
					   "yours sincerely",
					   "yours faithfully",
					   "yours truly",
					   "many thanks",
					   "thanks",
					   "thank you",
					   "thank you in advance",
					   "cheers",
					   "sincerely",
					   "sent from my",
					   "with thanks",
					   "rgds",
					   "kr",
					   NULL};

	return g_utf8_strlen(sentence->text, -1) < SHORT_LINE &&
	       starts_with_any(sentence->text, list);
}

/* Drops the salutation, and the last sign-off with what follows it, if no
 * more than a signature follows. */
static void
trim(GPtrArray *list)
{
	while (list->len > 0 && is_salutation(list->pdata[0]))
		g_ptr_array_remove_index(list, 0);
	for (guint i = list->len; i-- > 0 && list->len - i <= 6;) {
		if (is_sign_off(list->pdata[i])) {
			g_ptr_array_set_size(list, (gint)i);
			return;
		}
	}
}

/* Adds the sentence from..to, which starts at character `start`; returns
 * the character at which it ends. */
static glong
add(GPtrArray *list, const char *from, const char *to, glong start, guint block)
{
	g_autofree char *raw = g_strndup(from, (gsize)(to - from));
	glong end = start + g_utf8_strlen(raw, -1);
	g_autofree char *clean = text_clean(raw, TRUE);
	g_autofree char *line = text_squeeze(clean);

	if (!*line)
		return end;
	struct sentence *sentence = g_new0(struct sentence, 1);
	sentence->start = start;
	sentence->end = end;
	sentence->text = g_steal_pointer(&line);
	sentence->block = block;
	g_ptr_array_add(list, sentence);
	return end;
}

/* The first byte after the sentence that starts at `from`; *paragraph tells
 * if a paragraph ends with it. */
static const char *
find_end(const char *from, gboolean *paragraph)
{
	for (const char *c = from; *c; c++) {
		int kind = *c == '\n' ? break_of(from, c) : 0;
		*paragraph = kind == 2;
		if (kind > 0 || (c > from && ends_sentence(from, c)))
			return c + 1;
	}
	*paragraph = TRUE;
	return from + strlen(from);
}

GPtrArray *
sentences_of(const char *text)
{
	GPtrArray *list =
		g_ptr_array_new_with_free_func((GDestroyNotify)sentence_free);
	const char *from = text;
	glong start = 0;
	guint block = 0;

	while (*from) {
		gboolean paragraph = FALSE;
		const char *to = find_end(from, &paragraph);
		start = add(list, from, to, start, block);
		block += paragraph ? 1 : 0;
		from = to;
	}
	trim(list);
	return list;
}
