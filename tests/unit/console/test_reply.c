/*
 * Replies: downloads that no browser runs, redirects that stay here, cookies
 * out of reach of scripts. And who tries to sign in too often.
 */
#include "unit/unit.h"

#include "base/limits.h"
#include "console/attempts.h"
#include "console/reply.h"

static const struct {
	const char *type;
	const char *name;
	const char *sent;
	const char *disposition;
} files[] = {
	{"application/pdf", "letter.pdf", "application/pdf",
	 "attachment; filename=\"letter.pdf\"; "
	 "filename*=UTF-8''letter.pdf"},
	{"text/html", "a.html", "application/octet-stream",
	 "attachment; filename=\"a.html\"; filename*=UTF-8''a.html"},
	{"image/svg+xml", "a.svg", "application/octet-stream",
	 "attachment; filename=\"a.svg\"; filename*=UTF-8''a.svg"},
	{"text/plain", "a b\".txt", "text/plain; charset=utf-8",
	 "attachment; filename=\"a_b_.txt\"; filename*=UTF-8''a%20b%22.txt"},
	{"image/png", "../../\303\244.png", "image/png",
	 "attachment; filename=\"__.png\"; filename*=UTF-8''%C3%A4.png"},
	{"x/y\r\nSet-Cookie: a=b", "a\r\nb", "application/octet-stream",
	 "attachment; filename=\"a_b\"; filename*=UTF-8''a%20b"},
	{"image/png", "..", "image/png",
	 "attachment; filename=\"file\"; filename*=UTF-8''file"},
};

static void
downloads_are_harmless(void **state)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(own_reply) reply = reply_new();

		reply_file(reply, files[i].type, files[i].name, bytes);
		assert_string_equal(reply_type(reply), files[i].sent);
		assert_string_equal(reply_field(reply, "content-disposition"),
				    files[i].disposition);
		assert_int_equal(reply_status(reply), 200);
	}
}

static const struct {
	const char *path;
	const char *location;
} redirects[] = {
	{"/case/CR-1?x=1#y", "/case/CR-1?x=1#y"},
	{"/", "/"},
	{"", "/"},
	{"//evil.example", "/"},
	{"https://evil.example", "/"},
	{"/\\evil.example", "/"},
	{"/a\r\nSet-Cookie: a=b", "/"},
	{"/a b", "/"},
	{"javascript:alert(1)", "/"},
};

static void
redirects_stay_here(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(redirects); i++) {
		g_autoptr(own_reply) reply = reply_new();

		reply_redirect(reply, redirects[i].path);
		assert_int_equal(reply_status(reply), 303);
		assert_string_equal(reply_field(reply, "Location"),
				    redirects[i].location);
	}
}

static void
cookies_are_out_of_reach(void **state)
{
	g_autoptr(own_reply) reply = reply_new();

	(void)state;
	reply_cookie(reply, "a", "b-1_.~%20", 0, FALSE);
	assert_string_equal(reply_field(reply, "Set-Cookie"),
			    "a=b-1_.~%20; Path=/; HttpOnly; SameSite=Lax");
	reply_cookie(reply, "a", "b", 60, TRUE);
	assert_string_equal(
		reply_field(reply, "Set-Cookie"),
		"a=b; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
	reply_cookie(reply, "a", "", -1, FALSE);
	assert_string_equal(reply_field(reply, "Set-Cookie"),
			    "a=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

static void
json_ends_with_a_line(void **state)
{
	g_autoptr(own_reply) reply = reply_new();
	gsize size;
	const char *data;

	(void)state;
	reply_json(reply, 409, json_pack("{s:s}", "a", "\"<"));
	data = g_bytes_get_data(reply_body(reply), &size);
	assert_int_equal(reply_status(reply), 409);
	assert_memory_equal(data, "{\"a\":\"\\\"<\"}\n", size);
	assert_false(reply_is_kept(reply));
	assert_false(reply_waits(reply));
}

#define MINUTE G_TIME_SPAN_MINUTE

static void
who_guesses_must_wait(void **state)
{
	g_autoptr(own_attempts) attempts = attempts_new();
	int i;

	(void)state;
	for (i = 0; i < LIMIT_SIGN_INS_OF_NAME; i++) {
		assert_true(attempts_allow(attempts, "ann", MINUTE));
		attempts_failed(attempts, "ann", MINUTE);
	}
	assert_false(attempts_allow(attempts, "ann", 2 * MINUTE));
	assert_true(attempts_allow(attempts, "bob", 2 * MINUTE));
	assert_false(attempts_allow(attempts, "ann", 15 * MINUTE));
	assert_true(attempts_allow(attempts, "ann", 16 * MINUTE));
	/* The right one forgets the wrong ones. */
	for (i = 1; i < LIMIT_SIGN_INS_OF_NAME; i++)
		attempts_failed(attempts, "ann", 16 * MINUTE);
	attempts_passed(attempts, "ann");
	attempts_failed(attempts, "ann", 17 * MINUTE);
	assert_true(attempts_allow(attempts, "ann", 17 * MINUTE));
}

static void
a_flood_of_names_is_slowed(void **state)
{
	g_autoptr(own_attempts) attempts = attempts_new();
	int i;

	(void)state;
	for (i = 0; i < LIMIT_SIGN_INS_PER_MINUTE; i++) {
		g_autofree char *name = g_strdup_printf("n%d", i);

		assert_true(attempts_allow(attempts, name, MINUTE));
		attempts_failed(attempts, name, MINUTE);
	}
	assert_false(attempts_allow(attempts, "ann", MINUTE));
	assert_true(attempts_allow(attempts, "ann", 2 * MINUTE));
	for (i = 0; i < 30000; i++) {
		g_autofree char *name = g_strdup_printf("m%d", i);

		attempts_failed(attempts, name, 2 * MINUTE);
	}
	assert_true(attempts_allow(attempts, "ann", 2 * MINUTE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(downloads_are_harmless),
		cmocka_unit_test(redirects_stay_here),
		cmocka_unit_test(cookies_are_out_of_reach),
		cmocka_unit_test(json_ends_with_a_line),
		cmocka_unit_test(who_guesses_must_wait),
		cmocka_unit_test(a_flood_of_names_is_slowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
