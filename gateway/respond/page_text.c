/*
 * Cuts a letter's text into blocks: headings, paragraphs, items of lists,
 * and the resident's quoted words. It knows nothing of fonts and pages.
 */
#include "base/limits.h"
#include "base/text.h"
#include "respond/page_inside.h"

#define MARKER_DIGITS 3
#define GREETING_BLOCKS 4 /* among which the greeting may be */

static void
block_free(gpointer data)
{
	struct block *block = data;

	g_free(block->marker);
	g_free(block->text);
	g_free(block);
}

/* Bytes of "- " or "12. " at the start of a line; 0 if there is neither. */
static gsize
marker_length(const char *line)
{
	gsize n = 0;

	if (g_str_has_prefix(line, "- "))
		return 2;
	while (g_ascii_isdigit(line[n]))
		n++;
	if (n == 0 || n > MARKER_DIGITS || line[n] != '.' || line[n + 1] != ' ')
		return 0;
	return n + 2;
}

/* A block of what a line's beginning says, without its text; *line is moved
 * to where the text begins. */
static struct block *
read_kind(const char **line)
{
	struct block *block = g_new0(struct block, 1);
	gsize marker;

	block->quoted = **line == '>';
	while (**line == '>' || **line == ' ')
		(*line)++;
	marker = marker_length(*line);
	if (!block->quoted && g_str_has_prefix(*line, "# ")) {
		block->kind = BLOCK_HEADING;
		*line += 2;
	} else if (marker > 0) {
		block->kind = BLOCK_ITEM;
		block->marker = g_strndup(*line, marker - 1);
		*line += marker;
	}
	return block;
}

/* Bytes of text that are one block: all, or as many as may be broken into
 * lines at once, up to the end of a word. */
static gsize
piece_length(const char *text)
{
	if (g_utf8_strlen(text, -1) <= LIMIT_PAGE_BLOCK)
		return strlen(text);

	const char *end = g_utf8_offset_to_pointer(text, LIMIT_PAGE_BLOCK);
	const char *space = g_strrstr_len(text, end - text, " ");
	return (gsize)((space ? space + 1 : end) - text);
}

/* Only lines of the same kind belong together; items do by themselves. */
static gboolean
is_tight(const struct block *before, const struct block *block)
{
	return before && before->quoted == block->quoted &&
	       before->kind != BLOCK_HEADING && block->kind != BLOCK_HEADING;
}

static void
add_line(GPtrArray *blocks, const char *line, const struct block **before)
{
	struct block *block = read_kind(&line);
	g_autofree char *text = text_squeeze(line);
	const char *rest = text;

	if (!*text) {
		block_free(block);
		*before = NULL;
		return;
	}
	block->tight = is_tight(*before, block);
	while (*rest) {
		gsize length = piece_length(rest);

		block->text = g_strndup(rest, length);
		g_ptr_array_add(blocks, block);
		*before = block;
		rest += length;
		if (!*rest)
			break;
		block = g_new0(struct block, 1);
		block->quoted = (*before)->quoted;
		block->tight = TRUE;
	}
}

GPtrArray *
page_blocks(const char *text)
{
	GPtrArray *blocks = g_ptr_array_new_with_free_func(block_free);
	g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
	const struct block *before = NULL;

	for (guint i = 0; lines[i]; i++) {
		g_autofree char *line = text_clean(lines[i], TRUE);

		add_line(blocks, line, &before);
	}
	return blocks;
}

void
page_blocks_insert(GPtrArray *blocks, guint at, enum block_kind kind,
		   const char *text)
{
	g_autofree char *clean = text_clean(text ? text : "", TRUE);
	g_autofree char *line = text_squeeze(clean);

	if (!*line)
		return;

	struct block *block = g_new0(struct block, 1);
	block->kind = kind;
	block->text = g_steal_pointer(&line);
	g_ptr_array_insert(blocks, (int)at, block);
}

guint
page_blocks_subject(const GPtrArray *blocks)
{
	for (guint i = 0; i < MIN(blocks->len, GREETING_BLOCKS); i++) {
		const struct block *block = blocks->pdata[i];

		if (g_str_has_prefix(block->text, "Dear ") ||
		    g_str_equal(block->text, "Hello"))
			return i + 1;
	}
	return 0;
}
