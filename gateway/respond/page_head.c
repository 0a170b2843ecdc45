/*
 * The upper part of the first page: the landlord's name at the top, its
 * address on the right, and the address of the person written to in the
 * window, alone. Print is made smaller only where the place is fixed.
 */
#include <pango/pango.h>

#include "base/fault.h"
#include "base/text.h"
#include "respond/page_inside.h"

/* The window, with half a millimetre to spare on each side. */
#define WINDOW_LEFT MM(25.1)
#define WINDOW_TOP MM(40.0)
#define WINDOW_WIDTH MM(94.4)
#define WINDOW_HEIGHT MM(25.8)
#define WINDOW_LINES 7
#define WINDOW_POINTS_LARGEST 12.0
#define WINDOW_POINTS_SMALLEST 8.0
#define WINDOW_PITCH 1.18 /* lines of an address stand close */
#define WINDOW_RISE 0.92  /* of the baseline in its line */

#define NAME_TOP MM(9)
#define NAME_WIDTH MM(98) /* to 125 mm, where the address may begin */
#define NAME_HEIGHT MM(21)
#define SENDER_LEFT MM(126)
#define SENDER_TOP MM(10)
#define SENDER_WIDTH MM(68)
#define SENDER_HEIGHT MM(82)
#define LARGE_PRINT 16.0

/* The lines that are not empty, clean; the caller's. */
static GPtrArray *
clean_lines(const char *text)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) all = g_strsplit(text ? text : "", "\n", -1);

	for (guint i = 0; all[i]; i++) {
		g_autofree char *clean = text_clean(all[i], TRUE);
		char *line = text_squeeze(clean);

		if (*line)
			g_ptr_array_add(lines, line);
		else
			g_free(line);
	}
	return lines;
}

static gboolean
is_wider(PangoLayout *layout, double width)
{
	PangoRectangle box;

	pango_layout_get_extents(layout, NULL, &box);
	return (double)box.width / PANGO_SCALE > width;
}

/* Layouts of the lines at that size, or NULL if they do not fit. */
static GPtrArray *
fit_window(PangoContext *context, const GPtrArray *lines, double points,
	   gboolean broken)
{
	g_autoptr(GPtrArray) layouts =
		g_ptr_array_new_with_free_func(g_object_unref);
	int count = 0;

	for (guint i = 0; i < lines->len; i++) {
		PangoLayout *layout =
			page_layout(context, lines->pdata[i], points, FALSE,
				    broken ? WINDOW_WIDTH : -1);

		g_ptr_array_add(layouts, layout);
		pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
		pango_layout_set_auto_dir(layout, !broken);
		count += pango_layout_get_line_count(layout);
		if (count > WINDOW_LINES || is_wider(layout, WINDOW_WIDTH))
			return NULL;
	}
	if (count * points * WINDOW_PITCH > WINDOW_HEIGHT)
		return NULL;
	return g_steal_pointer(&layouts);
}

/* As large as possible; a line is broken only if nothing else helps. */
static GPtrArray *
fit_address(PangoContext *context, const GPtrArray *lines, double *points)
{
	for (int broken = 0; broken < 2; broken++)
		for (*points = WINDOW_POINTS_LARGEST;
		     *points >= WINDOW_POINTS_SMALLEST; *points -= 0.5) {
			GPtrArray *layouts =
				fit_window(context, lines, *points, broken);
			if (layouts)
				return layouts;
		}
	return NULL;
}

static void
place_address(struct sheet *sheet, const GPtrArray *layouts, double points)
{
	double y = WINDOW_TOP;

	for (guint i = 0; i < layouts->len; i++) {
		guint first = sheet->head->len;

		page_rows(sheet->head, layouts->pdata[i], G_MAXUINT,
			  WINDOW_LEFT, 0);
		for (guint j = first; j < sheet->head->len; j++) {
			struct row *row =
				&g_array_index(sheet->head, struct row, j);

			row->x = WINDOW_LEFT;
			row->rise = points * WINDOW_RISE;
			row->y = y;
			y += points * WINDOW_PITCH;
		}
	}
}

static gboolean
lay_address(struct sheet *sheet, PangoContext *context, const char *address,
	    GError **error)
{
	g_autoptr(GPtrArray) lines = clean_lines(address);
	double points;

	if (lines->len == 0)
		return fault_set(error, FAULT_INPUT,
				 "The letter has no postal address. Record one "
				 "with what is known of the person.");
	if (lines->len > WINDOW_LINES)
		return fault_set(error, FAULT_INPUT,
				 "The postal address has %u lines; an "
				 "envelope's window shows %d. Shorten it.",
				 lines->len, WINDOW_LINES);
	g_autoptr(GPtrArray) layouts = fit_address(context, lines, &points);
	if (!layouts)
		return fault_set(error, FAULT_INPUT,
				 "The postal address is too wide or too long "
				 "for an envelope's window. Shorten it.");
	place_address(sheet, layouts, points);
	return TRUE;
}

/* The landlord's name, as large as the place allows. */
static void
lay_name(struct sheet *sheet, PangoContext *context, const char *name)
{
	double points = sheet->points * 1.3;
	g_autoptr(PangoLayout) layout = NULL;
	PangoRectangle box;
	double y = NAME_TOP;

	do {
		g_clear_object(&layout);
		layout = page_layout(context, name, points, TRUE, NAME_WIDTH);
		pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
		pango_layout_get_extents(layout, NULL, &box);
		points -= 0.5;
	} while (points > PAGE_POINTS &&
		 ((double)box.height / PANGO_SCALE > NAME_HEIGHT ||
		  is_wider(layout, NAME_WIDTH)));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_height(layout, (int)(NAME_HEIGHT * PANGO_SCALE));
	pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	page_rows(sheet->head, layout, G_MAXUINT, PAGE_LEFT, 0);
	for (guint i = 0; i < sheet->head->len; i++) {
		struct row *row = &g_array_index(sheet->head, struct row, i);

		row->y = y;
		y += row->height;
	}
}

/* Layouts of the sender's other lines at that size, or NULL. */
static GPtrArray *
fit_sender(PangoContext *context, const GPtrArray *lines, double points)
{
	g_autoptr(GPtrArray) layouts =
		g_ptr_array_new_with_free_func(g_object_unref);
	double height = 0;

	for (guint i = 1; i < lines->len; i++) {
		PangoLayout *layout = page_layout(context, lines->pdata[i],
						  points, FALSE, SENDER_WIDTH);
		PangoRectangle box;

		g_ptr_array_add(layouts, layout);
		pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
		pango_layout_get_extents(layout, NULL, &box);
		height += (double)box.height / PANGO_SCALE;
		if (height > SENDER_HEIGHT || is_wider(layout, SENDER_WIDTH))
			return NULL;
	}
	return g_steal_pointer(&layouts);
}

/* False if there is no room on the right at a size that may be read. */
static gboolean
lay_sender(struct sheet *sheet, PangoContext *context, const GPtrArray *lines)
{
	double least = MIN(sheet->points, LARGE_PRINT);
	g_autoptr(GPtrArray) layouts = NULL;
	double y = SENDER_TOP;

	for (double points = sheet->points; !layouts && points >= least;
	     points -= 1)
		layouts = fit_sender(context, lines, points);
	if (!layouts)
		return FALSE;
	for (guint i = 0; i < layouts->len; i++) {
		guint first = sheet->head->len;

		page_rows(sheet->head, layouts->pdata[i], G_MAXUINT,
			  SENDER_LEFT, 0);
		for (guint j = first; j < sheet->head->len; j++) {
			struct row *row =
				&g_array_index(sheet->head, struct row, j);

			row->y = y;
			y += row->height;
		}
	}
	return TRUE;
}

gboolean
page_head(struct sheet *sheet, PangoContext *context,
	  const struct page_spec *spec, char **sender_left, GError **error)
{
	g_autoptr(GPtrArray) sender = clean_lines(spec->sender);

	*sender_left = NULL;
	if (sender->len > 0)
		lay_name(sheet, context, sender->pdata[0]);
	if (sender->len > 1 && !lay_sender(sheet, context, sender)) {
		g_ptr_array_remove_index(sender, 0);
		g_ptr_array_add(sender, NULL);
		*sender_left = g_strjoinv("\n", (char **)sender->pdata);
	}
	return lay_address(sheet, context, spec->address, error);
}
