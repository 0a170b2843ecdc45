/*
 * Server addresses, folder names on the wire, and the list of messages that
 * are to be tried again.
 */
#include "unit/unit.h"

#include "base/fault.h"
#include "base/limits.h"
#include "poll/skipped.h"
#include "poll/url.h"
#include "poll/utf7.h"

static const struct {
	const char *text;
	const char *host; /* NULL: refused */
	guint16 port;
	gboolean starttls;
} urls[] = {
	{"imaps://mail.example", "mail.example", 993, FALSE},
	{"imap://mail.example", "mail.example", 143, TRUE},
	{"imaps://mail.example:1993", "mail.example", 1993, FALSE},
	{"imaps://mail.example/", "mail.example", 993, FALSE},
	{"imap://127.0.0.1:65535", "127.0.0.1", 65535, TRUE},
	{"imaps://[::1]:993", "::1", 993, FALSE},
	{"imaps://[2001:db8::1]", "2001:db8::1", 993, FALSE},
	{"", NULL, 0, FALSE},
	{"mail.example", NULL, 0, FALSE},
	{"http://mail.example", NULL, 0, FALSE},
	{"imaps:/mail.example", NULL, 0, FALSE},
	{"imaps://", NULL, 0, FALSE},
	{"imaps://:993", NULL, 0, FALSE},
	{"imaps://mail.example:0", NULL, 0, FALSE},
	{"imaps://mail.example:65536", NULL, 0, FALSE},
	{"imaps://mail.example:", NULL, 0, FALSE},
	{"imaps://mail.example:99x", NULL, 0, FALSE},
	{"imaps://user@mail.example", NULL, 0, FALSE},
	{"imaps://mail.example/INBOX", NULL, 0, FALSE},
	{"imaps://mail example", NULL, 0, FALSE},
	{"imaps://mail.example\r\n", NULL, 0, FALSE},
	{"imaps://[::1", NULL, 0, FALSE},
	{"imaps://[]", NULL, 0, FALSE},
};

static void
urls_are_read(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(urls); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(own_url) url = url_parse(urls[i].text, &error);

		if (urls[i].host == NULL) {
			assert_null(url);
			assert_true(fault_is(error, FAULT_SETUP));
			continue;
		}
		assert_string_equal(url->host, urls[i].host);
		assert_int_equal(url->port, urls[i].port);
		assert_int_equal(url->starttls, urls[i].starttls);
	}
}

static const struct {
	const char *name;
	const char *wire; /* NULL: refused */
} folders[] = {
	{"INBOX", "INBOX"},
	{"Done & filed", "Done &- filed"},
	{"&", "&-"},
	{"Erledigt/\xc3\xbc", "Erledigt/&APw-"},
	/* The example of RFC 3501, 5.1.3. */
	{"~peter/mail/\xe5\x8f\xb0\xe5\x8c\x97/\xe6\x97\xa5\xe6\x9c\xac"
	 "\xe8\xaa\x9e",
	 "~peter/mail/&U,BTFw-/&ZeVnLIqe-"},
	{"\xf0\x9f\x8f\xa0", "&2Dzf4A-"},
	{"a\r\nb LOGOUT", "a&AA0ACg-b LOGOUT"},
	{"", NULL},
	{"\xff", NULL},
};

static void
folder_names_are_encoded(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *wire = utf7_encode(folders[i].name);

		if (folders[i].wire == NULL)
			assert_null(wire);
		else
			assert_string_equal(wire, folders[i].wire);
	}
}

static void
skipped_messages_are_remembered(void **state)
{
	g_autoptr(GArray) skipped = skipped_read("");
	g_autoptr(GArray) again = NULL;
	g_autofree char *text = NULL;
	struct skip *skip;

	(void)state;
	skip = skipped_add(skipped, 7);
	assert_int_equal(skip->got, -1);
	skip->tries = 3;
	skip->since = 1000;
	skipped_add(skipped, 4000000000u)->got = 12;
	assert_int_equal(skipped_add(skipped, 7)->tries, 3);
	assert_int_equal(skipped->len, 2);
	text = skipped_write(skipped);
	again = skipped_read(text);
	assert_int_equal(again->len, 2);
	assert_int_equal(skipped_find(again, 7)->tries, 3);
	assert_int_equal(skipped_find(again, 7)->since, 1000);
	assert_int_equal(skipped_find(again, 4000000000u)->got, 12);
	skipped_remove(again, 7);
	assert_null(skipped_find(again, 7));
	assert_int_equal(again->len, 1);
}

static void
what_is_malformed_is_passed_over(void **state)
{
	static const struct {
		const char *text;
		guint count;
	} rows[] = {
		{"", 0},
		{" ", 0},
		{"x", 0},
		{"1", 0},
		{"1:2:3", 0},
		{"1:2:3:4:5", 0},
		{"0:1:-1:5", 0},
		{"1:1:-1:5 rubbish 2:1:-1:5", 2},
		{"1:1:-1:5 1:2:-1:5", 1},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GArray) skipped = skipped_read(rows[i].text);

		assert_int_equal(skipped->len, rows[i].count);
	}
}

static void
hope_ends_after_time_and_tries(void **state)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	struct skip skip = {1, LIMIT_FETCH_ATTEMPTS, -1,
			    now - LIMIT_FETCH_SECONDS};

	(void)state;
	assert_true(skipped_is_hopeless(&skip));
	skip.tries--;
	assert_false(skipped_is_hopeless(&skip));
	skip.tries = 1000;
	skip.since = now;
	assert_false(skipped_is_hopeless(&skip));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(urls_are_read),
		cmocka_unit_test(folder_names_are_encoded),
		cmocka_unit_test(skipped_messages_are_remembered),
		cmocka_unit_test(what_is_malformed_is_passed_over),
		cmocka_unit_test(hope_ends_after_time_and_tries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
