/*
 * Any text as HTML: the text made of it is valid UTF-8 and no longer than the
 * parser's bound allows.
 */
#include "base/text.h"
#include "read/html.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *html = text_repair((const char *)data, size, NULL);
	g_autofree char *text = html_to_text(html, strlen(html));

	g_assert(g_utf8_validate(text, -1, NULL));
	return 0;
}
