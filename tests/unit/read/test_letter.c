/*
 * Letters on paper without any picture: transcripts, tables of words,
 * separators, where a batch is cut, and what is proposed from the words.
 */
#include "unit/unit.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "read/address_block.h"
#include "read/division.h"
#include "read/kind.h"
#include "read/letter.h"
#include "read/separator.h"
#include "read/tsv.h"

static const char words[] =
	"Mrs A. Okafor\n14 Alder Court\nOldtown ABl 2CD\n\n"
	"3rd November 2026\n\nThe Complaints Team\n1 High Street\n"
	"Oldtown AB9 9ZZ\n\nDear Sir or Madam\n\nRe: Damp, CR-2026-00001-Q\n\n"
	"I want to complain on 5 May 2026 about the damp.\n\n"
	"Yours faithfully\n\nAmina Okafor\n";

static struct leaf *
add_leaf(struct transcript *t, int page, enum leaf_kind kind, const char *text)
{
	struct leaf *leaf = leaf_new(page, kind);

	g_free(leaf->text);
	leaf->text = g_strdup(text);
	leaf->sure = 91;
	leaf->words = 40;
	g_ptr_array_add(t->leaves, leaf);
	t->pages = page;
	return leaf;
}

static void
set(char **to, const char *value)
{
	g_free(*to);
	*to = g_strdup(value);
}

static struct transcript *
a_transcript(void)
{
	struct transcript *t = transcript_new();

	set(&t->file, "2026-11-04\nletter.pdf");
	set(&t->type, "application/pdf");
	set(&t->sha256, "00ff");
	set(&t->ours, "AB9 9ZZ");
	t->threshold = 75;
	t->size = 4;
	transcript_note(t, "It was late.");
	add_leaf(t, 1, LEAF_RECOGNISED, words);
	return t;
}

static struct message *
message_of(struct transcript *t)
{
	g_autoptr(GString) bytes = transcript_write(t);

	g_string_append(bytes, "%PDF");
	return letter_read(bytes->str, bytes->len);
}

static void
a_transcript_is_read_as_it_was_written(void **state)
{
	g_autoptr(own_transcript) t = a_transcript();
	g_autoptr(GString) first = transcript_write(t);
	g_autoptr(own_transcript) got = NULL;
	g_autoptr(GString) second = NULL;
	gsize body = 0;

	(void)state;
	got = transcript_parse(first->str, first->len, &body, NULL);
	assert_non_null(got);
	assert_int_equal(body, first->len);
	assert_int_equal(got->size, 4);
	second = transcript_write(got);
	assert_string_equal(first->str, second->str);
}

static void
a_damaged_transcript_is_refused(void **state)
{
	g_autoptr(own_transcript) t = a_transcript();
	g_autoptr(GString) whole = transcript_write(t);
	gsize cut;

	(void)state;
	for (cut = 0; cut < whole->len; cut++) {
		g_autofree char *part = g_memdup2(whole->str, cut + 1);
		g_autoptr(GError) error = NULL;

		assert_null(transcript_parse(part, cut, NULL, &error));
		assert_true(fault_is(error, FAULT_INPUT));
	}
}

static void
a_damaged_transcript_is_still_a_message(void **state)
{
	g_autoptr(own_message) m =
		letter_read("postroom-letter=1\nrubbish\n", 26);

	(void)state;
	assert_true(m->please_read);
	assert_int_equal(m->problems->len, 1);
}

static void
what_stands_where_is_proposed(void **state)
{
	g_autoptr(own_transcript) t = a_transcript();
	g_autoptr(own_message) m = message_of(t);
	const struct attachment *a = m->attachments->pdata[0];

	(void)state;
	assert_string_equal(m->from->name, "Amina Okafor");
	assert_string_equal(m->from->address, "");
	assert_string_equal(m->postal, "14 Alder Court\nOldtown AB1 2CD");
	assert_int_equal(clock_day(m->date), clock_parse_day("2026-11-03"));
	assert_string_equal(m->subject, "Damp, CR-2026-00001-Q");
	assert_int_equal(m->case_refs->len, 1);
	assert_int_equal(m->tokens->len, 0);
	assert_true(g_str_has_prefix(m->new_text, "Dear Sir"));
	assert_false(m->please_read);
	assert_string_equal(m->message_id, "00ff.1@scan");
	assert_int_equal(a->size, 4);
	assert_int_equal(m->automated, AUTOMATED_NO);
}

static void
doubt_asks_for_a_person(void **state)
{
	static const struct {
		enum leaf_kind kind;
		int sure, words;
		gboolean please;
	} cases[] = {
		{LEAF_RECOGNISED, 75, 40, FALSE},
		{LEAF_RECOGNISED, 74, 40, TRUE},
		{LEAF_RECOGNISED, 99, 2, TRUE},
		{LEAF_TEXT, 100, 1, FALSE},
		{LEAF_UNREAD, 0, 0, TRUE},
		{LEAF_BLANK, 0, 0, TRUE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_transcript) t = transcript_new();
		g_autoptr(own_message) m = NULL;
		struct leaf *leaf = add_leaf(t, 1, cases[i].kind, "A b c");

		t->threshold = 75;
		leaf->sure = cases[i].sure;
		leaf->words = cases[i].words;
		m = message_of(t);
		if (m->please_read != cases[i].please)
			fail_msg("case %zu", i);
	}
}

static void
a_batch_is_no_persons_message(void **state)
{
	g_autoptr(own_transcript) t = a_transcript();
	g_autoptr(own_message) m = NULL;

	(void)state;
	t->batch = TRUE;
	t->letters = 3;
	m = message_of(t);
	assert_int_equal(m->automated, AUTOMATED_NOTICE);
	assert_non_null(strstr(m->automated_why, "3 letters"));
}

static void
separators_cut(void **state)
{
	/* t text, b blank, s separator; first-last of each letter */
	static const struct {
		const char *pages;
		const char *letters;
	} cases[] = {
		{"t", "1-1"},	       {"ttt", "1-3"},
		{"", "1-1"},	       {"bb", "1-2"},
		{"stst", "2-2 4-4"},   {"tst", "1-1 3-3"},
		{"sbtts", "3-4"},      {"ss", ""},
		{"sbsb", ""},	       {"sbtbtb", "3-5"},
		{"ssttst", "3-4 6-6"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_transcript) t = transcript_new();
		g_autoptr(GString) got = g_string_new(NULL);
		g_autoptr(GArray) letters = NULL;
		guint n;

		for (n = 0; cases[i].pages[n] != '\0'; n++)
			add_leaf(t, (int)n + 1,
				 cases[i].pages[n] == 't'   ? LEAF_TEXT
				 : cases[i].pages[n] == 'b' ? LEAF_BLANK
							    : LEAF_SEPARATOR,
				 "");
		letters = division_of(t);
		for (n = 0; n < letters->len; n++) {
			const struct stretch *s =
				&g_array_index(letters, struct stretch, n);

			g_string_append_printf(got, "%s%d-%d", n > 0 ? " " : "",
					       s->first, s->last);
		}
		if (!g_str_equal(got->str, cases[i].letters))
			fail_msg("%s: %s", cases[i].pages, got->str);
	}
}

static void
a_separators_words_are_read(void **state)
{
	static const struct {
		const char *text;
		const char *day; /* NULL: no separator */
	} cases[] = {
		{"POSTROOM-SEPARATOR-1", ""},
		{"POSTROOM-SEPARATOR-1-20261218", "2026-12-18"},
		{"POSTROOM-SEPARATOR-1-20261318", ""},
		{"POSTROOM-SEPARATOR-12", NULL},
		{"POSTROOM-SEPARATOR-1-2026121", NULL},
		{"https://example.org/", NULL},
		{"", NULL},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *day =
			separator_read(cases[i].text, strlen(cases[i].text));

		if (g_strcmp0(day, cases[i].day) != 0)
			fail_msg("%s: %s", cases[i].text, day);
	}
}

static void
a_table_of_words_becomes_lines(void **state)
{
	static const char table[] =
		"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\t"
		"left\ttop\twidth\theight\tconf\ttext\n"
		"5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\t|\n"
		"5\t1\t1\t1\t1\t2\t0\t0\t9\t9\t80.5\tam\n"
		"5\t1\t1\t1\t2\t1\t0\t0\t9\t9\t-1\t\n"
		"5\t1\t1\t1\t2\t1\t0\t0\t9\t9\t70\tcold\n"
		"5\t1\t2\t1\t1\t1\t0\t0\t9\t9\t999\tBye\xff\n"
		"4\t1\t2\t1\t1\t1\t0\t0\t9\t9\t9\tno\nrubbish\n\t\t\n";
	struct tsv tsv;

	(void)state;
	tsv_read(table, sizeof(table) - 1, &tsv);
	assert_string_equal(tsv.text, "I am\ncold\n\nBye\xef\xbf\xbd");
	assert_int_equal(tsv.words, 4);
	assert_in_range(tsv.sure, 80, 90);
	g_free(tsv.text);
}

static void
postcodes_dates_and_names_are_found(void **state)
{
	static const struct {
		const char *line, *code;
	} codes[] = {
		{"Oldtown AB1 2CD", "AB1 2CD"},
		{"SW1A 1AA", "SW1A 1AA"},
		{"M1 1AE.", "M1 1AE"},
		{"ec1a1bb", "EC1A 1BB"},
		{"AB1 2C", NULL},
		{"Flat 2, 10 High St", NULL},
		{"I am 5 and", NULL},
		{"ABl O2D", NULL},
	};
	static const struct {
		const char *line, *day;
	} days[] = {
		{"3 November 2026", "2026-11-03"},
		{"Tuesday, 3rd of Nov 2026", "2026-11-03"},
		{"November 3, 2026", "2026-11-03"},
		{"03/11/26", "2026-11-03"},
		{"2026-11-03", "2026-11-03"},
		{"31/02/2026", NULL},
		{"call 01234 567890", NULL},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(codes); i++) {
		g_autofree char *code = block_postcode(codes[i].line);

		if (g_strcmp0(code, codes[i].code) != 0)
			fail_msg("%s: %s", codes[i].line, code);
	}
	for (i = 0; i < G_N_ELEMENTS(days); i++) {
		g_autofree char *day = clock_iso(block_date(days[i].line));

		if (g_strcmp0(day, days[i].day) != 0)
			fail_msg("%s: %s", days[i].line, day);
	}
	assert_true(block_is_name("Mrs Amina Okafor"));
	assert_true(block_is_name("Benedict Osgood-Hall"));
	assert_false(block_is_name("14 Alder Court"));
	assert_false(block_is_name("Northside Housing"));
	assert_false(block_is_name("thank you for"));
}

static void
kinds_are_told_by_their_bytes(void **state)
{
	const char *why = NULL;

	(void)state;
	assert_int_equal(kind_of("\n%PDF-1.7", 9, &why), SCAN_PDF);
	assert_int_equal(kind_of("MM\0*", 4, NULL), SCAN_TIFF);
	assert_int_equal(kind_of("Dear Sir", 8, &why), SCAN_PLAIN);
	assert_null(why);
	assert_int_equal(kind_of("PK\003\004", 4, &why), SCAN_ODD);
	assert_non_null(strstr(why, "ZIP"));
	assert_int_equal(kind_of("", 0, &why), SCAN_ODD);
	assert_non_null(strstr(why, "empty"));
	assert_int_equal(kind_of("\0\1\2", 3, &why), SCAN_ODD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_transcript_is_read_as_it_was_written),
		cmocka_unit_test(a_damaged_transcript_is_refused),
		cmocka_unit_test(a_damaged_transcript_is_still_a_message),
		cmocka_unit_test(what_stands_where_is_proposed),
		cmocka_unit_test(doubt_asks_for_a_person),
		cmocka_unit_test(a_batch_is_no_persons_message),
		cmocka_unit_test(separators_cut),
		cmocka_unit_test(a_separators_words_are_read),
		cmocka_unit_test(a_table_of_words_becomes_lines),
		cmocka_unit_test(postcodes_dates_and_names_are_found),
		cmocka_unit_test(kinds_are_told_by_their_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
