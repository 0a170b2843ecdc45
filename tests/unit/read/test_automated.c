/*
 * People and machines, one row a mail: fields, subject, text and what it is.
 * The rows of people matter more: none of them may be taken for a machine's.
 */
#include "unit/unit.h"

#include "read/read.h"

static const struct row {
	const char *what;
	const char *fields;
	const char *subject;
	const char *text;
	enum automated kind;
} rows[] = {
	/* people */
	{"a person", "", "Damp", "The wall is wet.", AUTOMATED_NO},
	{"auto-submitted no", "Auto-Submitted: no\n", "Damp", "Wet.",
	 AUTOMATED_NO},
	{"auto-submitted no, comment", "Auto-Submitted: No (person)\n", "Damp",
	 "Wet.", AUTOMATED_NO},
	{"precedence bulk", "Precedence: bulk\n", "Damp", "Wet.", AUTOMATED_NO},
	{"precedence first-class", "Precedence: first-class\n", "Damp", "Wet.",
	 AUTOMATED_NO},
	{"list-unsubscribe", "List-Unsubscribe: <mailto:u@x.example>\n", "Damp",
	 "Wet.", AUTOMATED_NO},
	{"suppress all", "X-Auto-Response-Suppress: All\n", "Damp", "Wet.",
	 AUTOMATED_NO},
	{"x-autoreply no", "X-Autoreply: no\n", "Damp", "Wet.", AUTOMATED_NO},
	{"reads of an automatic reply", "", "Automatic reply",
	 "All I get is an automatic reply. Nobody answers me.", AUTOMATED_NO},
	{"complains of one", "", "Automatic replies are no answer", "Wet.",
	 AUTOMATED_NO},
	{"answers one", "", "Re: Automatic reply: Damp", "Wet.", AUTOMATED_NO},
	{"forwards one", "", "Fwd: Automatic reply: Damp", "See.",
	 AUTOMATED_NO},
	{"quotes one", "", "Re: Damp",
	 "You wrote \"this is an automatic reply\" and that was all.",
	 AUTOMATED_NO},
	{"is away", "", "Leak",
	 "I am out of the office until Monday, so please ring me at home.",
	 AUTOMATED_NO},
	{"is on holiday, politely", "", "Re: Inspection",
	 "Thank you for your email. I am on holiday until 5 May, so please "
	 "contact me after that.",
	 AUTOMATED_NO},
	{"office heating", "", "Out of office heating", "Cold.", AUTOMATED_NO},
	{"a returned parcel", "", "Returned to sender: my letter",
	 "My letter came back. It could not be delivered, said the post.",
	 AUTOMATED_NO},
	{"quotes a bounce", "", "My mail came back",
	 "I tried to write to you and got this: This is the mail system at "
	 "host mx. 550 5.1.1 user unknown",
	 AUTOMATED_NO},
	{"forwards a bounce", "", "FW: Undeliverable: Damp",
	 "This is the mail system at host mx.", AUTOMATED_NO},
	{"delivery problem of a boiler", "", "Delivery problem",
	 "The new boiler could not be delivered again.", AUTOMATED_NO},
	{"vacation of the flat above", "", "Vacation of flat 3",
	 "When will it be let?", AUTOMATED_NO},
	{"annual leave in a text", "", "Repairs",
	 "Your officer is on annual leave and will respond when he is back, I "
	 "was told. That is not good enough.",
	 AUTOMATED_NO},
	{"a form's relay",
	 "Reply-To: j@r.example\nAuto-Submitted: "
	 "auto-generated\n",
	 "Website", "Name: Jane\nEmail: j@r.example\nMessage: Wet.",
	 AUTOMATED_NO},
	{"from the postmaster himself", "From: postmaster@small.example\n",
	 "Damp", "The wall is wet.", AUTOMATED_NO},
	{"read: in front of a book", "", "Read: The Rent Act", "Read it.",
	 AUTOMATED_NO},
	{"calendar file", "Content-Type: text/calendar; charset=utf-8\n",
	 "Days", "BEGIN:VCALENDAR", AUTOMATED_NO},
	{"challenge word in a text", "", "Complaint",
	 "Your surveyor said approve your email address first.", AUTOMATED_NO},

	/* automatic replies */
	{"auto-replied", "Auto-Submitted: auto-replied\n", "Re: x", "Away.",
	 AUTOMATED_REPLY},
	{"auto-replied, any case", "auto-submitted: AUTO-REPLIED; x=y\n", "x",
	 "Away.", AUTOMATED_REPLY},
	{"precedence auto_reply", "Precedence: auto_reply\n", "x", "Away.",
	 AUTOMATED_REPLY},
	{"x-autorespond, empty", "X-Autorespond:\n", "x", "Away.",
	 AUTOMATED_REPLY},
	{"apple vacation", "X-Apple-Action: vacation\n", "x", "Away.",
	 AUTOMATED_REPLY},
	{"exchange",
	 "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress:"
	 " All\n",
	 "Automatic reply: x", "Away.", AUTOMATED_REPLY},
	{"german, no field", "", "Abwesenheitsnotiz: x", "Bin weg.",
	 AUTOMATED_REPLY},
	{"french, blank before the colon", "", "Réponse automatique : x",
	 "Absent.", AUTOMATED_REPLY},
	{"welsh", "", "Ateb awtomatig: x", "I ffwrdd.", AUTOMATED_REPLY},
	{"greek", "", "Αυτόματη απάντηση: x", "x", AUTOMATED_REPLY},
	{"turkish", "", "Otomatik yanıt: x", "x", AUTOMATED_REPLY},
	{"chinese", "", "自动回复：x", "x", AUTOMATED_REPLY},
	{"lotus notes", "", "Jane Smith is out of the office.", "x",
	 AUTOMATED_REPLY},
	{"says so first", "", "Re: x", "This is an automatic reply. I am away.",
	 AUTOMATED_REPLY},
	{"says so after stars", "", "x",
	 "*** This is an automated response *** Away.", AUTOMATED_REPLY},
	{"worded as one", "", "Re: x",
	 "Thank you for your email. I am on annual leave until 5 May with "
	 "limited access to email. If your message is urgent, ask the desk.",
	 AUTOMATED_REPLY},
	{"null sender and away", "Return-Path: <>\n", "Re: x",
	 "I am on annual leave and will respond on my return.",
	 AUTOMATED_REPLY},

	/* bounces without a report */
	{"exim", "From: Mail Delivery System <Mailer-Daemon@mx.example>\n",
	 "Mail delivery failed: returning message to sender",
	 "This message was created automatically by mail delivery software.",
	 AUTOMATED_BOUNCE},
	{"qmail", "From: MAILER-DAEMON@mx.example\n", "failure notice",
	 "Hi. This is the qmail-send program at mx.", AUTOMATED_BOUNCE},
	{"a daemon in japanese", "From: MAILER-DAEMON@mx.example\n",
	 "送れません", "エラー", AUTOMATED_BOUNCE},
	{"postmaster", "From: postmaster@mx.example\n", "Undeliverable: x",
	 "Delivery has failed to these recipients.", AUTOMATED_BOUNCE},
	{"failed recipients", "X-Failed-Recipients: a@b.example\n", "x", "x",
	 AUTOMATED_BOUNCE},
	{"null sender", "Return-Path: <>\n", "Returned mail: see transcript",
	 "x", AUTOMATED_BOUNCE},
	{"nobody's name, technical words", "From: mx@mx.example\n",
	 "Delivery Status Notification (Failure)",
	 "This is an automatically generated Delivery Status Notification.",
	 AUTOMATED_BOUNCE},

	{"a parcel", "From: Jane <j@x.example>\n", "Delivery failure",
	 "The delivery failed again: the boiler stands outside.", AUTOMATED_NO},
	{"nobody's name, ordinary words", "From: mx@mx.example\n",
	 "Delivery failure", "We were unable to deliver it to j@x.example.",
	 AUTOMATED_BOUNCE},
	{"cron", "From: root@mx.example\n", "Cron <root@mx> backup", "ok",
	 AUTOMATED_NOTICE},
	{"our own group",
	 "To: desk@us.example\n"
	 "List-Id: Desk <desk.us.example>\n",
	 "Damp", "Wet.", AUTOMATED_NO},
	{"a group with a list's signs",
	 "To: desk@us.example\n"
	 "List-Id: Desk <desk.us.example>\nPrecedence: list\n",
	 "Damp", "Wet.", AUTOMATED_LIST},

	/* lists, loops, notices */
	{"list-id", "List-Id: <l.example>\n", "x", "x", AUTOMATED_LIST},
	{"list-post", "List-Post: <mailto:l@l.example>\n", "x", "x",
	 AUTOMATED_LIST},
	{"newsletter", "List-Unsubscribe: <x>\nPrecedence: bulk\n", "x", "x",
	 AUTOMATED_LIST},
	{"our letter", "X-Postroom-Letter: receipt\n", "x", "x",
	 AUTOMATED_LOOP},
	{"auto-generated", "Auto-Submitted: auto-generated\n", "x", "x",
	 AUTOMATED_NOTICE},
	{"auto-notified", "Auto-Submitted: auto-notified; owner=x\n", "x", "x",
	 AUTOMATED_NOTICE},
	{"a scheduled program", "X-Cron-Env: <A=b>\n", "Cron", "x",
	 AUTOMATED_NOTICE},
	{"null sender, a text", "Return-Path: <>\n", "Report", "All is well.",
	 AUTOMATED_NOTICE},
	{"read receipt", "", "Read: x", "Your message was read on Monday.",
	 AUTOMATED_NOTICE},
	{"challenge", "In-Reply-To: <a@b.example>\n", "x",
	 "Your message is being held. Click here.", AUTOMATED_NOTICE},
	{"invitation", "Content-Type: text/calendar; method=REQUEST\n", "x",
	 "BEGIN:VCALENDAR", AUTOMATED_CALENDAR},
};

static struct message *
read_row(const struct row *r)
{
	gboolean from = strstr(r->fields, "From:") != NULL;
	g_autofree char *mail = g_strdup_printf(
		"%s%sSubject: %s\n\n%s\n",
		from ? "" : "From: Jane <jane@resident.example>\n", r->fields,
		r->subject, r->text);

	return read_message(mail, strlen(mail));
}

static void
test_rows(void **state)
{
	gsize i;
	int wrong = 0;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_message) m = read_row(&rows[i]);

		if (m->automated == rows[i].kind)
			continue;
		print_error("%s: %s (%s)\n", rows[i].what,
			    m->automated == AUTOMATED_NO
				    ? "a person"
				    : automated_name(m->automated),
			    m->automated_why);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void
test_silence(void **state)
{
	static const struct {
		const char *fields;
		gboolean silent;
	} cases[] = {
		{"", FALSE},
		{"Precedence: bulk\n", TRUE},
		{"Precedence: List\n", TRUE},
		{"Precedence: first-class\n", FALSE},
		{"X-Auto-Response-Suppress: DR, RN, NRN\n", FALSE},
		{"X-Auto-Response-Suppress: DR, oof\n", FALSE},
		{"X-Auto-Response-Suppress: DR, AutoReply\n", TRUE},
		{"x-auto-response-suppress: autoreply\n", TRUE},
		{"X-Auto-Response-Suppress: ALL\n", TRUE},
		{"X-Auto-Response-Suppress: None\n", FALSE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct row r = {"", cases[i].fields, "Damp", "Wet.", 0};
		g_autoptr(own_message) m = read_row(&r);

		assert_int_equal(m->do_not_answer, cases[i].silent);
		assert_int_equal(m->automated, AUTOMATED_NO);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_silence),
	};

	read_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
