/*
 * Parameters, encodings, answers to invitations and groups, each alone.
 */
#include "unit/unit.h"

#include <string.h>

#include "read/calendar.h"
#include "read/encoding.h"
#include "read/group.h"
#include "read/parameter.h"

static void
test_parameters(void **state)
{
	static const char *const cases[][3] = {
		{NULL, "name", ""},
		{"", "name", ""},
		{"text/plain", "name", ""},
		{"a/b; name=wet", "name", "wet"},
		{"a/b; NAME = \"wet wall\"", "name", "wet wall"},
		{"a/b; name=wet wall ; x=y", "name", "wet wall"},
		{"a/b; name=\"wet", "name", "wet"},
		{"a/b; name=\"w\\\"e\\\\t\"", "name", "w\"e\\t"},
		{"a/b; name=\"C:\\wet\"", "name", "C:\\wet"},
		{"a/b name=wet", "name", "wet"},
		{"a/b; filename=no; name=yes", "name", "yes"},
		{"a/b; x=\"name=no\"; name=yes", "name", "yes"},
		{"a/b; name=one; name=two", "name", "one"},
		{"a/b; name*=utf-8''caf%C3%A9", "name", "café"},
		{"a/b; name*=\"iso-8859-1'fr'caf%E9\"", "name", "café"},
		{"a/b; name=no; name*=utf-8''yes", "name", "yes"},
		{"a/b; name*=50%", "name", "50%"},
		{"a/b; name*0=we; name*1=t", "name", "wet"},
		{"a/b; name*1=t; name*0=we", "name", "wet"},
		{"a/b; name*0=we; name*2=t", "name", "we"},
		{"a/b; name*1=t", "name", ""},
		{"a/b; name*0*=utf-8''%C3; name*1*=%A9", "name", "é"},
		{"a/b; name*0*=utf-8''%C3%A9; name*1=%41", "name", "é%41"},
		{"a/b; name*0=a; name*99999999999999999999=b", "name", "a"},
		{"a/b; name*x=b", "name", ""},
		{"a/b; name==?utf-8?Q?caf=C3=A9?=", "name", "café"},
		{"a/b; name==?utf-8?Q?a;b?=", "name", "a;b"},
		{"a/b; name*=utf-8''=?utf-8?Q?a?=", "name", "a"},
		{"a/b;\r\n\tname=\"we\r\n t\"", "name", "we t"},
		{"a/b; ;; =x; name=wet", "name", "wet"},
	};
	gsize i;
	int wrong = 0;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = parameter_read(cases[i][0], cases[i][1]);

		if (g_str_equal(got, cases[i][2]))
			continue;
		print_error("%s: [%s]\n", cases[i][0], got);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void
test_encoding_names(void **state)
{
	static const struct {
		const char *raw;
		enum encoding meant;
	} cases[] = {
		{NULL, ENCODING_NONE},
		{"", ENCODING_NONE},
		{"7bit", ENCODING_NONE},
		{"8BIT", ENCODING_NONE},
		{"bas", ENCODING_NONE},
		{"none base64", ENCODING_NONE},
		{"Base64", ENCODING_BASE64},
		{" \"base64\"", ENCODING_BASE64},
		{"base-64; x", ENCODING_BASE64},
		{"<base64>", ENCODING_BASE64},
		{"QUOTED-PRINTABLE (so)", ENCODING_QUOTED},
		{"quoted_printable", ENCODING_QUOTED},
		{"x-uuencode", ENCODING_UU},
		{"uuencode", ENCODING_UU},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_int_equal(encoding_of(cases[i].raw), cases[i].meant);
}

static void
test_unquote(void **state)
{
	static const char *const cases[][2] = {
		{"", ""},
		{"wet", "wet"},
		{"caf=C3=A9", "café"},
		{"caf=c3=a9", "café"},
		{"we=\nt", "wet"},
		{"we=\r\nt", "wet"},
		{"we= \t\nt", "wet"},
		{"we=", "we"},
		{"we= ", "we"},
		{"a=b", "a=b"},
		{"a=zz", "a=zz"},
		{"a=4", "a=4"},
		{"a==41", "a=A"},
		{"=41=42", "AB"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *got =
			encoding_unquote(cases[i][0], strlen(cases[i][0]));

		assert_string_equal(got->str, cases[i][1]);
		g_string_free(got, TRUE);
	}
}

static void
test_calendar_words(void **state)
{
	static const struct {
		const char *method;
		const char *calendar;
		const char *text;
		gboolean words;
	} cases[] = {
		{"request", "SUMMARY:Visit\n", "Please be in, the door is shut",
		 FALSE},
		{"reply", "SUMMARY:Visit\n", "", FALSE},
		{"reply", "SUMMARY:Visit\n", "Accepted: Visit", FALSE},
		{"reply", "SUMMARY:Visit\n", "Yes", FALSE},
		{"reply", "SUMMARY:Visit by the surveyor\n",
		 "visit by the surveyor", FALSE},
		{"reply", "SUMMARY:Visit by\n  the surveyor\n",
		 "Visit by the surveyor", FALSE},
		{"reply", "SUMMARY:Visit\n", "Jane has accepted this visit.",
		 FALSE},
		{"reply", "SUMMARY:Visit\n",
		 "Accepted\n\nI cannot be at home before four.", TRUE},
		{"counter", "SUMMARY:Visit\n",
		 "Could you come on Friday instead?", TRUE},
		{"reply", "SUMMARY:Visit\nCOMMENT:not before four please\n", "",
		 TRUE},
		{"reply",
		 "SUMMARY:Visit\nCOMMENT;LANGUAGE=en:not before\n"
		 "  four\n",
		 "", TRUE},
		{"reply", "SUMMARY:Visit\nCOMMENT:ok\n", "", FALSE},
		{"reply", "\xff\xfe", "Nie mogę być w domu.", TRUE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_part) part = part_new();
		g_autoptr(own_message) message = message_new();

		g_free(part->method);
		part->method = g_strdup(cases[i].method);
		part->content = g_string_new(cases[i].calendar);
		g_free(message->new_text);
		message->new_text = g_strdup(cases[i].text);
		if (calendar_has_words(part, message) != cases[i].words)
			fail_msg("%zu: %s", i, cases[i].text);
	}
}

/* What a mail to c@landlord.example is, with these fields. */
static const struct group_row {
	const char *fields[6]; /* name, value, …, NULL */
	gboolean own;
	gboolean list;
} groups[] = {
	{{NULL}, FALSE, FALSE},
	{{"List-Id", "<c.landlord.example>"}, TRUE, FALSE},
	{{"List-Id", "Complaints <C.Landlord.Example>"}, TRUE, FALSE},
	{{"List-Id", "<other.landlord.example>"}, FALSE, TRUE},
	{{"List-Id", "<xc.landlord.example>"}, FALSE, TRUE},
	{{"List-Id", "c.landlord.example"}, FALSE, TRUE},
	{{"List-Id", "<c.landlord.example>", "Precedence", "list"},
	 FALSE,
	 TRUE},
	{{"List-Id", "<c.landlord.example>", "Precedence", "list",
	  "X-Google-Group-Id", "1"},
	 TRUE,
	 FALSE},
	{{"List-Id", "<c.landlord.example>", "X-SG-EID", "1",
	  "X-Google-Group-Id", "1"},
	 FALSE,
	 TRUE},
	{{"List-Post", "<mailto:a@b.example>"}, FALSE, TRUE},
	{{"Precedence", "list"}, FALSE, FALSE},
	{{"List-Unsubscribe", "<mailto:u@b.example>"}, FALSE, FALSE},
	{{"List-Unsubscribe", "<mailto:u@b.example>", "Precedence", "bulk"},
	 FALSE,
	 TRUE},
};

static void
test_groups(void **state)
{
	gsize i, f;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(groups); i++) {
		const struct group_row *row = &groups[i];
		g_autoptr(own_head) head = head_new();
		g_autoptr(own_message) message = message_new();
		const char *why = "";

		for (f = 0; f < 6 && row->fields[f] != NULL; f += 2)
			head_add(head, row->fields[f], row->fields[f + 1]);
		g_ptr_array_add(message->to,
				address_new("", "c@landlord.example"));
		if (group_is_own(head, message) != row->own)
			fail_msg("group %zu: own", i);
		if (group_is_list(head, message, &why) != row->list)
			fail_msg("group %zu: list", i);
		assert_true(!row->list || *why != '\0');
	}
}

static void
test_group_sender(void **state)
{
	struct address *group = address_new("", "c@landlord.example");
	struct address *jane = address_new("", "jane@resident.example");
	g_autoptr(own_head) head = head_new();
	struct address *sender;

	(void)state;
	assert_null(group_sender(head, group));
	head_add(head, "List-Id", "<c.landlord.example>");
	assert_null(group_sender(head, group));
	head_add(head, "X-Original-Sender", "other@resident.example");
	assert_null(group_sender(head, jane));
	head_add(head, "X-Original-From", "Jane <jane@resident.example>");
	sender = group_sender(head, group);
	assert_string_equal(sender->address, "jane@resident.example");
	assert_string_equal(sender->name, "Jane");
	address_free(sender);
	address_free(jane);
	address_free(group);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parameters),
		cmocka_unit_test(test_encoding_names),
		cmocka_unit_test(test_unquote),
		cmocka_unit_test(test_calendar_words),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_group_sender),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
