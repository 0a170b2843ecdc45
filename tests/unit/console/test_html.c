/*
 * The writer escapes whatever it is given, leaves out addresses that are not
 * ours, and aborts where the program itself is wrong.
 */
#include "unit/unit.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "console/html.h"

static char *
taken(struct html *html)
{
	g_autoptr(GBytes) bytes = html_take(html);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);

	return g_strndup(data != NULL ? data : "", size);
}

static const struct {
	const char *text;
	const char *written;
} texts[] = {
	{"plain", "plain"},
	{"", ""},
	{"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
	{"\" onclick='x'", "&quot; onclick=&#39;x&#39;"},
	{"a & b &amp; c", "a &amp; b &amp;amp; c"},
	{"Zażółć 家 😀", "Zażółć 家 😀"},
	{"tab\tline\nend", "tab\tline\nend"},
	{"dos\r\nbreak", "dos\nbreak"},
	{"bell\007", "bell\357\277\275"},
	{"delete\177", "delete\357\277\275"},
	{"c1 \302\205", "c1 \357\277\275"},
	{"cut \303", "cut \357\277\275"},
	{"\377\376<", "\357\277\275\357\277\275&lt;"},
	/* Overlong and surrogate forms hide what they would say. */
	{"\300\274b", "\357\277\275\357\277\275b"},
	{"\355\240\200", "\357\277\275\357\277\275\357\277\275"},
	{"\357\277\276", "\357\277\275"},
};

static void
text_is_escaped(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(own_html) html = html_new();
		g_autofree char *got = NULL, *wanted = NULL;

		html_open(html, "p", "title", texts[i].text, NULL);
		html_text(html, texts[i].text);
		html_close(html, "p");
		got = taken(html);
		wanted = g_strdup_printf("<p title=\"%s\">%s</p>",
					 texts[i].written, texts[i].written);
		assert_string_equal(got, wanted);
	}
}

static const struct {
	const char *address;
	gboolean kept;
} addresses[] = {
	{"/case/CR-1", TRUE},
	{"/", TRUE},
	{"?page=2", TRUE},
	{"#main", TRUE},
	{"https://landlord.example/privacy", TRUE},
	{"mailto:a@b.example", TRUE},
	{"tel:01234567890", TRUE},
	{"", FALSE},
	{"//evil.example", FALSE},
	{"/\\evil.example", FALSE},
	{"/\t/evil.example", FALSE},
	{"\\\\evil.example", FALSE},
	{"http://evil.example", FALSE},
	{"javascript:alert(1)", FALSE},
	{"JavaScript:alert(1)", FALSE},
	{" javascript:alert(1)", FALSE},
	{"java\nscript:alert(1)", FALSE},
	{"data:text/html,x", FALSE},
	{"case", FALSE},
	{"https:\n//x", FALSE},
};

static void
only_our_addresses_are_written(void **state)
{
	static const char *const names[] = {"href", "src", "action",
					    "formaction"};
	gsize i, j;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(addresses); i++)
		for (j = 0; j < G_N_ELEMENTS(names); j++) {
			g_autoptr(own_html) html = html_new();
			g_autofree char *got = NULL;

			html_element(html, "a", "x", names[j],
				     addresses[i].address, NULL);
			got = taken(html);
			if ((strstr(got, "=\"") != NULL) != addresses[i].kept)
				fail_msg("%s: %s", names[j],
					 addresses[i].address);
		}
}

static void
attributes_may_be_left_out(void **state)
{
	g_autoptr(own_html) html = html_new();
	g_autofree char *got = NULL;

	(void)state;
	html_open(html, "input", "name", "a", "value", NULL, "checked", "",
		  NULL);
	html_lines(html, "one\ntwo");
	html_link(html, "/x", "y", NULL);
	html_constant(html, "<b>");
	html_printf(html, "%d < %s", 1, "<2>");
	html_text(html, NULL);
	got = taken(html);
	assert_string_equal(got, "<input name=\"a\" checked=\"\">one<br>two"
				 "<a class=\"govuk-link\" href=\"/x\">y</a>"
				 "<b>1 &lt; &lt;2&gt;");
	assert_int_equal(html_size(html), 0);
}

static void
parts_are_put_together(void **state)
{
	g_autoptr(own_html) whole = html_new();
	g_autoptr(own_html) part = html_new();
	g_autofree char *got = NULL;

	(void)state;
	html_open(whole, "div", NULL);
	html_element(part, "p", "<", NULL);
	html_append(whole, part);
	assert_int_equal(html_depth(whole), 1);
	html_close(whole, "div");
	got = taken(whole);
	assert_string_equal(got, "<div><p>&lt;</p></div>");
}

static void
paths_are_escaped(void **state)
{
	g_autofree char *plain = html_path("/cases", NULL);
	g_autofree char *one = html_path("/cases", "q", "a b&c=ä", NULL);
	g_autofree char *two =
		html_path("/cases?x=1", "q", NULL, "page", "2", NULL);
	g_autofree char *segment = html_segment("../a?b/c");

	(void)state;
	assert_string_equal(plain, "/cases");
	assert_string_equal(one, "/cases?q=a%20b%26c%3D%C3%A4");
	assert_string_equal(two, "/cases?x=1&page=2");
	assert_string_equal(segment, "..%2Fa%3Fb%2Fc");
}

/* --- what is a bug ------------------------------------------------------*/

static void
closes_another(struct html *html)
{
	html_open(html, "p", NULL);
	html_close(html, "div");
}

static void
closes_nothing(struct html *html)
{
	html_close(html, "p");
}

static void
leaves_open(struct html *html)
{
	html_open(html, "p", NULL);
	g_bytes_unref(html_take(html));
}

static void
has_handler(struct html *html)
{
	html_open(html, "p", "onclick", "x()", NULL);
}

static void
has_style(struct html *html)
{
	html_open(html, "p", "style", "color:red", NULL);
}

static void
writes_script(struct html *html)
{
	html_open(html, "script", NULL);
	html_text(html, "alert(1)");
}

static void
bugs_abort(void **state)
{
	void (*const bugs[])(struct html *) = {closes_another, closes_nothing,
					       leaves_open,    has_handler,
					       has_style,      writes_script};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(bugs); i++) {
		pid_t child = fork();
		int status;

		if (child == 0) {
			(void)freopen("/dev/null", "w", stdout);
			(void)freopen("/dev/null", "w", stderr);
			signal(SIGABRT, SIG_DFL);
			bugs[i](html_new());
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_escaped),
		cmocka_unit_test(only_our_addresses_are_written),
		cmocka_unit_test(attributes_may_be_left_out),
		cmocka_unit_test(parts_are_put_together),
		cmocka_unit_test(paths_are_escaped),
		cmocka_unit_test(bugs_abort),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
