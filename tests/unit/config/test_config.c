/*
 * A configuration that works, and one fault after another in it: each must
 * be told with its line and in words that name the key.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "base/fault.h"
#include "unit/config/sample.h"

static void
test_good(void **state)
{
	g_autoptr(own_config) config = load(good, NULL);
	g_autofree char *data = in_folder("spool/live");
	g_autofree char *password = in_folder("password");
	const struct mailbox *mailbox;

	(void)state;
	assert_non_null(config);
	assert_string_equal(config->path, file);
	assert_string_equal(config->data, data);
	assert_string_equal(config->landlord.name, "Example Homes");
	assert_string_equal(config->landlord.profile, "code");
	assert_int_equal(config->landlord.homes, 9000);
	assert_int_equal(config->mailboxes->len, 1);
	mailbox = config_mailbox(config, "complaints");
	assert_non_null(mailbox);
	assert_string_equal(mailbox->imap, "imaps://mail.landlord.example");
	assert_string_equal(mailbox->maildir, "");
	assert_string_equal(mailbox->password_file, password);
	assert_string_equal(mailbox->password_env,
			    "POSTROOM_PASSWORD_COMPLAINTS");
	assert_string_equal(mailbox->ca_file, "");
	assert_string_equal(mailbox->address, "complaints@landlord.example");
	assert_true(mailbox->since == TIME_NONE);
	assert_string_equal(config->sending.smtp,
			    "smtps://mail.landlord.example:465");
	assert_null(config_mailbox(config, "other"));
}

static void
test_defaults(void **state)
{
	g_autofree char *bare =
		replaced(good, "guard { threshold = 0.2 }\n", "");
	g_autofree char *text =
		replaced(bare, "console { listen = \"127.0.0.1:8025\" }\n", "");
	g_autofree char *less =
		replaced(text, "	folder = \"INBOX\"\n", "");
	g_autoptr(own_config) config = load(less, NULL);
	const struct mailbox *mailbox;

	(void)state;
	assert_non_null(config);
	mailbox = g_ptr_array_index(config->mailboxes, 0);
	assert_string_equal(mailbox->folder, "INBOX");
	assert_string_equal(mailbox->move_to, "");
	assert_true(config->guard_threshold > 0.19 &&
		    config->guard_threshold < 0.21);
	assert_int_equal(config->guard_hour, 10);
	assert_int_equal(config->guard_minute, 0);
	assert_int_equal(config->urgent_hours, 4);
	assert_string_equal(config->console.listen, "127.0.0.1:8025");
	assert_int_equal(config->staff->len, 0);
}

static void
test_since(void **state)
{
	static const struct {
		const char *written;
		const char *instant;
	} rows[] = {
		{"\"2026-11-01\"", "2026-11-01T00:00:00Z"},
		{"2026-07-01", "2026-06-30T23:00:00Z"},
		{"\"2026-07-01T12:00:00+01:00\"", "2026-07-01T11:00:00Z"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text =
			replaced(good, "\"now\"", rows[i].written);
		g_autoptr(own_config) config = load(text, NULL);
		const struct mailbox *mailbox =
			g_ptr_array_index(config->mailboxes, 0);

		assert_true(mailbox->since == clock_parse(rows[i].instant));
	}
}

static void
test_folders_instead(void **state)
{
	g_autofree char *maildir =
		replaced(good, "imap = \"imaps://mail.landlord.example\"",
			 "maildir = \"Maildir\"");
	g_autofree char *text = replaced(
		maildir, "smtp = \"smtps://mail.landlord.example:465\"",
		"folder = \"/var/tmp/out\"");
	g_autofree char *expected = in_folder("Maildir");
	g_autoptr(own_config) config = load(text, NULL);
	const struct mailbox *mailbox;

	(void)state;
	assert_non_null(config);
	mailbox = g_ptr_array_index(config->mailboxes, 0);
	assert_string_equal(mailbox->maildir, expected);
	assert_string_equal(mailbox->imap, "");
	assert_string_equal(config->sending.folder, "/var/tmp/out");
	assert_string_equal(config->sending.smtp, "");
}

static void
test_two_mailboxes(void **state)
{
	static const char second[] =
		"mailbox \"lettings\" {\n"
		"	imap = \"imaps://mail.landlord.example\"\n"
		"	user = \"lettings@landlord.example\"\n"
		"	password_file = \"password\"\n"
		"	address = \"homes@landlord.example\"\n"
		"	move_to = \"Filed\"\n"
		"}\n";
	g_autofree char *text = g_strconcat(good, second, NULL);
	g_autoptr(own_config) config = load(text, NULL);
	const struct mailbox *mailbox;

	(void)state;
	assert_non_null(config);
	assert_int_equal(config->mailboxes->len, 2);
	mailbox = config_mailbox(config, "lettings");
	assert_string_equal(mailbox->address, "homes@landlord.example");
	assert_string_equal(mailbox->move_to, "Filed");
	assert_string_equal(mailbox->password_env,
			    "POSTROOM_PASSWORD_LETTINGS");
	assert_true(config_is_ours(config, "lettings@landlord.example"));
}

static void
test_environment(void **state)
{
	g_autofree char *text =
		replaced(good, "\tpassword_file = \"password\"\n", "");
	g_autoptr(own_config) config = NULL;

	(void)state;
	assert_null(load(text, NULL));
	g_setenv("POSTROOM_PASSWORD_COMPLAINTS", "from outside", TRUE);
	config = load(text, NULL);
	g_unsetenv("POSTROOM_PASSWORD_COMPLAINTS");
	assert_non_null(config);
}

static void
test_windows(void **state)
{
	g_auto(GStrv) lines = g_strsplit(good, "\n", -1);
	g_autofree char *body = g_strjoinv("\r\n", lines);
	g_autofree char *text = g_strconcat("\xef\xbb\xbf", body, NULL);
	g_autoptr(own_config) config = load(text, NULL);

	(void)state;
	assert_non_null(config);
	assert_string_equal(config->landlord.name, "Example Homes");
}

static void
test_ours(void **state)
{
	g_autofree char *text = replaced(good, "landlord {\n",
					 "staff = { \"@landlord.example\", "
					 "\"ann@contractor.example\" }\n"
					 "landlord {\n");
	g_autoptr(own_config) config = load(text, NULL);

	(void)state;
	assert_non_null(config);
	assert_true(config_is_ours(config, "Complaints@Landlord.example"));
	assert_false(config_is_ours(config, "resident@example.org"));
	assert_false(config_is_ours(config, ""));
	assert_true(config_is_staff(config, "warden@LANDLORD.example"));
	assert_true(config_is_staff(config, "ann@contractor.example"));
	assert_false(config_is_staff(config, "bob@contractor.example"));
	assert_false(config_is_staff(config, "x@notlandlord.example"));
	assert_false(config_is_staff(config, ""));
}

static const struct broken broken_rows[] = {
	/* syntax: told alone */
	{"homes = 9000", "hots = 9000", ":15:", "no key \"hots\""},
	{"homes = 9000", "homes 9000", ":15:", "cannot be read"},
	{"homes = 9000", "homes = \"9000", ":15:", "not closed on its line"},
	{"name = \"Example Homes\"", "name = Example Homes",
	 ":9:", "no key \"Homes\""},
	{"name = \"Example Homes\"", "name = “Example Homes”",
	 ":9:", "straight quotation marks"},
	{"console { listen = \"127.0.0.1:8025\" }\n", "console {\n",
	 ":33:", "not closed"},
	{"guard {", "mailbox \"complaints\" {", ":32:", ""},
	{"guard {", "gard {", ":32:", "no key \"gard\""},
	{"Example Homes\"\n", "Example \xff\"\n", "", "UTF-8"},
	/* meaning */
	{"homes = 9000", "homes = many", ":15:", "\"homes\" must be a whole"},
	{"homes = 9000", "homes = -1", ":15:", "\"homes\""},
	{"homes = 9000", "homes = 9000\n\thomes = 9001",
	 ":16:", "\"homes\" stands already in line 15"},
	{"data = \"spool/live\"", "data = \"\"", ":2:", "\"data\" is missing"},
	{"\tofficer = \"The Complaints Officer\"\n", "",
	 ":8:", "\"officer\" is missing"},
	{"\temergency = \"01234 567891\"\n", "",
	 ":8:", "\"emergency\" is missing"},
	{"\"01234 567890\"", "\"ask at the desk\"", ":11:", "telephone number"},
	{"email = \"complaints@landlord.example\"", "email = \"complaints\"",
	 ":13:", "one e-mail address"},
	{"email = \"complaints@landlord.example\"",
	 "email = \"a@b.example, c@d.example\"", ":13:", "one e-mail address"},
	{"name = \"Example Homes\"", "name = \"Example\\nBcc: x\"",
	 ":9:", "control character"},
	{"folder = \"INBOX\"", "folder = \"IN\\r\\nBOX\"",
	 ":23:", "control character"},
	{"folder = \"INBOX\"", "folder = \"\"", ":23:", "\"folder\""},
	{"folder = \"INBOX\"", "folder = \"INBOX\"\n\tmove_to = \"INBOX\"",
	 ":24:", "same folder"},
	{"imaps://mail", "https://mail", ":19:", "imaps://HOST"},
	{"imaps://mail.landlord.example", "imaps://mail:99999",
	 ":19:", "1 to 65535"},
	{"imaps://mail.landlord.example", "imaps://me:pw@mail.example",
	 ":19:", "nothing else"},
	{"imaps://mail.landlord.example", "imaps://mail.example/INBOX",
	 ":19:", "nothing else"},
	{"imaps://mail.landlord.example", "imaps://", ":19:", "imaps://HOST"},
	{"smtps://mail.landlord.example:465", "smtps://mail:smtp",
	 ":27:", "smtps://HOST"},
	{"imap = \"imaps://mail.landlord.example\"",
	 "imap = \"imaps://a.example\"\n\tmaildir = \"m\"",
	 ":20:", "either \"imap\" or \"maildir\""},
	{"\timap = \"imaps://mail.landlord.example\"\n", "",
	 ":18:", "either \"imap\" or \"maildir\""},
	{"smtp = \"smtps://mail.landlord.example:465\"",
	 "smtp = \"smtps://a.example\"\n\tfolder = \"out\"",
	 ":27:", "either \"smtp\" or \"folder\""},
	{"\tsmtp = \"smtps://mail.landlord.example:465\"\n", "",
	 ":26:", "either \"smtp\" or \"folder\""},
	{"\tuser = \"complaints@landlord.example\"\n\tpassword_file",
	 "\tpassword_file", ":18:", "\"user\" is missing"},
	{"password_file = \"password\"", "password_file = \"nowhere\"",
	 ":21:", "nowhere"},
	{"password_file = \"password\"", "password_file = \"empty\"",
	 ":21:", "empty"},
	{"password_file = \"password\"", "password_file = \"open\"",
	 ":21:", "open"},
	{"password_file = \"password\"", "password_file = \".\"",
	 ":21:", "folder, not a file"},
	{"ca_file = \"\"", "ca_file = \"nowhere.pem\"",
	 ":22:", "nowhere.pem cannot be read"},
	{"since = \"now\"", "since = \"2026-02-30\"",
	 ":24:", "\"since\" must be"},
	{"since = \"now\"", "since = \"yesterday\"", ":24:", "\"since\""},
	{"return_path = \"\"", "oauth = \"none\"",
	 ":30:", "no section oauth2 \"none\""},
	{"folder = \"INBOX\"", "folders = { \"a\", \"\" }",
	 ":23:", "an empty name"},
	{"folder = \"INBOX\"", "folders = { \"Junk\" }\n\tjunk = \"Junk\"",
	 ":18:", "same mailbox"},
	{"folder = \"INBOX\"", "folders = { \"A\" }\n\tmove_to = \"A\"",
	 ":24:", "\"move_to\" and \"folders\" are the same"},
	{"folder = \"INBOX\"", "junk = \"A\"\n\tmove_to = \"A\"",
	 ":24:", "\"move_to\" and \"junk\" are the same"},
	{"imap = \"imaps://mail.landlord.example\"",
	 "maildir = \"m\"\n\tjunk = \"A\"", ":18:", "are for IMAP"},
	{"mailbox \"complaints\"", "mailbox \"send\"", ":18:", "way out's"},
	{"return_path = \"\"", "postage = \"third\"", ":30:", "\"postage\""},
	{"guard {", "notify { }\nguard {", "", "key_file ="},
	{"guard {",
	 "notify { url = \"http://x.example\" key_file = \"password\" }\nguard "
	 "{",
	 ":32:", "https://HOST"},
	{"guard {", "notify { key_file = \"none\" }\nguard {", ":32:", "none"},
	{"return_path = \"\"\n}",
	 "print = \"p\"\n}\nnotify { key_file = \"password\" }",
	 ":30:", "not to both"},
	{"return_path = \"\"", "return_path = \"<>\"",
	 ":30:", "\"return_path\""},
	{"profile = \"code\"", "profile = \"../code\"", ":16:", "only letters"},
	{"profile = \"code\"", "profile = \"nope\"",
	 ":16:", "There is no profile \"nope\""},
	{"mailbox \"complaints\"", "mailbox \"../x\"", ":18:", "only letters"},
	{"rules = \".\"", "rules = \"no-rules\"", ":3:", "no-rules"},
	{"\"127.0.0.1:8025\"", "8025", ":33:", "HOST:PORT"},
	{"\"127.0.0.1:8025\"", "\"localhost:http\"", ":33:", "HOST:PORT"},
	{"\"127.0.0.1:8025\"", "\"unix:relative\"", ":33:", "unix:/path"},
	{"\"127.0.0.1:8025\"",
	 "\"127.0.0.1:8025\" url = \"http://post.example\"",
	 ":33:", "https://"},
	{"\"127.0.0.1:8025\"", "\"127.0.0.1:8025\" proxy_header = \"X-Email\"",
	 ":33:", "belong together"},
	{"\"127.0.0.1:8025\"", "\"127.0.0.1:8025\" proxy = {\"127.0.0.1\"}",
	 ":33:", "belong together"},
	{"\"127.0.0.1:8025\"",
	 "\"127.0.0.1:8025\" proxy_header = \"X: y\" proxy = {\"unix\"}",
	 ":33:", "name of a header"},
	{"\"127.0.0.1:8025\"",
	 "\"127.0.0.1:8025\" proxy_header = \"X\" proxy = {\"localhost\"}",
	 ":33:", "not \"localhost\""},
	{"\"127.0.0.1:8025\"", "\"127.0.0.1:8025\" idle_minutes = 1",
	 ":33:", "from 5 to 720"},
	{"threshold = 0.2", "threshold = 2", ":32:", "from 0 to 1"},
	{"threshold = 0.2", "threshold = \"0,2\"", ":32:", "such as 0.2"},
	{"threshold = 0.2", "hour = 24", ":32:", "from 0 to 23"},
	{"data = \"spool/live\"", "data = \"x\" urgent_hours = 0",
	 ":2:", "from 1 to 72"},
	{"data = \"spool/live\"", "data = \"x\" staff = { \"ann\" }",
	 ":2:", "not \"ann\""},
	{"guard { threshold = 0.2 }",
	 "mailbox \"again\" {\n\timap = \"imaps://mail.landlord.example\"\n"
	 "\tuser = \"complaints@landlord.example\"\n"
	 "\tpassword_file = \"password\"\n}",
	 ":32:", "same mailbox"},
};

static void
test_broken(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(broken_rows); i++) {
		const struct broken *row = &broken_rows[i];
		g_autofree char *text = replaced(good, row->from, row->to);
		g_autoptr(GError) error = NULL;
		struct config *config = load(text, &error);

		if (config != NULL)
			fail_msg("accepted: %s", row->to);
		assert_true(fault_is(error, FAULT_SETUP));
		if (strstr(error->message, row->line) == NULL ||
		    strstr(error->message, row->words) == NULL)
			fail_msg("%s %s: %s", row->line, row->words,
				 error->message);
		assert_true(g_str_has_prefix(error->message, file));
		if (strchr(error->message, '\n') != NULL)
			fail_msg("more than one fault: %s", error->message);
	}
}

/* All faults of meaning are told together, a line each. */
static void
test_all_at_once(void **state)
{
	static const char bad[] = "landlord {\n"
				  "	homes = x\n"
				  "	email = y\n"
				  "}\n"
				  "guard { hour = 99 }\n";
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) lines = NULL;
	static const char *const words[] = {
		"\"data\"",	    "\"name\"",	     "\"address\"",
		"\"telephone\"",    "\"emergency\"", "\"officer\"",
		"\"homes\"",	    "\"email\"",     "\"hour\"",
		"mailbox \"NAME\"", "\"smtp\"",
	};
	gsize i;

	(void)state;
	assert_null(load(bad, &error));
	for (i = 0; i < G_N_ELEMENTS(words); i++)
		assert_non_null(strstr(error->message, words[i]));
	lines = g_strsplit(error->message, "\n", -1);
	assert_true(g_strv_length(lines) >= G_N_ELEMENTS(words));
	for (i = 0; lines[i] != NULL; i++)
		assert_true(g_str_has_prefix(lines[i], file));
}

/* Cut off anywhere, it is a whole configuration or a fault with a reason:
 * libConfuse by itself takes the end of the file for the end of a section. */
static void
test_cut_off(void **state)
{
	gsize i, accepted = 0;

	(void)state;
	for (i = 0; i < strlen(good); i++) {
		g_autofree char *text = g_strndup(good, i);
		g_autoptr(GError) error = NULL;
		g_autoptr(own_config) config = load(text, &error);

		if (config == NULL)
			assert_true(fault_is(error, FAULT_SETUP));
		accepted += config != NULL;
	}
	/* After send, guard and console, each also without its line break,
	 * and wherever between them only blanks stand. */
	assert_in_range(accepted, 1, 6);
}

static void
test_no_file(void **state)
{
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_null(config_load("/nowhere/postroom.conf", &error));
	assert_true(fault_is(error, FAULT_SETUP));
	assert_non_null(strstr(error->message, "/nowhere/postroom.conf"));
	assert_non_null(strstr(error->message, "-c FILE"));
}

static void
test_paper(void **state)
{
	static const char lines[] =
		" print = \"letters\"\n postage = \"first\"";
	g_autofree char *text = replaced(good, "return_path = \"\"", lines);
	g_autofree char *print = in_folder("letters");
	g_autoptr(own_config) paper = load(text, NULL);
	g_autoptr(own_config) plain = load(good, NULL);

	(void)state;
	assert_non_null(paper);
	assert_string_equal(paper->sending.print, print);
	assert_string_equal(paper->sending.postage, "first");
	assert_string_equal(paper->sending.notify_key, "");
	assert_null(plain->sending.oauth);
	assert_string_equal(plain->sending.print, "");
	assert_string_equal(plain->sending.postage, "second");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_since),
		cmocka_unit_test(test_folders_instead),
		cmocka_unit_test(test_two_mailboxes),
		cmocka_unit_test(test_environment),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_ours),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_paper),
		cmocka_unit_test(test_all_at_once),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_no_file),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
