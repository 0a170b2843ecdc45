/*
 * smtp.c against tests/flow/faulty-smtp.py, which misbehaves in one way at
 * a time. Certificates are made for the run by tests/flow/certs.sh.
 */
#include "unit/send/server.h"

#include "base/fault.h"

static struct smtp *
client(const struct server *server, const char *scheme, const char *host)
{
	g_autofree char *url =
		g_strdup_printf("%s://%s:%u", scheme, host, server->port);
	g_autofree char *ca = g_build_filename(dir, "ca.pem", NULL);
	g_autofree char *password = g_build_filename(dir, "password", NULL);
	struct sending sending = {.smtp = url,
				  .folder = "",
				  .user = "postroom",
				  .password_file = password,
				  .password_env = "",
				  .ca_file = ca,
				  .return_path = ""};
	GError *error = NULL;
	struct smtp *smtp = smtp_open(&sending, &error);

	assert_null(error);
	smtp_patience(smtp, server->silent ? 2 : 30);
	return smtp;
}

/* --- tests --------------------------------------------------------------*/

static void
test_faults(void **state)
{
	static const struct {
		const char *fault;
		enum sent sent;
		const char *reply; /* a piece of it */
	} rows[] = {
		{"none", SENT_DONE, "queued as 42"},
		{"implicit:none", SENT_DONE, "queued as 42"},
		{"mail-451", SENT_LATER, "451 4.3.0 try again"},
		{"mail-550", SENT_LATER, "550 5.7.1 sender"},
		{"rcpt-450", SENT_LATER, "450 4.2.0"},
		{"rcpt-550", SENT_REFUSED,
		 "550-5.1.1 no such 550 5.1.1 mailbox"},
		{"rcpt-full", SENT_LATER, "552 5.2.2"},
		{"data-554", SENT_REFUSED, "554 5.5.1"},
		{"dot-452", SENT_LATER, "452 4.3.1"},
		{"dot-421", SENT_LATER, "421"},
		{"dot-554", SENT_REFUSED, "554 5.6.0 content"},
		{"dot-long", SENT_REFUSED, "554 5.6.0 [31mxxx"},
		{"auth-535", SENT_LATER, "refused the user name"},
		{"auth-needed", SENT_LATER, "530"},
		{"no-starttls", SENT_LATER, "no STARTTLS"},
		{"silent-greeting", SENT_LATER, "did not answer"},
		{"silent-rcpt", SENT_LATER, "did not answer"},
		{"silent-dot", SENT_UNCERTAIN, "did not answer"},
		{"close-greeting", SENT_LATER, ""},
		{"close-rcpt", SENT_LATER, ""},
		{"close-data", SENT_LATER, ""},
		{"close-dot", SENT_UNCERTAIN, "given the whole letter"},
		{"close-body", SENT_UNCERTAIN, "given the whole letter"},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct server server;
		g_autofree char *reply = NULL;
		gboolean implicit =
			g_str_has_prefix(rows[i].fault, "implicit:");
		server_start(&server, rows[i].fault, "good");
		g_autoptr(own_smtp) smtp = client(
			&server, implicit ? "smtps" : "smtp", "localhost");
		enum sent sent = post(smtp, &reply);
		g_autofree char *said = server_stop(&server);
		if (sent != rows[i].sent || !strstr(reply, rows[i].reply))
			fail_msg("%s: %s, \"%s\"", rows[i].fault,
				 sent_name(sent), reply);
		assert_true(g_utf8_strlen(reply, -1) <= 301);
		assert_null(strpbrk(reply, "\r\n\x1b"));
		assert_null(strstr(said, "secret-of-the-test"));
		assert_int_equal(strstr(said, "accepted b@example.org") != NULL,
				 rows[i].sent == SENT_DONE);
	}
}

static void
test_certificates(void **state)
{
	static const struct {
		const char *certificate;
		const char *host;
		const char *words;
	} rows[] = {
		{"self", "localhost", "self-signed"},
		{"expired", "localhost", "expired"},
		{"unknown", "localhost", "authority that is not known"},
		{"wrong", "localhost", "another host"},
		{"expired", "127.0.0.1", "expired"},
	};

	(void)state;
	for (gsize i = 0; i < 2 * G_N_ELEMENTS(rows); i++) {
		gboolean tls = i % 2;
		struct server server;
		g_autofree char *reply = NULL;
		g_autoptr(GError) error = NULL;
		server_start(&server, tls ? "implicit:none" : "none",
			     rows[i / 2].certificate);
		g_autoptr(own_smtp) smtp = client(
			&server, tls ? "smtps" : "smtp", rows[i / 2].host);
		assert_int_equal(post(smtp, &reply), SENT_LATER);
		assert_false(smtp_check(smtp, &error));
		g_autofree char *said = server_stop(&server);
		if (!strstr(reply, rows[i / 2].words))
			fail_msg("%s: \"%s\"", rows[i / 2].certificate, reply);
		assert_true(fault_is(error, FAULT_SETUP));
		assert_string_equal(error->message, reply);
		assert_null(strstr(said, "AUTH"));
		assert_null(strstr(said, "MAIL"));
	}
}

static void
test_unknown_authority(void **state)
{
	struct server server;
	g_autofree char *reply = NULL;

	(void)state;
	server_start(&server, "none", "good");
	g_autofree char *url =
		g_strdup_printf("smtp://localhost:%u", server.port);
	struct sending sending = {.smtp = url,
				  .folder = "",
				  .user = "",
				  .password_file = "",
				  .password_env = "",
				  .ca_file = "",
				  .return_path = ""};
	g_autoptr(own_smtp) smtp = smtp_open(&sending, NULL);
	assert_int_equal(post(smtp, &reply), SENT_LATER);
	g_free(server_stop(&server));
	assert_non_null(strstr(reply, "authority that is not known"));
}

static void
test_reuse(void **state)
{
	struct server server;
	guint greetings = 0;

	(void)state;
	server_start(&server, "none", "good");
	g_autoptr(own_smtp) smtp = client(&server, "smtp", "localhost");
	for (int i = 0; i < 3; i++) {
		g_autofree char *reply = NULL;
		assert_int_equal(post(smtp, &reply), SENT_DONE);
	}
	g_autofree char *said = server_stop(&server);
	for (const char *c = said; (c = strstr(c, "talk STARTTLS")); c++)
		greetings++;
	assert_int_equal(greetings, 1);
	assert_non_null(strstr(said, "<one@landlord.example>"));
}

/* After a conversation that broke off, the next connects anew. */
static void
test_recovery(void **state)
{
	static const char *const faults[] = {"once:close-dot",
					     "once:close-rcpt", "once:dot-421"};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
		struct server server;
		g_autofree char *first = NULL, *second = NULL;
		server_start(&server, faults[i], "good");
		g_autoptr(own_smtp) smtp = client(&server, "smtp", "localhost");
		assert_int_not_equal(post(smtp, &first), SENT_DONE);
		assert_int_equal(post(smtp, &second), SENT_DONE);
		g_free(server_stop(&server));
	}
}

static void
test_check(void **state)
{
	static const struct {
		const char *fault;
		gboolean sound;
		enum fault code;
		const char *words;
	} rows[] = {
		{"none", TRUE, 0, ""},
		{"no-starttls", FALSE, FAULT_SETUP, "STARTTLS"},
		{"auth-535", FALSE, FAULT_SETUP, "password"},
		{"no-auth", FALSE, FAULT_SETUP, "log in"},
		{"close-greeting", FALSE, FAULT_TEMPORARY, "localhost"},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct server server;
		g_autoptr(GError) error = NULL;
		server_start(&server, rows[i].fault, "good");
		g_autoptr(own_smtp) smtp = client(&server, "smtp", "localhost");
		gboolean sound = smtp_check(smtp, &error);
		g_autofree char *said = server_stop(&server);
		if (sound != rows[i].sound)
			fail_msg("%s: %s", rows[i].fault,
				 error ? error->message : "sound");
		assert_null(strstr(said, "MAIL"));
		if (sound)
			continue;
		assert_true(fault_is(error, rows[i].code));
		if (!strstr(error->message, rows[i].words))
			fail_msg("%s: %s", rows[i].fault, error->message);
	}
}

static void
test_nobody_listens(void **state)
{
	struct server server = {.port = 1};
	g_autofree char *reply = NULL;
	g_autoptr(own_smtp) smtp = client(&server, "smtp", "localhost");

	(void)state;
	assert_int_equal(post(smtp, &reply), SENT_LATER);
	assert_non_null(strstr(reply, "localhost:1"));
}

static void
test_urls(void **state)
{
	static const struct {
		const char *url;
		gboolean good;
	} rows[] = {
		{"smtp://mail.example", TRUE},
		{"smtps://mail.example:465", TRUE},
		{"smtp://127.0.0.1:2525", TRUE},
		{"http://mail.example", FALSE},
		{"mail.example", FALSE},
		{"smtp://", FALSE},
		{"smtp://mail.example:0", FALSE},
		{"smtp://mail.example:70000", FALSE},
		{"smtp://mail.example/path", FALSE},
		{"smtp://user:pw@mail.example", FALSE},
		{"smtp://mail.example:25/x", FALSE},
		{"smtp://mail example", FALSE},
		{"smtp://mail.example\r\nRSET", FALSE},
		{"smtp://-mail.example", FALSE},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		struct sending sending = {.smtp = (char *)rows[i].url,
					  .folder = "",
					  .user = "",
					  .password_file = "",
					  .password_env = "",
					  .ca_file = "",
					  .return_path = ""};
		g_autoptr(own_smtp) smtp = smtp_open(&sending, &error);
		if ((smtp != NULL) != rows[i].good)
			fail_msg("%s", rows[i].url);
		assert_int_equal(fault_is(error, FAULT_SETUP), !rows[i].good);
	}
}

static void
test_addresses(void **state)
{
	static const char *const bad[] = {"x@b> NOTIFY=SUCCESS\r\nRSET",
					  "",
					  "nobody",
					  "a b@example.org",
					  "<a@example.org>",
					  "a@b@c",
					  "a@example.org\n"};
	struct server server = {.port = 1};
	g_autoptr(own_smtp) smtp = client(&server, "smtp", "localhost");
	g_autoptr(GBytes) mail = g_bytes_new_static("x\r\n", 3);

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autofree char *to = NULL, *from = NULL;
		assert_int_equal(
			smtp_send(smtp, "a@example.org", bad[i], mail, &to),
			SENT_REFUSED);
		assert_int_equal(
			smtp_send(smtp, bad[i], "a@example.org", mail, &from),
			SENT_REFUSED);
	}
}

static void
test_secrets(void **state)
{
	g_autoptr(GError) error = NULL;
	struct sending sending = {.smtp = "smtp://mail.example",
				  .folder = "",
				  .user = "postroom",
				  .password_file = "/nowhere/password",
				  .password_env = "",
				  .ca_file = "",
				  .return_path = ""};

	(void)state;
	assert_null(smtp_open(&sending, &error));
	assert_true(fault_is(error, FAULT_SETUP));
	g_clear_error(&error);
	sending.user = "";
	sending.ca_file = "/nowhere/ca.pem";
	assert_null(smtp_open(&sending, &error));
	assert_true(fault_is(error, FAULT_SETUP));
	assert_non_null(strstr(error->message, "ca.pem"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_certificates),
		cmocka_unit_test(test_unknown_authority),
		cmocka_unit_test(test_reuse),
		cmocka_unit_test(test_recovery),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_nobody_listens),
		cmocka_unit_test(test_urls),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_secrets),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("smtp", tests, make_certificates,
					   remove_certificates);
}
