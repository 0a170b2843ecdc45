/*
 * Answers of feeds: whatever a server says, entries are cut within its text,
 * and of what is JSON each one is JSON again.
 */
#include <glib.h>
#include <jansson.h>

#include "poll/cut.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	const char *text = (const char *)data;
	json_t *json = json_loadb(text, size, 0, NULL);
	g_autoptr(GArray) slices = cut_entries(text, size, NULL);
	guint i;

	for (i = 0; slices != NULL && i < slices->len; i++) {
		const struct slice *s = &g_array_index(slices, struct slice, i);

		g_assert(s->at >= text && s->at + s->size <= text + size);
		if (json != NULL) {
			json_t *one = json_loadb(s->at, s->size,
						 JSON_DECODE_ANY, NULL);

			g_assert(one != NULL);
			json_decref(one);
		}
	}
	json_decref(json);
	return 0;
}
