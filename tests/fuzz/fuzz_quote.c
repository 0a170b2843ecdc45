/*
 * Any text: what is new in it is not longer than it, and only a text without
 * a word of its own has nothing new.
 */
#include "base/text.h"
#include "read/plain.h"
#include "read/quote.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *valid = text_repair((const char *)data, size, NULL);
	g_autofree char *text = plain_clean(valid);
	g_autofree char *fresh = quote_new_text(text, (size & 1) != 0);

	g_assert(g_utf8_validate(fresh, -1, NULL));
	g_assert(strlen(fresh) <= strlen(text));
	if (strchr(text, '>') == NULL && strstr(text, "rote") == NULL)
		g_assert((*fresh == '\0') == (*g_strstrip(text) == '\0'));
	return 0;
}
