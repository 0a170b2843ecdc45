/*
 * winmail.dat, rich text and its packing, letters signed in the text.
 */
#include "unit/unit.h"

#include "read/plain.h"
#include "read/rtf.h"
#include "read/tnef.h"

static void
test_rtf(void **state)
{
	static const char *const cases[][2] = {
		{"{\\rtf1 The wall.}", "The wall."},
		{"{\\rtf1 one\\par two\\line three\\tab four}",
		 "one\ntwo\nthree\tfour"},
		{"{\\rtf1\\ansicpg1250 Wilgo\\'e6}", "Wilgoć"},
		{"{\\rtf1 It\\'92s \\'a350}", "It’s £50"},
		{"{\\rtf1\\uc2 \\u322??x\\uc0 \\u8211y}", "łx–y"},
		{"{\\rtf1 {\\uc0 \\u322}\\u322?z}", "łłz"},
		{"{\\rtf1 \\u-10179?\\u-8704?}", "\xf0\x9f\x98\x80"},
		{"{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\*\\x y}{\\pict 01}z}", "z"},
		{"{\\rtf1 a\\~b\\_c\\-d\\{\\}\\\\}", "a b-cd{}\\"},
		{"{\\rtf1 a{\\bin3 }}}b}c", "abc"},
		{"{\\rtf1 line\r\nends}", "lineends"},
		{"{\\rtf1 cut\\", "cut\\"},
		{"}}}} plain", " plain"},
		{"\\'", ""},
		{"", ""},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got =
			rtf_to_text(cases[i][0], strlen(cases[i][0]));

		assert_string_equal(got, cases[i][1]);
	}
	assert_true(rtf_is("{\\rtf1}", 7));
	assert_false(rtf_is("{\\rt", 4));
	assert_false(rtf_is("Dear all", 8));
}

static void
test_unpack(void **state)
{
	static const guint8 literal[] = "\x0f\0\0\0\x02\0\0\0LZFu\0\0\0\0"
					"\0hi";
	static const guint8 copies[] = "\x13\0\0\0\x06\0\0\0LZFu\0\0\0\0"
				       "\x06"
				       "w\0\x03\x0d\x41";
	static const guint8 stored[] = "\x0e\0\0\0\x02\0\0\0MELA\0\0\0\0hi";
	GString *got;

	(void)state;
	got = rtf_unpack(literal, sizeof(literal) - 1, 100);
	assert_string_equal(got->str, "hi");
	g_string_free(got, TRUE);
	got = rtf_unpack(copies, sizeof(copies) - 1, 100);
	assert_string_equal(got->str, "w{\\rtffff");
	g_string_free(got, TRUE);
	got = rtf_unpack(copies, sizeof(copies) - 1, 3);
	assert_string_equal(got->str, "w{\\");
	g_string_free(got, TRUE);
	got = rtf_unpack(stored, sizeof(stored) - 1, 100);
	assert_string_equal(got->str, "hi");
	g_string_free(got, TRUE);
	assert_null(rtf_unpack(stored, 15, 100));
	assert_null(rtf_unpack((const guint8 *)"0123456789abcdefgh", 18, 9));
}

static void
add_number(GByteArray *to, guint32 number, guint width)
{
	guint i;

	for (i = 0; i < width; i++) {
		guint8 byte = (guint8)(number >> 8 * i);

		g_byte_array_append(to, &byte, 1);
	}
}

static void
add_attribute(GByteArray *to, guint32 id, const char *bytes, guint size)
{
	add_number(to, 1, 1);
	add_number(to, id, 4);
	add_number(to, size, 4);
	g_byte_array_append(to, (const guint8 *)bytes, size);
	add_number(to, 0, 2);
}

static GByteArray *
a_tnef(void)
{
	GByteArray *made = g_byte_array_new();

	add_number(made, 0x223e9f78, 4);
	add_number(made, 1, 2);
	add_attribute(made, 0x2800c, "It\x92s wet\r\n", 11);
	add_attribute(made, 0x69002, "", 0);
	add_attribute(made, 0x18010, "wall.JPG", 9);
	add_attribute(made, 0x6800f, "photo", 5);
	return made;
}

static void
test_tnef(void **state)
{
	g_autoptr(GByteArray) made = a_tnef();
	g_autoptr(own_tnef) tnef = tnef_read(made->data, made->len);
	const struct tnef_file *f;

	(void)state;
	assert_non_null(tnef);
	assert_false(tnef->damaged);
	assert_string_equal(tnef->text, "It’s wet\n");
	assert_int_equal(tnef->files->len, 1);
	f = g_ptr_array_index(tnef->files, 0);
	assert_string_equal(f->name, "wall.JPG");
	assert_string_equal(f->type, "image/jpeg");
	assert_memory_equal(f->bytes, "photo", f->size);
	assert_int_equal(f->size, 5);
	assert_null(tnef_read("winmail.dat", 11));
	assert_string_equal(tnef_type_of("x"), "application/octet-stream");
}

/* Cut anywhere, it gives what came before, and reads nothing beyond. */
static void
test_tnef_cut(void **state)
{
	g_autoptr(GByteArray) made = a_tnef();
	gsize n;

	(void)state;
	for (n = 0; n < made->len; n++) {
		g_autofree guint8 *exact = g_memdup2(made->data, n);
		g_autoptr(own_tnef) tnef = tnef_read(exact, n);

		if (n < 6) {
			assert_null(tnef);
			continue;
		}
		if (n >= 30)
			assert_string_equal(tnef->text, "It’s wet\n");
		assert_true(tnef->damaged || n == 6 || n == 28 || n == 39 ||
			    n == 59);
	}
}

static void
test_armour(void **state)
{
	static const char *const cases[][2] = {
		{"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nWet.\n"
		 "- --\n-----BEGIN PGP SIGNATURE-----\n\nab\n"
		 "-----END PGP SIGNATURE-----\nafter\n",
		 "Wet.\n--\nafter\n"},
		{"Before\n-----BEGIN PGP SIGNED MESSAGE-----\n\nWet.\n"
		 "-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----",
		 "Before\nWet.\n"},
		{"-----BEGIN PGP SIGNED MESSAGE-----\n\nWet.\n", NULL},
		{"> -----BEGIN PGP SIGNED MESSAGE-----\n\nWet.\n"
		 "-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----",
		 NULL},
		{"Wet.", NULL},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = plain_without_armour(cases[i][0]);

		if (cases[i][1] == NULL)
			assert_null(got);
		else
			assert_string_equal(got, cases[i][1]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rtf),    cmocka_unit_test(test_unpack),
		cmocka_unit_test(test_tnef),   cmocka_unit_test(test_tnef_cut),
		cmocka_unit_test(test_armour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
