/*
 * The reader of where things stand in a configuration: any text, and what
 * it says of it must hold.
 */
#include <glib.h>

#include "config/scan.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static int
lines_of(const char *text)
{
	int n = 1;

	for (; *text != '\0'; text++)
		n += *text == '\n';
	return n;
}

static void
check_places(const char *blanked, int lines)
{
	g_autoptr(GPtrArray) repeats = g_ptr_array_new_with_free_func(
		(GDestroyNotify)scan_repeat_free);
	g_autoptr(GHashTable) places = NULL;
	GHashTableIter each;
	gpointer line;
	int open = 0;
	guint i;

	places = scan_places(blanked, repeats, &open);
	g_assert(open >= 0 && open <= lines);
	g_hash_table_iter_init(&each, places);
	while (g_hash_table_iter_next(&each, NULL, &line))
		g_assert(GPOINTER_TO_INT(line) >= 1 &&
			 GPOINTER_TO_INT(line) <= lines);
	for (i = 0; i < repeats->len; i++) {
		const struct scan_repeat *r = g_ptr_array_index(repeats, i);

		g_assert(r->first <= r->line && r->line <= lines);
	}
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autofree char *blanked = scan_blank(text);
	const char *words = NULL;
	int lines = lines_of(text), line;

	g_assert(strlen(blanked) == strlen(text));
	g_assert(lines_of(blanked) == lines);
	line = scan_quotes(blanked, &words);
	g_assert(line >= 0 && line <= lines);
	g_assert((line == 0) == (words == NULL));
	check_places(blanked, lines);
	return 0;
}
