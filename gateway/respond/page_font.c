/*
 * The letters' fonts, and text set in them. Only the files named here are
 * known, whatever else a machine has, so that letters look the same everywhere.
 * The fonts are read once and kept until the program ends.
 */
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "base/fault.h"
#include "respond/page_inside.h"

#define NOTO "/usr/share/fonts/truetype/noto/NotoSans"
#define SYMBOLA "/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf"
#define DROID "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"

struct font {
	const char *family;
	const char *file;
	const char *package;
};

/* In the order in which they are tried for a character. */
static const struct font fonts[] = {
	{"Noto Sans", NOTO "-Regular.ttf", "fonts-noto-core"},
	{NULL, NOTO "-Bold.ttf", "fonts-noto-core"},
	{"Noto Sans Arabic", NOTO "Arabic-Regular.ttf", "fonts-noto-core"},
	{NULL, NOTO "Arabic-Bold.ttf", "fonts-noto-core"},
	{"Noto Sans Hebrew", NOTO "Hebrew-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Bengali", NOTO "Bengali-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Gurmukhi", NOTO "Gurmukhi-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Devanagari", NOTO "Devanagari-Regular.ttf",
	 "fonts-noto-core"},
	{"Noto Sans Gujarati", NOTO "Gujarati-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Tamil", NOTO "Tamil-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Telugu", NOTO "Telugu-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Malayalam", NOTO "Malayalam-Regular.ttf",
	 "fonts-noto-core"},
	{"Noto Sans Sinhala", NOTO "Sinhala-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Thai", NOTO "Thai-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Ethiopic", NOTO "Ethiopic-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Armenian", NOTO "Armenian-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Georgian", NOTO "Georgian-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Math", NOTO "Math-Regular.ttf", "fonts-noto-core"},
	{"Noto Sans Symbols2", NOTO "Symbols2-Regular.ttf", "fonts-noto-core"},
	{"Symbola", SYMBOLA, "fonts-symbola"},
	{"Droid Sans Fallback", DROID, "fonts-droid-fallback"},
};

static PangoFontMap *the_fonts;
static PangoFontDescription *the_face;

/* All families in one name: Pango takes the first that has a character. */
static PangoFontDescription *
describe(void)
{
	g_autoptr(GString) names = g_string_new(NULL);
	PangoFontDescription *face = pango_font_description_new();

	for (gsize i = 0; i < G_N_ELEMENTS(fonts); i++)
		if (fonts[i].family)
			g_string_append_printf(names, "%s%s", i ? "," : "",
					       fonts[i].family);
	pango_font_description_set_family(face, names->str);
	return face;
}

/* Fontconfig keeps its memory where a leak checker does not see it. Only for
 * that: Pango may still look for fonts in a thread of its own when a program
 * ends, and Cairo aborts if a font is in use then. */
#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
#define DROPS TRUE
#else
#define DROPS FALSE
#endif

static void
drop(void)
{
	g_clear_object(&the_fonts);
	g_clear_pointer(&the_face, pango_font_description_free);
	cairo_debug_reset_static_data();
	FcFini();
}

static gboolean
load(GError **error)
{
	FcConfig *config = FcConfigCreate();

	for (gsize i = 0; i < G_N_ELEMENTS(fonts); i++) {
		const FcChar8 *file = (const FcChar8 *)fonts[i].file;

		if (FcConfigAppFontAddFile(config, file))
			continue;
		FcConfigDestroy(config);
		return fault_set(error, FAULT_SETUP,
				 "The font %s cannot be read, so no letter can "
				 "be printed. Install the package %s.",
				 fonts[i].file, fonts[i].package);
	}
	FcConfigSetCurrent(config);
	FcConfigDestroy(config);
	the_fonts = pango_cairo_font_map_new();
	the_face = describe();
	if (DROPS)
		atexit(drop);
	return TRUE;
}

gboolean
page_ready(GError **error)
{
	return the_fonts || load(error);
}

/* Widths must not depend on a screen: no hints, no rounding. */
static void
for_paper(PangoContext *context)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
}

PangoContext *
page_context(const char *language, GError **error)
{
	if (!page_ready(error))
		return NULL;

	PangoContext *context = pango_font_map_create_context(the_fonts);

	for_paper(context);
	pango_context_set_language(context,
				   pango_language_from_string(language));
	pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
	return context;
}

/* "fi" as two letters: easier to read, to search for and to hear. */
static void
separate_letters(PangoLayout *layout)
{
	PangoAttrList *list = pango_attr_list_new();

	pango_attr_list_insert(list, pango_attr_font_features_new("liga=0"));
	pango_layout_set_attributes(layout, list);
	pango_attr_list_unref(list);
}

PangoLayout *
page_layout(PangoContext *context, const char *text, double points,
	    gboolean bold, double width)
{
	PangoLayout *layout = pango_layout_new(context);
	PangoFontDescription *face = pango_font_description_copy(the_face);

	pango_font_description_set_absolute_size(face, points * PANGO_SCALE);
	pango_font_description_set_weight(face, bold ? PANGO_WEIGHT_BOLD
						     : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(layout, face);
	pango_font_description_free(face);
	separate_letters(layout);
	pango_layout_set_single_paragraph_mode(layout, TRUE);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, text, -1);
	pango_layout_set_width(layout,
			       width < 0 ? -1 : (int)(width * PANGO_SCALE));
	return layout;
}
