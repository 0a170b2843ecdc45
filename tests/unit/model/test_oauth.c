/*
 * From when the end of a secret is told.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "model/oauth.h"

static void
test_secret_ends(void **state)
{
	static const struct {
		const char *today, *ends, *words; /* NULL: nothing is said */
	} rows[] = {
		{"2026-12-31", "2027-01-31", NULL},
		{"2027-01-01", "2027-01-31", "ends on Sunday 31 January 2027"},
		{"2027-01-31", "2027-01-31", "ends on Sunday 31 January 2027"},
		{"2027-02-01", "2027-01-31", "ended on Sunday 31 January 2027"},
		{"2027-01-01", NULL, NULL},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct oauth oauth = {
			.name = (char *)"m365",
			.secret_expires =
				rows[i].ends == NULL
					? DAY_NONE
					: clock_parse_day(rows[i].ends),
		};
		g_autofree char *words = oauth_secret_ends(
			&oauth, clock_parse_day(rows[i].today));

		if (rows[i].words == NULL)
			assert_null(words);
		else
			assert_non_null(strstr(words, rows[i].words));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_secret_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
