/*
 * Letters as mail, byte for byte: what strangers choose reaches no header.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "base/fault.h"
#include "respond/compose.h"
#include "respond/mail.h"

static struct templates *templates;

static int
setup(void **state)
{
	GError *error = NULL;

	(void)state;
	clock_open(NULL);
	templates = templates_load("templates", &error);
	if (error)
		print_error("%s\n", error->message);
	return templates == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	templates_free(templates);
	return 0;
}

static const struct {
	enum letter letter;
	gboolean guard;
} letters[] = {
	{LETTER_RECEIPT, FALSE},       {LETTER_ACKNOWLEDGE_1, FALSE},
	{LETTER_ACKNOWLEDGE_1, TRUE},  {LETTER_ACKNOWLEDGE_2, FALSE},
	{LETTER_ACKNOWLEDGE_2, TRUE},  {LETTER_REQUEST, FALSE},
	{LETTER_CHOICE, FALSE},	       {LETTER_SURVEY, FALSE},
	{LETTER_CLARIFICATION, FALSE}, {LETTER_REFUSAL, FALSE},
	{LETTER_REFUSAL_2, FALSE},     {LETTER_COMPLIMENT, FALSE},
	{LETTER_UNREADABLE, FALSE},    {LETTER_AUTHORITY, FALSE},
	{LETTER_DELAY, FALSE},	       {LETTER_CLOSURE, FALSE},
	{LETTER_DEFINITION, FALSE},
};

static char *
build(const struct notice *notice)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) mail = mail_build(notice, &error);
	gsize size = 0;

	if (!mail)
		fail_msg("%s", error->message);
	const char *data = g_bytes_get_data(mail, &size);
	char *text = g_strndup(data, size);
	assert_int_equal(strlen(text), size);
	return text;
}

/* Compares with a file; POSTROOM_GOLDEN=1 writes it instead. */
static void
compare(const char *name, const char *got)
{
	g_autofree char *path =
		g_strdup_printf("tests/unit/respond/expected/%s.eml", name);
	g_autofree char *want = NULL;

	if (g_getenv("POSTROOM_GOLDEN"))
		assert_true(g_file_set_contents(path, got, -1, NULL));
	assert_true(g_file_get_contents(path, &want, NULL, NULL));
	assert_string_equal(got, want);
}

static void
check_lines(const char *mail)
{
	gsize length = 0;

	for (const char *c = mail; *c; c++) {
		if (*c == '\n')
			assert_true(c > mail && c[-1] == '\r');
		if (*c == '\r')
			assert_int_equal(c[1], '\n');
		length = *c == '\n' ? 0 : length + 1;
		assert_true(length <= 998);
		assert_true((guchar)*c < 0x80);
	}
}

static struct notice *
sample_notice(enum letter letter, gboolean guard)
{
	struct letter_facts facts;

	letter_facts_sample(&facts, letter, guard);
	facts.message_id = "prabcdefghijklmnopqrstuvwx23.1@landlord.example";
	return compose(templates, letter, &facts, NULL);
}

static void
test_golden(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autoptr(own_notice) notice =
			sample_notice(letters[i].letter, letters[i].guard);
		g_autofree char *mail = build(notice);
		g_autofree char *again = build(notice);
		g_autofree char *name =
			g_strconcat(letter_name(notice->letter),
				    letters[i].guard ? "-guard" : "", NULL);
		check_lines(mail);
		assert_string_equal(mail, again);
		compare(name, mail);
	}
}

static void
test_odd_characters(void **state)
{
	g_autoptr(own_notice) notice = sample_notice(LETTER_RECEIPT, FALSE);

	(void)state;
	g_free(notice->to_name);
	notice->to_name = g_strdup("Łukasz \"Ł\" Żak, <x@y>\r\nBcc: a@b.c");
	g_free(notice->from_name);
	notice->from_name = g_strdup("Tŷ & Cartref, Ltd.");
	g_free(notice->subject);
	notice->subject = g_strdup("Neges £5\r\nBcc: all@example.org");
	g_free(notice->body);
	notice->body = g_strdup("£ Łódź “quoted” عربي\n.\nFrom here\n\n.");
	g_autofree char *mail = build(notice);
	check_lines(mail);
	assert_null(strstr(mail, "\r\nBcc:"));
	compare("odd-characters", mail);
}

static void
test_identifiers(void **state)
{
	static const char *const bad[] = {
		"", "x", "a b@c", "a@b>\r\nBcc: x@y", "a@b\n", "<a@b>"};
	g_autoptr(own_notice) notice = sample_notice(LETTER_RECEIPT, FALSE);

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_ptr_array_add(notice->references, g_strdup(bad[i]));
		g_free(notice->in_reply_to);
		notice->in_reply_to = g_strdup(bad[i]);
		g_autofree char *mail = build(notice);
		assert_null(strstr(mail, "Bcc"));
		assert_null(strstr(mail, "In-Reply-To"));
		assert_null(strstr(mail, "References"));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		g_free(notice->message_id);
		notice->message_id = g_strdup(bad[i]);
		assert_null(mail_build(notice, &error));
		assert_true(fault_is(error, FAULT_INPUT));
	}
}

static void
test_many_references(void **state)
{
	g_autoptr(own_notice) notice = sample_notice(LETTER_RECEIPT, FALSE);

	(void)state;
	for (int i = 0; i < 100; i++)
		g_ptr_array_add(notice->references,
				g_strdup_printf("%0200d@example.org", i));
	g_autofree char *mail = build(notice);
	check_lines(mail);
	assert_null(strstr(mail, "0079@example.org"));
	assert_non_null(strstr(mail, "0080@example.org"));
	assert_non_null(strstr(mail, "0099@example.org"));
}

/* What is folded says the same when it is unfolded (RFC 5322, 2.2.3), and
 * lines keep to 78 characters where words allow it. */
static void
test_folding(void **state)
{
	g_autoptr(own_notice) notice = sample_notice(LETTER_RECEIPT, FALSE);
	g_autofree char *words = g_strnfill(30, 'w');
	g_autofree char *subject = g_strdup_printf("%s  %s %s %s last", words,
						   words, words, words);

	(void)state;
	g_free(notice->subject);
	notice->subject = g_strdup(subject);
	g_free(notice->from_name);
	notice->from_name = g_strdup_printf("%s %s %s", words, words, words);
	g_autofree char *mail = build(notice);
	g_autoptr(GString) flat = g_string_new(mail);
	check_lines(mail);
	for (const char *c = mail; (c = strstr(c, "\r\n")); c += 2) {
		const char *end = strstr(c + 2, "\r\n");
		assert_true(!end || end - c <= 80);
	}
	g_string_replace(flat, "\r\n ", " ", 0);
	assert_non_null(strstr(flat->str, subject));
	assert_non_null(strstr(flat->str, notice->from_name));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_odd_characters),
		cmocka_unit_test(test_identifiers),
		cmocka_unit_test(test_many_references),
		cmocka_unit_test(test_folding),
	};

	return cmocka_run_group_tests_name("mail", tests, setup, teardown);
}
