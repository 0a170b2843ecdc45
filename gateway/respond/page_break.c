/*
 * Breaks a letter's lines into pages: a heading stays with what follows,
 * lines that belong together stay together, and of a paragraph at least two
 * lines stand at the foot of a page and two at the head of the next.
 */
#include "respond/page_inside.h"

#define FEWEST_LINES 2

static struct row *
row_at(const struct sheet *sheet, guint i)
{
	return &g_array_index(sheet->rows, struct row, i);
}

/* What is followed by something that it belongs to. */
static gboolean
keeps_next(const struct block *block)
{
	return block->kind == BLOCK_HEADING || block->kind == BLOCK_SUBJECT ||
	       g_str_has_suffix(block->text, ":") ||
	       g_str_has_prefix(block->text, "Yours ");
}

/* May a page begin with this row? */
static gboolean
may_break(const struct sheet *sheet, guint i)
{
	const struct row *row = row_at(sheet, i);
	const struct row *before = row_at(sheet, i - 1);
	const struct block *block = sheet->blocks->pdata[row->block];

	if (row->block == before->block)
		return before->count > 0 && row->index >= FEWEST_LINES &&
		       row->count - row->index >= FEWEST_LINES;
	if (block->kind == BLOCK_SUBJECT ||
	    (block->tight && !block->marker && !block->quoted))
		return FALSE;
	return !keeps_next(sheet->blocks->pdata[before->block]);
}

/* The row with which the next page begins, if this page began with `first`
 * and `full` was the first that did not fit. */
static guint
find_break(const struct sheet *sheet, guint first, guint full)
{
	for (guint i = full; i > first; i--)
		if (may_break(sheet, i))
			return i;
	return full;
}

/* The first row from `first` on that does not fit below top, at least one. */
static guint
fill_page(const struct sheet *sheet, guint first, double top)
{
	double y = top;
	guint i;

	for (i = first; i < sheet->rows->len; i++) {
		const struct row *row = row_at(sheet, i);

		y += (i > first ? row->above : 0) + row->height;
		if (y > sheet->bottom && i > first)
			break;
	}
	return i;
}

static void
set_places(const struct sheet *sheet, guint first, guint end, double top)
{
	double y = top;

	for (guint i = first; i < end; i++) {
		struct row *row = row_at(sheet, i);

		if (i > first)
			y += row->above;
		row->y = y;
		row->page = sheet->pages;
		y += row->height;
	}
}

void
page_break(struct sheet *sheet)
{
	guint first = 0;

	sheet->pages = 0;
	while (first < sheet->rows->len) {
		double top = sheet->pages == 0 ? PAGE_FIRST_TOP : PAGE_TOP;
		guint end = fill_page(sheet, first, top);

		if (end < sheet->rows->len)
			end = find_break(sheet, first, end);
		set_places(sheet, first, end, top);
		sheet->pages++;
		first = end;
	}
	sheet->pages = MAX(sheet->pages, 1);
}
