/*
 * References as people type them, and every slip that the check must find.
 */
#include "unit/unit.h"

#include <string.h>

#include "base/limits.h"
#include "model/ref.h"

static void
made_references_are_read_back(void **state)
{
	guint number;

	(void)state;
	for (number = 1; number < 200000; number += 997) {
		g_autofree char *ref = ref_make(2026, number);
		g_autofree char *read = ref_read(ref);

		assert_string_equal(ref, read);
	}
}

static void
typed_forms_are_understood(void **state)
{
	g_autofree char *ref = ref_make(2026, 42);
	char k = ref[strlen(ref) - 1];
	static const char *const forms[] = {
		"cr-2026-00042-%c", "CR 2026 00042 %c",	  "CR202600042%c",
		"Cr.2026.00042.%c", " CR-2O26-OOO42-%c ", "CR/2026/00042/%c",
	};
	guint i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_auto(GStrv) parts = g_strsplit(forms[i], "%c", 2);
		g_autofree char *typed =
			g_strdup_printf("%s%c%s", parts[0], k, parts[1]);
		g_autofree char *read = ref_read(typed);

		assert_non_null(read);
		assert_string_equal(read, ref);
	}
}

static void
one_wrong_digit_is_always_found(void **state)
{
	g_autofree char *ref = ref_make(2026, 31415);
	size_t i;
	char d;

	(void)state;
	for (i = 3; i < strlen(ref) - 2; i++)
		for (d = '0'; d <= '9'; d++) {
			g_autofree char *wrong = g_strdup(ref);
			g_autofree char *read = NULL;

			if (!g_ascii_isdigit(ref[i]) || ref[i] == d)
				continue;
			wrong[i] = d;
			read = ref_read(wrong);
			assert_null(read);
		}
}

static void
a_swap_of_two_digits_is_always_found(void **state)
{
	g_autofree char *ref = ref_make(2026, 31415);
	size_t i, j, n = strlen(ref) - 2;

	(void)state;
	for (i = 3; i < n; i++)
		for (j = i + 1; j < n; j++) {
			g_autofree char *wrong = g_strdup(ref);
			g_autofree char *read = NULL;

			if (ref[i] == ref[j] || ref[i] == '-' || ref[j] == '-')
				continue;
			wrong[i] = ref[j];
			wrong[j] = ref[i];
			read = ref_read(wrong);
			assert_null(read);
		}
}

static void
references_are_found_in_text_once_each(void **state)
{
	g_autofree char *a = ref_make(2026, 7);
	g_autofree char *b = ref_make(2027, 123456);
	g_autofree char *text = g_strdup_printf(
		"Re: [%s] your letter (%s) and %s; not CR-2026-00007-A, nor "
		"XCR-2026-00007",
		a, b, a);
	g_autoptr(GPtrArray) found = ref_find(text);

	(void)state;
	assert_int_equal(found->len, 2);
	assert_string_equal(found->pdata[0], a);
	assert_string_equal(found->pdata[1], b);
}

static void
tokens_are_found_by_shape(void **state)
{
	g_autoptr(GPtrArray) found = ref_find_tokens(
		"<prABCDEFGHIJKLMNOPQRSTUVWX23.1@example.org> "
		"prabcdefghijklmnopqrstuvwx2 prabcdefghijklmnopqrstuvwx2345 "
		"xprabcdefghijklmnopqrstuvwx23");

	(void)state;
	assert_int_equal(found->len, 1);
	assert_string_equal(found->pdata[0], "prabcdefghijklmnopqrstuvwx23");
	assert_int_equal(strlen(found->pdata[0]), REF_TOKEN_CHARS);
}

static void
a_text_of_references_is_bounded(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GPtrArray) found = NULL;
	guint i;

	(void)state;
	for (i = 0; i < LIMIT_REFERENCES * 3; i++) {
		g_autofree char *ref = ref_make(2026, i);

		g_string_append_printf(text, "%s ", ref);
	}
	found = ref_find(text->str);
	assert_int_equal(found->len, LIMIT_REFERENCES);
}

static gboolean
is_near(const char *typed, const char *ref)
{
	g_autoptr(GPtrArray) near = ref_near(typed);

	return g_ptr_array_find_with_equal_func(near, ref, g_str_equal, NULL);
}

static void
slips_lead_back(void **state)
{
	g_autofree char *ref = ref_make(2026, 31415);
	gsize i;

	(void)state;
	for (i = 3; i < strlen(ref); i++) {
		g_autofree char *typed = g_strdup(ref);

		if (typed[i] == '-')
			continue;
		typed[i] = typed[i] == '7' ? '8' : '7';
		if (i + 1 == strlen(ref))
			typed[i] = ref[i] == 'A' ? 'B' : 'A';
		assert_true(is_near(typed, ref));
	}
	for (i = 8; i + 3 < strlen(ref); i++) {
		g_autofree char *typed = g_strdup(ref);

		typed[i] = ref[i + 1];
		typed[i + 1] = ref[i];
		assert_true(is_near(typed, ref));
	}
	assert_true(is_near("2026 31415", ref));
	assert_true(is_near("cr2O26-31415", ref));
	assert_false(is_near("31415", ref));
	assert_false(is_near("CR-2026-31415-KK", ref));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(made_references_are_read_back),
		cmocka_unit_test(typed_forms_are_understood),
		cmocka_unit_test(one_wrong_digit_is_always_found),
		cmocka_unit_test(a_swap_of_two_digits_is_always_found),
		cmocka_unit_test(references_are_found_in_text_once_each),
		cmocka_unit_test(tokens_are_found_by_shape),
		cmocka_unit_test(slips_lead_back),
		cmocka_unit_test(a_text_of_references_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
