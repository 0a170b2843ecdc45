/*
 * Forms as browsers send them and as strangers might: fields, files, broken
 * boundaries, too much of everything. Bodies are copied to blocks of their
 * exact length, so that reading beyond them shows.
 */
#include "unit/unit.h"

#include "base/fault.h"
#include "base/limits.h"
#include "console/form.h"
#include "console/request.h"

static char *
joined(const struct form *form)
{
	GString *out = g_string_new(NULL);
	guint i;

	for (i = 0; i < form->fields->len; i++) {
		const struct form_field *field =
			g_ptr_array_index(form->fields, i);

		g_string_append_printf(out, "%s=%s;", field->name,
				       field->value);
	}
	for (i = 0; i < form->uploads->len; i++) {
		const struct upload *upload =
			g_ptr_array_index(form->uploads, i);
		gsize size;
		const char *data = g_bytes_get_data(upload->bytes, &size);

		g_string_append_printf(out, "%s:%s:%s:", upload->field,
				       upload->filename, upload->type);
		g_string_append_len(out, data, (gssize)size);
		g_string_append_c(out, ';');
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *body;
	const char *read;
} encoded[] = {
	{"", ""},
	{"a=1&b=2", "a=1;b=2;"},
	{"a=1&a=2", "a=1;a=2;"},
	{"a+b=c+d", "a b=c d;"},
	{"a=%3C%26%3d", "a=<&=;"},
	{"a", "a=;"},
	{"=x", "=x;"},
	{"&&a=1&", "a=1;"},
	{"a=1=2", "a=1=2;"},
	{"a=%", "a=%;"},
	{"a=%4", "a=%4;"},
	{"a=%zz%41", "a=%zzA;"},
	{"a=%00b", "a=\357\277\275b;"},
	{"a=%ff", "a=\357\277\275;"},
	{"a=%C3%A4", "a=\303\244;"},
	{"a=x%0D%0Ay%0Dz%0A", "a=x\ny\nz\n;"},
};

static void
encoded_forms_are_read(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(encoded); i++) {
		gsize size = strlen(encoded[i].body);
		g_autofree char *body = g_memdup2(encoded[i].body, size);
		g_autoptr(own_form) form = form_new();
		g_autofree char *got = NULL;

		assert_true(form_read_encoded(form, body, size, NULL));
		got = joined(form);
		assert_string_equal(got, encoded[i].read);
	}
}

#define B "--b\r\n"
#define END "--b--\r\n"
#define NAMED(name) "Content-Disposition: form-data; name=\"" name "\"\r\n"
#define FILE_OF(name, file)                                                   \
	"Content-Disposition: form-data; name=\"" name "\"; filename=\"" file \
	"\"\r\n"

static const struct {
	const char *body;
	const char *read; /* NULL: refused */
} parts[] = {
	{B NAMED("a") "\r\nx\r\n" END, "a=x;"},
	{B NAMED("a") "\r\n\r\n" END, "a=;"},
	{B NAMED("a") "\r\nx\r\n" B NAMED("b") "\r\ny\r\n--b--", "a=x;b=y;"},
	{"preamble\r\n" B NAMED("a") "\r\nx\r\n" END "epilogue", "a=x;"},
	{B "content-disposition:form-data;name=a\r\n\r\nx\r\n" END, "a=x;"},
	{B NAMED("a") "\r\nline\r\n--bx\r\n" END, NULL},
	{B NAMED("a") "\r\n--\r\n-b\r\n" END, "a=--\n-b;"},
	{"--b \t\r\n" NAMED("a") "\r\nx\r\n" END, "a=x;"},
	{B FILE_OF("f",
		   "p.png") "Content-Type: image/png\r\n\r\n\211PNG\r\n" END,
	 "f:p.png:image/png:\211PNG;"},
	/* A browser sends an empty part for a file field left alone. */
	{B FILE_OF("f", "") "Content-Type: application/octet-stream\r\n\r\n"
			    "\r\n" END,
	 ""},
	{B FILE_OF("f", "empty.txt") "\r\n\r\n" END, "f:empty.txt::;"},
	{B FILE_OF("f", "../../etc/passwd") "\r\nx\r\n" END, "f:passwd::x;"},
	{B FILE_OF("f", "C:\\\\Temp\\\\a.doc") "\r\nx\r\n" END, "f:a.doc::x;"},
	{B FILE_OF("f", "..") "\r\nx\r\n" END, "f:::x;"},
	{B FILE_OF("f", "a\\\"b.txt") "\r\nx\r\n" END, "f:a\"b.txt::x;"},
	{B FILE_OF("f", "a\tb.txt") "\r\nx\r\n" END, "f:a b.txt::x;"},
	{"", NULL},
	{"--b", NULL},
	{"--b--", ""},
	{"--b--\r\n", ""},
	{B, NULL},
	{B NAMED("a"), NULL},
	{B NAMED("a") "\r\n", NULL},
	{B NAMED("a") "\r\nx", NULL},
	{B NAMED("a") "\r\nx\r\n--b", NULL},
	{B NAMED("a") "\r\nx\r\n--c--\r\n", NULL},
	{B "\r\nx\r\n" END, NULL},
	{B "Content-Disposition: form-data\r\n\r\nx\r\n" END, NULL},
	{B "Content-Disposition: form-data; name=\"a\r\n\r\nx\r\n" END, "a=x;"},
};

static void
forms_of_parts_are_read(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(parts); i++) {
		gsize size = strlen(parts[i].body);
		g_autoptr(GBytes) body =
			g_bytes_new_take(g_memdup2(parts[i].body, size), size);
		g_autoptr(own_form) form = form_new();
		g_autoptr(GError) error = NULL;
		g_autofree char *got = NULL;
		gboolean good = form_read_multipart(
			form, "multipart/form-data; boundary=b", body, &error);

		if (good != (parts[i].read != NULL))
			fail_msg("%s", parts[i].body);
		assert_true(good || fault_is(error, FAULT_INPUT));
		got = joined(form);
		if (good)
			assert_string_equal(got, parts[i].read);
	}
}

static const struct {
	const char *field;
	const char *boundary; /* NULL: none */
} types[] = {
	{"multipart/form-data; boundary=abc", "abc"},
	{"multipart/form-data;boundary=\"a b\"", "a b"},
	{"multipart/form-data; charset=utf-8; BOUNDARY=x", "x"},
	{"multipart/form-data; xboundary=y; boundary=z; boundary=q", "z"},
	{"multipart/form-data; x=\"; boundary=no\"; boundary=yes", "yes"},
	{"multipart/form-data; boundary=", ""},
	{"multipart/form-data; boundary", NULL},
	{"multipart/form-data", NULL},
	{"", NULL},
	{";;;=;\"", NULL},
};

static void
parameters_are_found(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(types); i++) {
		g_autofree char *got =
			form_parameter(types[i].field, "boundary");

		assert_int_equal(got == NULL, types[i].boundary == NULL);
		if (got != NULL)
			assert_string_equal(got, types[i].boundary);
	}
}

static void
too_much_is_refused(void **state)
{
	g_autofree char *wide = g_strnfill(LIMIT_FORM_FIELD_BYTES + 3, 'x');
	GString *many = g_string_new(NULL), *files = g_string_new(NULL);
	g_autoptr(own_form) form = NULL;
	g_autoptr(GBytes) body = NULL;
	int i;

	(void)state;
	form = form_new();
	wide[1] = '=';
	assert_true(form_read_encoded(form, wide, LIMIT_FORM_FIELD_BYTES + 2,
				      NULL));
	assert_false(form_read_encoded(form, wide, LIMIT_FORM_FIELD_BYTES + 3,
				       NULL));
	form_free(form);
	form = form_new();
	for (i = 0; i < LIMIT_FORM_FIELDS; i++)
		g_string_append(many, "a&");
	assert_true(form_read_encoded(form, many->str, many->len, NULL));
	assert_false(form_read_encoded(form, "a", 1, NULL));
	for (i = 0; i <= LIMIT_FORM_FILES; i++)
		g_string_append(files, B FILE_OF("f", "x") "\r\ny\r\n");
	g_string_append(files, END);
	body = g_string_free_to_bytes(files);
	form_free(form);
	form = form_new();
	assert_false(form_read_multipart(
		form, "multipart/form-data; boundary=b", body, NULL));
	assert_true(form->uploads->len <= LIMIT_FORM_FILES + 1);
	g_string_free(many, TRUE);
}

/* --- requests -----------------------------------------------------------*/

static const struct {
	const char *target;
	const char *path; /* NULL: refused */
} targets[] = {
	{"/", "/"},
	{"/case/CR-2026-00042-K?x=1", "/case/CR-2026-00042-K"},
	{"/a%20b", "/a b"},
	{"/%C3%A4", "/\303\244"},
	{"/a//b", "/a//b"},
	{"/...", "/..."},
	{"/.a", "/.a"},
	{"", NULL},
	{"case", NULL},
	{"http://x/", NULL},
	{"*", NULL},
	{"/..", NULL},
	{"/a/../b", NULL},
	{"/%2e%2e/b", NULL},
	{"/a/.", NULL},
	{"/a%2Fb", NULL},
	{"/a%00b", NULL},
	{"/a%0Ab", NULL},
	{"/a\\b", NULL},
	{"/%ff", NULL},
	{"/%", NULL},
	{"/%4", NULL},
};

static void
paths_are_decoded_once(void **state)
{
	g_autofree char *long_one = g_strnfill(LIMIT_HTTP_TARGET + 1, '/');
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(targets); i++) {
		g_autoptr(own_request) request =
			request_new(METHOD_GET, targets[i].target, "127.0.0.1");

		if ((request == NULL) != (targets[i].path == NULL))
			fail_msg("%s", targets[i].target);
		if (request != NULL)
			assert_string_equal(request_path(request),
					    targets[i].path);
	}
	assert_null(request_new(METHOD_GET, long_one, "unix"));
}

static void
headers_and_cookies_are_found(void **state)
{
	g_autoptr(own_request) request =
		request_new(METHOD_GET, "/?q=a+b&q=c", "unix");
	g_autoptr(GPtrArray) values = NULL;

	(void)state;
	request_add_header(request, "Cookie", "a=1; b=x=y;c; a=2");
	request_add_header(request, "cookie", "d=4");
	request_add_header(request, "Accept", "application/json, text/html");
	request_add_header(request, "X-A", "1");
	request_add_header(request, "x-a", "2");
	assert_string_equal(request_cookie(request, "a"), "1");
	assert_string_equal(request_cookie(request, "b"), "x=y");
	assert_string_equal(request_cookie(request, "d"), "4");
	assert_null(request_cookie(request, "c"));
	assert_string_equal(request_header(request, "X-a"), "1, 2");
	assert_true(request_wants(request, "application/json"));
	assert_false(request_wants(request, "text/plain"));
	assert_string_equal(request_query(request, "q"), "a b");
	assert_null(request_value(request, "none"));
	assert_string_equal(request_text(request, "none"), "");
	values = request_values(request, "q");
	assert_int_equal(values->len, 2);
	assert_int_equal(request_uploads(request)->len, 0);
}

static const struct {
	const char *type;
	const char *body;
	gboolean good;
} bodies[] = {
	{"application/x-www-form-urlencoded", "a=1", TRUE},
	{"Application/X-WWW-Form-Urlencoded; charset=UTF-8", "a=1", TRUE},
	{"multipart/form-data; boundary=b", B NAMED("a") "\r\n1\r\n" END, TRUE},
	{"multipart/form-data", B NAMED("a") "\r\n1\r\n" END, FALSE},
	{"application/json", "{\"a\":1}", FALSE},
	{"text/plain", "a=1", FALSE},
};

static void
forms_are_read_when_asked_for(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(bodies); i++) {
		g_autoptr(own_request) request =
			request_new(METHOD_POST, "/x?a=query", "unix");
		g_autoptr(GBytes) body = g_bytes_new_static(
			bodies[i].body, strlen(bodies[i].body));

		request_add_header(request, "Content-Type", bodies[i].type);
		request_set_body(request, body);
		assert_null(request_value(request, "a"));
		assert_int_equal(request_read_form(request, NULL),
				 bodies[i].good);
		assert_int_equal(request_value(request, "a") != NULL,
				 bodies[i].good);
		assert_string_equal(request_query(request, "a"), "query");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encoded_forms_are_read),
		cmocka_unit_test(forms_of_parts_are_read),
		cmocka_unit_test(parameters_are_found),
		cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(paths_are_decoded_once),
		cmocka_unit_test(headers_and_cookies_are_found),
		cmocka_unit_test(forms_are_read_when_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
