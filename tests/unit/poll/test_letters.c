/*
 * What the name and time of a scan say of its receipt, and which files are
 * still being written.
 */
#include "unit/unit.h"

#include <string.h>

#include "base/clock.h"
#include "poll/letters_name.h"

static void
the_day_of_receipt(void **state)
{
	static const struct {
		const char *name, *modified, *received;
		const char *says; /* part of the note; NULL: none */
	} cases[] = {
		{"scan1.pdf", "2026-12-17T09:00:00Z", "2026-12-17", NULL},
		{"2026-12-10_1.pdf", "2026-12-17T09:00:00Z", "2026-12-10",
		 "file name"},
		{"20261210.pdf", "2026-12-17T09:00:00Z", "2026-12-10",
		 "file name"},
		{"2026.12.10 a.tif", "2026-12-17T09:00:00Z", "2026-12-10",
		 "file name"},
		{"2026-12-17.pdf", "2026-12-17T09:00:00Z", "2026-12-17", NULL},
		{"2026-12-25.pdf", "2026-12-17T09:00:00Z", "2026-12-17",
		 "cannot have"},
		{"2025-12-10.pdf", "2026-12-17T09:00:00Z", "2026-12-17",
		 "cannot have"},
		{"2026-13-10.pdf", "2026-12-17T09:00:00Z", "2026-12-17", NULL},
		{"202612101.pdf", "2026-12-17T09:00:00Z", "2026-12-17", NULL},
		{"1", "2026-12-17T09:00:00Z", "2026-12-17", NULL},
		{"", "2026-12-17T09:00:00Z", "2026-12-17", NULL},
		{"scan.pdf", "1999-01-01T00:00:00Z", "2026-12-18", "clock"},
		{"scan.pdf", "2027-01-01T00:00:00Z", "2026-12-18", "clock"},
		{"2026-12-10.pdf", "2027-01-01T00:00:00Z", "2026-12-10",
		 "file name"},
	};
	gint64 now = clock_parse("2026-12-18T15:00:00Z");
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *note = NULL;
		gint64 got = letters_received(cases[i].name,
					      clock_parse(cases[i].modified),
					      now, &note);

		if (clock_day(got) != clock_parse_day(cases[i].received))
			fail_msg("%s", cases[i].name);
		if ((note == NULL) != (cases[i].says == NULL) ||
		    (note != NULL && strstr(note, cases[i].says) == NULL))
			fail_msg("%s: %s", cases[i].name, note);
	}
}

static void
unfinished_files_are_known(void **state)
{
	static const char *const unfinished[] = {
		".a.pdf", "a.pdf~", "a.pdf.TMP", "a.part", "a.filepart"};
	static const char *const whole[] = {"a.pdf", "part.pdf", "a.tmp.tif"};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(unfinished); i++)
		assert_true(letters_unfinished(unfinished[i]));
	for (i = 0; i < G_N_ELEMENTS(whole); i++)
		assert_false(letters_unfinished(whole[i]));
}

static void
names_are_made_fit_to_show(void **state)
{
	g_autofree char *shown = letters_shown("a\nb\xff.pdf");

	(void)state;
	assert_true(g_utf8_validate(shown, -1, NULL));
	assert_null(strchr(shown, '\n'));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_day_of_receipt),
		cmocka_unit_test(unfinished_files_are_known),
		cmocka_unit_test(names_are_made_fit_to_show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
