/*
 * Prints a text as a letter and spoils it as paper, scanners and fax machines
 * do: "press TEXT OUT key=value…". Keys: font, points, dpi, turn (degrees
 * clockwise: 90, 180, 270), skew (degrees), noise (grey levels), specks (per
 * million pixels), blur (pixels), quality (of JPEG). OUT may end in .png,
 * .jpg or .tif; with "add" a .tif gets one page more. Nothing in it is left
 * to chance: the same arguments make the same picture.
 */
#include <glib.h>
#include <leptonica/allheaders.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARGIN 0.9 /* inches */

struct wish {
	const char *font;
	double points, dpi, skew, noise, specks, blur;
	int turn, quality;
	gboolean add;
};

static guint32 dice = 2463534242u;

static double
chance(void)
{
	dice ^= dice << 13;
	dice ^= dice >> 17;
	dice ^= dice << 5;
	return (double)dice / 4294967296.0;
}

/* A page drawn by Cairo, or a picture that is there already. */
static PIX *
draw(const char *text, const struct wish *wish)
{
	int w = (int)(8.27 * wish->dpi), h = (int)(11.69 * wish->dpi);
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
	cairo_t *cairo = cairo_create(surface);
	PangoLayout *layout;
	g_autofree char *font =
		g_strdup_printf("%s %g", wish->font, wish->points);
	PangoFontDescription *description;
	PIX *pix = pixCreate(w, h, 8);
	const unsigned char *data;
	int x, y, stride;

	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_set_source_rgb(cairo, 0.1, 0.1, 0.1);
	layout = pango_cairo_create_layout(cairo);
	pango_cairo_context_set_resolution(pango_layout_get_context(layout),
					   wish->dpi);
	description = pango_font_description_from_string(font);
	pango_layout_set_font_description(layout, description);
	pango_font_description_free(description);
	pango_layout_set_width(
		layout, (int)((w - 2 * MARGIN * wish->dpi) * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, text, -1);
	cairo_move_to(cairo, MARGIN * wish->dpi, MARGIN * wish->dpi);
	pango_cairo_show_layout(cairo, layout);
	cairo_surface_flush(surface);
	data = cairo_image_surface_get_data(surface);
	stride = cairo_image_surface_get_stride(surface);
	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++)
			pixSetPixel(pix, x, y, data[y * stride + 4 * x + 1]);
	g_object_unref(layout);
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	return pix;
}

static void
put(PIX **pix, PIX *other)
{
	pixDestroy(pix);
	*pix = other;
}

static void
add_noise(PIX *pix, const struct wish *wish)
{
	int w = pixGetWidth(pix), h = pixGetHeight(pix), x, y;

	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++) {
			l_uint32 value = 0;
			double add = 0;
			int i;

			for (i = 0; i < 4 && wish->noise > 0; i++)
				add += (chance() - 0.5) * wish->noise * 1.7;
			pixGetPixel(pix, x, y, &value);
			if (chance() * 1e6 < wish->specks)
				add = chance() < 0.6 ? -255 : 255;
			pixSetPixel(pix, x, y,
				    (l_uint32)CLAMP((int)value * 0.92 + 8 + add,
						    0, 255));
		}
}

static PIX *
spoil(PIX *pix, const struct wish *wish)
{
	if (wish->skew != 0)
		put(&pix, pixRotate(pix, (float)(wish->skew * G_PI / 180),
				    L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
	if (wish->blur >= 1)
		put(&pix, pixBlockconv(pix, (int)wish->blur, (int)wish->blur));
	if (wish->noise > 0 || wish->specks > 0)
		add_noise(pix, wish);
	if (wish->turn != 0)
		put(&pix, pixRotateOrth(pix, wish->turn / 90));
	pixSetResolution(pix, (int)wish->dpi, (int)wish->dpi);
	return pix;
}

static int
save(const char *path, PIX *pix, const struct wish *wish)
{
	if (g_str_has_suffix(path, ".jpg"))
		return pixWriteJpeg(path, pix, wish->quality, 0);
	if (g_str_has_suffix(path, ".tif"))
		return pixWriteTiff(path, pix, IFF_TIFF_ZIP,
				    wish->add ? "a" : "w");
	return pixWritePng(path, pix, 0);
}

static void
read_wish(struct wish *wish, char *const *argument)
{
	for (; *argument != NULL; argument++) {
		const char *value = strchr(*argument, '=');
		const struct {
			const char *name;
			double *to;
		} numbers[] = {
			{"points=", &wish->points}, {"dpi=", &wish->dpi},
			{"skew=", &wish->skew},	    {"noise=", &wish->noise},
			{"specks=", &wish->specks}, {"blur=", &wish->blur},
		};
		gsize i;

		if (g_str_equal(*argument, "add"))
			wish->add = TRUE;
		if (value == NULL)
			continue;
		value++;
		for (i = 0; i < G_N_ELEMENTS(numbers); i++)
			if (g_str_has_prefix(*argument, numbers[i].name))
				*numbers[i].to = g_ascii_strtod(value, NULL);
		if (g_str_has_prefix(*argument, "font="))
			wish->font = value;
		if (g_str_has_prefix(*argument, "turn="))
			wish->turn = (int)g_ascii_strtod(value, NULL);
		if (g_str_has_prefix(*argument, "quality="))
			wish->quality = (int)g_ascii_strtod(value, NULL);
	}
}

int
main(int argc, char **argv)
{
	struct wish wish = {
		.font = "DejaVu Sans", .points = 11, .dpi = 200, .quality = 60};
	g_autofree char *text = NULL;
	PIX *pix;

	if (argc < 3)
		return 2;
	read_wish(&wish, argv + 3);
	setMsgSeverity(L_SEVERITY_ERROR);
	pix = pixRead(argv[1]);
	if (pix != NULL) {
		put(&pix, pixConvertTo8(pix, FALSE));
	} else {
		if (!g_file_get_contents(argv[1], &text, NULL, NULL))
			return 1;
		pix = draw(text, &wish);
	}
	pix = spoil(pix, &wish);
	return save(argv[2], pix, &wish) == 0 ? 0 : 1;
}
