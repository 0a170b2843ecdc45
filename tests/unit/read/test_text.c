/*
 * Character sets, base64, plain text and HTML, each alone.
 */
#include "unit/unit.h"

#include "read/base64.h"
#include "read/charset.h"
#include "read/html.h"
#include "read/html_style.h"
#include "read/mark.h"
#include "read/plain.h"
#include "read/scan.h"
#include "read/signed.h"

static void
test_charsets(void **state)
{
	static const struct {
		const char *label;
		const char *bytes;
		const char *text;
		guint invalid;
	} cases[] = {
		{NULL, "plain", "plain", 0},
		{"iso-8859-1", "\x80\x92\xe9", "€’é", 0},
		{"US-ASCII", "\xa3", "£", 0},
		{"\"ISO-8859-2\"", "\xb1", "ą", 0},
		{"utf-8", "\xc3\xa9\xff", "é\xef\xbf\xbd", 1},
		{"utf-8", "\xe9t\xe9", "été", 0},
		{"latin1", "\xc3\xa9", "é", 0},
		{"windows-1252", "\x81", "\xef\xbf\xbd", 1},
		{"no-such-thing", "\xe9", "é", 0},
		{"gb2312", "\xb3\xb1", "潮", 0},
		{"hz-gb-2312", "~{31~}~~x ~{31\n~", "潮~x 潮\n~", 0},
		{"ks_c_5601-1987", "\xb0\xf5", "곰", 0},
		{"unicode-1-1-utf-7", "+AOk-", "é", 0},
		{"cp-850", "\x82", "é", 0},
		{"x-mac-roman", "\x8e", "é", 0},
		{"utf-8", "It\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s", "It’s", 0},
		{"shift_jis", "\xff", "\xef\xbf\xbd", 1},
		{"latin1", "\xef\xbb\xbf\xc3\xa9", "é", 0},
		{"koi8-r*ru", "\xc1", "а", 0},
		{"iso-8859-9", "\xfd", "ı", 0},
	};
	gsize i;
	int wrong = 0;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct charset_report report = {0};
		g_autofree char *got =
			charset_decode(cases[i].label, cases[i].bytes,
				       strlen(cases[i].bytes), &report);

		if (g_str_equal(got, cases[i].text) &&
		    report.invalid == cases[i].invalid)
			continue;
		print_error("%zu %s: [%s] %u\n", i, cases[i].label, got,
			    report.invalid);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void
test_every_charset(void **state)
{
	static const char *const labels[] = {
		"iso-8859-1",	"iso-8859-3",	"iso-8859-10", "iso-8859-13",
		"iso-8859-14",	"iso-8859-15",	"iso-8859-16", "windows-1250",
		"windows-1256", "windows-1258", "cp437",       "cp866",
		"koi8-u",	"big5",		"euc-jp",      "euc-kr",
		"gb18030",	"tis-620",	"viscii",      "utf-16le",
		"utf-32be",	"ibm850",	"macintosh",   "euc-tw"};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(labels); i++) {
		struct charset_report report = {0};
		g_autofree char *got =
			charset_decode(labels[i], "abcdabcd", 8, &report);

		assert_false(report.unknown);
		assert_true(g_utf8_validate(got, -1, NULL));
	}
}

static void
test_base64(void **state)
{
	static const char *const cases[][2] = {
		{"", ""},
		{"d2V0", "wet"},
		{"d2V", "we"},
		{"d2==", "w"},
		{"d2", "w"},
		{"d", ""},
		{"d!2\nV\r\n0", "wet"},
		{"d2V0d2E=bGw=", "wetwall"},
		{"=d2V0", "wet"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *got = base64_decode(cases[i][0], strlen(cases[i][0]));

		assert_string_equal(got->str, cases[i][1]);
		g_string_free(got, TRUE);
	}
}

static void
test_base64_text(void **state)
{
	static const struct {
		const char *text;
		const char *meant;
		guint problems;
	} cases[] = {
		{"d2V0", "wet", 0},
		{"The wall is wet.", "The wall is wet.", 1},
		{"d2U=\nThe footer of a list.", "we\nThe footer of a list.", 1},
		{"\n\n", "", 0},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_message) m = message_new();
		GString *got =
			base64_text(cases[i].text, strlen(cases[i].text), m);

		assert_string_equal(got->str, cases[i].meant);
		assert_int_equal(m->problems->len, cases[i].problems);
		g_string_free(got, TRUE);
	}
}

static void
test_clean(void **state)
{
	static const char *const cases[][2] = {
		{"a\r\nb\rc", "a\nb\nc"},
		{"a\xc2\xa0"
		 "b",
		 "a b"},
		{"a\xe2\x80\x8b"
		 "b\xef\xbb\xbf",
		 "ab"},
		{"a\tb\fc\x1e", "a\tb c"},
		{"a\xe2\x80\xae"
		 "b",
		 "ab"},
		{"Siân\xe2\x80\xa8x", "Siân\nx"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = plain_clean(cases[i][0]);

		assert_string_equal(got, cases[i][1]);
	}
}

static void
test_flowed(void **state)
{
	static const struct {
		const char *text;
		gboolean delsp;
		const char *meant;
	} cases[] = {
		{"a \nb\nc", FALSE, "a b\nc"},
		{"a \nb", TRUE, "ab"},
		{"> a \n> b\nc", FALSE, "> a b\nc"},
		{"> a \n>> b", FALSE, "> a \n>> b"},
		{" From x", FALSE, "From x"},
		{"a\n-- \nb", FALSE, "a\n-- \nb"},
		{"a \n-- \nb", FALSE, "a \n-- \nb"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got =
			plain_unflow(cases[i].text, cases[i].delsp);

		assert_string_equal(got, cases[i].meant);
	}
}

static void
test_uuencode(void **state)
{
	static const char text[] = "a\nbegin 644 n.txt\n#=V5T\n`\nend\nb\n"
				   "begin 644 x\nno\n";
	g_autoptr(own_message) m = message_new();
	g_autofree char *got = plain_take_uuencoded(text, m);
	const struct attachment *a;

	(void)state;
	assert_string_equal(got, "a\n\nb\nbegin 644 x\nno\n");
	assert_int_equal(m->attachments->len, 1);
	a = g_ptr_array_index(m->attachments, 0);
	assert_string_equal(a->filename, "n.txt");
	assert_int_equal(a->size, 3);
}

static void
test_enriched(void **state)
{
	static const char *const cases[][2] = {
		{"<bold>a</bold> b", "a b"},
		{"<color><param>red</param>a</color>", "a"},
		{"a << b", "a < b"},
		{"a <b", "a <b"},
		{"<param>a", "a"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = plain_from_enriched(cases[i][0]);

		assert_string_equal(got, cases[i][1]);
	}
}

static void
test_html(void **state)
{
	static const char *const cases[][2] = {
		{"", ""},
		{"a", "a"},
		{"<p>a</p><p>b</p>", "a\n\nb"},
		{"a<br>b<br><br>c", "a\nb\n\nc"},
		{"<div>a</div><div><br></div><div>b</div>", "a\n\nb"},
		{"<div>a<br></div><div>b</div>", "a\nb"},
		{"a<b>b</b> c", "ab c"},
		{"  a \n b  ", "a b"},
		{"<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"},
		{"<ol><li>a</li><li><p>b</p></li></ol>", "1. a\n2. b"},
		{"<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc"},
		{"<td>a</td><td></td><td>b</td>", "a\tb"},
		{"<a href='http://x.example/'>x.example</a>", "x.example"},
		{"<a href='http://x.example/'>y</a>z",
		 "y <http://x.example/>z"},
		{"<a href='mailto:a@b.c'>Jane</a>", "Jane <a@b.c>"},
		{"<a href='http://x.example/'><img src=x></a>b", "b"},
		{"<script>a</script><style>b</style>c", "c"},
		{"<title>a</title><span hidden>b</span>c", "c"},
		{"<p style='DISPLAY : none'>a</p>b", "b"},
		{"&lt;b&gt; &amp;amp; &pound;", "<b> &amp; £"},
		{"5 < 6 <b", "5 < 6 <b"},
		{"<!-- a > b -->c", "c"},
		{"<!--a<p>c", "a\n\nc"},
		{"<script>never closed", "never closed"},
		{"<pre>a\n  b</pre>", "a\n  b"},
		{"a<hr>b", "a\n________________________________\nb"},
		{"<html><body>a</body></html>b", "ab"},
		{"</div></p>a", "a"},
		{"<blockquote>a</blockquote>b", "a\n\nb"},
		{"<img alt=\"😀\">a<img alt=logo>", "😀a"},
		{"<a b='>'>c</a>", "c"},
		{"<x-y:z>a</x-y:z>", "a"},
		{"<p title=\"never closed>a</p>", "a"},
	};
	gsize i;
	int wrong = 0;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got =
			html_to_text(cases[i][0], strlen(cases[i][0]));

		if (g_str_equal(got, cases[i][1]))
			continue;
		print_error("%s: [%s]\n", cases[i][0], got);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void
test_html_marks(void **state)
{
	static const char *const cases[][2] = {
		{"a<div class=gmail_quote>b</div>c", "a\n\x1e\nb\n\x1f\nc"},
		{"a<blockquote type=cite>b<br><br>c</blockquote>",
		 "a\n\n\x1e\n> b\n>\n> c\n\n\x1f"},
		{"a<div class='x gmail_signature'>b</div>", "a\n\x1d\nb\n\x1c"},
		{"a<div id=divRplyFwdMsg>b</div>", "a\n\x1a\nb"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got =
			html_to_text(cases[i][0], strlen(cases[i][0]));

		assert_string_equal(got, cases[i][1]);
	}
}

static void
test_links(void **state)
{
	(void)state;
	assert_true(html_href_says("http://x.example/", "x.example"));
	assert_true(html_href_says("mailto:a@b.c?subject=x", "a@b.c"));
	assert_false(html_href_says("http://evil.example/", "bank.example"));
	assert_false(html_href_says("http://x.example/abc", "x"));
	assert_false(html_href_is_shown("#top"));
	assert_false(html_href_is_shown("javascript:x"));
	assert_true(html_href_is_shown("https://x.example"));
}

static void
test_marks(void **state)
{
	g_autofree char *got = mark_strip("a\n\n\x1e\n\nb\n\x1f\nc\x1e");

	(void)state;
	assert_string_equal(got, "a\n\nb\nc\x1e");
	assert_int_equal(mark_of("\x1e\nx"), MARK_QUOTE);
	assert_int_equal(mark_of("\x1ex"), 0);
}

/* A content of three bytes, whole and in pieces, and every part of it. */
static void
test_signed(void **state)
{
	static const char whole[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
				    "\x01\xa0\x05\x04\x03wet";
	static const char pieces[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
				     "\x01\xa0\x80\x24\x80\x04\x01w\x04\x02"
				     "et\0\0";
	GString *a = signed_content(whole, sizeof(whole) - 1);
	GString *b = signed_content(pieces, sizeof(pieces) - 1);
	gsize n;

	(void)state;
	assert_string_equal(a->str, "wet");
	assert_string_equal(b->str, "wet");
	g_string_free(a, TRUE);
	g_string_free(b, TRUE);
	for (n = 0; n < sizeof(whole) - 1; n++) {
		g_autofree char *exact = g_memdup2(whole, n);

		assert_null(signed_content(n == 0 ? "" : exact, n));
	}
}

static void
test_mended(void **state)
{
	static const char *const cases[][2] = {
		{"--b\nhello\n--b--\n", "--b\n\nhello\n--b--\n"},
		{"--b\nA: b\nhello\n", "--b\nA: b\n\nhello\n"},
		{"--b\nA: b\n c\n\nhello\n", "--b\nA: b\n c\n\nhello\n"},
		{"--c\nhello\n", "--c\nhello\n"},
		{"--b\n\nboundary=\"d\"\n--d\nx",
		 "--b\n\nboundary=\"d\"\n--d\n\nx"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *out = g_string_new(NULL);

		scan_append_mended(out, "multipart/mixed; boundary=b",
				   cases[i][0], strlen(cases[i][0]));
		assert_string_equal(out->str, cases[i][1]);
		g_string_free(out, TRUE);
	}
}

static void
test_boundary(void **state)
{
	static const char *const cases[][2] = {
		{"x\n--b\nContent-Type: a/b\n", "b"},
		{"--b c \r\ncontent-type: a/b\n", "b c"},
		{"--b\nx\n", NULL},
		{"", NULL},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = scan_find_boundary(cases[i][0]);

		if (cases[i][1] == NULL)
			assert_null(got);
		else
			assert_string_equal(got, cases[i][1]);
	}
	assert_int_equal(scan_limit("--a\nb\n", 6), 6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_charsets),
		cmocka_unit_test(test_every_charset),
		cmocka_unit_test(test_base64),
		cmocka_unit_test(test_base64_text),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_flowed),
		cmocka_unit_test(test_uuencode),
		cmocka_unit_test(test_enriched),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_html_marks),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_signed),
		cmocka_unit_test(test_mended),
		cmocka_unit_test(test_boundary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
