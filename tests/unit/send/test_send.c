/*
 * The parts of sending that need no server: verdicts, pauses, words, and
 * the folder.
 */
#include "unit/unit.h"

#include <glib/gstdio.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "send/carrier.h"
#include "send/folder.h"
#include "send/refusal.h"
#include "send/schedule.h"
#include "send/verdict.h"

static void
test_verdicts(void **state)
{
	static const struct {
		struct conversation talk;
		enum sent sent;
	} rows[] = {
		{{PHASE_DATA, TRUE, TRUE, 250, "250 ok"}, SENT_DONE},
		{{PHASE_DATA, TRUE, FALSE, 354, "354 go"}, SENT_UNCERTAIN},
		{{PHASE_DATA, FALSE, FALSE, 354, "354 go"}, SENT_LATER},
		{{PHASE_DATA, TRUE, FALSE, 554, "554 no"}, SENT_REFUSED},
		{{PHASE_DATA, TRUE, FALSE, 452, "452 full"}, SENT_LATER},
		{{PHASE_RCPT, FALSE, FALSE, 550, "550 5.1.1 no"}, SENT_REFUSED},
		{{PHASE_RCPT, FALSE, FALSE, 552, "552 5.2.2 full"}, SENT_LATER},
		{{PHASE_RCPT, FALSE, FALSE, 530, "530 log in"}, SENT_LATER},
		{{PHASE_RCPT, FALSE, FALSE, 450, "450 later"}, SENT_LATER},
		{{PHASE_RCPT, FALSE, FALSE, 0, ""}, SENT_LATER},
		{{PHASE_MAIL, FALSE, FALSE, 550, "550 no"}, SENT_LATER},
		{{PHASE_CONNECT, FALSE, FALSE, 554, "554 no"}, SENT_LATER},
		{{PHASE_CONNECT, FALSE, FALSE, 0, ""}, SENT_LATER},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (verdict(&rows[i].talk) != rows[i].sent)
			fail_msg("row %zu", i);
}

static void
test_pauses(void **state)
{
	static const guint minutes[] = {1, 2, 5, 15, 30, 60, 60, 60};
	guint different = 0;
	guint total = 0;

	(void)state;
	for (guint n = 1; n <= G_N_ELEMENTS(minutes); n++) {
		guint most = minutes[n - 1] * 60;
		for (int i = 0; i < 50; i++) {
			g_autofree char *id = g_strdup_printf("id-%d", i);
			guint pause = schedule_pause(id, n);
			assert_int_equal(pause, schedule_pause(id, n));
			assert_true(pause <= most && pause >= most * 3 / 4);
			assert_true(pause <= LIMIT_SEND_PAUSE_SECONDS);
			different += pause != schedule_pause("id-0", n);
		}
	}
	assert_true(different > 200);
	assert_true(schedule_pause("x", 0) <= 60);
	assert_true(schedule_pause("x", G_MAXUINT) <= 3600);
	for (guint n = 1; !schedule_ends(n); n++)
		total += schedule_pause("x", n);
	assert_true(total > 24 * 3600);
}

static void
test_telling(void **state)
{
	static const struct {
		gint64 now, due;
		guint attempts;
		gboolean tells;
	} rows[] = {
		{60, TIME_NONE, 1, FALSE},
		{4 * 3600, TIME_NONE, 9, TRUE},
		{4 * 3600, TIME_NONE, 0, FALSE},
		{60, 60 + 86400, 1, TRUE},
		{60, 61 + 86400, 1, FALSE},
		{60, TIME_NONE, LIMIT_SEND_ATTEMPTS, TRUE},
		{60, 10, 1, TRUE},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (schedule_tells(0, rows[i].now, rows[i].attempts,
				   rows[i].due) != rows[i].tells)
			fail_msg("row %zu", i);
	assert_false(schedule_ends(LIMIT_SEND_ATTEMPTS - 1));
	assert_true(schedule_ends(LIMIT_SEND_ATTEMPTS));
}

static void
test_replies(void **state)
{
	g_autofree char *many = g_strnfill(5000, 'x');
	g_autofree char *cut = sent_reply(many);
	g_autofree char *clean =
		sent_reply("550-no\r\n550 \x1b[1m  such\tone\xff\r\n");

	(void)state;
	assert_true(g_utf8_strlen(cut, -1) <= 301);
	assert_string_equal(clean, "550-no 550 [1m such one\xef\xbf\xbd");
	for (enum sent s = 0; s < SENT_COUNT; s++)
		assert_int_equal(sent_of(sent_name(s)), s);
	assert_int_equal(sent_of("none such"), SENT_COUNT);
	assert_int_equal(sent_of(NULL), SENT_COUNT);
}

static void
test_refusals(void **state)
{
	static const struct {
		struct refusal refusal;
		const char *words;
	} rows[] = {
		{{"s", 1024 | 64, "CN=s", "CN=s", ""}, "expired"},
		{{"s", 512, "CN=s", "CN=ca", ""}, "not valid yet"},
		{{"s", 32, "CN=s", "CN=ca", ""}, "revoked"},
		{{"s", 64, "CN=s", "CN=s", ""}, "self-signed"},
		{{"s", 64, "CN=s", "CN=ca", ""}, "not known"},
		{{"s", 64, NULL, NULL, ""}, "not known"},
		{{"s", 256, "CN=s", "CN=ca", ""}, "forged"},
		{{"s", 0, "CN=s", "CN=ca", "does not match target"},
		 "another host"},
		{{"s", 0, "CN=\r\nx", "CN=ca", "does not match target"},
		 "(CN= x)"},
		{{"s", 0, NULL, NULL, "odd\r\nwords"}, "odd words"},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *words = refusal_words(&rows[i].refusal);
		if (!strstr(words, rows[i].words))
			fail_msg("%s: %s", rows[i].words, words);
	}
}

/* --- the folder ---------------------------------------------------------*/

static const char letter[] =
	"Date: now\r\n"
	"Subject: Your complaint, reference CR-2026-%05u\r\n"
	"X-Postroom-Letter: receipt\r\n"
	"Message-ID: <%s>\r\n"
	"\r\n"
	"X-Postroom-Letter: ../../etc/passwd\r\n";

static guint
count(const char *path, char **last)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	const char *name;
	guint n = 0;

	while ((name = g_dir_read_name(dir))) {
		n++;
		g_free(*last);
		*last = g_strdup(name);
	}
	g_dir_close(dir);
	return n;
}

static void
empty(const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(dir))) {
		g_autofree char *file = g_build_filename(path, name, NULL);
		g_unlink(file);
	}
	g_dir_close(dir);
	g_rmdir(path);
}

static enum sent
drop(struct carrier *carrier, const char *text)
{
	g_autoptr(GBytes) mail = g_bytes_new(text, strlen(text));
	g_autofree char *reply = NULL;
	enum sent sent = carrier_send(carrier, "a@landlord.example",
				      "b@example.org", mail, &reply);

	assert_non_null(reply);
	return sent;
}

static void
test_folder(void **state)
{
	g_autofree char *top = g_dir_make_tmp("postroom-folder.XXXXXX", NULL);
	g_autofree char *path = g_build_filename(top, "out", NULL);
	struct sending sending = {.folder = path, .smtp = ""};
	g_autoptr(own_carrier) carrier = carrier_open(&sending, NULL);
	g_autofree char *one = g_strdup_printf(letter, 1u, "one@x.example");
	g_autofree char *two = g_strdup_printf(letter, 1u, "two@x.example");
	g_autofree char *name = NULL, *text = NULL;

	(void)state;
	assert_true(carrier_check(carrier, NULL));
	assert_int_equal(drop(carrier, one), SENT_DONE);
	assert_int_equal(drop(carrier, one), SENT_DONE);
	assert_int_equal(count(path, &name), 1);
	assert_true(g_str_has_prefix(name, "receipt-"));
	assert_true(g_str_has_suffix(name, ".eml"));
	g_autofree char *file = g_build_filename(path, name, NULL);
	assert_true(g_file_get_contents(file, &text, NULL, NULL));
	assert_string_equal(text, one);
	assert_int_equal(drop(carrier, two), SENT_DONE);
	assert_int_equal(count(path, &name), 2);
	empty(path);
	g_rmdir(top);
}

static void
test_folder_names(void **state)
{
	static const struct {
		const char *text;
		const char *prefix;
	} rows[] = {
		{"X-Postroom-Letter: receipt\r\n\r\n", "receipt-"},
		{"X-Postroom-Letter: ../../x\r\n\r\n", "letter-"},
		{"\r\n\r\nX-Postroom-Letter: receipt\r\n", "letter-"},
		{"", "letter-"},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path =
			g_dir_make_tmp("postroom-folder.XXXXXX", NULL);
		struct sending sending = {.folder = path, .smtp = ""};
		g_autoptr(own_carrier) carrier = carrier_open(&sending, NULL);
		g_autofree char *name = NULL;
		assert_int_equal(drop(carrier, rows[i].text), SENT_DONE);
		assert_int_equal(count(path, &name), 1);
		if (!g_str_has_prefix(name, rows[i].prefix))
			fail_msg("row %zu: %s", i, name);
		empty(path);
	}
}

static void
test_folder_faults(void **state)
{
	g_autofree char *top = g_dir_make_tmp("postroom-folder.XXXXXX", NULL);
	g_autofree char *path = g_build_filename(top, "out", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) mail = g_bytes_new_static("x", 1);
	g_autofree char *bad = NULL, *gone = NULL;

	(void)state;
	assert_null(folder_open("relative", &error));
	assert_true(fault_is(error, FAULT_SETUP));
	g_clear_error(&error);
	assert_null(folder_open("/proc/none/such", &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));

	g_autoptr(own_folder) folder = folder_open(path, NULL);
	assert_int_equal(folder_send(folder, "a@b.example", "x> y", mail, &bad),
			 SENT_REFUSED);
	g_rmdir(path);
	assert_int_equal(
		folder_send(folder, "a@b.example", "c@d.example", mail, &gone),
		SENT_LATER);
	g_rmdir(top);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_pauses),
		cmocka_unit_test(test_telling),
		cmocka_unit_test(test_replies),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_folder),
		cmocka_unit_test(test_folder_names),
		cmocka_unit_test(test_folder_faults),
	};

	return cmocka_run_group_tests_name("send", tests, NULL, NULL);
}
