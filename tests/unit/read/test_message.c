/*
 * Whole messages: bounces, forwards, threads, and what must stay bounded.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "base/limits.h"
#include "read/bounce.h"
#include "read/forward.h"
#include "read/label.h"
#include "read/read.h"
#include "read/thread.h"

#define TOKEN "pr234567abcdefghijklmnopqrst"

static struct message *
read_text(const char *mail)
{
	gsize size = strlen(mail);
	g_autofree char *exact = g_memdup2(mail, size);

	return read_message(exact, size);
}

static struct message *
read_report(const char *fields)
{
	g_autofree char *mail = g_strdup_printf(
		"From: MAILER-DAEMON@mx.example\nTo: us@landlord.example\n"
		"Subject: failure\nMIME-Version: 1.0\nContent-Type: "
		"multipart/report; report-type=delivery-status; boundary=b\n\n"
		"--b\n\nIt failed.\n--b\nContent-Type: message/delivery-status"
		"\n\nReporting-MTA: dns; mx\n\n%s\n--b\nContent-Type: "
		"text/rfc822-headers\n\nMessage-ID: <" TOKEN
		".1@landlord.example>\n--b--\n",
		fields);

	return read_text(mail);
}

static void
test_reports(void **state)
{
	static const struct {
		const char *fields;
		const char *recipient; /* NULL: none failed */
		const char *status;
		gboolean permanent;
	} cases[] = {
		{"Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus:"
		 " 5.1.1\n",
		 "a@b.example", "5.1.1", TRUE},
		{"Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus:"
		 " 5.2.2 (full)\n",
		 "a@b.example", "5.2.2", FALSE},
		{"Final-Recipient: rfc822; a@b.example\nAction: delayed\n"
		 "Status: 4.4.1\n",
		 "a@b.example", "4.4.1", FALSE},
		{"Final-Recipient: rfc822; a@b.example\nAction: delivered\n"
		 "Status: 2.0.0\n",
		 NULL, NULL, FALSE},
		{"Original-Recipient: rfc822;o@b.example\nFinal-Recipient: "
		 "rfc822; a@b.example\nAction: failed\nStatus: 5.0.0\n"
		 "Diagnostic-Code: smtp; 550 5.7.129 no\n",
		 "o@b.example", "5.7.129", TRUE},
		{"Final-Recipient: x400; /CN=x\nAction: failed\n", NULL, NULL,
		 FALSE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_message) m = read_report(cases[i].fields);
		const struct bounce *b;

		assert_int_equal(m->automated, AUTOMATED_BOUNCE);
		assert_int_equal(m->bounces->len, cases[i].recipient != NULL);
		assert_int_equal(m->tokens->len, 1);
		if (m->bounces->len == 0)
			continue;
		b = g_ptr_array_index(m->bounces, 0);
		assert_string_equal(b->recipient, cases[i].recipient);
		assert_string_equal(b->status, cases[i].status);
		assert_int_equal(b->permanent, cases[i].permanent);
		assert_string_equal(b->original_message_id,
				    TOKEN ".1@landlord.example");
	}
}

static void
test_told_bounces(void **state)
{
	static const struct {
		const char *text;
		const char *recipient;
		gboolean permanent;
	} cases[] = {
		{"<a@b.example>: user unknown", "a@b.example", TRUE},
		{"a@b.example: 550 5.1.1 no", "a@b.example", TRUE},
		{"a@b.example: 452 4.2.2 full", "a@b.example", FALSE},
		{"a@b.example: mailbox is full", "a@b.example", FALSE},
		{"a@b.example is delayed, will retry", "a@b.example", FALSE},
		{"To postmaster@mx.example, for a@b.example.", "a@b.example",
		 TRUE},
		{"us@landlord.example wrote to a@b.example", "a@b.example",
		 TRUE},
		{"nobody is named", NULL, FALSE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *mail = g_strconcat(
			"From: MAILER-DAEMON@mx.example\nTo: "
			"us@landlord.example\nSubject: failure notice\n\n",
			cases[i].text, NULL);
		g_autoptr(own_message) m = read_text(mail);
		const struct bounce *b;

		assert_int_equal(m->bounces->len, cases[i].recipient != NULL);
		if (m->bounces->len == 0)
			continue;
		b = g_ptr_array_index(m->bounces, 0);
		assert_string_equal(b->recipient, cases[i].recipient);
		assert_int_equal(b->permanent, cases[i].permanent);
	}
}

static void
test_forwards(void **state)
{
	static const struct {
		const char *subject;
		const char *text;
		const char *from; /* NULL: no forward */
	} cases[] = {
		{"Fwd: x",
		 "---------- Forwarded message ---------\nFrom: T "
		 "<t@r.example>\nDate: Fri, 20 Nov 2026 at 10:00\n"
		 "Subject: W\nTo: D\n\nWet.",
		 "t@r.example"},
		{"x",
		 "Begin forwarded message:\n\nFrom: T <t@r.example>\nDate:"
		 " 20 November 2026 at 10:00:00 GMT\nTo: D\n\nWet.",
		 "t@r.example"},
		{"WG: x",
		 "Bitte.\n\nVon: T <t@r.example>\nGesendet: Freitag, "
		 "20. November 2026 10:00\nAn: D\nBetreff: W\n\nN.",
		 "t@r.example"},
		{"FW: x", "No header here.", NULL},
		{"Re: x",
		 "Wet.\n\nFrom: L <l@l.example>\nSent: 20 November "
		 "2026\nTo: J\nSubject: R\n\nWe came.",
		 NULL},
		{"x", "From: the start it was wet.\nTo: me that is bad.", NULL},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *mail = g_strdup_printf(
			"From: d@landlord.example\nSubject: %s\n\n%s\n",
			cases[i].subject, cases[i].text);
		g_autoptr(own_message) m = read_text(mail);

		assert_int_equal(m->forwarded != NULL, cases[i].from != NULL);
		if (m->forwarded != NULL)
			assert_string_equal(m->forwarded->from->address,
					    cases[i].from);
	}
}

static void
test_dates(void **state)
{
	static const struct {
		const char *text;
		const char *instant; /* NULL: not understood */
	} cases[] = {
		{"Fri, 20 Nov 2026 10:00:00 +0100", "2026-11-20T09:00:00Z"},
		{"Fri, 20 Nov 2026 at 10:00", "2026-11-20T10:00:00Z"},
		{"20 November 2026 10:00", "2026-11-20T10:00:00Z"},
		{"sometime", NULL},
		{"", NULL},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		gint64 instant = label_date(cases[i].text);
		g_autofree char *got = clock_rfc3339(instant);

		if (cases[i].instant == NULL)
			assert_null(got);
		else
			assert_string_equal(got, cases[i].instant);
	}
}

static void
test_thread(void **state)
{
	g_autoptr(own_message) m = read_text(
		"From: j@r.example\nTo: \"x\" <complaints+" TOKEN
		"@landlord.example>\nMessage-ID: <1@r.example> (note)\n"
		"In-Reply-To: Your letter <a@l.example> of Monday\n"
		"References: <r1@l.example>\n <r2@l.example><r1@l.example>\n"
		"Return-Path: <J@r.example>\nSubject: x\n\nWet.\n");

	(void)state;
	assert_string_equal(m->message_id, "1@r.example");
	assert_string_equal(m->in_reply_to, "a@l.example");
	assert_int_equal(m->references->len, 2);
	assert_string_equal(g_ptr_array_index(m->references, 0),
			    "r1@l.example");
	assert_int_equal(m->tokens->len, 1);
	assert_string_equal(m->return_path, "J@r.example");
}

static void
test_bounds(void **state)
{
	GString *mail = g_string_new("From: j@r.example\nTo: ");
	struct message *m;
	int i;

	(void)state;
	for (i = 0; i < 500; i++)
		g_string_append_printf(mail, "a%d@r.example,", i);
	g_string_append(mail, "\nReferences:");
	for (i = 0; i < 500; i++)
		g_string_append_printf(mail, " <%d@r.example>", i);
	g_string_append(mail, "\nContent-Type: multipart/mixed; boundary=b\n");
	for (i = 0; i < 450; i++)
		g_string_append(mail, "\n--b\nContent-Type: image/png\n\nx");
	m = read_text(mail->str);
	assert_int_equal(m->to->len, LIMIT_ADDRESSES);
	assert_int_equal(m->references->len, LIMIT_REFERENCES);
	assert_int_equal(m->attachments->len, LIMIT_ATTACHMENTS);
	message_free(m);
	g_string_free(mail, TRUE);
}

static void
test_long_text(void **state)
{
	GString *mail = g_string_new("From: j@r.example\n\n");
	struct message *m;

	(void)state;
	while (mail->len < 3 * LIMIT_TEXT_BYTES)
		g_string_append(mail, "Żółć i wilgoć. ");
	m = read_text(mail->str);
	assert_true(strlen(m->text) <= LIMIT_TEXT_BYTES);
	assert_true(strlen(m->text) > LIMIT_TEXT_BYTES / 2);
	assert_true(g_utf8_validate(m->text, -1, NULL));
	assert_int_equal(m->problems->len, 2);
	message_free(m);
	g_string_free(mail, TRUE);
}

/* Every first part of a message is a message, and none may crash. */
static void
test_cut_anywhere(void **state)
{
	static const char mail[] =
		"From: =?utf-8?Q?J=C3=A9?= <j@r.example>\nSubject: x\n"
		"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
		"Content-Type: text/html; charset=iso-8859-2\n\n<p>a<b>b</p>"
		"<a href='x:y'>c</a>\n--b\nContent-Type: message/rfc822\n\n"
		"From: t@r.example\n\nx\n--b\nContent-Type: text/plain\n"
		"Content-Transfer-Encoding: base64\n\nd2V0IHdhbGw=\n--b--\n";
	gsize size;

	(void)state;
	for (size = 0; size < sizeof(mail); size++) {
		g_autofree char *exact = g_malloc(size + 1);
		struct message *m;

		memcpy(exact, mail, size);
		m = read_message(exact, size);
		assert_true(g_utf8_validate(m->text, -1, NULL));
		message_free(m);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reports),
		cmocka_unit_test(test_told_bounces),
		cmocka_unit_test(test_forwards),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_thread),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_cut_anywhere),
	};

	read_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
