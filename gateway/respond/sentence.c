/*
 * Cuts a letter into sentences. Mistakes only move the edge of a quotation:
 * no word is changed, and the whole letter stays on the case.
 */
#include "respond/sentence.h"

#include "base/text.h"

/* A line shorter than this was ended by its writer, not wrapped. */
#define SHORT_LINE 45

/* A letterhead of more lines, or a longer line below a letter, tells
 * something. */
#define LETTERHEAD_LINES 6
#define ADDRESS_WORDS 8

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

/* "1." alone: the number of what follows. */
static gboolean
is_number(const char *start, const char *stop)
{
	while (start < stop && (g_ascii_isdigit(*start) || *start == ' '))
		start++;
	return start == stop;
}

static const char *
skip(const char *text, const char *any)
{
	return text + strspn(text, any);
}

/* The first byte after the sentence that the mark at `c` ends, closing
 * quotation marks included; NULL if it ends none. */
static const char *
sentence_end(const char *start, const char *c)
{
	const char *next = skip(c + 1, "\"')");

	if (!strchr(".!?", *c) || !strchr(" \t\n", *next) || !*next)
		return NULL;
	if (*c == '.' && (is_abbreviation(start, c) || is_number(start, c)))
		return NULL;
	if (*c == '.' && g_ascii_islower(*skip(next, " \t\n")))
		return NULL;
	return next;
}

/* What stands behind the phrase of the list that the text starts with; NULL
 * if it starts with none. */
static const char *
after_any(const char *text, const char *const *list)
{
	for (guint i = 0; list[i]; i++) {
		gsize n = strlen(list[i]);
		if (g_ascii_strncasecmp(text, list[i], n) == 0 &&
		    !g_ascii_isalnum(text[n]))
			return text + n;
	}
	return NULL;
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
	       after_any(sentence->text, list);
}

/* Up to three words, each with a capital: a name. */
static gboolean
is_like_a_name(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	guint n = 0;

	for (guint i = 0; words[i]; i++) {
		n += *words[i] != '\0' ? 1 : 0;
		if (g_unichar_islower(g_utf8_get_char(words[i])))
			return FALSE;
	}
	return n <= 3;
}

static gboolean
is_sign_off(const struct sentence *sentence)
{
	static const char *const list[] = {"kind regards",
					   "kindest regards",
					   "best regards",
					   "warm regards",
					   "warm wishes",
					   "regards",
					   "best wishes",
					   "yours sincerely",
					   "yours faithfully",
					   "yours truly",
					   "yours",
					   "many thanks",
					   "with respect",
					   "with thanks",
					   "thanks",
					   "thank you in advance",
					   "thank you very much",
					   "thank you for your time",
					   "thank you",
					   "cheers",
					   "sincerely",
					   "rgds",
					   NULL};
	const char *rest = after_any(sentence->text, list);

	if (!sentence->first)
		return FALSE;
	if (g_str_has_prefix(sentence->text, "Sent from my "))
		return TRUE;
	return rest && (strchr(",.!-", *rest) || is_like_a_name(rest)) &&
	       g_utf8_strlen(rest, -1) < SHORT_LINE;
}

/* True if it says something: five words and a mark at its end. */
static gboolean
has_substance(const struct sentence *sentence)
{
	const char *text = sentence->text;
	guint spaces = 0;

	for (const char *c = text; *c; c++)
		spaces += *c == ' ' ? 1 : 0;
	return spaces >= 4 && strchr(".!?", text[strlen(text) - 1]);
}

/* "Sheila Tandy, 5 Mafeking Street" */
static gboolean
is_name_and_address(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	gboolean numbered = FALSE;

	for (guint i = 0; words[i]; i++) {
		if (g_unichar_islower(g_utf8_get_char(words[i])))
			return FALSE;
		numbered |= i > 0 && g_ascii_isdigit(*words[i]);
	}
	return numbered && strchr(text, ',') &&
	       g_strv_length(words) <= ADDRESS_WORDS;
}

/* A last line that is only a name or an address. */
static gboolean
is_signature(const struct sentence *sentence)
{
	const char *text = sentence->text;

	return sentence->first && !strchr(".!?", text[strlen(text) - 1]) &&
	       (is_like_a_name(text) || is_name_and_address(text));
}

/* Drops the salutation and the letterhead above it. */
static void
trim_head(GPtrArray *list)
{
	for (guint i = 0; i < MIN(list->len, LETTERHEAD_LINES); i++) {
		if (is_salutation(list->pdata[i])) {
			g_ptr_array_remove_range(list, 0, i + 1);
			break;
		}
		if (has_substance(list->pdata[i]))
			break;
	}
}

/* Drops the salutation, and what signs the letter: the first sign-off after
 * which nothing is said, and names below the last words. */
static void
trim(GPtrArray *list)
{
	guint said = 0;

	trim_head(list);
	while (list->len > 0 && is_salutation(list->pdata[0]))
		g_ptr_array_remove_index(list, 0);
	for (guint i = 0; i < list->len; i++)
		if (has_substance(list->pdata[i]))
			said = i;
	for (guint i = said; i < list->len; i++) {
		if (is_sign_off(list->pdata[i])) {
			g_ptr_array_set_size(list, (gint)i);
			break;
		}
	}
	while (list->len > 1 && is_signature(list->pdata[list->len - 1]))
		g_ptr_array_set_size(list, (gint)list->len - 1);
}

/* The text, and how far the cutting has come. */
struct cutting {
	const char *text;
	glong start; /* the character at which the next sentence starts */
	guint block;
};

/* Adds the sentence from..to. */
static void
add(GPtrArray *list, struct cutting *cutting, const char *from, const char *to)
{
	g_autofree char *raw = g_strndup(from, (gsize)(to - from));
	g_autofree char *clean = text_clean(raw, TRUE);
	g_autofree char *line = text_squeeze(clean);
	glong start = cutting->start;

	cutting->start += g_utf8_strlen(raw, -1);
	if (!*line)
		return;
	struct sentence *sentence = g_new0(struct sentence, 1);
	sentence->start = start;
	sentence->end = cutting->start;
	sentence->block = cutting->block;
	sentence->first =
		from == cutting->text || from[-1] == '\n' || *from == '\n';
	sentence->item = begins_list(line);
	sentence->text = g_steal_pointer(&line);
	g_ptr_array_add(list, sentence);
}

/* The first byte after the sentence of the text that starts at `from`;
 * *paragraph tells if a paragraph ends with it. */
static const char *
find_end(const char *text, const char *from, gboolean *paragraph)
{
	for (const char *c = from; *c; c++) {
		int kind = *c == '\n' ? break_of(text, c) : 0;
		const char *end = c > from ? sentence_end(from, c) : NULL;
		*paragraph = kind == 2;
		if (kind > 0 || end)
			return end ? end : c + 1;
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
	struct cutting cutting = {.text = text};

	while (*from) {
		gboolean paragraph = FALSE;
		const char *to = find_end(text, from, &paragraph);
		add(list, &cutting, from, to);
		cutting.block += paragraph ? 1 : 0;
		from = to;
	}
	trim(list);
	return list;
}
