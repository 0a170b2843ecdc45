/*
 * From a letter's parts to lines of print: sender, address and text, each
 * line with its place across the page. Which page a line is on, and where on
 * it, is left to page_break.c.
 */
#include <pango/pango.h>

#include "base/fault.h"
#include "base/limits.h"
#include "respond/page_inside.h"

#define BODY_WIDTH (PAGE_RIGHT - PAGE_LEFT)
#define RIGHT_TO_LEFT_MARK "\u200f"
#define HEADING_SCALE 1.15
#define LINE 1.36
/* Empty room, in lines: between paragraphs, above a heading and an item. */
#define ROOM_PARAGRAPH 0.75
#define ROOM_HEADING 1.0
#define ROOM_UNDER_HEADING 0.4
#define ROOM_ITEM 0.25

static void
row_clear(gpointer data)
{
	struct row *row = data;

	g_object_unref(row->text);
}

void
sheet_free(struct sheet *sheet)
{
	g_ptr_array_unref(sheet->blocks);
	g_array_unref(sheet->rows);
	g_array_unref(sheet->head);
	g_free(sheet);
}

static GArray *
rows_new(void)
{
	GArray *rows = g_array_sized_new(FALSE, TRUE, sizeof(struct row), 64);

	g_array_set_clear_func(rows, row_clear);
	return rows;
}

/* Where a line was broken Pango leaves no glyph for the space, and those who
 * listen to the letter would hear two words as one. */
static void
restore_space(const PangoGlyphItem *run)
{
	hb_font_t *font = pango_font_get_hb_font(run->item->analysis.font);
	hb_codepoint_t space;

	if (!hb_font_get_nominal_glyph(font, ' ', &space))
		return;
	for (int i = 0; i < run->glyphs->num_glyphs; i++)
		if (run->glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY)
			run->glyphs->glyphs[i].glyph = space;
}

static PangoLayoutLine *
take_line(PangoLayoutIter *iter)
{
	PangoLayoutLine *line = pango_layout_iter_get_line(iter);

	for (const GSList *run = line->runs; run; run = run->next)
		restore_space(run->data);
	return line;
}

double
page_rows(GArray *rows, PangoLayout *layout, guint block, double x,
	  double above)
{
	PangoLayoutIter *iter = pango_layout_get_iter(layout);
	guint count = (guint)pango_layout_get_line_count(layout);
	double sum = 0;

	for (guint i = 0; i < count; i++) {
		PangoRectangle box;
		int baseline = pango_layout_iter_get_baseline(iter);

		pango_layout_iter_get_line_extents(iter, NULL, &box);
		struct row row = {
			.block = block,
			.index = i,
			.count = count,
			.text = g_object_ref(layout),
			.line = take_line(iter),
			.x = x + (double)box.x / PANGO_SCALE,
			.above = i == 0 ? above : 0,
			.height = (double)box.height / PANGO_SCALE,
			.rise = (double)(baseline - box.y) / PANGO_SCALE,
		};
		g_array_append_val(rows, row);
		sum += row.height;
		pango_layout_iter_next_line(iter);
	}
	pango_layout_iter_free(iter);
	return sum;
}

static gboolean
is_heading(const struct block *block)
{
	return block->kind == BLOCK_HEADING || block->kind == BLOCK_SUBJECT;
}

static double
room_above(const GPtrArray *blocks, guint index)
{
	const struct block *block = blocks->pdata[index];

	if (block->tight)
		return block->kind == BLOCK_ITEM ? ROOM_ITEM : 0;
	if (block->kind == BLOCK_HEADING)
		return ROOM_HEADING;
	if (index > 0 && is_heading(blocks->pdata[index - 1]))
		return ROOM_UNDER_HEADING;
	return ROOM_PARAGRAPH;
}

/* An item's marker stands in the room that the item leaves; its row has the
 * height of none, so that the item begins on the same line. */
static double
lay_marker(struct sheet *sheet, PangoContext *context, guint index,
	   double above, gboolean rtl)
{
	const struct block *block = sheet->blocks->pdata[index];
	g_autofree char *marker =
		g_strconcat(rtl ? RIGHT_TO_LEFT_MARK : "",
			    *block->marker == '-' ? "•" : block->marker, NULL);
	g_autoptr(PangoLayout) layout =
		page_layout(context, marker, sheet->points, FALSE, -1);
	double indent = sheet->points * (*block->marker == '-' ? 1.3 : 2.0);
	double left = PAGE_LEFT + (block->quoted ? sheet->quote : 0);
	int width;

	pango_layout_get_size(layout, &width, NULL);
	indent = MAX(indent, (double)width / PANGO_SCALE + sheet->points / 2);
	page_rows(sheet->rows, layout, index, left, above);

	struct row *row =
		&g_array_index(sheet->rows, struct row, sheet->rows->len - 1);
	row->rtl = rtl;
	if (rtl)
		row->x = PAGE_RIGHT - (left - PAGE_LEFT) -
			 (double)width / PANGO_SCALE;
	row->count = 0;
	row->height = 0;
	return indent;
}

static void
lay_block(struct sheet *sheet, PangoContext *context, guint index)
{
	const struct block *block = sheet->blocks->pdata[index];
	gboolean heading =
		block->kind == BLOCK_HEADING || block->kind == BLOCK_SUBJECT;
	double points = sheet->points * (heading ? HEADING_SCALE : 1);
	double above = sheet->points * LINE * room_above(sheet->blocks, index);
	double indent = block->quoted ? sheet->quote : 0;
	g_autoptr(PangoLayout) layout =
		page_layout(context, block->text, points, heading, -1);
	gboolean rtl =
		pango_layout_get_direction(layout, 0) == PANGO_DIRECTION_RTL;
	guint first = sheet->rows->len;

	if (block->marker) {
		indent += lay_marker(sheet, context, index, above, rtl);
		above = 0;
	}
	pango_layout_set_width(layout,
			       (int)((BODY_WIDTH - indent) * PANGO_SCALE));
	page_rows(sheet->rows, layout, index, PAGE_LEFT + (rtl ? 0 : indent),
		  above);
	if (block->marker)
		g_array_index(sheet->rows, struct row, first).rise =
			g_array_index(sheet->rows, struct row, first + 1).rise;
	for (guint i = first; i < sheet->rows->len; i++)
		g_array_index(sheet->rows, struct row, i).rtl = rtl;
}

/* What stands above the text itself: the sender if there was no room for it
 * at the top, the date, the subject. */
static void
add_heads(struct sheet *sheet, const struct page_spec *spec,
	  const char *sender_left)
{
	page_blocks_insert(sheet->blocks, page_blocks_subject(sheet->blocks),
			   BLOCK_SUBJECT, spec->title);
	page_blocks_insert(sheet->blocks, 0, BLOCK_PARAGRAPH, spec->date);
	if (!sender_left)
		return;

	g_autoptr(GPtrArray) lines = page_blocks(sender_left);
	for (guint i = lines->len; i > 0; i--) {
		const struct block *line = lines->pdata[i - 1];

		page_blocks_insert(sheet->blocks, 0, BLOCK_PARAGRAPH,
				   line->text);
		((struct block *)sheet->blocks->pdata[0])->tight = i > 1;
	}
}

struct sheet *
page_lay(PangoContext *context, const struct page_spec *spec, GError **error)
{
	g_autoptr(own_sheet) sheet = g_new0(struct sheet, 1);
	g_autofree char *sender_left = NULL;

	sheet->points = CLAMP(spec->points, PAGE_POINTS, PAGE_POINTS_LARGEST);
	sheet->quote = sheet->points * 1.25;
	sheet->rows = rows_new();
	sheet->head = rows_new();
	sheet->blocks = page_blocks(spec->text);
	if (!page_head(sheet, context, spec, &sender_left, error))
		return NULL;
	add_heads(sheet, spec, sender_left);
	for (guint i = 0; i < sheet->blocks->len; i++) {
		lay_block(sheet, context, i);
		if (sheet->rows->len > LIMIT_PAGE_LINES) {
			fault_set(error, FAULT_INPUT,
				  "The letter has more than %d lines. "
				  "Shorten it.",
				  LIMIT_PAGE_LINES);
			return NULL;
		}
	}
	return g_steal_pointer(&sheet);
}
