/*
 * libqrencode for the code, Cairo for the page. The code is printed large and
 * twice, so that a fold or a stamp does not hide both.
 */
#include "respond/sheet.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "respond/page_inside.h"

#define CODE "POSTROOM-SEPARATOR-1"
#define SIDE MM(75)
#define HEAD_POINTS 28
#define TEXT_POINTS 14

struct sheet_pen {
	cairo_t *cairo;
	PangoContext *context;
	const char *landlord;
	guint32 day;
	QRcode *code;
};

static char *
code_text(guint32 day)
{
	g_autofree char *iso = clock_iso(day);
	g_auto(GStrv) parts = NULL;

	if (iso == NULL)
		return g_strdup(CODE);
	parts = g_strsplit(iso, "-", 3);
	return g_strconcat(CODE "-", parts[0], parts[1], parts[2], NULL);
}

static void
draw_code(const struct sheet_pen *pen, double x, double y)
{
	const QRcode *code = pen->code;
	double dot = SIDE / code->width;
	int i;

	cairo_set_source_rgb(pen->cairo, 0, 0, 0);
	for (i = 0; i < code->width * code->width; i++)
		if (code->data[i] & 1)
			cairo_rectangle(pen->cairo, x + dot * (i % code->width),
					y + dot * (int)(i / code->width), dot,
					dot);
	cairo_fill(pen->cairo);
}

/* Returns the height of what was written. */
static double
draw_text(const struct sheet_pen *pen, const char *text, double points,
	  double y)
{
	PangoLayout *layout =
		page_layout(pen->context, text, points, points > TEXT_POINTS,
			    PAGE_RIGHT - PAGE_LEFT);
	int height = 0;

	cairo_move_to(pen->cairo, PAGE_LEFT, y);
	pango_cairo_show_layout(pen->cairo, layout);
	pango_layout_get_size(layout, NULL, &height);
	g_object_unref(layout);
	return (double)height / PANGO_SCALE;
}

static char *
day_words(guint32 day)
{
	g_autofree char *words = clock_words(day);

	if (words == NULL)
		return g_strdup("The letters behind this sheet count as "
				"received on the day they are scanned.");
	return g_strdup_printf("The letters behind this sheet were received on "
			       "%s.",
			       words);
}

static void
draw_sheet(const struct sheet_pen *pen)
{
	g_autofree char *received = day_words(pen->day);
	double middle = (PAGE_WIDTH - SIDE) / 2;
	double y = MM(20);

	cairo_tag_begin(pen->cairo, "P", NULL);
	y += draw_text(pen, "Separator sheet", HEAD_POINTS, y) + MM(3);
	y += draw_text(pen, pen->landlord, TEXT_POINTS, y) + MM(8);
	draw_code(pen, middle, y);
	y += SIDE + MM(8);
	y += draw_text(pen, received, TEXT_POINTS, y) + MM(4);
	draw_text(pen,
		  "Lay one before each letter and scan them all in one go. "
		  "The sheet can be used again.",
		  TEXT_POINTS, y);
	draw_code(pen, middle, PAGE_HEIGHT - MM(20) - SIDE);
	cairo_tag_end(pen->cairo, "P");
	cairo_show_page(pen->cairo);
}

static cairo_status_t
take(void *closure, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

static GByteArray *
draw(struct sheet_pen *pen, guint count)
{
	GByteArray *pdf = g_byte_array_new();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		take, pdf, PAGE_WIDTH, PAGE_HEIGHT);
	gboolean good;

	pen->cairo = cairo_create(surface);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
				       "Separator sheets");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
				       "2000-01-01T00:00:00Z");
	while (count-- > 0)
		draw_sheet(pen);
	good = cairo_status(pen->cairo) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(pen->cairo);
	cairo_surface_finish(surface);
	good = good && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	if (good)
		return pdf;
	g_byte_array_unref(pdf);
	return NULL;
}

static GBytes *
build(struct sheet_pen *pen, guint count, GError **error)
{
	g_autoptr(GByteArray) pdf = draw(pen, count);

	if (pdf != NULL)
		return page_finish(pdf->data, pdf->len, "en-GB", error);
	fault_set(error, FAULT_TEMPORARY,
		  "The separator sheets could not be drawn: there is no room.");
	return NULL;
}

GBytes *
sheet_build(const char *landlord, guint32 day, guint count, GError **error)
{
	g_autofree char *text = code_text(day);
	g_autofree char *clean = text_clean(landlord, TRUE);
	struct sheet_pen pen = {.landlord = clean, .day = day};
	GBytes *pdf = NULL;

	if (count < 1 || count > LIMIT_SHEETS) {
		fault_set(error, FAULT_INPUT,
			  "From 1 to %d separator sheets can be printed at "
			  "once.",
			  LIMIT_SHEETS);
		return NULL;
	}
	pen.context = page_context("en-GB", error);
	if (pen.context == NULL)
		return NULL;
	pen.code = QRcode_encodeString(text, 0, QR_ECLEVEL_H, QR_MODE_8, 1);
	if (pen.code != NULL)
		pdf = build(&pen, count, error);
	else
		fault_set(error, FAULT_TEMPORARY,
			  "The code could not be made.");
	QRcode_free(pen.code);
	g_object_unref(pen.context);
	return pdf;
}
