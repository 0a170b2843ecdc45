/*
 * Text that strangers send, made safe, and files written whole or not.
 */
#include "unit/unit.h"

#include <sys/stat.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "unit/base/scratch.h"

#define LONG "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"

static void
invalid_bytes_are_replaced(void **state)
{
	static const struct {
		const char *bytes;
		gsize size;
		const char *text;
		guint bad;
	} rows[] = {
		{"plain", 5, "plain", 0},
		{"caf\xc3\xa9", 5, "caf\xc3\xa9", 0},
		{"caf\xe9", 4, "caf\xef\xbf\xbd", 1},
		{"\xff\xfe", 2, "\xef\xbf\xbd\xef\xbf\xbd", 2},
		{"a\0b", 3,
		 "a\xef\xbf\xbd"
		 "b",
		 1},
		{"\xe2\x82", 2, "\xef\xbf\xbd\xef\xbf\xbd", 2},
		{"\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 3},
		{"", 0, "", 0},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *copy =
			g_memdup2(rows[i].bytes, MAX(rows[i].size, 1));
		guint bad = 99;
		g_autofree char *text = text_repair(copy, rows[i].size, &bad);

		assert_string_equal(text, rows[i].text);
		assert_int_equal(bad, rows[i].bad);
	}
}

static void
hidden_characters_go(void **state)
{
	static const struct {
		const char *in;
		gboolean single;
		const char *out;
	} rows[] = {
		{"a\tb\nc", FALSE, "a\tb\nc"},
		{"a\tb\nc", TRUE, "a b c"},
		{"bell\a and \x1b[31mred", FALSE, "bell and [31mred"},
		{"del\x7f", FALSE, "del"},
		{"evil\xe2\x80\xae"
		 "fdp.exe",
		 FALSE, "evilfdp.exe"},
		{"iso\xe2\x81\xa6late", FALSE, "isolate"},
		{"caf\xc3\xa9", TRUE, "caf\xc3\xa9"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *out = text_clean(rows[i].in, rows[i].single);

		assert_string_equal(out, rows[i].out);
	}
}

static void
lower_case_is_that_of_glib(void **state)
{
	static const char *const texts[] = {"", "AZaz[@`{ 09", "MY FLAT IS D",
					    "\u00c9T\u00c9", "A \u2019S"};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *low = text_lower(texts[i]);
		g_autofree char *right = g_utf8_strdown(texts[i], -1);

		assert_string_equal(low, right);
	}
}

static void
text_is_shortened_by_characters(void **state)
{
	g_autofree char *same = text_shorten("caf\xc3\xa9", 4);
	g_autofree char *cut = text_shorten("caf\xc3\xa9 noir", 5);
	g_autofree char *squeezed = text_squeeze("  a \t\n b\xc2\xa0 c  ");

	(void)state;
	assert_string_equal(same, "caf\xc3\xa9");
	assert_string_equal(cut, "caf\xc3\xa9\xe2\x80\xa6");
	assert_string_equal(squeezed, "a b c");
}

static void
addresses_are_narrow(void **state)
{
	static const char *const good[] = {
		"a@b.example",
		"first.last+tag@sub.home.example",
		"o'neil@x.example",
		"a@localhost",
	};
	static const char *const bad[] = {
		"",
		"a",
		"@b",
		"a@",
		"a@b@c",
		"a b@c",
		"a@b c",
		"<a@b>",
		"a@b\r\nDATA",
		"a,b@c",
		"\"a b\"@c",
		"a@-b",
		"a@.b",
		"a@b.",
		"a@b..c",
		"a@b_c",
		"\xc3\xa9@b.example",
		"a@[127.0.0.1]",
		LONG LONG LONG LONG LONG "@b.example",
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(good); i++)
		assert_true(text_is_address(good[i]));
	for (i = 0; i < G_N_ELEMENTS(bad); i++)
		assert_false(text_is_address(bad[i]));
	assert_false(text_is_address(NULL));
}

static void
files_are_read_up_to_a_limit(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *path = g_build_filename(folder, "f", NULL);
	g_autofree char *none = g_build_filename(folder, "none", NULL);
	g_autoptr(GError) large = NULL;
	g_autoptr(GError) missing = NULL;
	g_autofree char *data = NULL;
	gsize size = 0;

	(void)state;
	scratch_write(folder, "f",
		      "12345\0"
		      "789",
		      9);
	data = text_read_file(path, 9, &size, NULL);
	assert_int_equal(size, 9);
	assert_memory_equal(data,
			    "12345\0"
			    "789",
			    10);
	assert_null(text_read_file(path, 8, &size, &large));
	assert_true(fault_is(large, FAULT_INPUT));
	assert_null(text_read_file(none, 8, &size, &missing));
	assert_true(fault_is(missing, FAULT_TEMPORARY));
}

static void
files_are_replaced_whole(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *path = g_build_filename(folder, "f", NULL);
	g_autofree char *data = NULL;
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_true(text_write_file(path, "old", 3, NULL));
	assert_true(text_write_file(path, "newer", 5, NULL));
	data = scratch_read(folder, "f");
	assert_string_equal(data, "newer");
	assert_int_equal(scratch_count(folder, "."), 1);
	assert_false(text_write_file("/nowhere/at/all", "x", 1, &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
}

static void
a_known_hash_is_told(void **state)
{
	g_autofree char *hash = text_sha256("abc", 3);

	(void)state;
	assert_string_equal(hash, "ba7816bf8f01cfea414140de5dae2223b00361a3"
				  "96177a9cb410ff61f20015ad");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(invalid_bytes_are_replaced),
		cmocka_unit_test(hidden_characters_go),
		cmocka_unit_test(text_is_shortened_by_characters),
		cmocka_unit_test(lower_case_is_that_of_glib),
		cmocka_unit_test(addresses_are_narrow),
		cmocka_unit_test(files_are_read_up_to_a_limit),
		cmocka_unit_test(files_are_replaced_whole),
		cmocka_unit_test(a_known_hash_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
