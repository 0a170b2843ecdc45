/*
 * Letters on paper, before they are drawn: what the text is cut into, where
 * pages break, which addresses fit the window, and what strangers may do.
 */
#include "unit/unit.h"

#include "base/fault.h"
#include "base/limits.h"
#include "respond/page_inside.h"
#include "unit/respond/page_sample.h"

static const double sizes[] = {12, 14, 16, 18, 20, 24, 28};

/* --- cutting ----------------------------------------------------------- */

/* "kind quoted tight marker|text" of each block, one a line. */
static char *
describe(const char *text)
{
	g_autoptr(GPtrArray) blocks = page_blocks(text);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < blocks->len; i++) {
		const struct block *b = blocks->pdata[i];
		g_string_append_printf(out, "%c%s%s%s|%s\n", "psh-"[b->kind],
				       b -> quoted ? ">" : "",
				       b->tight ? "^" : "",
				       b->marker ? b->marker : "", b->text);
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *text, *blocks;
} cuts[] = {
	{"", ""},
	{"\n \n\t\n", ""},
	{"one\n\ntwo\nthree", "p|one\np|two\np^|three\n"},
	{"# Head\ntext", "h|Head\np|text\n"},
	{"#Head\n## Head", "p|#Head\np^|## Head\n"},
	{"text\n# Head", "p|text\nh|Head\n"},
	{"- a\n- b\n\n12. c\n1234. d\n1.e",
	 "--|a\n-^-|b\n-12.|c\np^|1234. d\np^|1.e\n"},
	{"> mine\n> # not a head\n>\n> 1. item\n>> twice",
	 "p>|mine\np>^|# not a head\n->1.|item\np>^|twice\n"},
	{"ours\n> mine\nours", "p|ours\np>|mine\np|ours\n"},
	{"# \n- \n> \n1. ", ""},
	{"a\x01\x1b[31m \xe2\x80\xae b\xe2\x80\xac\r", "p|a[31m b\n"},
	{"a\xe2\x80\xa8 b\xe2\x80\xa9 c", "p|a b c\n"},
};

static void
test_cutting(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cuts); i++) {
		g_autofree char *got = describe(cuts[i].text);
		assert_string_equal(got, cuts[i].blocks);
	}
}

static void
test_subject_stands_below_the_greeting(void **state)
{
	static const struct {
		const char *text;
		guint at;
	} rows[] = {
		{"", 0},
		{"Text\n\nMore", 0},
		{"Dear Ann\n\nText", 1},
		{"Monday\n\nHello\n\nText", 2},
		{"a\n\nb\n\nc\n\nd\n\nDear Ann", 0},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GPtrArray) blocks = page_blocks(rows[i].text);
		assert_int_equal(page_blocks_subject(blocks), rows[i].at);
	}
}

static void
test_a_long_line_is_cut(void **state)
{
	g_autoptr(GString) text = g_string_new("> 1. ");
	glong sum = 0;

	(void)state;
	while (text->len < 3 * LIMIT_PAGE_BLOCK)
		g_string_append(text, "words\xc3\xa9 ");
	for (int i = 0; i < 2 * LIMIT_PAGE_BLOCK; i++)
		g_string_append(text, "\xc3\xa9");
	g_autoptr(GPtrArray) blocks = page_blocks(text->str);
	assert_true(blocks->len >= 5);
	for (guint i = 0; i < blocks->len; i++) {
		const struct block *block = blocks->pdata[i];
		glong length = g_utf8_strlen(block->text, -1);

		assert_true(g_utf8_validate(block->text, -1, NULL));
		assert_true(length > 0 && length <= LIMIT_PAGE_BLOCK);
		assert_true(block->quoted);
		assert_int_equal(block->tight, i > 0);
		sum += length;
	}
	assert_int_equal(sum, g_utf8_strlen(text->str, -1) - 5);
}

/* --- pages --------------------------------------------------------------- */

static struct sheet *
lay(PangoContext *context, const char *text, double points)
{
	struct page_spec spec = sample;

	spec.text = text;
	spec.points = points;
	struct sheet *sheet = page_lay(context, &spec, NULL);
	assert_non_null(sheet);
	sheet->bottom = PAGE_FOOT - MM(20);
	page_break(sheet);
	return sheet;
}

/* The last line of one page and the first of the next may be parted. */
static void
check_break(const struct sheet *sheet, const struct row *last,
	    const struct row *next)
{
	const struct block *above = sheet->blocks->pdata[last->block];
	const struct block *below = sheet->blocks->pdata[next->block];

	assert_int_equal(next->page, last->page + 1);
	assert_true(above->kind != BLOCK_HEADING);
	assert_true(above->kind != BLOCK_SUBJECT);
	assert_int_not_equal(last->count, 0);
	if (above == below) {
		assert_true(next->index >= 2);
		assert_true(next->count - next->index >= 2);
	} else if (below->tight) {
		assert_true(below->marker || below->quoted);
	}
}

static void
check_sheet(const struct sheet *sheet)
{
	const struct row *rows = (const struct row *)(void *)sheet->rows->data;

	for (guint i = 0; i < sheet->rows->len; i++) {
		double top = rows[i].page ? PAGE_TOP : PAGE_FIRST_TOP;

		assert_true(rows[i].page < sheet->pages);
		assert_true(rows[i].y >= top - 0.01);
		assert_true(rows[i].y + rows[i].height <= sheet->bottom + 0.01);
		if (i == 0 || rows[i].page == rows[i - 1].page)
			continue;
		check_break(sheet, &rows[i - 1], &rows[i]);
	}
}

static void
test_no_line_stands_alone(void **state)
{
	PangoContext *context = page_context("en-GB", NULL);

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(own_sheet) sheet =
			lay(context, SAMPLE_TEXT, sizes[i]);
		check_sheet(sheet);
		assert_true(sheet->pages >= 2);
	}
	g_object_unref(context);
}

/* Paragraphs of all lengths, so that breaks fall everywhere. */
static char *
many_paragraphs(guint first)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < 40; i++) {
		if (i % 5 == 0)
			g_string_append(text, "# A heading\n\n");
		if (i % 7 == 0)
			g_string_append(text, "- ");
		for (guint j = 0; j < 1 + (i * 7 + first) % 50; j++)
			g_string_append(text, "paragraphs ");
		g_string_append(text, "\n\n");
	}
	return g_string_free(text, FALSE);
}

static void
test_breaks_fall_anywhere(void **state)
{
	PangoContext *context = page_context("en-GB", NULL);

	(void)state;
	for (guint first = 0; first < 14; first++) {
		g_autofree char *text = many_paragraphs(first);
		g_autoptr(own_sheet) sheet =
			lay(context, text, sizes[first % 7]);
		check_sheet(sheet);
		assert_true(sheet->pages > 3);
	}
	g_object_unref(context);
}

/* A heading that nothing follows, or more headings than a page takes. */
static void
test_what_cannot_be_kept_together(void **state)
{
	PangoContext *context = page_context("en-GB", NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	(void)state;
	for (guint i = 0; i < 100; i++)
		g_string_append(text, "# Heading\n\n");
	g_autoptr(own_sheet) sheet = lay(context, text->str, 24);
	assert_true(sheet->pages > 3);
	assert_true(sheet->rows->len > 100);
	g_object_unref(context);
}

static guint
lines_of(PangoContext *context, double points)
{
	g_autoptr(own_sheet) sheet = lay(context, SAMPLE_TEXT, points);
	const struct row *last =
		&g_array_index(sheet->rows, struct row, sheet->rows->len - 1);

	assert_true(last->height >= CLAMP(points, 12, 28));
	return sheet->rows->len;
}

static void
test_large_print_is_laid_out_anew(void **state)
{
	PangoContext *context = page_context("en-GB", NULL);

	(void)state;
	assert_true(lines_of(context, 18) > lines_of(context, 12));
	assert_true(lines_of(context, 28) > lines_of(context, 18));
	assert_int_equal(lines_of(context, 12), lines_of(context, 6));
	assert_int_equal(lines_of(context, 28), lines_of(context, 400));
	g_object_unref(context);
}

/* --- the window ------------------------------------------------------------
 */

#define LONG_WORD "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio"

static const struct {
	const char *address;
	const char *refused; /* a word of the reason, NULL if it fits */
} addresses[] = {
	{"A", NULL},
	{"1\n2\n3\n4\n5\n6\n7", NULL},
	{"\n1\n\n2\n3\n \n4\n5\n6\n7\n\n", NULL},
	{"1\n2\n3\n4\n5\n6\n7\n8", "8 lines"},
	{"", "no postal address"},
	{"\n \n\xe2\x80\xae\n", "no postal address"},
	{"Mr " LONG_WORD " Jones\nSP1 2AB", NULL},
	{"The Very Long Named Association of All the Residents of the Old "
	 "Paper Mill and the New Paper Mill, 4th floor\nSP1 2AB",
	 NULL},
	{"Mr " LONG_WORD LONG_WORD LONG_WORD "\nSP1 2AB", "too wide"},
	{"Władysław Żółkiewski\nulica Źródlana 7\nSP1 2AB", NULL},
	{"السيدة فاطمة الزهراء\nFlat 3\nSP1 2AB", NULL},
	{"王小明\nFlat 3\nSP1 2AB", NULL},
};

static void
test_window(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(addresses); i++) {
		struct page_spec spec = sample;
		g_autoptr(GError) error = NULL;

		spec.address = addresses[i].address;
		g_autoptr(GBytes) pdf = page_build(&spec, NULL, &error);
		assert_int_equal(pdf == NULL, addresses[i].refused != NULL);
		if (pdf)
			continue;
		assert_true(fault_is(error, FAULT_INPUT));
		assert_non_null(strstr(error->message, addresses[i].refused));
	}
}

/* --- strangers
 * --------------------------------------------------------------*/

static char *
repeated(const char *piece, guint times)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < times; i++)
		g_string_append(text, piece);
	return g_string_free(text, FALSE);
}

static const struct {
	const char *piece;
	guint times;
	gboolean refused;
} floods[] = {
	{"x", 5000, FALSE},	   {"word ", 20000, FALSE},
	{"W", 60000, FALSE},	   {"\xd8\xb9", 20000, FALSE},
	{"\xcc\x81", 5000, FALSE}, {"\xff", 5000, FALSE},
	{"a\n", 50000, TRUE},	   {"# h\n", 30000, TRUE},
	{"> - \n", 20000, FALSE},  {"\xe2\x80\xa8", 9000, FALSE},
	{"x", 200000, TRUE},	   {"\xf0\x9f\x98\xa1", 3000, FALSE},
};

static void
test_floods(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(floods); i++) {
		g_autofree char *text =
			repeated(floods[i].piece, floods[i].times);
		struct page_spec spec = sample;
		g_autoptr(GError) error = NULL;
		guint pages = 0;

		spec.text = text;
		g_autoptr(GBytes) pdf = page_build(&spec, &pages, &error);
		assert_int_equal(pdf == NULL, floods[i].refused);
		assert_true(pages > 0 || fault_is(error, FAULT_INPUT));
	}
}

static void
test_nothing_but_an_address(void **state)
{
	struct page_spec spec = {.address = "A"};
	guint pages = 0;
	g_autoptr(GBytes) pdf = page_build(&spec, &pages, NULL);

	(void)state;
	assert_non_null(pdf);
	assert_int_equal(pages, 1);
}

static void
test_same_letter_same_bytes(void **state)
{
	struct page_spec other = sample;
	g_autoptr(GBytes) first = page_build(&sample, NULL, NULL);

	(void)state;
	other.text = "Something else: zażółć";
	g_autoptr(GBytes) between = page_build(&other, NULL, NULL);
	g_autoptr(GBytes) second = page_build(&sample, NULL, NULL);
	assert_true(g_bytes_equal(first, second));
	assert_false(g_bytes_equal(first, between));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cutting),
		cmocka_unit_test(test_subject_stands_below_the_greeting),
		cmocka_unit_test(test_a_long_line_is_cut),
		cmocka_unit_test(test_no_line_stands_alone),
		cmocka_unit_test(test_breaks_fall_anywhere),
		cmocka_unit_test(test_what_cannot_be_kept_together),
		cmocka_unit_test(test_large_print_is_laid_out_anew),
		cmocka_unit_test(test_window),
		cmocka_unit_test(test_floods),
		cmocka_unit_test(test_nothing_but_an_address),
		cmocka_unit_test(test_same_letter_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
