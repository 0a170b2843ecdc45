/*
 * Letters as PDF files, measured with another program's eyes (Poppler): ink
 * only where the post allows it, text in reading order, structure, fonts.
 */
#include "unit/unit.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "base/text.h"
#include "unit/respond/page_sample.h"

#define DOTS 100 /* an inch, of the pictures that are measured */
#define MM_DOTS(mm) ((mm)*DOTS / 25.4)
#define DARK 200 /* of 255; what is darker is ink */
#define MOST_BYTES ((gsize)32 * 1024 * 1024)

static char *folder;

static int
setup(void **state)
{
	(void)state;
	folder = g_dir_make_tmp("page-XXXXXX", NULL);
	return folder == NULL;
}

static int
teardown(void **state)
{
	static const char *const names[] = {"letter.pdf", "page.pgm"};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(folder, names[i], NULL);
		g_unlink(path);
	}
	g_rmdir(folder);
	g_free(folder);
	return 0;
}

static void
write_letter(const struct page_spec *spec)
{
	g_autofree char *path = g_build_filename(folder, "letter.pdf", NULL);
	g_autoptr(GBytes) pdf = page_build(spec, NULL, NULL);

	assert_non_null(pdf);
	assert_true(g_file_set_contents(path, g_bytes_get_data(pdf, NULL),
					(gssize)g_bytes_get_size(pdf), NULL));
}

/* What a program says about the letter that was written last. */
static char *
ask(const char *command)
{
	g_auto(GStrv) argv = g_strsplit(command, " ", -1);
	char *said = NULL;
	int status = -1;

	assert_true(g_spawn_sync(folder, argv, NULL, G_SPAWN_SEARCH_PATH, NULL,
				 NULL, &said, NULL, &status, NULL));
	assert_int_equal(status, 0);
	return said;
}

/* --- where there is ink ----------------------------------------------------*/

struct picture {
	char *file;
	const guchar *dots;
	int width, height;
};

static void
look(struct picture *picture, guint page)
{
	g_autofree char *path = g_build_filename(folder, "page.pgm", NULL);
	g_autofree char *command = g_strdup_printf(
		"pdftoppm -gray -r %d -f %u -singlefile letter.pdf page", DOTS,
		page);
	g_autofree char *said = ask(command);
	gsize size = 0;

	picture->file = text_read_file(path, MOST_BYTES, &size, NULL);
	assert_non_null(picture->file);
	assert_int_equal(sscanf(picture->file, "P5 %d %d 255", &picture->width,
				&picture->height),
			 2);
	picture->dots = (const guchar *)picture->file + size -
			picture->width * picture->height;
}

struct box {
	double left, top, right, bottom; /* mm */
};

/* GOV.UK Notify's: logo, address of the service, window, text. */
static const struct box first_page[] = {
	{15, 5, 125, 30},
	{125, 5, 195, 95},
	{24.6, 39.5, 120, 66.3},
	{15, 95, 195, 292},
};
static const struct box other_page[] = {{15, 5, 195, 292}};

static gboolean
is_inside(const struct box *box, int x, int y)
{
	return x >= MM_DOTS(box->left) && x < MM_DOTS(box->right) &&
	       y >= MM_DOTS(box->top) && y < MM_DOTS(box->bottom);
}

/* Dots of ink in each box; none may be elsewhere. */
static void
measure(const struct picture *picture, const struct box *boxes, gsize count,
	guint *ink)
{
	for (int y = 0; y < picture->height; y++)
		for (int x = 0; x < picture->width; x++) {
			gsize box = 0;

			if (picture->dots[y * picture->width + x] > DARK)
				continue;
			while (box < count && !is_inside(&boxes[box], x, y))
				box++;
			assert_true(box < count);
			ink[box]++;
		}
}

static const char *const addresses[] = {
	"A",
	SAMPLE_ADDRESS,
	"Pan Władysław Żółkiewski-Brzęczyszczykiewicz\n"
	"Mieszkanie nr 7, trzecie piętro\nBudynek Świętojański\n"
	"117 Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Way\n"
	"Gwaun-Cae-Gurwen\nRhondda Cynon Taf\nCF37 1AB",
	"السيدة فاطمة الزهراء\nÅÉÎ, Ŵyg\nشارع الملك\n王小明\nŻ\nŚ\nQgjpy",
};

static void
test_ink_only_where_the_post_allows(void **state)
{
	static const double sizes[] = {12, 18, 28};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(addresses) * 3; i++) {
		struct page_spec spec = sample;
		struct picture picture;
		guint ink[4] = {0};
		guint other[1] = {0};

		spec.address = addresses[i / 3];
		spec.points = sizes[i % 3];
		write_letter(&spec);
		look(&picture, 1);
		measure(&picture, first_page, G_N_ELEMENTS(first_page), ink);
		assert_true(ink[0] > 0 && ink[2] > 0 && ink[3] > 0);
		g_free(picture.file);
		look(&picture, 2);
		measure(&picture, other_page, 1, other);
		assert_true(other[0] > 0);
		g_free(picture.file);
	}
}

/* A sender that has no room beside the window goes into the text. */
static void
test_sender_never_reaches_the_window(void **state)
{
	static const char *const senders[] = {
		"",
		"The Consolidated Almshouses, Cottages and Housing Trust of "
		"Middle and Lower Springfield and the Villages about it\n"
		"a.very.long.name.for.a.mailbox@meadowbrook.example",
		"M\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17",
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(senders) * 2; i++) {
		struct page_spec spec = sample;
		struct picture picture;
		guint ink[4] = {0};

		spec.sender = senders[i / 2];
		spec.points = i % 2 ? 24 : 12;
		write_letter(&spec);
		look(&picture, 1);
		measure(&picture, first_page, G_N_ELEMENTS(first_page), ink);
		assert_int_equal(ink[0] > 0, i / 2 > 0);
		assert_int_equal(ink[1], 0);
		g_free(picture.file);
	}
}

/* --- what can be read out of it -------------------------------------------*/

static void
test_text_in_reading_order(void **state)
{
	static const char path[] = "tests/unit/respond/expected/page.text";
	g_autofree char *want = NULL;

	(void)state;
	write_letter(&sample);
	g_autofree char *got = ask("pdftotext letter.pdf -");
	if (g_getenv("POSTROOM_GOLDEN"))
		assert_true(g_file_set_contents(path, got, -1, NULL));
	assert_true(g_file_get_contents(path, &want, NULL, NULL));
	assert_string_equal(got, want);
}

/* Each of these is there, after the one before. */
static void
check_order(const char *said, const char *const *parts)
{
	for (; *parts; parts++) {
		said = strstr(said, *parts);
		if (!said)
			print_error("not there: %s\n", *parts);
		assert_non_null(said);
		said += strlen(*parts);
	}
}

static void
test_structure(void **state)
{
	static const char *const parts[] = {
		"Document",
		"P (block)",
		"Meadowbrook Housing Association",
		"P (block)",
		"Springfield SP1 9ZZ",
		"P (block)",
		"Mrs Amina Okafor",
		"Dear Mrs Okafor",
		"H1 (block)",
		"Your complaint, reference CR-2026-00042-K",
		"P (block)",
		"We received your complaint on 19 November 2026. We have "
		"logged it at stage 1 of our complaints process.",
		"H2 (block)",
		"What your complaint is about",
		"L (block)",
		"LI (block)",
		"Lbl (block)",
		"1.",
		"LBody (block)",
		"The boiler in your flat",
		"BlockQuote",
		"P (block)",
		"I have been without heating for three weeks now and nobody "
		"seems to care.",
		"# I want the boiler mended.",
		"L (block)",
		"somebody to ring me",
		"H2 (block)",
		"What we are responsible for",
		NULL};

	(void)state;
	write_letter(&sample);
	g_autofree char *said = ask("pdfinfo -struct-text letter.pdf");
	check_order(said, parts);
	assert_null(strstr(said, "ﬁ"));
}

static void
test_document(void **state)
{
	(void)state;
	write_letter(&sample);
	g_autofree char *info = ask("pdfinfo letter.pdf");
	assert_non_null(strstr(info, "Your complaint, reference CR-2026"));
	assert_non_null(strstr(info, "Tagged:          yes"));
	assert_non_null(strstr(info, "(A4)"));
	assert_null(strstr(info, "CreationDate"));
	g_autofree char *raw = ask("qpdf --qdf letter.pdf -");
	assert_non_null(strstr(raw, "/Lang (en-GB)"));
	assert_non_null(strstr(raw, "/DisplayDocTitle true"));
	g_autofree char *sound = ask("qpdf --check letter.pdf");
	assert_non_null(strstr(sound, "No syntax"));
}

static void
test_fonts_are_inside(void **state)
{
	struct page_spec spec = sample;

	(void)state;
	spec.text = "Zażółć gęślą jaźń ŵŷ. التدفئة لا تعمل. 暖气坏了 "
		    "আমার ਸਾਨੂੰ शिकायत தமிழ் עברית 😡 ✓";
	write_letter(&spec);
	g_autofree char *said = ask("pdffonts letter.pdf");
	g_auto(GStrv) lines = g_strsplit(g_strstrip(said), "\n", -1);
	assert_true(g_strv_length(lines) > 8);
	for (guint i = 2; lines[i]; i++) {
		assert_non_null(strstr(lines[i], "yes yes yes"));
		assert_int_equal(lines[i][6], '+');
	}
	g_autofree char *text = ask("pdftotext letter.pdf -");
	assert_non_null(strstr(text, "Zażółć gęślą jaźń ŵŷ."));
	assert_non_null(strstr(text, "暖气坏了"));
	assert_non_null(strstr(text, "עברית"));
}

static void
test_each_page_says_which(void **state)
{
	struct page_spec spec = sample;

	(void)state;
	spec.points = 24;
	write_letter(&spec);
	g_autofree char *text = ask("pdftotext letter.pdf -");
	g_auto(GStrv) pages = g_strsplit(text, "\f", -1);
	guint count = g_strv_length(pages) - 1;
	assert_true(count > 3);
	for (guint i = 0; i < count; i++) {
		g_autofree char *number =
			g_strdup_printf("Page %u of %u", i + 1, count);
		assert_non_null(strstr(pages[i], number));
		assert_non_null(strstr(pages[i], "Reference CR-2026-00042-K"));
	}
}

static void
test_strangers_write_text_only(void **state)
{
	struct page_spec spec = sample;

	(void)state;
	spec.title = "A\n(title) /Lang (xx) >> endobj \xe2\x80\xae B";
	spec.ref = "CR) Tj ET\x01";
	spec.text = "> NOTIFY /URI (https://example.com) <script> {{ref}}";
	write_letter(&spec);
	g_autofree char *raw = ask("qpdf --qdf letter.pdf -");
	g_autofree char *info = ask("pdfinfo letter.pdf");
	assert_non_null(strstr(raw, "/Lang (en-GB)"));
	assert_null(strstr(raw, "/Annot"));
	assert_non_null(strstr(info, "A (title) /Lang (xx) >> endobj"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ink_only_where_the_post_allows),
		cmocka_unit_test(test_sender_never_reaches_the_window),
		cmocka_unit_test(test_text_in_reading_order),
		cmocka_unit_test(test_structure),
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_fonts_are_inside),
		cmocka_unit_test(test_each_page_says_which),
		cmocka_unit_test(test_strangers_write_text_only),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
