/*
 * Entries cut out of an answer, each byte as it stood.
 */
#include "unit/unit.h"

#include <string.h>

#include "poll/cut.h"

static const struct {
	const char *answer;
	const char *entries; /* divided by "|"; NULL: no list */
} table[] = {
	{"[{\"a\": 1} , {\"b\":\"]}\\\"\"}]", "{\"a\": 1}|{\"b\":\"]}\\\"\"}"},
	{" [ ] ", ""},
	{"{\"n\":[1],\"entries\":[ {\"x\":[[]]}\n]}", "{\"x\":[[]]}"},
	{"{\"items\":{\"data\":[1]},\"data\":[2,3]}", "2|3"},
	{"{\"a\":\"entries\",\"results\":[\"r\"]}", "\"r\""},
	{"{\"entries\":{}}", NULL},
	{"{}", NULL},
	{"\"entries\"", NULL},
	{"", NULL},
	{"[{\"a\":", "{\"a\":"},
	{"{\"entries\"", NULL},
};

static void
entries_are_cut(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(table); i++) {
		const char *text = table[i].answer;
		GError *error = NULL;
		g_autoptr(GArray) slices =
			cut_entries(text, strlen(text), &error);
		g_autoptr(GString) got = g_string_new(NULL);
		guint j;

		assert_true((slices == NULL) == (table[i].entries == NULL));
		assert_true((slices == NULL) == (error != NULL));
		g_clear_error(&error);
		for (j = 0; slices != NULL && j < slices->len; j++) {
			const struct slice *s =
				&g_array_index(slices, struct slice, j);

			assert_true(s->at >= text &&
				    s->at + s->size <= text + strlen(text));
			g_string_append_printf(got, "%s%.*s", j > 0 ? "|" : "",
					       (int)s->size, s->at);
		}
		if (slices != NULL)
			assert_string_equal(got->str, table[i].entries);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
