/*
 * Any text as a place where references stand: every one found can be read
 * again as it was written.
 */
#include "base/limits.h"
#include "base/text.h"
#include "model/ref.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *text = text_repair((const char *)data, size, NULL);
	g_autoptr(GPtrArray) tokens = ref_find_tokens(text);
	g_autoptr(GPtrArray) found = ref_find(text);
	guint i;

	g_assert(found->len <= LIMIT_REFERENCES);
	for (i = 0; i < found->len; i++) {
		g_autofree char *again = ref_read(g_ptr_array_index(found, i));

		g_assert_cmpstr(again, ==, g_ptr_array_index(found, i));
	}
	for (i = 0; i < tokens->len; i++)
		g_assert(strlen(g_ptr_array_index(tokens, i)) ==
			 REF_TOKEN_CHARS);
	return 0;
}
