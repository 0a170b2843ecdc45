/*
 * Log-ins by token, and the folders of a mailbox: what a configuration says
 * becomes, and what it must not say.
 */
#include "unit/config/sample.h"

#include "base/clock.h"

static const char with_token[] = "oauth2 \"m365\" {\n"
				 "	tenant = \"landlord.example\"\n"
				 "	client_id = \"app\"\n"
				 "	secret_file = \"password\"\n"
				 "	secret_expires = \"2027-01-31\"\n"
				 "}\n"
				 "oauth2 \"g\" {\n"
				 "	provider = \"google\"\n"
				 "	client_id = \"app\"\n"
				 "	secret_file = \"password\"\n"
				 "	refresh_token_file = \"password\"\n"
				 "}\n";

/* The good configuration with both log-ins by token. */
static char *
tokens(void)
{
	g_autofree char *all = g_strconcat(good, with_token, NULL);
	g_autofree char *one =
		replaced(all, "	password_file = \"password\"\n	ca",
			 "	oauth = \"m365\"\n	ca");

	return replaced(one, "	password_file = \"password\"\n	return",
			"	oauth = \"g\"\n	return");
}

static void
test_tokens(void **state)
{
	g_autofree char *text = tokens();
	g_autofree char *password = in_folder("password");
	g_autoptr(own_config) config = load(text, NULL);
	const struct mailbox *mailbox;
	const struct oauth *oauth;

	(void)state;
	assert_non_null(config);
	mailbox = config->mailboxes->pdata[0];
	oauth = mailbox->oauth;
	assert_string_equal(mailbox->password_file, "");
	assert_string_equal(oauth->name, "m365");
	assert_int_equal(oauth->provider, OAUTH_MICROSOFT);
	assert_string_equal(oauth->token_url,
			    "https://login.microsoftonline.com/"
			    "landlord.example/oauth2/v2.0/token");
	assert_string_equal(oauth->scope,
			    "https://outlook.office365.com/.default");
	assert_string_equal(oauth->secret_file, password);
	assert_int_equal(oauth->secret_expires, clock_parse_day("2027-01-31"));
	assert_true(g_str_has_suffix(oauth->folder, "/spool/live/token"));
	oauth = config->sending.oauth;
	assert_int_equal(oauth->provider, OAUTH_GOOGLE);
	assert_string_equal(oauth->token_url,
			    "https://oauth2.googleapis.com/token");
	assert_string_equal(oauth->scope, "");
	assert_string_equal(oauth->refresh_file, password);
	assert_int_equal(oauth->secret_expires, DAY_NONE);
}

static void
test_broken_tokens(void **state)
{
	static const struct broken rows[] = {
		{"tenant = \"landlord.example\"", "tenant = \"a/b\"", "",
		 "\"tenant\" must be the Directory"},
		{"	tenant = \"landlord.example\"\n", "", "",
		 "\"tenant\" is missing"},
		{"tenant = \"landlord.example\"",
		 "token_url = \"http://login.example/t\"", "",
		 "https://HOST/PATH"},
		{"tenant = \"landlord.example\"",
		 "token_url = \"https://a@b.example/t\"", "",
		 "https://HOST/PATH"},
		{"	client_id = \"app\"\n	secret_file = "
		 "\"password\"\n	secret_e",
		 "	secret_file = \"password\"\n	secret_e", "",
		 "\"client_id\" is missing"},
		{"	refresh_token_file = \"password\"\n", "", "",
		 "Write refresh_token_file"},
		{"secret_file = \"password\"", "secret_file = \"open\"", "",
		 "Every user can read"},
		{"2027-01-31", "31.1.2027", "", "such as 2027-01-31"},
		{"provider = \"google\"", "provider = \"other\"", "",
		 "\"provider\""},
		{"oauth = \"m365\"",
		 "oauth = \"m365\"\n	password_file = \"password\"",
		 ":22:", "there is no password"},
		{"user = \"complaints@landlord.example\"\n	oauth = \"m",
		 "user = \"complaints\"\n	oauth = \"m",
		 ":20:", "the address of the mailbox"},
	};
	g_autofree char *whole = tokens();
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text =
			replaced(whole, rows[i].from, rows[i].to);
		g_autoptr(GError) error = NULL;

		assert_null(load(text, &error));
		if (!strstr(error->message, rows[i].words) ||
		    !strstr(error->message, rows[i].line))
			fail_msg("row %zu: %s", i, error->message);
	}
}

/* Each folder is a source of its own; its name follows from its own alone. */
static void
test_folders(void **state)
{
	static const struct {
		const char *name, *folder;
		gboolean junk;
	} rows[] = {
		{"complaints", "INBOX", FALSE},
		{"complaints.complaints", "Complaints", FALSE},
		{"complaints.r-parations-0f7608", "Réparations", FALSE},
		{"complaints.junk", "Junk Email", TRUE},
	};
	g_autofree char *text =
		replaced(good, "folder = \"INBOX\"",
			 "folders = { \"INBOX\", \"Complaints\", "
			 "\"Réparations\" }\n	junk = \"Junk Email\"\n"
			 "	move_to = \"Done\"");
	g_autoptr(own_config) config = load(text, NULL);
	gsize i;

	(void)state;
	assert_non_null(config);
	assert_int_equal(config->mailboxes->len, G_N_ELEMENTS(rows));
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct mailbox *m = config->mailboxes->pdata[i];

		assert_string_equal(m->name, rows[i].name);
		assert_string_equal(m->folder, rows[i].folder);
		assert_int_equal(m->junk, rows[i].junk);
		assert_string_equal(m->move_to, m->junk ? "" : "Done");
		assert_string_equal(m->user, "complaints@landlord.example");
		assert_string_equal(m->password_env,
				    "POSTROOM_PASSWORD_COMPLAINTS");
		assert_ptr_equal(config_mailbox(config, m->name), m);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_broken_tokens),
		cmocka_unit_test(test_folders),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
