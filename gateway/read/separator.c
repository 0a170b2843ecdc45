/*
 * zbar, for QR codes alone.
 */
#include "read/separator.h"

#include <string.h>
#include <zbar.h>

#include "base/clock.h"

#define WORDS "POSTROOM-SEPARATOR-1"
#define DAY_CHARS 8

char *
separator_read(const char *text, gsize size)
{
	g_autofree char *copy = g_strndup(text, size);
	g_autofree char *iso = NULL;
	const char *day = copy + strlen(WORDS);

	if (!g_str_has_prefix(copy, WORDS))
		return NULL;
	if (*day != '-' || strlen(day + 1) != DAY_CHARS)
		return *day == '\0' ? g_strdup("") : NULL;
	day++;
	iso = g_strdup_printf("%.4s-%.2s-%.2s", day, day + 4, day + 6);
	if (clock_parse_day(iso) == DAY_NONE)
		return g_strdup("");
	return g_steal_pointer(&iso);
}

static char *
look(zbar_image_scanner_t *scanner, zbar_image_t *image)
{
	const zbar_symbol_t *symbol;
	char *found = NULL;

	if (zbar_scan_image(scanner, image) <= 0)
		return NULL;
	for (symbol = zbar_image_first_symbol(image);
	     symbol != NULL && found == NULL; symbol = zbar_symbol_next(symbol))
		found = separator_read(zbar_symbol_get_data(symbol),
				       zbar_symbol_get_data_length(symbol));
	return found;
}

char *
separator_find(const guchar *grey, guint width, guint height)
{
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	char *found;

	zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
	zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, width, height);
	zbar_image_set_data(image, grey, (gsize)width * height, NULL);
	found = look(scanner, image);
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	return found;
}
