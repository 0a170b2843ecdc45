/*
 * What is new in a text, in the styles of the usual mail programs. Where new
 * is NULL the whole text is.
 */
#include "unit/unit.h"

#include "read/quote.h"

static const struct row {
	const char *what;
	const char *text;
	const char *fresh;
} rows[] = {
	{"nothing", "", ""},
	{"one line", "Still wet.", NULL},
	{"gmail",
	 "Still wet.\n\nOn Fri, 20 Nov 2026 at 10:00, L <l@l.example> "
	 "wrote:\n\n> We came.\n",
	 "Still wet."},
	{"wrapped three times",
	 "Still wet.\n\nOn Nov 20, 2026, at 12:47 PM, "
	 "Housing <\n0123456789abcdef@l.example>\n"
	 "wrote:\n\nWe came.\n",
	 "Still wet."},
	{"sent instead of wrote",
	 "Still wet.\n\nOn 20-Nov-2026, at 6:54 PM, L "
	 "<l@l.example> sent:\n\n> We came.\n",
	 "Still wet."},
	{"no time, but marks", "Still wet.\nOn Friday, L wrote:\n> We came.\n",
	 "Still wet."},
	{"answer shares the line",
	 "reply On Wed, Apr 4, 2026 at 3:59 PM, "
	 "l@l.example wrote:\n> Hi",
	 "reply"},
	{"dashes share the line",
	 "yes - no--- On Wed, Apr 4, 2026 at 3:59 PM, "
	 "l@l.example wrote:\n> Hi",
	 "yes - no"},
	{"dashes around",
	 "Still wet.\n\n------On 12/29/2026 17:32 PM, Julia "
	 "wrote-----\n\nWe came.",
	 "Still wet."},
	{"dutch",
	 "Nog nat.\n\nOp 17-feb.-2026, om 13:18 heeft J <j@r.example> "
	 "het volgende geschreven:\n\nOud.",
	 "Nog nat."},
	{"norwegian",
	 "Vått.\nPå 14 september 2026 på 02:23:18, V "
	 "(v@r.example) skrev:\n\nGammelt.",
	 "Vått."},
	{"date and address",
	 "Still wet.\n2026/4/7 L <l@l.example>\n\n> We "
	 "came.",
	 "Still wet."},
	{"iso date, wrapped",
	 "Still wet.\n\n2026-10-17 11:28 GMT+03:00 Desk <\n"
	 "desk@l.example>:\n\n> We came.\n",
	 "Still wet."},
	{"answer below",
	 "On 04/19/2026 07:10 AM, L wrote:\n\n> Is it dry?\n\n"
	 "No.",
	 "No."},
	{"answer around",
	 "No.\n\nOn 04/19/2026 07:10 AM, L wrote:\n\n> Dry?\n\n"
	 "It never was.",
	 "No.\n\nIt never was."},
	{"answers between", "> Dry?\nNo.\n> Sure?\nYes.\n", "No.\n\nYes."},
	{"broken link",
	 "Yes.\n\nOn Monday, 24 May, 2026 at 3:46 PM, b wrote:\n\n"
	 "> See (http://l.example/a\n_n=3)\n> Bye",
	 "Yes."},
	{"outlook",
	 "Wet.\n\nFrom: L <l@l.example>\nSent: 20 November 2026 "
	 "10:00\nTo: J\nSubject: Repair\n\nWe came.",
	 "Wet."},
	{"outlook, wrapped bold",
	 "Wet.\n\n  *From:* l@l.example [mailto:\n  "
	 "l@l.example]\n  *Sent:* 20 November 2026\n"
	 "  *To:* j@r.example\n  *Subject:* Hi\n",
	 "Wet."},
	{"date and to",
	 "Wet.\n\nDate: Wed, 16 May 2026 00:15:02 -0600\nTo: "
	 "j@r.example",
	 "Wet."},
	{"swedish",
	 "Vått.\nFrån: A [mailto:a@l.example]\nSkickat: den 26 "
	 "augusti 2026 14:45\nTill: B\nÄmne: RE: W\n\nX",
	 "Vått."},
	{"original message", "Wet.\n-----Original Message-----\n\nWe came.",
	 "Wet."},
	{"ursprüngliche nachricht",
	 "Nass.\n\n-----Ursprüngliche Nachricht-----"
	 "\n\nAlt.",
	 "Nass."},
	{"forward stays",
	 "FYI\n\n---------- Forwarded message ----------\n"
	 "From: t@r.example\nDate: Tue, Sep 4, 2026 at 1:35 "
	 "PM\nSubject: Two\nTo: d@l.example\n\nText",
	 NULL},
	{"forward inside a quotation",
	 "Wet.\n\n-----Original Message-----\n\n"
	 "FYI\n\n---------- Forwarded message "
	 "----------\nFrom: t@r.example\n",
	 "Wet."},
	{"proper signature", "Wet.\n\n-- \nJane\nRose Lane", "Wet."},
	{"signature without blank", "Wet.\n--\nJane", "Wet."},
	{"three dashes", "Wet.\n---\nJane", "Wet."},
	{"signature only", "--\nJane", NULL},
	{"hyphened name", "Wet.\n\n-Abigail Stone", "Wet."},
	{"list of faults", "Faults:\n-Mould\n-Damp", NULL},
	{"list of one", "Faults:\n-mould", NULL},
	{"small hyphened name", "Hey!\n-roman", "Hey!"},
	{"card",
	 "Wet.\n\nKind regards\n\nJane Smith\n12 Rose Lane\nTel. 07700 900123",
	 "Wet."},
	{"thanks in the middle",
	 "Hello\nThanks,\nI rang 07700 900123 and then they said "
	 "that nobody would come before the end of the month, which is far too "
	 "long for me.\n"
	 "Please help.",
	 NULL},
	{"samsung",
	 "Wet.\n\nSent from Samsung MobileName <a@r.example> wrote:\n\n> x",
	 "Wet."},
	{"phone", "Wet.\n\nSent from my iPhone", "Wet."},
	{"phone, two languages",
	 "Wet.\nSent wirelessly from my BlackBerry.\n"
	 "Envoyé sans fil par mon terminal.",
	 "Wet."},
	{"outlook for phones",
	 "Wet.\n\nGet Outlook for "
	 "Android<https://aka.ms/x>",
	 "Wet."},
	{"phone inside a sentence",
	 "I wrote to you, it was\nsent from my "
	 "iPhone app as you told me to do, and "
	 "nobody answered it in all that time, not "
	 "even by telephone or a letter.",
	 NULL},
	{"disclaimer",
	 "Wet.\n\nThis email and any attachments are "
	 "confidential.",
	 "Wet."},
	{"disclaimer is all there is",
	 "This email and any files are "
	 "confidential.",
	 NULL},
	{"name under regards", "Wet.\n\nKind regards\nJane", "Wet."},
	{"name beside regards", "Wet.\n\nKind regards, Jane Smith", "Wet."},
	{"address under thanks",
	 "Wet.\n\nMany thanks\n\nMrs J. Smith\n12 Rose Lane\n", "Wet."},
	{"thanks above a quotation", "Wet.\nThanks\nJane\n\n> We came.\n",
	 "Wet."},
	{"thanks without a name", "Wet.\n\nThank you", NULL},
	{"more below the name", "Wet.\n\nThanks\nJane\n\nPS: it smells", NULL},
	{"a question below thanks", "Wet.\n\nThanks\nCan you ring?", NULL},
	{"nothing above regards", "Kind regards\nJane", NULL},
	{"header above marked lines, answers between",
	 "From: L <l@l.example>\nSent: 20 November 2026 10:00\nTo: J\n"
	 "Subject: Hi\n\n> Dry?\nNo.\n> Sure?\nYes.",
	 "No.\n\nYes."},
	{"mark above an attribution",
	 "Wet.\n\n--- Original Message ---\nOn Friday, 20 November 2026 "
	 "10:00, L <l@l.example> wrote:\n> We came.\n\nNobody came.",
	 "Wet.\n\nNobody came."},
	{"other dashes",
	 "Wet.\n\n\u2010\u2010\u2010 Original Message \u2010\u2010\u2010\n\nWe "
	 "came.",
	 "Wet."},
	{"address and verb alone", "Wet.\n\nL <l@l.example> wrote:\n\nWe came.",
	 "Wet."},
	{"long lines below dashes",
	 "Wet.\n\n---\nAnd the boiler in the kitchen has been broken since the "
	 "autumn, so that there is no hot water at all.",
	 NULL},
	{"name after a dash", "Wet.\n\n- Jane", "Wet."},
	{"last of a list", "Wet are\n- the wall\n- Janes bed", NULL},
	{"phone, any name", "Wet.\n\nSent from Tutanota", "Wet."},
	{"phone with an address",
	 "Wet.\n\nSent from Mail<https://x.example/?a=1> for Windows 10",
	 "Wet."},
	{"disclaimer between stars",
	 "Wet.\n\n******\nThis email and any files are secret.\n******\n",
	 "Wet."},
	{"regards to the payment", "With regards to the payment:\nI paid.",
	 NULL},
	{"on is a word", "On Monday it rained.\nOn Tuesday it dripped.", NULL},
	{"an officer's words",
	 "On 3 May your officer wrote:\n\n\"We will.\"\n\n"
	 "Nobody did.",
	 NULL},
	{"an officer's words, with the time",
	 "I rang.\n\nOn 3 May at 10:15 your "
	 "officer wrote:\n\nWe will.\n\nNobody did.",
	 NULL},
	{"zoho",
	 "Wet.\n\n---- On Fri, 20 Nov 2026 10:00:00 +0000 L <l@l.example> "
	 "wrote ----\n\nWe came.",
	 "Wet."},
	{"chinese",
	 "潮。\n\n在 2026年1月1日，下午1:00，L <l@l.example> 写道：\n\n旧。",
	 "潮。"},
	{"danish",
	 "Vådt.\n\nDen tors. 1. jan. 2026 kl. 13.00 skrev L "
	 "<l@l.example>:\n\n> Gammelt",
	 "Vådt."},
	{"finnish",
	 "Märkä.\n\nto 1. tammik. 2026 klo 13.00 L (l@l.example) "
	 "kirjoitti:\n\nVanha.",
	 "Märkä."},
	{"hotmail",
	 "Wet.\n\nDate: Mon, 1 Apr 2026 18:26:25 +0600\nSubject: T\n"
	 "From: a@l.example\nTo: c@r.example\n\nOld",
	 "Wet."},
	{"html region and nothing else", "\x1e\nFrom: T\nIt is wet.\n\x1f",
	 "From: T\nIt is wet."},
	{"more than", "I have waited\n>6 weeks\nfor this.", NULL},
	{"arrows", "Visit us\n>>> >>>  http://x.example <<<\nor not", NULL},
	{"times in a text",
	 "They said 10:00.\nThen 2026-05-01 12:00.\nNobody "
	 "came at 14:30.",
	 NULL},
	{"labels of a letter",
	 "From: Jane Smith\nTo: Complaints\nDate: 1 May "
	 "2026\nSubject: damp\n\nWet.",
	 NULL},
	{"only quotation", "> We came.\n> Bye.", ""},
	{"html mark", "Wet.\n\x1e\nOn Fri X:\n> We came.\n\x1f\nBye.",
	 "Wet.\n\nBye."},
	{"html rest", "Wet.\n\x1a\nFrom: L\nWe came.", "Wet."},
	{"html signature", "Wet.\n\x1d\nJane\n\x1c\n", "Wet."},
};

static void
test_rows(void **state)
{
	gsize i;
	int wrong = 0;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct row *r = &rows[i];
		g_autofree char *got = quote_new_text(r->text, FALSE);
		const char *want = r->fresh == NULL ? r->text : r->fresh;

		if (g_str_equal(got, want))
			continue;
		print_error("%s: got [%s]\n", r->what, got);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void
test_forward(void **state)
{
	static const char text[] =
		"Yours.\n\nFrom: T <t@r.example>\nSent: 20 November 2026 10:00"
		"\nTo: D\nSubject: Wall\n\nIt is wet.";
	g_autofree char *forward = quote_new_text(text, TRUE);
	g_autofree char *reply = quote_new_text(text, FALSE);

	(void)state;
	assert_string_equal(forward, text);
	assert_string_equal(reply, "Yours.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_forward),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
