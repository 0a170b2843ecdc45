/*
 * The print folder: whole files, a list that no spreadsheet takes for
 * formulas, and no second copy of a letter that is delivered twice.
 */
#include "unit/unit.h"

#include <glib/gstdio.h>

#include "base/clock.h"
#include "base/fault.h"
#include "send/print.h"

#define DAY clock_parse_day("2026-11-23")
#define HEAD                                                       \
	"\"file\",\"reference\",\"letter\",\"pages\",\"postage\"," \
	"\"addressee\","                                           \
	"\"postcode\"\r\n"

static char *folder;

static int
setup(void **state)
{
	(void)state;
	folder = g_dir_make_tmp("print-XXXXXX", NULL);
	return folder == NULL;
}

static int
teardown(void **state)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	(void)state;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_unlink(path);
	}
	g_dir_close(dir);
	g_rmdir(folder);
	g_free(folder);
	return 0;
}

static char *
content(const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	char *text = NULL;

	assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

/* Its reply; the caller's. */
static char *
put(struct print *print, gint64 id, const char *ref, const char *postal)
{
	g_autoptr(GBytes) pdf = g_bytes_new_static("%PDF", 4);
	struct parcel parcel = {
		.id = id,
		.ref = ref,
		.letter = "receipt",
		.postal = postal,
		.postage = "second",
		.pages = 2,
		.pdf = pdf,
	};
	char *reply = NULL;

	assert_int_equal(print_send(print, &parcel, DAY, &reply), SENT_DONE);
	return reply;
}

static const struct {
	const char *postal;
	const char *fields;
} lists[] = {
	{"Ann Lee\n1 High Street\nAN1 1AA", "\"Ann Lee\",\"AN1 1AA\""},
	{"=cmd|' /C calc'!A1\n+44", "\"'=cmd|' /C calc'!A1\",\"'+44\""},
	{"-1+1\n@SUM(A1)", "\"'-1+1\",\"'@SUM(A1)\""},
	{"\t=1\nB", "\"'=1\",\"B\""},
	{"A \"B\", C\nD", "\"A \"\"B\"\", C\",\"D\""},
	{"\x01=A\nB\x1b", "\"'=A\",\"B\""},
	{"Żółć\n\n", "\"Żółć\",\"\""},
	{"", "\"\",\"\""},
};

static void
test_list(void **state)
{
	g_autoptr(own_print) print = print_open(folder, NULL);

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		g_autofree char *want = g_strdup_printf(
			HEAD "\"CR-2026-00042-K-7.pdf\",\"CR-2026-00042-K\","
			     "\"receipt\",\"2\",\"second\",%s\r\n",
			lists[i].fields);
		g_autofree char *reply =
			put(print, 7, "CR-2026-00042-K", lists[i].postal);
		g_autofree char *list = content("index-2026-11-23.csv");
		assert_string_equal(list, want);
	}
	g_autofree char *pdf = content("CR-2026-00042-K-7.pdf");
	assert_string_equal(pdf, "%PDF");
}

static void
test_letters_of_a_day(void **state)
{
	g_autoptr(own_print) print = print_open(folder, NULL);
	g_autofree char *one = put(print, 1, "CR-2026-00001-A", "A");
	g_autofree char *ten = put(print, 10, "CR-2026-00001-A", "B");
	g_autofree char *again = put(print, 1, "CR-2026-00001-A", "C");
	g_autofree char *list = content("index-2026-11-23.csv");
	g_auto(GStrv) rows = g_strsplit(list, "\r\n", -1);

	(void)state;
	assert_string_equal(one, again);
	assert_non_null(strstr(one, "CR-2026-00001-A-1.pdf"));
	assert_non_null(strstr(list, "\"C\""));
	assert_null(strstr(list, "\"A\""));
	assert_true(g_strv_length(rows) >= 4);
}

static void
test_a_name_stays_in_the_folder(void **state)
{
	g_autoptr(own_print) print = print_open(folder, NULL);
	g_autofree char *reply = put(print, 3, "../../etc/x", "A");

	(void)state;
	assert_null(strstr(reply, "/"));
}

static void
test_folders(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *file = g_build_filename(folder, "plain", NULL);

	(void)state;
	assert_null(print_open("print", &error));
	assert_true(fault_is(error, FAULT_SETUP));
	g_clear_error(&error);
	assert_true(g_file_set_contents(file, "x", 1, NULL));
	assert_null(print_open(file, &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
}

static void
test_a_folder_that_went_away(void **state)
{
	g_autofree char *path = g_build_filename(folder, "sub", NULL);
	g_autoptr(own_print) print = print_open(path, NULL);
	g_autoptr(GBytes) pdf = g_bytes_new_static("%PDF", 4);
	struct parcel parcel = {.ref = "CR",
				.letter = "receipt",
				.postal = "A",
				.postage = "first",
				.pdf = pdf};
	g_autofree char *reply = NULL;

	(void)state;
	assert_int_equal(g_rmdir(path), 0);
	assert_int_equal(print_send(print, &parcel, DAY, &reply), SENT_LATER);
	assert_true(*reply);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_letters_of_a_day),
		cmocka_unit_test(test_a_name_stays_in_the_folder),
		cmocka_unit_test(test_folders),
		cmocka_unit_test(test_a_folder_that_went_away),
	};

	return cmocka_run_group_tests_name("print", tests, setup, teardown);
}
