/*
 * Letters: nothing that the Code asks for may be empty, and what strangers
 * choose stays data.
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
	{LETTER_RECEIPT, FALSE},      {LETTER_ACKNOWLEDGE_1, FALSE},
	{LETTER_ACKNOWLEDGE_1, TRUE}, {LETTER_ACKNOWLEDGE_2, FALSE},
	{LETTER_ACKNOWLEDGE_2, TRUE},
};

static void
test_samples_leave(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		struct letter_facts facts;
		g_autoptr(GError) error = NULL;
		letter_facts_sample(&facts, letters[i].letter,
				    letters[i].guard);
		g_autoptr(own_notice) notice =
			compose(templates, letters[i].letter, &facts, &error);
		if (!notice)
			fail_msg("%s", error->message);
		assert_non_null(strstr(notice->body, "CR-2026-00042-K"));
		assert_null(strstr(notice->body, "{{"));
		assert_null(strstr(notice->body, "\n\n\n"));
		assert_int_equal(strlen(notice->template_hash), 64);
		assert_int_equal(notice->letter, letters[i].letter);
	}
}

/* A required value: where it stands, and the paragraph that asks for it. */
struct field {
	const char *name;
	gsize offset;
	gboolean day; /* guint32, else const char * */
	const char *provision_1;
	const char *provision_2;
	gboolean in_receipt;
	gboolean only_people; /* a guard letter writes it itself */
};

#define TEXT(name) #name, G_STRUCT_OFFSET(struct letter_facts, name), FALSE
#define DAY(name) #name, G_STRUCT_OFFSET(struct letter_facts, name), TRUE

static const struct field fields[] = {
	{TEXT(ref), "6.2", "6.11", TRUE, FALSE},
	{DAY(received), "6.2", "6.11", TRUE, FALSE},
	{TEXT(landlord), "3.1", "3.1", TRUE, FALSE},
	{TEXT(emergency), NULL, NULL, TRUE, FALSE},
	{TEXT(landlord_telephone), "4.1", "4.1", TRUE, FALSE},
	{TEXT(definition), "5.6", "5.6", FALSE, FALSE},
	{TEXT(outcomes), "5.6", "5.6", FALSE, FALSE},
	{TEXT(responsibility), "5.7", "5.7", FALSE, TRUE},
	{DAY(response_due), "6.3", "6.14", FALSE, FALSE},
	{TEXT(officer), "4.1", "4.1", FALSE, FALSE},
	{TEXT(landlord_email), "4.1", "4.1", FALSE, FALSE},
	{TEXT(ombudsman), "3.7", "3.7", FALSE, FALSE},
	{TEXT(process), "3.4", "3.4", FALSE, FALSE},
	{DAY(today), "6.3", "6.14", FALSE, FALSE},
	{TEXT(representative), "3.6", "3.6", FALSE, FALSE},
	{TEXT(adjustments), "5.10", "5.10", FALSE, FALSE},
	{DAY(decide_by), "5.7", "5.7", FALSE, FALSE},
};

static gboolean
is_required(const struct field *field, gsize letter)
{
	if (letters[letter].letter == LETTER_RECEIPT)
		return field->in_receipt;
	if (g_str_equal(field->name, "decide_by"))
		return letters[letter].guard;
	if (!field->provision_1)
		return FALSE;
	return !field->only_people || !letters[letter].guard;
}

static void
test_each_field_removed(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(letters) * G_N_ELEMENTS(fields);
	     i++) {
		gsize l = i / G_N_ELEMENTS(fields);
		const struct field *field = &fields[i % G_N_ELEMENTS(fields)];
		struct letter_facts facts;
		g_autoptr(GError) error = NULL;
		letter_facts_sample(&facts, letters[l].letter,
				    letters[l].guard);
		if (field->day)
			G_STRUCT_MEMBER(guint32, &facts, field->offset) =
				DAY_NONE;
		else
			G_STRUCT_MEMBER(const char *, &facts, field->offset) =
				" ";
		g_autoptr(own_notice) notice =
			compose(templates, letters[l].letter, &facts, &error);
		if ((notice == NULL) != is_required(field, l))
			fail_msg("letter %zu, %s", l, field->name);
		if (notice || letters[l].letter == LETTER_RECEIPT)
			continue;
		const char *provision =
			letters[l].letter == LETTER_ACKNOWLEDGE_2
				? field->provision_2
				: field->provision_1;
		assert_true(fault_is(error, FAULT_SETUP));
		if (!strstr(error->message, provision))
			fail_msg("%s: %s", field->name, error->message);
	}
}

static void
test_carriage(void **state)
{
	static const char *const bad[] = {"", "x", "a@b\r\nBcc: c@d", "a b@c"};

	(void)state;
	for (gsize i = 0; i < 3 * G_N_ELEMENTS(bad); i++) {
		struct letter_facts facts;
		g_autoptr(GError) error = NULL;
		const char **slots[] = {&facts.to, &facts.from,
					&facts.reply_to};
		letter_facts_sample(&facts, LETTER_RECEIPT, FALSE);
		*slots[i % 3] = bad[i / 3];
		assert_null(compose(templates, LETTER_RECEIPT, &facts, &error));
		assert_true(fault_is(error, FAULT_INPUT));
	}
}

static void
test_guard_quotes(void **state)
{
	struct letter_facts facts;

	(void)state;
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, TRUE);
	facts.responsibility = "All of it is ours.";
	g_autoptr(own_notice) notice =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	assert_non_null(strstr(notice->body,
			       "You told us\n\n> 1. The boiler has been"));
	assert_non_null(strstr(notice->body, "\n> 2. Nobody came"));
	assert_non_null(strstr(notice->body, "\n> 1. I want the boiler"));
	assert_null(strstr(notice->body, "All of it is ours"));
	assert_non_null(strstr(notice->body, "Thursday 26 November 2026"));
}

static void
test_question_instead_of_outcomes(void **state)
{
	struct letter_facts facts;

	(void)state;
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, TRUE);
	facts.outcomes = "You have not told us yet.";
	facts.clarification = "What would you like?";
	g_autoptr(own_notice) notice =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	assert_non_null(strstr(notice->body, "\nYou have not told us yet."));
	assert_non_null(strstr(notice->body,
			       "We have a question for you\n\nWhat would"));
}

static void
test_names(void **state)
{
	static const struct {
		const char *given;
		const char *greeting;
	} rows[] = {
		{"Jo Resident", "Dear Jo Resident\n"},
		{"  Mrs. A.  O'Neill-Smith ", "Dear Mrs. A. O'Neill-Smith\n"},
		{"Łukasz Żak", "Dear Łukasz Żak\n"},
		{"محمد علي", "Dear محمد علي\n"},
		{"", "Hello\n"},
		{NULL, "Hello\n"},
		{"jo@example.org", "Hello\n"},
		{"Claim at win.example", "Hello\n"},
		{"https://win.example", "Hello\n"},
		{"You have won a great big prize", "Hello\n"},
		{"Call 0900 123", "Hello\n"},
		{"{{definition}}", "Hello\n"},
		{"Jo\r\nBcc: all@example.org", "Hello\n"},
		{"\u202eoJ tnediseR", "Dear oJ tnediseR\n"},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct letter_facts facts;
		letter_facts_sample(&facts, LETTER_RECEIPT, FALSE);
		facts.to_name = rows[i].given;
		g_autoptr(own_notice) notice =
			compose(templates, LETTER_RECEIPT, &facts, NULL);
		assert_non_null(notice);
		if (!g_str_has_prefix(notice->body, rows[i].greeting))
			fail_msg("%s: %s", rows[i].given, notice->body);
	}
}

static void
test_words_of_staff(void **state)
{
	struct letter_facts facts;
	g_autoptr(GError) error = NULL;

	(void)state;
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, FALSE);
	facts.definition = "1. You told me it was an informal complaint.";
	g_autoptr(own_notice) quoted =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	assert_non_null(quoted);
	facts.responsibility = "This is an informal complaint.";
	assert_null(compose(templates, LETTER_ACKNOWLEDGE_1, &facts, &error));
	assert_true(fault_is(error, FAULT_INPUT));
	assert_non_null(strstr(error->message, "5.2"));
}

static void
test_text_is_data(void **state)
{
	struct letter_facts facts;

	(void)state;
	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, FALSE);
	facts.definition = "{{ombudsman}} {{#ref}} =cmd|' <b>\u202ebidi";
	g_autoptr(own_notice) notice =
		compose(templates, LETTER_ACKNOWLEDGE_1, &facts, NULL);
	assert_non_null(strstr(notice->body,
			       "\n{{ombudsman}} {{#ref}} =cmd|' <b>bidi\n"));
	assert_null(strstr(notice->subject, "cmd"));
}

/* --- bytes --------------------------------------------------------------*/

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
	for (gsize i = 0; i < 3; i++) {
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples_leave),
		cmocka_unit_test(test_each_field_removed),
		cmocka_unit_test(test_carriage),
		cmocka_unit_test(test_guard_quotes),
		cmocka_unit_test(test_question_instead_of_outcomes),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_words_of_staff),
		cmocka_unit_test(test_text_is_data),
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_odd_characters),
		cmocka_unit_test(test_identifiers),
		cmocka_unit_test(test_many_references),
	};

	return cmocka_run_group_tests_name("compose", tests, setup, teardown);
}
