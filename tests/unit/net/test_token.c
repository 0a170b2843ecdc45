/*
 * What a token server's refusals mean, and the tokens that are kept. Asking
 * a server is tried by tests/flow/oauth.t; here nobody answers.
 */
#include "unit/unit.h"

#include <glib/gstdio.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "net/http.h"
#include "net/token.h"
#include "net/token_fault.h"
#include "unit/base/scratch.h"

#define DESCRIBED(number)                                               \
	"{\"error\":\"x\",\"error_description\":\"" number ": Told to " \
	"a@b.c\"}"
#define CODED(code) "{\"error\":\"" code "\"}"

static void
test_refusals(void **state)
{
	static const struct {
		enum oauth_provider provider;
		int status;
		const char *body, *words;
		enum fault fault;
	} rows[] = {
		{OAUTH_MICROSOFT, 401, DESCRIBED("AADSTS7000215"),
		 "secret is wrong", FAULT_SETUP},
		{OAUTH_MICROSOFT, 401, DESCRIBED("AADSTS7000222"),
		 "secret has expired", FAULT_SETUP},
		{OAUTH_MICROSOFT, 400, DESCRIBED("AADSTS700016"),
		 "knows no application", FAULT_SETUP},
		{OAUTH_MICROSOFT, 400, DESCRIBED("AADSTS90002"),
		 "no such tenant", FAULT_SETUP},
		{OAUTH_MICROSOFT, 400, DESCRIBED("AADSTS900023"),
		 "neither the ID", FAULT_SETUP},
		{OAUTH_MICROSOFT, 400, DESCRIBED("AADSTS90033"), "out of order",
		 FAULT_TEMPORARY},
		/* A number that begins with a known one is another one. */
		{OAUTH_MICROSOFT, 400, DESCRIBED("AADSTS650012"),
		 "the code AADSTS650012", FAULT_SETUP},
		{OAUTH_MICROSOFT, 503, DESCRIBED("AADSTS1"), "the code AADSTS1",
		 FAULT_TEMPORARY},
		{OAUTH_MICROSOFT, 401, CODED("invalid_client"),
		 "is not accepted", FAULT_SETUP},
		{OAUTH_GOOGLE, 400, CODED("invalid_grant"), "was revoked",
		 FAULT_SETUP},
		{OAUTH_GOOGLE, 401, CODED("invalid_client"), "Google Cloud",
		 FAULT_SETUP},
		{OAUTH_GOOGLE, 401, CODED("deleted_client"), "was deleted",
		 FAULT_SETUP},
		{OAUTH_GOOGLE, 400, CODED("admin_policy_enforced"),
		 "must trust the app", FAULT_SETUP},
		{OAUTH_GOOGLE, 400, CODED("temporarily_unavailable"),
		 "out of order", FAULT_TEMPORARY},
		{OAUTH_GOOGLE, 429, "", "HTTP status 429", FAULT_TEMPORARY},
		{OAUTH_GOOGLE, 502, "<html>", "HTTP status 502",
		 FAULT_TEMPORARY},
		{OAUTH_GOOGLE, 404, "[]", "HTTP status 404", FAULT_SETUP},
		{OAUTH_GOOGLE, 200, "{\"error\":{\"code\":7}}",
		 "gives no reason", FAULT_SETUP},
		{OAUTH_GOOGLE, 400, CODED("a\\r\\nb<script>"), "the code a.",
		 FAULT_SETUP},
	};
	struct oauth oauth = {.name = (char *)"m365",
			      .token_url = (char *)"https://login.example"};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;

		oauth.provider = rows[i].provider;
		assert_false(token_fault(&oauth, rows[i].status, rows[i].body,
					 &error));
		if (strstr(error->message, rows[i].words) == NULL ||
		    !fault_is(error, rows[i].fault))
			fail_msg("row %zu: %s", i, error->message);
		assert_null(strstr(error->message, "a@b.c"));
	}
}

/* --- what is kept -------------------------------------------------------*/

static struct oauth oauth = {
	.name = (char *)"m365",
	.client_id = (char *)"app",
	.secret_file = (char *)"",
	.refresh_file = (char *)"",
	.token_url = (char *)"https://localhost:1/token",
	.scope = (char *)"all",
	.ca_file = (char *)"",
};

struct kept_file {
	const char *scope;
	gint64 asked, renew, ends; /* from now */
	const char *rest;
};

static void
keep(const char *folder, const struct kept_file *file)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	g_autofree char *purpose = g_strconcat(
		"app\nhttps://localhost:1/token\n", file->scope, NULL);
	g_autofree char *sum = text_sha256(purpose, strlen(purpose));
	g_autofree char *path = g_build_filename(folder, "m365", NULL);
	g_autofree char *json =
		g_strdup_printf("{\"for\":\"%s\",\"asked\":%" G_GINT64_FORMAT
				",\"renew\":%" G_GINT64_FORMAT
				",\"ends\":%" G_GINT64_FORMAT "%s}",
				sum, now + file->asked, now + file->renew,
				now + file->ends, file->rest);

	assert_true(g_file_set_contents(path, json, -1, NULL));
}

#define TOKEN ",\"token\":\"kept\""
#define REFUSED ",\"refused\":\"the secret is wrong\""

/* Without a good one a server is asked, and here there is none: FAULT_SETUP
 * for want of a secret, unless the kept refusal is believed. */
static void
test_kept(void **state)
{
	static const struct {
		struct kept_file file;
		const char *token; /* NULL: … */
		const char *words; /* … this is told */
	} rows[] = {
		{{"all", -100, 500, 900, TOKEN}, "kept", NULL},
		{{"all", -100, -1, 900, TOKEN}, NULL, "password"},
		{{"other", -100, 500, 900, TOKEN}, NULL, "password"},
		{{"all", 4000, 5000, 9000, TOKEN}, NULL, "password"},
		{{"all", -100, 500, 900, ""}, NULL, "password"},
		{{"all", -5, 0, 0, REFUSED}, NULL, "secret is wrong"},
		{{"all", -100, 0, 0, REFUSED}, NULL, "password"},
		{{"all", -5, 0, 0, ",,,"}, NULL, "password"},
	};
	g_autoptr(scratch) folder = scratch_new();
	gsize i;

	(void)state;
	oauth.folder = folder;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *token = NULL;

		keep(folder, &rows[i].file);
		token = token_take(&oauth, &error);
		if (g_strcmp0(token, rows[i].token) != 0 ||
		    (token == NULL &&
		     strstr(error->message, rows[i].words) == NULL))
			fail_msg("row %zu: %s", i,
				 error == NULL ? token : error->message);
	}
}

static void
test_dropped(void **state)
{
	static const struct kept_file fresh = {"all", -5, 500, 900, TOKEN};
	static const struct kept_file old = {"all", -100, 500, 900, TOKEN};
	g_autoptr(scratch) folder = scratch_new();

	(void)state;
	oauth.folder = folder;
	assert_true(token_ends(&oauth) == TIME_NONE);
	keep(folder, &fresh);
	assert_false(token_drop(&oauth, "kept"));
	assert_true(token_ends(&oauth) > g_get_real_time() / G_USEC_PER_SEC);
	assert_true(token_drop(&oauth, "another"));
	assert_true(token_ends(&oauth) != TIME_NONE);
	keep(folder, &old);
	assert_true(token_drop(&oauth, "kept"));
	assert_true(token_ends(&oauth) == TIME_NONE);
}

static void
test_form(void **state)
{
	g_autoptr(GString) form = g_string_new(NULL);

	(void)state;
	http_form_add(form, "scope", "https://a.example/.default");
	http_form_add(form, "client_secret", "a&b=c+d%e ~\xc3\xa9");
	assert_string_equal(form->str,
			    "scope=https%3A%2F%2Fa.example%2F.default&"
			    "client_secret=a%26b%3Dc%2Bd%25e%20~%C3%A9");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_dropped),
		cmocka_unit_test(test_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
