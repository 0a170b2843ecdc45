/*
 * Evidence in a text: stretches in reading order, overlaps merged, offsets
 * that fit no text cut or passed over, and nothing of the text written but
 * escaped.
 */
#include "unit/unit.h"

#include <string.h>

#include "console/highlight.h"

struct mark {
	const char *rule;
	enum evidence_kind kind;
	const char *name;
	double weight;
	enum evidence_field field;
	gint64 start;
	gint64 end;
};

static struct suggestion *
suggest(const struct mark *marks, gsize n)
{
	struct suggestion *s = suggestion_new();
	gsize i;

	for (i = 0; i < n; i++) {
		struct evidence *e = g_new0(struct evidence, 1);

		e->rule = g_strdup(marks[i].rule);
		e->kind = marks[i].kind;
		e->name = g_strdup(marks[i].name);
		e->weight = marks[i].weight;
		e->field = marks[i].field;
		e->start = marks[i].start;
		e->end = marks[i].end;
		e->text = g_strdup("");
		g_ptr_array_add(s->evidence, e);
	}
	return s;
}

#define SUBJECT "Dämp <again>"
#define TEXT "It is däm & mould.\n<b>Nobody</b> came"

static const struct mark marks[] = {
	{"Nobody came", EVIDENCE_CATEGORY, "complaint", 2, FIELD_NEW_TEXT, 22,
	 28},
	{"Damp", EVIDENCE_FLAG, "damp_mould", 8, FIELD_NEW_TEXT, 6, 17},
	{"Mould", EVIDENCE_FLAG, "damp_mould", 3, FIELD_NEW_TEXT, 12, 17},
	{"Again", EVIDENCE_CATEGORY, "complaint", 1, FIELD_SUBJECT, 5, 12},
	{"Not again", EVIDENCE_CATEGORY, "enquiry", -1, FIELD_SUBJECT, 5, 12},
	/* Beyond the text, empty, backwards, negative: passed over. */
	{"Far", EVIDENCE_FLAG, "group", 9, FIELD_NEW_TEXT, 500, 510},
	{"Empty", EVIDENCE_FLAG, "group", 9, FIELD_NEW_TEXT, 3, 3},
	{"Backwards", EVIDENCE_FLAG, "group", 9, FIELD_NEW_TEXT, 5, 2},
	{"Before", EVIDENCE_FLAG, "group", 9, FIELD_NEW_TEXT, -4, 2},
	/* The end is cut to the text. */
	{"Came", EVIDENCE_GROUND, "anonymous", 1, FIELD_NEW_TEXT, 33, 9999},
	/* Words that count for little. */
	{"Little", EVIDENCE_CATEGORY, "complaint", 0.4, FIELD_NEW_TEXT, 0, 2},
	{"the word list: \"is\"", EVIDENCE_CATEGORY, "complaint", 3,
	 FIELD_NEW_TEXT, 3, 5},
};

struct expected {
	enum evidence_field field;
	gint64 start;
	gint64 end;
	guint evidence;
};

static void
test_stretches(void **state)
{
	static const struct expected expected[] = {
		{FIELD_SUBJECT, 5, 12, 2},
		{FIELD_NEW_TEXT, 6, 17, 2},
		{FIELD_NEW_TEXT, 22, 28, 1},
		{FIELD_NEW_TEXT, 33, 37, 1},
	};
	g_autoptr(own_suggestion) s = suggest(marks, G_N_ELEMENTS(marks));
	g_autoptr(GPtrArray) found = highlight_stretches(s, SUBJECT, TEXT);
	gsize i;

	(void)state;
	assert_int_equal(found->len, G_N_ELEMENTS(expected));
	for (i = 0; i < found->len; i++) {
		const struct stretch *stretch = found->pdata[i];

		assert_int_equal(stretch->field, expected[i].field);
		assert_int_equal(stretch->start, expected[i].start);
		assert_int_equal(stretch->end, expected[i].end);
		assert_int_equal(stretch->evidence->len, expected[i].evidence);
	}
}

static char *
take(struct html *html)
{
	g_autoptr(GBytes) bytes = html_take(html);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);

	return g_strndup(data, size);
}

static void
test_writes(void **state)
{
	g_autoptr(own_suggestion) s = suggest(marks, G_N_ELEMENTS(marks));
	g_autoptr(GPtrArray) found = highlight_stretches(s, SUBJECT, TEXT);
	g_autoptr(own_html) html = html_new();
	g_autofree char *text = NULL;

	(void)state;
	highlight_write(html, TEXT, found, FIELD_NEW_TEXT, "m7");
	text = take(html);
	assert_non_null(strstr(text,
			       "It is <mark class=\"case-mark\" "
			       "id=\"m7-mark-2\">däm &amp; mould</mark>"));
	assert_non_null(strstr(text, "href=\"#m7-why-2\""));
	assert_non_null(strstr(text, "reason 2, for damp or mould: Damp; for "
				     "damp or mould: Mould"));
	assert_non_null(strstr(text, "&lt;b&gt;<mark"));
	assert_null(strstr(text, "<b>"));
	assert_null(strstr(text, "word list"));
}

static void
test_reasons(void **state)
{
	g_autoptr(own_suggestion) s = suggest(marks, G_N_ELEMENTS(marks));
	g_autoptr(GPtrArray) found = highlight_stretches(s, SUBJECT, TEXT);
	g_autoptr(own_html) html = html_new();
	g_autofree char *text = NULL;

	(void)state;
	highlight_reasons(html, SUBJECT, TEXT, found, "m7");
	text = take(html);
	assert_non_null(strstr(text, "id=\"m7-why-1\""));
	assert_non_null(strstr(text, "“&lt;again&gt;”"));
	assert_non_null(strstr(text, "against enquiry: Not again"));
	assert_non_null(strstr(text, "href=\"#m7-mark-4\""));
}

/* Nothing to mark: the text alone. */
static void
test_nothing(void **state)
{
	g_autoptr(GPtrArray) found = highlight_stretches(NULL, "", "a\nb");
	g_autoptr(own_html) html = html_new();
	g_autofree char *text = NULL;

	(void)state;
	assert_int_equal(found->len, 0);
	highlight_write(html, "a\nb", found, FIELD_NEW_TEXT, "m1");
	highlight_reasons(html, "", "a\nb", found, "m1");
	text = take(html);
	assert_string_equal(text, "a<br>b");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stretches),
		cmocka_unit_test(test_writes),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
