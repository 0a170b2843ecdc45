/*
 * QR codes by libqrencode, each dark module a square of one path.
 */
#include "console/qr.h"

#include <qrencode.h>

#define QUIET 4

void
qr_write(struct html *html, const char *text, const char *label)
{
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	GString *path = g_string_new(NULL);
	g_autofree char *box = NULL;
	int x, y;

	for (y = 0; code != NULL && y < code->width; y++)
		for (x = 0; x < code->width; x++)
			if (code->data[y * code->width + x] & 1)
				g_string_append_printf(path, "M%d %dh1v1h-1z",
						       x + QUIET, y + QUIET);
	if (code != NULL) {
		box = g_strdup_printf("0 0 %d %d", code->width + 2 * QUIET,
				      code->width + 2 * QUIET);
		html_open(html, "svg", "class", "app-qr", "viewBox", box,
			  "role", "img", "aria-label", label, NULL);
		html_element(html, "rect", NULL, "width", "100%", "height",
			     "100%", "fill", "#fff", NULL);
		html_element(html, "path", NULL, "d", path->str, "fill", "#000",
			     NULL);
		html_close(html, "svg");
		QRcode_free(code);
	}
	g_string_free(path, TRUE);
}
