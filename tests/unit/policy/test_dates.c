/*
 * Days as people write them, numbers in words, and when a colleague says
 * that something was handed in.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "policy/dates.h"

/* Copies of exact length, so that a byte read too far is seen. */
static char *
exact(const char *text)
{
	return g_memdup2(text, strlen(text) + 1);
}

static void
reads_days(void **state)
{
	static const struct {
		const char *text;
		enum date_lean lean;
		const char *day; /* NULL: none */
		gsize bytes;
	} rows[] = {
		{"5 December 2026", DATE_AFTER, "2026-12-05", 15},
		{"5 December 2026.", DATE_AFTER, "2026-12-05", 15},
		{"5th December, 2026", DATE_AFTER, "2026-12-05", 18},
		{"1st of May", DATE_AFTER, "2027-05-01", 10},
		{"2nd Dec", DATE_AFTER, "2026-12-02", 7},
		{"2 Sept. 2027", DATE_AFTER, "2027-09-02", 12},
		{"Friday 4 December", DATE_AFTER, "2026-12-04", 17},
		{"Fri, 4 Dec 2026", DATE_AFTER, "2026-12-04", 15},
		{"Friday, the 4th of December", DATE_AFTER, "2026-12-04", 27},
		{"December 5, 2026", DATE_AFTER, "2026-12-05", 16},
		{"December 5th", DATE_AFTER, "2026-12-05", 12},
		{"05/12/2026", DATE_AFTER, "2026-12-05", 10},
		{"5/12/26", DATE_AFTER, "2026-12-05", 7},
		{"5.12.2026", DATE_AFTER, "2026-12-05", 9},
		{"2026-12-05", DATE_AFTER, "2026-12-05", 10},
		{"23 November", DATE_AFTER, "2026-11-23", 11},
		{"22 November", DATE_AFTER, "2027-11-22", 11},
		{"23 November", DATE_BEFORE, "2026-11-23", 11},
		{"24 November", DATE_BEFORE, "2025-11-24", 11},
		{"29 February", DATE_AFTER, "2028-02-29", 11},
		{"18 December", DATE_BEFORE, "2025-12-18", 11},
		{"31 November 2026", DATE_AFTER, NULL, 0},
		{"5/13/2026", DATE_AFTER, NULL, 0},
		{"100 December", DATE_AFTER, NULL, 0},
		{"5 Decemberish", DATE_AFTER, NULL, 0},
		{"5", DATE_AFTER, NULL, 0},
		{"December", DATE_AFTER, NULL, 0},
		{"Monday", DATE_AFTER, NULL, 0},
		{"5 may", DATE_AFTER, "2027-05-05", 5},
		{"12345/1/1", DATE_AFTER, NULL, 0},
		{"2026-12-05-01", DATE_AFTER, "2026-12-05", 10},
		{"", DATE_AFTER, NULL, 0},
	};
	guint32 near = clock_parse_day("2026-11-23");
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = exact(rows[i].text);
		guint32 day = DAY_NONE;
		gsize n = date_read(text, near, rows[i].lean, &day);
		g_autofree char *iso = n > 0 ? clock_iso(day) : NULL;

		if (g_strcmp0(iso, rows[i].day) != 0 || n != rows[i].bytes)
			fail_msg("\"%s\": %s, %zu bytes", text,
				 iso == NULL ? "none" : iso, n);
	}
}

static void
reads_numbers(void **state)
{
	static const struct {
		const char *text;
		int number;
		gsize bytes;
	} rows[] = {
		{"15 working", 15, 2},
		{"fifteen working", 15, 7},
		{"fifteen (15) days", 15, 12},
		{"twenty-eight days", 28, 12},
		{"twenty eight days", 28, 12},
		{"twenty days", 20, 6},
		{"one", 1, 3},
		{"ninety nine", 99, 11},
		{"fifteenth", 0, 0},
		{"100", 0, 0},
		{"", 0, 0},
		{"twenty-", 20, 6},
		{"ten (", 10, 3},
		{"5 (five)", 5, 1},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = exact(rows[i].text);
		int number = 0;
		gsize n = date_number(text, &number);

		if (n != rows[i].bytes || (n > 0 && number != rows[i].number))
			fail_msg("\"%s\": %d, %zu bytes", text, number, n);
	}
}

static void
finds_when_it_was_handed_in(void **state)
{
	static const struct {
		const char *text;
		const char *day;
		const char *words;
	} rows[] = {
		{"Handed in on 18 December, see attached.", "2026-12-18",
		 "Handed in on 18 December"},
		{"Mrs Lee gave me this letter on Friday 18th Dec.",
		 "2026-12-18", "gave me this letter on Friday 18th Dec."},
		{"Letter dated 15/12/2026, received 17/12/2026", "2026-12-15",
		 "dated 15/12/2026"},
		{"received 17/12/2026; dated 15/12/2026", "2026-12-15",
		 "dated 15/12/2026"},
		{"Please deal with this by 12 January.", NULL, NULL},
		{"Handed in. The meeting is on 2 January.", NULL, NULL},
		{"Handed in on 5 January 2027", NULL, NULL},
		{"Handed in on 5 May 2026", NULL, NULL},
		{"unhanded on 18 December", NULL, NULL},
		{"", NULL, NULL},
	};
	guint32 arrived = clock_parse_day("2027-01-04");
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = exact(rows[i].text);
		struct date_said said = {0};
		gboolean found = date_handed(text, arrived, &said);
		g_autofree char *iso = found ? clock_iso(said.day) : NULL;
		g_autofree char *words =
			found ? g_strndup(text + said.start, said.length)
			      : NULL;

		if (g_strcmp0(iso, rows[i].day) != 0 ||
		    g_strcmp0(words, rows[i].words) != 0)
			fail_msg("\"%s\": %s, \"%s\"", text,
				 iso == NULL ? "none" : iso,
				 words == NULL ? "" : words);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_days),
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(finds_when_it_was_handed_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
