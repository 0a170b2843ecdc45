/*
 * Fields of a form: each has its label, hint and error by id, keeps what was
 * typed, and is reached from the summary; dates in three fields.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "console/component.h"
#include "console/input.h"
#include "console/request.h"

static char *
taken(struct html *html)
{
	g_autoptr(GBytes) bytes = html_take(html);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);

	return g_strndup(data, size);
}

static void
assert_holds(const char *page, const char *words)
{
	if (strstr(page, words) == NULL)
		fail_msg("no %s in %s", words, page);
}

static const struct choice colours[] = {
	{.value = "red", .text = "Red"},
	{.value = "blue", .text = "Blue", .hint = "Like <this>"},
	{.value = NULL},
};

static void
every_field_is_tied_to_its_words(void **state)
{
	void (*const fields[])(struct html *, const struct input *) = {
		input_text,   input_area, input_file,	   input_radios,
		input_select, input_date, input_checkboxes};
	g_autoptr(own_errors) errors = errors_new();
	gsize i;

	(void)state;
	errors_add(errors, "colour", "Choose a <colour>");
	errors_add(errors, "colour", "Once more");
	errors_add(errors, "", "And this");
	assert_int_equal(errors_count(errors), 2);
	for (i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autoptr(own_html) html = html_new();
		g_autofree char *page = NULL;

		fields[i](html, &(struct input){.name = "colour",
						.label = "A & B",
						.hint = "Any",
						.choices = colours,
						.errors = errors});
		page = taken(html);
		assert_holds(page, "A &amp; B");
		assert_holds(page, "id=\"colour-hint\"");
		assert_holds(page, "id=\"colour-error\"");
		assert_holds(page, "aria-describedby=\"colour-hint "
				   "colour-error\"");
		assert_holds(page, "Choose a &lt;colour&gt;");
		assert_holds(page, "id=\"colour\"");
		assert_null(strstr(page, "Once more"));
	}
}

static void
the_summary_leads_to_each_field(void **state)
{
	g_autoptr(own_errors) errors = errors_new();
	g_autoptr(own_html) html = html_new();
	g_autofree char *page = NULL;

	(void)state;
	input_summary(html, NULL);
	input_summary(html, errors);
	assert_int_equal(html_size(html), 0);
	errors_add(errors, "name", "Enter your name");
	input_summary(html, errors);
	page = taken(html);
	assert_holds(page, "<a href=\"#name\">Enter your name</a>");
	assert_holds(page, "role=\"alert\"");
}

static void
what_was_typed_stays(void **state)
{
	g_autoptr(own_html) html = html_new();
	g_autofree char *page = NULL;

	(void)state;
	input_area(html, &(struct input){.name = "a",
					 .label = "A",
					 .value = "\n</textarea><b>"});
	input_text(html, &(struct input){.name = "b",
					 .label = "B",
					 .value = "\"><script>"});
	input_radios(html, &(struct input){.name = "c",
					   .label = "C",
					   .choices = colours,
					   .value = "blue"});
	input_date(html, &(struct input){.name = "d",
					 .label = "D",
					 .value = "2026-11-03"});
	page = taken(html);
	assert_holds(page, ">\n\n&lt;/textarea&gt;&lt;b&gt;</textarea>");
	assert_holds(page, "value=\"&quot;&gt;&lt;script&gt;\"");
	assert_holds(page, "value=\"blue\" checked=\"\"");
	assert_holds(page, "name=\"d-month\" type=\"text\" "
			   "inputmode=\"numeric\" value=\"11\"");
	assert_holds(page, "value=\"3\"");
}

static const struct {
	const char *query;
	const char *iso; /* NULL: none */
	guint errors;
} dates[] = {
	{"/?d-day=3&d-month=11&d-year=2026", "2026-11-03", 0},
	{"/?d-day=%2003&d-month=11+&d-year=2026", "2026-11-03", 0},
	{"/?d-day=29&d-month=2&d-year=2028", "2028-02-29", 0},
	{"/?d-day=&d-month=&d-year=", NULL, 0},
	{"/", NULL, 0},
	{"/?d-day=29&d-month=2&d-year=2026", NULL, 1},
	{"/?d-day=31&d-month=11&d-year=2026", NULL, 1},
	{"/?d-day=3&d-month=13&d-year=2026", NULL, 1},
	{"/?d-day=3&d-month=11&d-year=26", NULL, 1},
	{"/?d-day=3&d-month=&d-year=2026", NULL, 1},
	{"/?d-day=x&d-month=11&d-year=2026", NULL, 1},
};

static void
dates_are_read(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(dates); i++) {
		g_autoptr(own_request) request =
			request_new(METHOD_GET, dates[i].query, "unix");
		g_autoptr(own_errors) errors = errors_new();
		guint32 day = input_read_date(request, "d", errors);
		g_autofree char *iso = clock_iso(day);

		assert_int_equal(errors_count(errors), dates[i].errors);
		assert_int_equal(iso == NULL, dates[i].iso == NULL);
		if (iso != NULL)
			assert_string_equal(iso, dates[i].iso);
	}
}

static void
pages_are_counted(void **state)
{
	g_autoptr(own_html) html = html_new();
	g_autofree char *page = NULL;

	(void)state;
	component_pagination(html, "/cases?q=a", 1, 1);
	component_previous_next(html, NULL, NULL);
	assert_int_equal(html_size(html), 0);
	component_pagination(html, "/cases?q=a", 5, 9);
	page = taken(html);
	assert_holds(page, "href=\"/cases?q=a&amp;page=4\"");
	assert_holds(page, "href=\"/cases?q=a&amp;page=6\"");
	assert_holds(page, "aria-current=\"page\"");
	assert_holds(page, "\342\213\257");
	assert_null(strstr(page, "page=2\""));
}

static void
tables_have_heads(void **state)
{
	static const char *const heads[] = {"Name", "#Cases", NULL};
	g_autoptr(own_html) html = html_new();
	g_autofree char *page = NULL;

	(void)state;
	component_table(html, "All <staff>", TRUE, heads);
	component_row(html, "Ann & Bob", NULL, COMPONENT_END);
	component_table_end(html);
	page = taken(html);
	assert_holds(page, "All &lt;staff&gt;</caption>");
	assert_holds(page, "govuk-table__header--numeric\">Cases</th>");
	assert_holds(page, "scope=\"row\" class=\"govuk-table__header\">Ann "
			   "&amp; Bob</th>");
}

static int
open_clock(void **state)
{
	(void)state;
	return clock_open(NULL) ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_is_tied_to_its_words),
		cmocka_unit_test(the_summary_leads_to_each_field),
		cmocka_unit_test(what_was_typed_stays),
		cmocka_unit_test(dates_are_read),
		cmocka_unit_test(pages_are_counted),
		cmocka_unit_test(tables_have_heads),
	};

	return cmocka_run_group_tests(tests, open_clock, NULL);
}
