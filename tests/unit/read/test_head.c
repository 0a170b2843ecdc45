/*
 * Headers, encoded words and addresses, right and wrong.
 */
#include "unit/unit.h"

#include "read/addresses.h"
#include "read/head.h"
#include "read/word.h"

static void
test_fields(void **state)
{
	static const struct {
		const char *bytes;
		const char *subject; /* NULL: none */
		const char *body;
	} cases[] = {
		{"Subject: a\n\nb", "a", "b"},
		{"Subject: a\r\n\r\nb", "a", "b"},
		{"Subject:a\n b\n\tc\n\nd", "a b\tc", "d"},
		{"Subject : a\n\nb", "a", "b"},
		{"subject: a\n\nb", "a", "b"},
		{"\n\nSubject: a\n\nb", "a", "b"},
		{"From me Mon\nSubject: a\n\nb", "a", "b"},
		{"\xef\xbb\xbfSubject: a\n\nb", "a", "b"},
		{"X-A: 1\nrubbish\nSubject: a\n\nb", "a", "b"},
		{"X-A: 1\n  \nSubject: a\n\nb", "a", "b"},
		{"Subject: a\nHello you\n\nb", "a", "Hello you\n\nb"},
		{"Hello you\n\nSubject: a", NULL, "Hello you\n\nSubject: a"},
		{"Time: ten\n\nb", NULL, "Time: ten\n\nb"},
		{"Subject: a", "a", ""},
		{"Subject: a\nSubject: c\n\n", "a", ""},
		{"", NULL, ""},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		gsize size = strlen(cases[i].bytes);
		g_autofree char *exact = g_memdup2(cases[i].bytes, size);
		g_autoptr(own_head) head =
			head_read(exact == NULL ? "" : exact, size, NULL);
		const char *subject = head_raw(head, "Subject");

		assert_string_equal(
			subject == NULL ? "none" : subject,
			cases[i].subject == NULL ? "none" : cases[i].subject);
		assert_string_equal(cases[i].bytes + head->body, cases[i].body);
	}
}

static void
test_values(void **state)
{
	static const char bytes[] = "From: a@b\nPrecedence: Bulk (x)\n"
				    "X-A: 1\nX-A: 2\n\n";
	g_autoptr(own_head) head = head_read(bytes, sizeof(bytes) - 1, NULL);

	(void)state;
	assert_true(head_is(head, "precedence", "bulk"));
	assert_false(head_is(head, "Precedence", "bul"));
	assert_false(head_is(head, "Precedence", "list"));
	assert_false(head_is(head, "X-B", ""));
	assert_string_equal(head_nth(head, "x-a", 1), "2");
	assert_null(head_nth(head, "X-A", 2));
}

static void
test_line_ends(void **state)
{
	static const char *const cases[][2] = {
		{"a\rb\r", "a\nb\n"},
		{"a\r\nb", "a\r\nb"},
		{"a\r\r\nb\r\r\n", "a\r\nb\r\n"},
		{"a\nb\rc", "a\nb\rc"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *out = head_normalise(cases[i][0], strlen(cases[i][0]));

		assert_string_equal(out->str, cases[i][1]);
		g_string_free(out, TRUE);
	}
}

static void
test_words(void **state)
{
	static const char *const cases[][2] = {
		{"plain", "plain"},
		{"=?utf-8?Q?caf=C3=A9?=", "café"},
		{"=?UTF-8?b?Y2Fmw6k=?=", "café"},
		{"=?utf-8?B?Y2Fmw6k?=", "café"},
		{"=?iso-8859-1?Q?=A350_=E9?= x", "£50 é x"},
		{"=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"},
		{"=?utf-8?Q?a?= x =?utf-8?Q?b?=", "a x b"},
		{"=?utf-8?Q?=E2=82?=\n =?utf-8?Q?=AC?=", "€"},
		{"=?utf-8?Q?=E2?= =?iso-8859-1?Q?=E9?=", "âé"},
		{"a=?utf-8?Q?b?=c", "abc"},
		{"=?utf-8?X?b?=", "=?utf-8?X?b?="},
		{"=?utf-8?Q?", ""},
		{"=??Q?b?=", "=??Q?b?="},
		{"1 =? 2", "1 =? 2"},
		{"=?utf-8?Q?a=0Ab?=", "a b"},
		{"=?utf-8?Q?=ZZ?=", "=ZZ"},
		{"Caf\xe9", "Café"},
		{"Caf\xc3\xa9", "Café"},
		{"x\x01y", "xy"},
		{"", ""},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = word_decode(cases[i][0]);

		assert_string_equal(got, cases[i][1]);
	}
}

static void
test_addresses(void **state)
{
	/* "name|address" of each, joined by " + " */
	static const char *const cases[][2] = {
		{"a@b.c", "|a@b.c"},
		{"<a@b.c>", "|a@b.c"},
		{"Jane <a@b.c>", "Jane|a@b.c"},
		{"\"Smith, J.\" <a@b.c>", "Smith, J.|a@b.c"},
		{"Smith, Jane <a@b.c>", "Smith, Jane|a@b.c"},
		{"a@b.c (Jane (the one))", "Jane (the one)|a@b.c"},
		{"a@b.c, Tom <d@e.f>", "|a@b.c + Tom|d@e.f"},
		{"a@b.c; d@e.f", "|a@b.c + |d@e.f"},
		{"T: a@b.c, B <d@e.f>;, g@h.i", "|a@b.c + B|d@e.f + |g@h.i"},
		{"undisclosed-recipients:;", ""},
		{"Jane <mailto:a@b.c>", "Jane|a@b.c"},
		{"Jane <<a@b.c>>", "Jane|a@b.c"},
		{"Jane <a@b.c", "Jane|a@b.c"},
		{"Jane a@b.c", "Jane|a@b.c"},
		{"<@x,@y:a@b.c>", "|a@b.c"},
		{"\"a b\"@c.d", "|\"a b\"@c.d"},
		{"=?utf-8?Q?S=C3=AEan,_J?= <a@b.c>", "Sîan, J|a@b.c"},
		{"\"=?utf-8?Q?S=C3=AEan?=\" <a@b.c>", "Sîan|a@b.c"},
		{"\"a@b.c\" <a@b.c>", "a@b.c|a@b.c"},
		{"(never closed a@b.c", "never closed|a@b.c"},
		{"\"never closed <a@b.c>", "never closed|a@b.c"},
		{"Jane", "Jane|"},
		{"<>", "|"},
		{"", ""},
		{",,;", ""},
	};
	gsize i;
	int wrong = 0;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(
			(GDestroyNotify)address_free);
		g_autoptr(GString) got = g_string_new(NULL);
		guint k;

		addresses_read(cases[i][0], list);
		for (k = 0; k < list->len; k++) {
			const struct address *a = g_ptr_array_index(list, k);

			g_string_append_printf(got, "%s%s|%s",
					       k > 0 ? " + " : "", a->name,
					       a->address);
		}
		if (g_str_equal(got->str, cases[i][1]))
			continue;
		print_error("%s: [%s]\n", cases[i][0], got->str);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void
test_first_address(void **state)
{
	static const char *const cases[][2] = {
		{"Jane, Tom <t@r.example>", "t@r.example"},
		{"Jane (jane@r.example", "jane@r.example"},
		{"see jane@r.example!", "jane@r.example"},
		{"nobody", ""},
		{NULL, ""},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct address *a = addresses_first(cases[i][0]);

		assert_string_equal(a->address, cases[i][1]);
		address_free(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_first_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
