/*
 * The log-in with a token against tests/flow/token-smtp.py, and refusals that
 * concern the mailbox and no letter.
 */
#include "unit/send/server.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "net/token.h"

static struct oauth oauth = {
	.name = (char *)"m365",
	.client_id = (char *)"app",
	.token_url = (char *)"https://localhost:1/token",
	.scope = (char *)"all",
	.ca_file = (char *)"",
};

static struct smtp *
client_with_token(const struct server *server)
{
	g_autofree char *url =
		g_strdup_printf("smtp://localhost:%u", server->port);
	g_autofree char *ca = g_build_filename(dir, "ca.pem", NULL);
	struct sending sending = {.smtp = url,
				  .folder = "",
				  .user = "postroom",
				  .oauth = &oauth,
				  .password_env = "",
				  .ca_file = ca,
				  .return_path = ""};

	oauth.folder = dir;
	oauth.secret_file = g_build_filename(dir, "password", NULL);
	return smtp_open(&sending, NULL);
}

/* As net/token.c keeps it, so many seconds old. */
static void
keep_token(const char *token, int age)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	g_autofree char *sum =
		text_sha256("app\nhttps://localhost:1/token\nall",
			    strlen("app\nhttps://localhost:1/"
				   "token\nall"));
	g_autofree char *path = g_build_filename(dir, "m365", NULL);
	g_autofree char *json = g_strdup_printf(
		"{\"for\":\"%s\",\"token\":\"%s\",\"asked\":%" G_GINT64_FORMAT
		",\"renew\":%" G_GINT64_FORMAT ",\"ends\":%" G_GINT64_FORMAT
		"}",
		sum, token, now - age, now + 1000, now + 2000);

	assert_true(g_file_set_contents(path, json, -1, NULL));
}

/* A stale token is dropped and another asked for, here in vain. */
static void
test_token(void **state)
{
	struct server server;
	g_autofree char *good = NULL, *bad = NULL;
	g_autoptr(GError) error = NULL;

	(void)state;
	server_start(&server, "token:none", "good");
	keep_token("good-token", 100);
	g_autoptr(own_smtp) smtp = client_with_token(&server);
	assert_int_equal(post(smtp, &good), SENT_DONE);
	assert_null(smtp_barred(smtp));
	keep_token("stale-token", 100);
	assert_int_equal(post(smtp, &bad), SENT_LATER);
	assert_non_null(strstr(bad, "cannot be asked"));
	assert_null(smtp_barred(smtp));
	assert_int_equal(token_ends(&oauth), TIME_NONE);
	assert_false(smtp_check(smtp, &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
	assert_non_null(strstr(error->message, "cannot be asked"));
	keep_token("good-token", 100);
	g_free(g_steal_pointer(&good));
	assert_int_equal(post(smtp, &good), SENT_DONE);
	g_autofree char *said = server_stop(&server);
	assert_null(strstr(said, "-token"));
	assert_null(strstr(bad, "stale-token"));
	g_free(oauth.secret_file);
}

/* A token that came just now and is refused is good: it is the mailbox. */
static void
test_fresh_token(void **state)
{
	struct server server;
	g_autofree char *bad = NULL;
	g_autoptr(GError) error = NULL;

	(void)state;
	server_start(&server, "token:none", "good");
	keep_token("other-token", 1);
	g_autoptr(own_smtp) smtp = client_with_token(&server);
	assert_int_equal(post(smtp, &bad), SENT_LATER);
	assert_non_null(strstr(bad, "the mailbox is not open to it"));
	assert_string_equal(smtp_barred(smtp), bad);
	assert_int_not_equal(token_ends(&oauth), TIME_NONE);
	assert_false(smtp_check(smtp, &error));
	assert_true(fault_is(error, FAULT_SETUP));
	g_free(server_stop(&server));
	g_free(oauth.secret_file);
}

/* What concerns all letters bars the way and never refuses a letter. */
static void
test_advice(void **state)
{
	static const struct {
		const char *fault, *words;
	} rows[] = {
		{"token:basic-off", "takes no passwords"},
		{"token:smtp-off", "Set-CASMailbox"},
		{"token:send-as", "Add-RecipientPermission"},
		{"token:send-as-late", "Add-RecipientPermission"},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct server server;
		g_autofree char *bad = NULL;

		server_start(&server, rows[i].fault, "good");
		keep_token("good-token", 1);
		g_autoptr(own_smtp) smtp = client_with_token(&server);
		assert_int_equal(post(smtp, &bad), SENT_LATER);
		assert_non_null(strstr(bad, rows[i].words));
		assert_string_equal(smtp_barred(smtp), bad);
		g_free(server_stop(&server));
		g_free(oauth.secret_file);
	}
}

static void
test_token_needs_a_server_for_it(void **state)
{
	struct server server;
	g_autofree char *reply = NULL;

	(void)state;
	server_start(&server, "none", "good");
	keep_token("good-token", 1);
	g_autoptr(own_smtp) smtp = client_with_token(&server);
	assert_int_equal(post(smtp, &reply), SENT_LATER);
	g_autofree char *said = server_stop(&server);
	assert_non_null(strstr(reply, "XOAUTH2"));
	assert_null(strstr(said, "MAIL"));
	g_free(oauth.secret_file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_token),
		cmocka_unit_test(test_fresh_token),
		cmocka_unit_test(test_advice),
		cmocka_unit_test(test_token_needs_a_server_for_it),
	};

	return cmocka_run_group_tests_name(
		"smtp-token", tests, make_certificates, remove_certificates);
}
