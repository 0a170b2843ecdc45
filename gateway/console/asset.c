/*
 * Assets by name and path, and the few lines of style that a landlord's
 * colour needs.
 */
#include "console/asset.h"

#define COLOUR_PREFIX "/assets/colour-"
#define COLOUR_SUFFIX ".css"

const char *
asset_path(const char *name)
{
	const struct asset *asset;

	for (asset = assets; asset->name != NULL; asset++)
		if (g_str_equal(asset->name, name))
			return asset->path;
	g_assert_not_reached();
}

const struct asset *
asset_find(const char *path)
{
	const struct asset *asset;

	for (asset = assets; asset->name != NULL; asset++)
		if (g_str_equal(asset->path, path))
			return asset;
	return NULL;
}

/* Six hexadecimal digits; FALSE if they are not that. */
static gboolean
read_colour(const char *digits, guint rgb[3])
{
	guint i;

	for (i = 0; i < 6; i++)
		if (!g_ascii_isxdigit(digits[i]))
			return FALSE;
	for (i = 0; i < 3; i++)
		rgb[i] = (guint)(g_ascii_xdigit_value(digits[2 * i]) * 16 +
				 g_ascii_xdigit_value(digits[2 * i + 1]));
	return TRUE;
}

char *
asset_colour_path(const char *colour)
{
	g_autofree char *lower = NULL;
	guint rgb[3];

	if (colour == NULL || *colour != '#' || strlen(colour) != 7 ||
	    !read_colour(colour + 1, rgb))
		return NULL;
	lower = g_ascii_strdown(colour + 1, -1);
	return g_strconcat(COLOUR_PREFIX, lower, COLOUR_SUFFIX, NULL);
}

/* WCAG 2.2, relative luminance, with the square for the power of 2.4: near
 * enough to choose between black and white. */
static gboolean
is_light(const guint rgb[3])
{
	static const double weights[3] = {0.2126, 0.7152, 0.0722};
	double sum = 0;
	guint i;

	for (i = 0; i < 3; i++)
		sum += weights[i] * (rgb[i] / 255.0) * (rgb[i] / 255.0);
	return sum > 0.18;
}

char *
asset_colour(const char *path)
{
	const char *digits;
	guint rgb[3];

	if (!g_str_has_prefix(path, COLOUR_PREFIX))
		return NULL;
	digits = path + strlen(COLOUR_PREFIX);
	if (strlen(digits) != 6 + strlen(COLOUR_SUFFIX) ||
	    !g_str_has_suffix(digits, COLOUR_SUFFIX) ||
	    !read_colour(digits, rgb))
		return NULL;
	return g_strdup_printf(".app-header{background:#%02x%02x%02x;"
			       "--govuk-text-colour:%s;color:%s}\n",
			       rgb[0], rgb[1], rgb[2],
			       is_light(rgb) ? "#0b0c0c" : "#fff",
			       is_light(rgb) ? "#0b0c0c" : "#fff");
}
