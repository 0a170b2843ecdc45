/*
 * Where things stand in a configuration, in spite of comments, strings and
 * odd line ends.
 */
#include "unit/unit.h"

#include "config/scan.h"

static void
test_blank(void **state)
{
	static const struct {
		const char *text;
		const char *blanked;
	} rows[] = {
		{"", ""},
		{"a = b", "a = b"},
		{"# c\na", "   \na"},
		{"a # c", "a    "},
		{"a // c\nb", "a     \nb"},
		{"a /* c\n */ b", "a     \n    b"},
		{"a /* never ends", "a              "},
		{"\"# no // comment /* here\"", "\"# no // comment /* here\""},
		{"'# no'", "'# no'"},
		{"\"a\\\"# b\" # c", "\"a\\\"# b\"    "},
		{"imaps://host", "imaps://host"},
		{"u = imaps://h // c", "u = imaps://h     "},
		{"\xef\xbb\xbf"
		 "a",
		 "   a"},
		{"a\r\nb\r\n", "a \nb \n"},
		{"\"open # x", "\"open # x"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *got = scan_blank(rows[i].text);

		assert_string_equal(got, rows[i].blanked);
	}
}

static void
test_quotes(void **state)
{
	static const struct {
		const char *text;
		int line;
		const char *words; /* in what is told */
	} rows[] = {
		{"", 0, NULL},
		{"a = \"b\"", 0, NULL},
		{"a = \"it’s fine inside\"", 0, NULL},
		{"a = 'b \" c'", 0, NULL},
		{"a = \"one \\\n two\"", 0, NULL},
		{"\na = “b”", 2, "straight"},
		{"a = ‘b’", 1, "straight"},
		{"a = \"b\nc = \"d\"", 1, "not closed"},
		{"x = 1\na = 'b\nc = 2\n", 2, "not closed"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *words = NULL;

		assert_int_equal(scan_quotes(rows[i].text, &words),
				 rows[i].line);
		assert_int_equal(words == NULL, rows[i].words == NULL);
		if (words != NULL)
			assert_non_null(strstr(words, rows[i].words));
	}
}

static const char text[] = "data = \"x\"\n"		    /* 1 */
			   "staff = {\n"		    /* 2 */
			   "\t\"a\", \"b\"\n"		    /* 3 */
			   "}\n"			    /* 4 */
			   "landlord {\n"		    /* 5 */
			   "\tname = a email = \"b\"\n"	    /* 6 */
			   "\thomes =\n"		    /* 7 */
			   "\t9\n"			    /* 8 */
			   "}\n"			    /* 9 */
			   "mailbox \"one\" { user = u }\n" /* 10 */
			   "mailbox two {\n"		    /* 11 */
			   "\tuser = u\n"		    /* 12 */
			   "\tuser = v }\n"		    /* 13 */
			   "data = y\n"			    /* 14 */
			   "send { smtp = s }\n"	    /* 15 */
			   "send { smtp = t\n";		    /* 16 */

static void
test_places(void **state)
{
	static const struct {
		const char *place;
		int line; /* 0 if it does not stand there */
	} rows[] = {
		{"data", 1},	       {"staff", 2},
		{"landlord", 5},       {"landlord.name", 6},
		{"landlord.email", 6}, {"landlord.homes", 7},
		{"mailbox:one", 10},   {"mailbox:one.user", 10},
		{"mailbox:two", 11},   {"mailbox:two.user", 12},
		{"send", 15},	       {"send.smtp", 15},
		{"mailbox", 0},	       {"name", 0},
		{"user", 0},	       {"a", 0},
	};
	g_autoptr(GPtrArray) repeats = g_ptr_array_new_with_free_func(
		(GDestroyNotify)scan_repeat_free);
	g_autoptr(GHashTable) places = NULL;
	int open = -1;
	gsize i;

	(void)state;
	places = scan_places(text, repeats, &open);
	for (i = 0; i < G_N_ELEMENTS(rows); i++)
		assert_int_equal(GPOINTER_TO_INT(g_hash_table_lookup(
					 places, rows[i].place)),
				 rows[i].line);
	assert_int_equal(open, 16);
}

static void
test_repeats(void **state)
{
	static const struct scan_repeat rows[] = {
		{(char *)"mailbox:two.user", 13, 12},
		{(char *)"data", 14, 1},
		{(char *)"send", 16, 15},
		{(char *)"send.smtp", 16, 15},
	};
	g_autoptr(GPtrArray) repeats = g_ptr_array_new_with_free_func(
		(GDestroyNotify)scan_repeat_free);
	g_autoptr(GHashTable) places = NULL;
	int open = 0;
	gsize i;

	(void)state;
	places = scan_places(text, repeats, &open);
	assert_int_equal(repeats->len, G_N_ELEMENTS(rows));
	for (i = 0; i < repeats->len; i++) {
		const struct scan_repeat *got = g_ptr_array_index(repeats, i);

		assert_string_equal(got->place, rows[i].place);
		assert_int_equal(got->line, rows[i].line);
		assert_int_equal(got->first, rows[i].first);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blank),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_repeats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
