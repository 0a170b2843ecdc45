/*
 * A word is a row of level 5; its block, paragraph and line say whether a
 * space, a line break or an empty line comes before it.
 */
#include "read/tsv.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

#define COLUMNS 12
#define WORD_LEVEL 5

enum column { LEVEL, PAGE, BLOCK, PARAGRAPH, LINE, SURE = 10, WORD };

struct reading {
	GString *text;
	gint64 last[3]; /* block, paragraph and line of the word before */
	double weight;	/* letters */
	double sum;	/* of confidence, by letters */
	int words;
};

static void
put_gap(struct reading *r, const gint64 place[3])
{
	if (r->words == 0)
		return;
	if (place[0] != r->last[0] || place[1] != r->last[1])
		g_string_append(r->text, "\n\n");
	else if (place[2] != r->last[2])
		g_string_append_c(r->text, '\n');
	else
		g_string_append_c(r->text, ' ');
}

static void
put_word(struct reading *r, char *const columns[COLUMNS], const char *word)
{
	double sure = CLAMP(g_ascii_strtod(columns[SURE], NULL), 0, 100);
	double letters = (double)g_utf8_strlen(word, -1);
	const gint64 place[3] = {
		g_ascii_strtoll(columns[BLOCK], NULL, 10),
		g_ascii_strtoll(columns[PARAGRAPH], NULL, 10),
		g_ascii_strtoll(columns[LINE], NULL, 10),
	};

	if (r->text->len + strlen(word) + 2 > LIMIT_SCAN_TEXT_BYTES)
		return;
	put_gap(r, place);
	g_string_append(r->text, g_str_equal(word, "|") ? "I" : word);
	memcpy(r->last, place, sizeof(place));
	r->weight += letters;
	r->sum += letters * sure;
	r->words++;
}

static void
read_row(struct reading *r, const char *row)
{
	g_auto(GStrv) columns = g_strsplit(row, "\t", COLUMNS);
	g_autofree char *word = NULL;

	if (g_strv_length(columns) != COLUMNS ||
	    g_ascii_strtoll(columns[LEVEL], NULL, 10) != WORD_LEVEL)
		return;
	word = text_clean(columns[WORD], TRUE);
	g_strstrip(word);
	if (*word != '\0')
		put_word(r, columns, word);
}

void
tsv_read(const char *table, gsize size, struct tsv *tsv)
{
	g_autofree char *valid = text_repair(table, size, NULL);
	struct reading r = {.text = g_string_new(NULL)};
	char *line = valid;

	while (line != NULL) {
		char *next = strchr(line, '\n');

		if (next != NULL)
			*next++ = '\0';
		read_row(&r, line);
		line = next;
	}
	tsv->words = r.words;
	tsv->sure = r.weight > 0 ? (int)(r.sum / r.weight + 0.5) : 0;
	tsv->text = g_string_free(r.text, FALSE);
}
