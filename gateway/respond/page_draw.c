/*
 * Draws laid-out lines into a PDF with Cairo, each within the element of the
 * document's structure that it belongs to. A quotation has a rule at its
 * side, and each page its number and the reference at the foot.
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/fault.h"
#include "base/text.h"
#include "respond/page_inside.h"

#define RULE_WIDTH 1.5
#define RULE_GREY 0.35
#define PAGE_WIDEST_NUMBER 87

struct pen {
	cairo_t *cairo;
	const struct sheet *sheet;
	PangoContext *context;
	const char *ref;
};

static void
open_tag(const struct pen *pen, const char *name)
{
	cairo_tag_begin(pen->cairo, name, NULL);
}

static void
close_tag(const struct pen *pen, const char *name)
{
	cairo_tag_end(pen->cairo, name);
}

static void
draw_row(const struct pen *pen, const struct row *row)
{
	cairo_move_to(pen->cairo, row->x, row->y + row->rise);
	pango_cairo_show_layout_line(pen->cairo, row->line);
}

/* --- structure -------------------------------------------------------------*/

static const struct block *
block_at(const struct pen *pen, guint index)
{
	const GPtrArray *blocks = pen->sheet->blocks;

	return index < blocks->len ? blocks->pdata[index] : NULL;
}

/* The innermost element of a row. */
static const char *
leaf_name(const struct block *block, const struct row *row)
{
	switch (block->kind) {
	case BLOCK_SUBJECT:
		return "H1";
	case BLOCK_HEADING:
		return "H2";
	case BLOCK_ITEM:
		return row->count == 0 ? "Lbl" : "LBody";
	case BLOCK_PARAGRAPH:
		break;
	}
	return "P";
}

static gboolean
same_list(const struct block *a, const struct block *b)
{
	return a && b && a->kind == BLOCK_ITEM && b->kind == BLOCK_ITEM &&
	       a->quoted == b->quoted;
}

static void
open_around(const struct pen *pen, const struct row *row)
{
	const struct block *block = block_at(pen, row->block);
	const struct block *before = block_at(pen, row->block - 1);

	if (block->quoted && !(before && before->quoted))
		open_tag(pen, "BlockQuote");
	if (block->kind != BLOCK_ITEM)
		return;
	if (!same_list(before, block))
		open_tag(pen, "L");
	open_tag(pen, "LI");
}

static void
close_around(const struct pen *pen, const struct row *row)
{
	const struct block *block = block_at(pen, row->block);
	const struct block *next = block_at(pen, row->block + 1);

	if (block->kind == BLOCK_ITEM) {
		close_tag(pen, "LI");
		if (!same_list(block, next))
			close_tag(pen, "L");
	}
	if (block->quoted && !(next && next->quoted))
		close_tag(pen, "BlockQuote");
}

/* Is the row the first (or last) of its leaf on this page? */
static gboolean
same_leaf(const struct row *a, const struct row *b)
{
	return a->block == b->block && a->page == b->page &&
	       (a->count == 0) == (b->count == 0);
}

/* --- pages -----------------------------------------------------------------*/

static void
draw_rules(const struct pen *pen, const struct row *first,
	   const struct row *end)
{
	cairo_save(pen->cairo);
	cairo_set_source_rgb(pen->cairo, RULE_GREY, RULE_GREY, RULE_GREY);
	cairo_set_line_width(pen->cairo, RULE_WIDTH);
	for (const struct row *row = first; row < end; row++) {
		double x = row->rtl ? PAGE_RIGHT - RULE_WIDTH / 2
				    : PAGE_LEFT + RULE_WIDTH / 2;
		gboolean joined =
			row > first && block_at(pen, row[-1].block)->quoted;

		if (!block_at(pen, row->block)->quoted)
			continue;
		cairo_move_to(pen->cairo, x,
			      row->y - (joined ? row->above : 0));
		cairo_line_to(pen->cairo, x, row->y + row->height);
	}
	cairo_stroke(pen->cairo);
	cairo_restore(pen->cairo);
}

/* Reference on the left, number on the right; one below the other where the
 * print is too large for that. */
static double
foot_of(const struct pen *pen, guint page, PangoLayout *parts[2])
{
	double points = pen->sheet->points;
	double room = PAGE_RIGHT - PAGE_LEFT - 2 * points;
	g_autofree char *number =
		g_strdup_printf("Page %u of %u", page + 1, pen->sheet->pages);
	g_autofree char *words =
		*pen->ref ? g_strdup_printf("Reference %s", pen->ref)
			  : g_strdup("");
	int left, right, height;

	parts[0] = page_layout(pen->context, words, points, FALSE, -1);
	parts[1] = page_layout(pen->context, number, points, FALSE, -1);
	pango_layout_get_size(parts[0], &left, &height);
	pango_layout_get_size(parts[1], &right, NULL);
	if ((double)(left + right) / PANGO_SCALE > room)
		height *= 2;
	return (double)height / PANGO_SCALE;
}

static void
draw_foot(const struct pen *pen, guint page)
{
	PangoLayout *parts[2];
	double height = foot_of(pen, page, parts);
	int width, line;

	cairo_move_to(pen->cairo, PAGE_LEFT, PAGE_FOOT - height);
	pango_cairo_show_layout(pen->cairo, parts[0]);
	pango_layout_get_size(parts[1], &width, &line);
	cairo_move_to(pen->cairo, PAGE_RIGHT - (double)width / PANGO_SCALE,
		      PAGE_FOOT - (double)line / PANGO_SCALE);
	pango_cairo_show_layout(pen->cairo, parts[1]);
	g_object_unref(parts[0]);
	g_object_unref(parts[1]);
}

double
page_foot_height(const struct sheet *sheet, PangoContext *context,
		 const char *ref)
{
	struct pen pen = {NULL, sheet, context, ref};
	PangoLayout *parts[2];
	double height = foot_of(&pen, PAGE_WIDEST_NUMBER, parts);

	g_object_unref(parts[0]);
	g_object_unref(parts[1]);
	return height;
}

static void
draw_head(const struct pen *pen)
{
	const GArray *head = pen->sheet->head;

	for (guint i = 0; i < head->len; i++) {
		const struct row *row = &g_array_index(head, struct row, i);

		if (row->index == 0)
			open_tag(pen, "P");
		draw_row(pen, row);
		if (row->index + 1 == row->count)
			close_tag(pen, "P");
	}
}

/* The rows of one page; `end` is the row after its last. */
static void
draw_text(const struct pen *pen, const struct row *first, const struct row *end)
{
	const GArray *rows = pen->sheet->rows;
	const struct row *start = (const struct row *)(void *)rows->data;
	const struct row *stop = start + rows->len;

	for (const struct row *row = first; row < end; row++) {
		const struct block *block = block_at(pen, row->block);
		const char *leaf = leaf_name(block, row);

		if (row == start || row[-1].block != row->block)
			open_around(pen, row);
		if (row == start || !same_leaf(row - 1, row))
			open_tag(pen, leaf);
		draw_row(pen, row);
		if (row + 1 == stop || !same_leaf(row, row + 1))
			close_tag(pen, leaf);
		if (row + 1 == stop || row[1].block != row->block)
			close_around(pen, row);
	}
}

static void
draw_pages(const struct pen *pen)
{
	const GArray *rows = pen->sheet->rows;
	const struct row *row = (const struct row *)(void *)rows->data;
	const struct row *stop = row + rows->len;

	open_tag(pen, "Document");
	for (guint page = 0; page < pen->sheet->pages; page++) {
		const struct row *end = row;

		while (end < stop && end->page == page)
			end++;
		if (page == 0)
			draw_head(pen);
		draw_text(pen, row, end);
		draw_rules(pen, row, end);
		draw_foot(pen, page);
		cairo_show_page(pen->cairo);
		row = end;
	}
	close_tag(pen, "Document");
}

static cairo_status_t
take(void *closure, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

GByteArray *
page_draw(const struct sheet *sheet, PangoContext *context,
	  const struct page_spec *spec, GError **error)
{
	g_autoptr(GByteArray) pdf = g_byte_array_new();
	g_autofree char *title = text_clean(spec->title, TRUE);
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		take, pdf, PAGE_WIDTH, PAGE_HEIGHT);
	struct pen pen = {cairo_create(surface), sheet, context, spec->ref};

	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
				       title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
				       "2000-01-01T00:00:00Z");
	draw_pages(&pen);
	cairo_status_t drawn = cairo_status(pen.cairo);
	cairo_destroy(pen.cairo);
	cairo_surface_finish(surface);
	cairo_status_t ended = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (drawn == CAIRO_STATUS_SUCCESS && ended == CAIRO_STATUS_SUCCESS)
		return g_steal_pointer(&pdf);
	fault_set(error, FAULT_TEMPORARY, "A letter could not be drawn: %s.",
		  cairo_status_to_string(drawn ? drawn : ended));
	return NULL;
}
