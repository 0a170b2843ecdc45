/*
 * Any bytes as a winmail.dat and as rich text: what comes out is text, and
 * files that lie within the bytes.
 */
#include "base/limits.h"
#include "read/rtf.h"
#include "read/tnef.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void
check_tnef(const guint8 *data, gsize size)
{
	g_autoptr(own_tnef) tnef = tnef_read(data, size);
	guint i;

	if (tnef == NULL)
		return;
	g_assert(g_utf8_validate(tnef->text, -1, NULL));
	for (i = 0; i < tnef->files->len; i++) {
		const struct tnef_file *f = g_ptr_array_index(tnef->files, i);

		g_assert(g_utf8_validate(f->name, -1, NULL));
		g_assert(f->size == 0 || (f->bytes >= data && f->size <= size &&
					  f->bytes + f->size <= data + size));
	}
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *rich = rtf_to_text((const char *)data, size);
	GString *rtf = rtf_unpack(data, size, 2 * LIMIT_TEXT_BYTES);

	g_assert(g_utf8_validate(rich, -1, NULL));
	if (rtf != NULL) {
		g_autofree char *text = rtf_to_text(rtf->str, rtf->len);

		g_assert(rtf->len <= 2 * LIMIT_TEXT_BYTES);
		g_assert(g_utf8_validate(text, -1, NULL));
		g_string_free(rtf, TRUE);
	}
	check_tnef(data, size);
	return 0;
}
