/*
 * What strangers and staff write, on its way to paper: address, sender,
 * reference, title and text, parted by "\n%%\n"; the first byte is the size
 * of the print. What is made is one PDF or a refusal in words.
 */
#include <glib.h>

#include "base/fault.h"
#include "respond/page.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);
const char *__lsan_default_suppressions(void);

/* Fontconfig hides its pointers; what it keeps looks leaked until the end. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autoptr(GError) error = NULL;
	guint pages = 0;

	if (size == 0)
		return 0;
	g_autofree char *text = g_strndup((const char *)data + 1, size - 1);
	g_auto(GStrv) parts = g_strsplit(text, "\n%%\n", 5);
	guint count = g_strv_length(parts);
	struct page_spec spec = {
		.address = count > 0 ? parts[0] : NULL,
		.sender = count > 1 ? parts[1] : NULL,
		.ref = count > 2 ? parts[2] : NULL,
		.title = count > 3 ? parts[3] : NULL,
		.text = count > 4 ? parts[4] : NULL,
		.points = data[0] % 40,
	};
	g_autoptr(GBytes) pdf = page_build(&spec, &pages, &error);
	g_assert((pdf == NULL) == fault_is(error, FAULT_INPUT));
	g_assert(pdf == NULL || pages > 0);
	return 0;
}
