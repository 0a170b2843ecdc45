/*
 * Counts sentences, words and syllables of our own letters. Syllables are
 * guessed from the vowels, which is right nine times out of ten and errs to
 * both sides.
 */
#include "respond/reading.h"

#include <string.h>

#include "respond/sentence.h"

/* Flesch and Kincaid's weights. */
#define A_WORD 0.39
#define A_SYLLABLE 11.8
#define BASE 15.59
#define AGE_OF_GRADE 5.0

/* What is shorter is a label, not a sentence. */
#define LEAST_WORDS 4

struct counted {
	char *text; /* borrowed from its sentence */
	guint words;
	guint syllables;
	double age;
};

static gboolean
is_vowel(char c)
{
	return c != '\0' && strchr("aeiouy", c) != NULL;
}

/* "sent(e)", "ask(ed)", "com(e)s": an e that is not heard. */
static gboolean
ends_silently(const char *word, gsize n)
{
	if (n < 3)
		return FALSE;
	if (g_str_has_suffix(word, "le"))
		return is_vowel(word[n - 3]);
	if (g_str_has_suffix(word, "ed"))
		return word[n - 3] != 't' && word[n - 3] != 'd' &&
		       !is_vowel(word[n - 3]);
	if (g_str_has_suffix(word, "es"))
		return !strchr("cgsxzh", word[n - 3]) && !is_vowel(word[n - 3]);
	return word[n - 1] == 'e' && !is_vowel(word[n - 2]);
}

static guint
syllables_of(const char *word)
{
	gsize n = strlen(word);
	guint count = 0;

	for (gsize i = 0; i < n; i++)
		count +=
			is_vowel(word[i]) && (i == 0 || !is_vowel(word[i - 1]));
	if (count > 1 && ends_silently(word, n))
		count--;
	return MAX(count, 1);
}

static double
age_of(guint sentences, guint words, guint syllables)
{
	if (sentences == 0 || words == 0)
		return 0;
	return A_WORD * words / sentences + A_SYLLABLE * syllables / words -
	       BASE + AGE_OF_GRADE;
}

/* Numbers, references and addresses are read as one. */
static void
count_word(struct counted *counted, const char *raw)
{
	g_autoptr(GString) letters = g_string_new(NULL);

	for (const char *c = raw; *c; c++)
		if (g_ascii_isalpha(*c))
			g_string_append_c(letters, g_ascii_tolower(*c));
	if (*raw == '\0' || (letters->len == 0 && !strpbrk(raw, "0123456789")))
		return;
	counted->words++;
	counted->syllables += strpbrk(raw, "0123456789@/") != NULL
				      ? 1
				      : syllables_of(letters->str);
}

static gboolean
is_whole(const char *text)
{
	return *text != '\0' && strchr(".?!", text[strlen(text) - 1]) != NULL;
}

static void
count_sentence(GArray *list, const struct sentence *sentence)
{
	struct counted counted = {.text = sentence->text};
	g_auto(GStrv) words = g_strsplit_set(sentence->text, " -", -1);

	if (!is_whole(sentence->text))
		return;
	for (guint i = 0; words[i] != NULL; i++)
		count_word(&counted, words[i]);
	if (counted.words < LEAST_WORDS)
		return;
	counted.age = age_of(1, counted.words, counted.syllables);
	g_array_append_val(list, counted);
}

/* The hardest first. */
static int
compare(gconstpointer a, gconstpointer b)
{
	const struct counted *x = a;
	const struct counted *y = b;

	return (x->age < y->age) - (x->age > y->age);
}

/* An empty line in place of what is no sentence of ours. */
static char *
own_paragraphs(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GString *out = g_string_new(NULL);

	for (guint i = 0; lines[i] != NULL; i++)
		if (*lines[i] != '#' && *lines[i] != '>')
			g_string_append_printf(out, "%s\n\n", lines[i]);
	return g_string_free(out, FALSE);
}

struct reading *
reading_of(const char *text)
{
	struct reading *reading = g_new0(struct reading, 1);
	g_autofree char *own = own_paragraphs(text);
	g_autoptr(GPtrArray) sentences = sentences_of(own);
	g_autoptr(GArray) list =
		g_array_new(FALSE, FALSE, sizeof(struct counted));
	guint words = 0;
	guint syllables = 0;

	for (guint i = 0; i < sentences->len; i++)
		count_sentence(list, sentences->pdata[i]);
	g_array_sort(list, compare);
	for (guint i = 0; i < list->len; i++) {
		words += g_array_index(list, struct counted, i).words;
		syllables += g_array_index(list, struct counted, i).syllables;
	}
	reading->age = age_of(list->len, words, syllables);
	reading->sentences = list->len;
	reading->hardest = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0;
	     i < list->len && reading->hardest->len < READING_HARDEST; i++) {
		const struct counted *hard =
			&g_array_index(list, struct counted, i);
		if (hard->words > READING_WORDS || reading->age > READING_AGE)
			g_ptr_array_add(reading->hardest, g_strdup(hard->text));
	}
	return reading;
}

void
reading_free(struct reading *reading)
{
	if (reading == NULL)
		return;
	g_ptr_array_unref(reading->hardest);
	g_free(reading);
}
