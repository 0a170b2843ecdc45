/*
 * Templates: every fault by name and line, and filling.
 */
#include "unit/unit.h"

#include <glib/gstdio.h>

#include "base/fault.h"
#include "respond/template.h"

/* Our own templates are the sound set that each fault is put into. */
static const char *const files[] = {
	"receipt",
	"acknowledgement-1",
	"acknowledgement-1-guard",
	"acknowledgement-2",
	"acknowledgement-2-guard",
	"request-receipt",
	"choice",
	"survey",
	"definition",
	"clarification",
	"non-acceptance",
	"refusal-to-escalate",
	"compliment",
	"unreadable",
	"authority",
	"delay",
	"closure",
};

static char *dir;

static char *
path_of(const char *name)
{
	g_autofree char *file = g_strconcat(name, ".txt", NULL);

	return g_build_filename(dir, "email", file, NULL);
}

static char *
original(const char *name)
{
	g_autofree char *path = g_strdup_printf("templates/email/%s.txt", name);
	char *text = NULL;

	assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

static int
setup(void **state)
{
	(void)state;
	dir = g_dir_make_tmp("postroom-templates.XXXXXX", NULL);
	g_autofree char *email = g_build_filename(dir, "email", NULL);
	g_mkdir(email, 0700);
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = path_of(files[i]);
		g_autofree char *text = original(files[i]);
		g_file_set_contents(path, text, -1, NULL);
	}
	return 0;
}

static int
teardown(void **state)
{
	g_autofree char *email = g_build_filename(dir, "email", NULL);

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = path_of(files[i]);
		g_unlink(path);
	}
	g_rmdir(email);
	g_rmdir(dir);
	g_free(dir);
	return 0;
}

static void
put_back(const char *name)
{
	g_autofree char *path = path_of(name);
	g_autofree char *text = original(name);

	g_file_set_contents(path, text, -1, NULL);
}

/* The fault that comes of the text in place of the template; NULL if none. */
static char *
fault_of(const char *name, const char *text)
{
	g_autofree char *path = path_of(name);
	g_autoptr(GError) error = NULL;

	g_file_set_contents(path, text, -1, NULL);
	g_autoptr(own_templates) set = templates_load(dir, &error);
	put_back(name);
	if (set)
		return NULL;
	assert_true(fault_is(error, FAULT_SETUP));
	return g_strdup(error->message);
}

static void
test_ours_are_sound(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(own_templates) set = templates_load("templates", &error);

	(void)state;
	if (!set)
		fail_msg("%s", error->message);
	assert_int_equal(templates_count(set), G_N_ELEMENTS(files));
	for (guint i = 0; i < templates_count(set); i++) {
		const struct template *t = templates_at(set, i);
		assert_int_equal(strlen(template_hash(t)), 64);
		assert_ptr_equal(templates_named(set, template_name(t)), t);
		assert_ptr_equal(templates_find(set, template_letter(t),
						template_guard(t)),
				 t);
	}
	assert_ptr_equal(templates_find(set, LETTER_RECEIPT, TRUE),
			 templates_named(set, "receipt"));
	assert_null(templates_named(set, "none such"));
}

static void
test_faults(void **state)
{
	static const struct {
		const char *file;
		const char *find; /* first occurrence is replaced */
		const char *put;
		const char *fault; /* a piece of the message */
	} rows[] = {
		{"receipt", "{{ref}}. Please", "{{reff}}. Please",
		 "receipt.txt:19: there is no key {{reff}}"},
		{"receipt", "{{ref}}. Please", "{{}}. Please",
		 "receipt.txt:19: there is no key {{}}"},
		{"receipt", "{{ref}}. Please", "{{#}}. Please",
		 "receipt.txt:19: there is no key {{#}}"},
		{"receipt", "{{/name}}", "",
		 "receipt.txt:10: the section {{#name}} is never closed"},
		{"receipt", "{{/name}}", "{{/ref}}",
		 "receipt.txt:12: {{/ref}} stands where {{/name}}"},
		{"receipt", "{{#name}}", "", "{{/name}} closes nothing"},
		{"receipt", "{{emergency}}", "{{emergency", "has no }}"},
		{"receipt", "{{emergency}}", "01234", "{{emergency}}"},
		{"receipt", "Your reference is {{ref}}",
		 "Your complaint: {{definition}}",
		 "may not show {{definition}}"},
		{"receipt", "Subject:", "Betreff:",
		 "receipt.txt:1: there is no field \"Betreff:\""},
		{"receipt",
		 "Subject: We have received your message, "
		 "reference {{ref}}\n",
		 "", "\"Subject:\" is missing"},
		{"receipt", "reference {{ref}}", "{{name}}",
		 "receipt.txt:1: a subject may show"},
		{"receipt", "Letter: receipt", "Letter: recipe",
		 "receipt.txt:2: there is no letter \"recipe\""},
		{"receipt", "Letter: receipt\n", "", "\"Letter:\" must say"},
		{"receipt", "Letter: receipt\n", "Letter: receipt\nHello\n",
		 "receipt.txt:3: expected \"Field: value\""},
		{"receipt", "Letter: receipt", "Letter: acknowledgement-1",
		 "no template has \"Letter: receipt\""},
		{"receipt", "Thank you", "\xff\xfe", "not UTF-8"},
		{"acknowledgement-1-guard", "Guard: yes", "Guard: no",
		 "and \"Guard: yes\""},
		{"acknowledgement-1-guard", "Guard: yes", "Guard: perhaps",
		 "txt:3: Guard: is yes or no"},
		{"acknowledgement-1", "{{ombudsman}}", "See our website.",
		 "3.7"},
		{"acknowledgement-1", "{{responsibility}}", "", "5.7"},
		{"acknowledgement-1", "{{response_due}}", "soon", "6.3"},
		{"acknowledgement-1", "at stage 1 of", "in", "\"stage 1\""},
		{"acknowledgement-1", "We are sorry",
		 "This is an informal complaint. We are sorry",
		 "\"informal complaint\" may not stand"},
		{"acknowledgement-1", "{{ombudsman}}",
		 "{{#name}}{{ombudsman}}{{/name}}",
		 "stands in a section of another key"},
		{"acknowledgement-2", "at stage 2,", "as", "\"stage 2\""},
		{"acknowledgement-2", "{{panel_date}}", "", "6.11"},
		{"non-acceptance", "{{ombudsman}}", "", "2.4"},
		{"non-acceptance", "{{discretion}}", "", "2.3, 2.5"},
		{"non-acceptance", "at stage 1", "", "\"stage 1\""},
		{"refusal-to-escalate", "{{ground}}", "", "5.11"},
		{"closure", "{{ombudsman_right}}", "", "2.4"},
		{"delay", "{{ombudsman}}", "", "introduction"},
		{"clarification", "{{ombudsman}}", "", "3.7"},
		{"choice", "{{how_to_complain}}", "", "1.3"},
		{"survey", "{{how_to_complain}}", "", "1.6"},
		{"authority", "{{authority_form}}", "", "3.6"},
		{"authority", "Thank you.", "{{definition}}",
		 "may not show {{definition}}"},
		{"request-receipt", "{{what_next}}", "", "1.4"},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = original(rows[i].file);
		g_autoptr(GString) changed = g_string_new(text);
		assert_int_equal(
			g_string_replace(changed, rows[i].find, rows[i].put, 1),
			1);
		g_autofree char *fault = fault_of(rows[i].file, changed->str);
		if (!fault || !strstr(fault, rows[i].fault))
			fail_msg("\"%s\": %s", rows[i].fault,
				 fault ? fault : "no fault");
	}
}

static void
test_all_at_once(void **state)
{
	g_autofree char *fault =
		fault_of("receipt", "Subject: {{x}}\nLetter: receipt\n\n"
				    "{{y}}\n{{#ref}}\n{{/name}}\n");

	(void)state;
	assert_non_null(fault);
	assert_non_null(strstr(fault, ":1: there is no key {{x}}"));
	assert_non_null(strstr(fault, ":4: there is no key {{y}}"));
	assert_non_null(strstr(fault, ":6: {{/name}}"));
	assert_non_null(strstr(fault, ":5: the section {{#ref}}"));
	assert_non_null(strstr(fault, "{{emergency}}"));
	assert_false(g_str_has_suffix(fault, "\n"));
}

static void
test_missing(void **state)
{
	g_autofree char *path = path_of("acknowledgement-2-guard");
	g_autoptr(GError) error = NULL;

	(void)state;
	g_unlink(path);
	assert_null(templates_load(dir, &error));
	put_back("acknowledgement-2-guard");
	assert_non_null(strstr(error->message, "acknowledgement-2"));
	g_clear_error(&error);
	assert_null(templates_load("/nowhere", &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
}

/* Fills a receipt whose body is the given text and the keys it must have. */
static char *
fill(const char *body, const char *const values[KEY_COUNT], char **subject)
{
	g_autofree char *path = path_of("receipt");
	g_autofree char *text =
		g_strconcat("\xef\xbb\xbfSubject: {{landlord}} {{ref}}\r\n"
			    "Letter: receipt\r\n\r\n",
			    body,
			    "\n--\n{{landlord}}{{ref}}{{received}}{{emergency}}"
			    "{{landlord_telephone}}\n",
			    NULL);
	g_autoptr(GError) error = NULL;
	char *filled = NULL;

	g_file_set_contents(path, text, -1, NULL);
	g_autoptr(own_templates) set = templates_load(dir, &error);
	put_back("receipt");
	if (!set)
		fail_msg("%s", error->message);
	template_fill(templates_named(set, "receipt"), values, subject,
		      &filled);
	*strstr(filled, "\n--\n") = '\0';
	return filled;
}

static void
test_filling(void **state)
{
	static const struct {
		const char *body;
		const char *name;
		const char *want;
	} rows[] = {
		{"Dear {{name}}.", "Jo", "Dear Jo."},
		{"Dear {{ name }}.", "Jo", "Dear Jo."},
		{"{{#name}}\nDear {{name}}\n{{/name}}\n{{^name}}\nHello\n"
		 "{{/name}}\nend",
		 "Jo", "Dear Jo\nend"},
		{"{{#name}}\nDear {{name}}\n{{/name}}\n{{^name}}\nHello\n"
		 "{{/name}}\nend",
		 "", "Hello\nend"},
		{"a{{#name}}b{{#name}}c{{/name}}{{^name}}d{{/name}}{{/name}}e",
		 "", "ae"},
		{"a{{#name}}b{{#name}}c{{/name}}{{^name}}d{{/name}}{{/name}}e",
		 "x", "abce"},
		{"{{! never shown\na", "", "a"},
		{"a\n\n{{#name}}\nx\n\n{{/name}}\nb", "", "a\n\nb"},
		{"{{name}}", "{{ref}} {{#x}}", "{{ref}} {{#x}}"},
		{"{{name}}", "Jo\r\nBcc: x@example.org", "Jo"},
		{"{{name}}", "\u202eoJ\x1b[31m", "oJ[31m"},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *values[KEY_COUNT] = {
			[KEY_NAME] = rows[i].name, [KEY_REF] = "R"};
		g_autofree char *subject = NULL;
		g_autofree char *got = fill(rows[i].body, values, &subject);
		if (strchr(rows[i].name, '\n'))
			assert_null(strchr(got, '\n'));
		else
			assert_string_equal(got, rows[i].want);
	}
}

static void
test_subject_is_one_line(void **state)
{
	const char *values[KEY_COUNT] = {
		[KEY_LANDLORD] = "Homes\r\nBcc: all@example.org\n\nBody",
		[KEY_REF] = "{{landlord}}"};
	g_autofree char *subject = NULL;
	g_autofree char *body = fill("x", values, &subject);

	(void)state;
	assert_null(strpbrk(subject, "\r\n"));
	assert_true(g_str_has_suffix(subject, "Body {{landlord}}"));
}

static void
test_keys(void **state)
{
	(void)state;
	for (enum key k = 0; k < KEY_COUNT; k++)
		assert_int_equal(key_of(key_name(k)), k);
	/* Each is told of where staff look for it. */
	g_autofree char *manual = NULL;
	assert_true(
		g_file_get_contents("docs/TEMPLATES.md", &manual, NULL, NULL));
	for (enum key k = 0; k < KEY_COUNT; k++) {
		g_autofree char *told = g_strdup_printf("`%s`", key_name(k));
		if (!strstr(manual, told))
			fail_msg("docs/TEMPLATES.md lacks %s", told);
	}
	for (enum letter l = 0; l < LETTER_COUNT; l++) {
		g_autofree char *told =
			g_strdup_printf("| `%s`", letter_name(l));
		if (!strstr(manual, told))
			fail_msg("docs/TEMPLATES.md lacks %s", told);
	}
	assert_int_equal(key_of("none such"), KEY_COUNT);
	assert_int_equal(key_of(NULL), KEY_COUNT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ours_are_sound),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_all_at_once),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_filling),
		cmocka_unit_test(test_subject_is_one_line),
		cmocka_unit_test(test_keys),
	};

	return cmocka_run_group_tests_name("template", tests, setup, teardown);
}
