/*
 * Whom we answer. The rows are the mistakes of peers.md 1, the mail rules of
 * RFC 3834 and RFC 5230, and domain.md 10.6, 10.9 and 10.14.
 */
#include "unit/unit.h"

#include "base/limits.h"
#include "respond/decide.h"

struct row {
	const char *words;
	/* the message */
	const char *from;
	const char *reply_to; /* parts divided by a space */
	const char *return_path;
	const char *inner; /* From of a forwarded message; NULL if none */
	enum automated automated;
	gboolean do_not_answer;
	/* what is known */
	enum letter letter;
	gboolean unsafe, representative, authority, old, by_person;
	struct traffic traffic;
	guint homes;
	/* what must come of it */
	enum silence silence;
	gboolean owed;
	const char *to;
};

#define JO "jo@example.org"

static const struct row rows[] = {
	{.words = "a resident", .from = JO, .to = JO},
	{.words = "Reply-To of a person is not believed",
	 .from = JO,
	 .reply_to = "other@example.com",
	 .to = JO},
	{.words = "an envelope sender that differs",
	 .from = JO,
	 .return_path = "bounce-77@mailer.example",
	 .to = JO},
	{.words = "a web form: the one Reply-To",
	 .from = "no-reply@forms.example",
	 .reply_to = JO,
	 .to = JO},
	{.words = "a web form that writes as us",
	 .from = "complaints@landlord.example",
	 .reply_to = JO,
	 .to = JO},
	{.words = "a web form with two Reply-To",
	 .from = "noreply@forms.example",
	 .reply_to = JO " kim@example.org",
	 .silence = SILENCE_NO_ADDRESS,
	 .owed = TRUE,
	 .to = ""},
	{.words = "a web form whose Reply-To is a robot",
	 .from = "DoNotReply@forms.example",
	 .reply_to = "no_reply@forms.example",
	 .silence = SILENCE_NO_ADDRESS,
	 .owed = TRUE,
	 .to = ""},
	{.words = "a web form whose Reply-To is ours",
	 .from = "noreply@forms.example",
	 .reply_to = "Complaints@Landlord.example",
	 .silence = SILENCE_NO_ADDRESS,
	 .owed = TRUE,
	 .to = ""},
	{.words = "no From at all",
	 .from = "",
	 .return_path = JO,
	 .silence = SILENCE_NO_ADDRESS,
	 .owed = TRUE,
	 .to = ""},
	{.words = "an address that smuggles a command",
	 .from = "x@b> NOTIFY=NEVER",
	 .silence = SILENCE_BAD_ADDRESS,
	 .owed = TRUE,
	 .to = "x@b> NOTIFY=NEVER"},
	{.words = "a colleague forwards a resident",
	 .from = "sam@landlord.example",
	 .inner = JO,
	 .to = JO},
	{.words = "our mailbox forwards a resident",
	 .from = "complaints@landlord.example",
	 .inner = JO,
	 .to = JO},
	{.words = "a colleague forwards a colleague",
	 .from = "sam@landlord.example",
	 .inner = "kim@landlord.example",
	 .silence = SILENCE_STAFF,
	 .owed = TRUE,
	 .to = ""},
	{.words = "a colleague writes for a resident",
	 .from = "sam@landlord.example",
	 .silence = SILENCE_STAFF,
	 .owed = TRUE,
	 .to = ""},
	{.words = "a resident forwards something",
	 .from = JO,
	 .inner = "shop@example.com",
	 .to = JO},
	{.words = "from our own address",
	 .from = "complaints@landlord.example",
	 .silence = SILENCE_OURSELVES,
	 .to = ""},
	{.words = "our own mail come back",
	 .from = JO,
	 .automated = AUTOMATED_LOOP,
	 .silence = SILENCE_OURSELVES,
	 .to = JO},
	{.words = "a bounce",
	 .from = "mailer-daemon@example.org",
	 .return_path = "<>",
	 .automated = AUTOMATED_BOUNCE,
	 .silence = SILENCE_BOUNCE,
	 .to = ""},
	{.words = "out of office",
	 .from = JO,
	 .automated = AUTOMATED_REPLY,
	 .silence = SILENCE_AUTOMATED,
	 .to = JO},
	{.words = "a spam report",
	 .from = JO,
	 .automated = AUTOMATED_SPAM_REPORT,
	 .silence = SILENCE_AUTOMATED,
	 .to = JO},
	{.words = "an invitation",
	 .from = JO,
	 .automated = AUTOMATED_CALENDAR,
	 .silence = SILENCE_AUTOMATED,
	 .to = JO},
	{.words = "a notice",
	 .from = JO,
	 .automated = AUTOMATED_NOTICE,
	 .silence = SILENCE_AUTOMATED,
	 .to = JO},
	{.words = "a notice that a person answers",
	 .from = JO,
	 .automated = AUTOMATED_NOTICE,
	 .by_person = TRUE,
	 .to = JO},
	{.words = "a newsletter",
	 .from = JO,
	 .automated = AUTOMATED_LIST,
	 .silence = SILENCE_LIST,
	 .to = JO},
	{.words = "a list, by its envelope: owner-",
	 .from = JO,
	 .return_path = "Owner-tenants@example.org",
	 .silence = SILENCE_LIST,
	 .to = JO},
	{.words = "a list, by its envelope: -request",
	 .from = JO,
	 .return_path = "tenants-request@example.org",
	 .silence = SILENCE_LIST,
	 .to = JO},
	{.words = "an empty envelope sender",
	 .from = JO,
	 .return_path = "<>",
	 .silence = SILENCE_NULL_SENDER,
	 .owed = TRUE,
	 .to = JO},
	{.words = "an empty envelope sender, released by a person",
	 .from = JO,
	 .return_path = "<>",
	 .by_person = TRUE,
	 .to = JO},
	{.words = "asks for no automatic answer",
	 .from = JO,
	 .do_not_answer = TRUE,
	 .silence = SILENCE_ASKED,
	 .owed = TRUE,
	 .to = JO},
	{.words = "the same, released by a person",
	 .from = JO,
	 .do_not_answer = TRUE,
	 .by_person = TRUE,
	 .letter = LETTER_ACKNOWLEDGE_1,
	 .to = JO},
	{.words = "unsafe: a receipt",
	 .from = JO,
	 .unsafe = TRUE,
	 .silence = SILENCE_UNSAFE,
	 .owed = TRUE,
	 .to = JO},
	{.words = "unsafe, although a person releases",
	 .from = JO,
	 .unsafe = TRUE,
	 .by_person = TRUE,
	 .letter = LETTER_ACKNOWLEDGE_1,
	 .silence = SILENCE_UNSAFE,
	 .owed = TRUE,
	 .to = JO},
	{.words = "a representative gets a receipt",
	 .from = JO,
	 .representative = TRUE,
	 .to = JO},
	{.words = "but not the definition",
	 .from = JO,
	 .representative = TRUE,
	 .letter = LETTER_ACKNOWLEDGE_1,
	 .silence = SILENCE_AUTHORITY,
	 .owed = TRUE,
	 .to = JO},
	{.words = "nor at stage 2",
	 .from = JO,
	 .representative = TRUE,
	 .letter = LETTER_ACKNOWLEDGE_2,
	 .silence = SILENCE_AUTHORITY,
	 .owed = TRUE,
	 .to = JO},
	{.words = "unless authority is recorded",
	 .from = JO,
	 .representative = TRUE,
	 .authority = TRUE,
	 .letter = LETTER_ACKNOWLEDGE_1,
	 .to = JO},
	{.words = "old mail gets no receipt and nothing is owed for it",
	 .from = JO,
	 .old = TRUE,
	 .silence = SILENCE_OLD,
	 .to = JO},
	{.words = "old mail is not acknowledged by itself",
	 .from = JO,
	 .old = TRUE,
	 .letter = LETTER_ACKNOWLEDGE_1,
	 .silence = SILENCE_OLD,
	 .owed = TRUE,
	 .to = JO},
	{.words = "an authority's form goes to whoever needs it",
	 .from = JO,
	 .representative = TRUE,
	 .letter = LETTER_AUTHORITY,
	 .to = JO},
	{.words = "the last letter of the hour, the day and the week",
	 .from = JO,
	 .traffic = {.hour = LIMIT_LETTERS_PER_HOUR - 1,
		     .day = LIMIT_LETTERS_PER_DAY - 1,
		     .week = LIMIT_LETTERS_PER_WEEK - 1,
		     .all_hour = LIMIT_ALL_LETTERS_PER_HOUR - 1,
		     .all_day = LIMIT_ALL_LETTERS_PER_DAY - 1},
	 .to = JO},
	{.words = "one too many in an hour is a task, not a silence",
	 .from = JO,
	 .traffic = {.hour = LIMIT_LETTERS_PER_HOUR},
	 .silence = SILENCE_TOO_MANY,
	 .owed = TRUE,
	 .to = JO},
	{.words = "one too many in a day",
	 .from = JO,
	 .traffic = {.day = LIMIT_LETTERS_PER_DAY},
	 .silence = SILENCE_TOO_MANY,
	 .owed = TRUE,
	 .to = JO},
	{.words = "one too many in a week",
	 .from = JO,
	 .traffic = {.week = LIMIT_LETTERS_PER_WEEK},
	 .silence = SILENCE_TOO_MANY,
	 .owed = TRUE,
	 .to = JO},
	{.words = "too many to all in an hour",
	 .from = JO,
	 .traffic = {.all_hour = LIMIT_ALL_LETTERS_PER_HOUR},
	 .silence = SILENCE_FLOOD,
	 .owed = TRUE,
	 .to = JO},
	{.words = "too many to all in a day",
	 .from = JO,
	 .traffic = {.all_day = LIMIT_ALL_LETTERS_PER_DAY},
	 .silence = SILENCE_FLOOD,
	 .owed = TRUE,
	 .to = JO},
	{.words = "a large landlord writes more",
	 .from = JO,
	 .homes = 2 * LIMIT_ALL_LETTERS_PER_HOUR / LIMIT_LETTERS_PER_HOME,
	 .traffic = {.all_hour = LIMIT_ALL_LETTERS_PER_HOUR},
	 .to = JO},
	{.words = "which does not bind people",
	 .from = JO,
	 .traffic = {.day = LIMIT_LETTERS_PER_DAY,
		     .all_day = LIMIT_ALL_LETTERS_PER_DAY},
	 .by_person = TRUE,
	 .to = JO},
};

static struct message *
make_message(const struct row *row)
{
	struct message *message = message_new();
	g_auto(GStrv) replies =
		g_strsplit(row->reply_to ? row->reply_to : "", " ", -1);

	address_free(message->from);
	message->from = address_new("Jo", row->from);
	for (guint i = 0; replies[i] && *replies[i]; i++)
		g_ptr_array_add(message->reply_to, address_new("", replies[i]));
	g_free(message->return_path);
	message->return_path =
		g_strdup(row->return_path ? row->return_path : "");
	message->automated = row->automated;
	message->do_not_answer = row->do_not_answer;
	if (row->inner) {
		message->forwarded = g_new0(struct forwarded, 1);
		message->forwarded->from = address_new("", row->inner);
		message->forwarded->date = G_MININT64;
	}
	return message;
}

static struct answer *
ask(const struct row *row, const struct message *message)
{
	g_autoptr(GPtrArray) own = g_ptr_array_new();
	g_autoptr(GPtrArray) staff = g_ptr_array_new();
	struct answer_facts facts = {.message = message,
				     .letter = row->letter,
				     .own = own,
				     .staff = staff,
				     .traffic = row->traffic,
				     .homes = row->homes,
				     .may_answer = !row->old,
				     .unsafe_contact = row->unsafe,
				     .representative = row->representative,
				     .authority = row->authority,
				     .by_person = row->by_person};

	g_ptr_array_add(own, (char *)"complaints@landlord.example");
	g_ptr_array_add(staff, (char *)"@LANDLORD.example");
	return decide(&facts);
}

static void
test_table(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_message) message = make_message(&rows[i]);
		g_autoptr(own_answer) answer = ask(&rows[i], message);
		if (answer->silence != rows[i].silence ||
		    answer->owed != rows[i].owed ||
		    !g_str_equal(answer->to, rows[i].to))
			fail_msg("%s: %s, %d, \"%s\"", rows[i].words,
				 silence_name(answer->silence), answer->owed,
				 answer->to);
	}
}

static void
test_robots(void **state)
{
	static const struct {
		const char *address;
		gboolean robot;
	} table[] = {
		{"no-reply@x.example", TRUE},
		{"NoReply@x.example", TRUE},
		{"do.not.reply@x.example", TRUE},
		{"noreply-forms@x.example", TRUE},
		{"MAILER-DAEMON@x.example", TRUE},
		{"postmaster@x.example", TRUE},
		{"owner-list@x.example", TRUE},
		{"list-request@x.example", TRUE},
		{"list-bounces@x.example", TRUE},
		{"jo@noreply.example", FALSE},
		{"jo.owner@x.example", FALSE},
		{"requests@x.example", FALSE},
		{"replyjo@x.example", FALSE},
		{"", FALSE},
		{"nobody", FALSE},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		if (address_is_robot(table[i].address) != table[i].robot)
			fail_msg("%s", table[i].address);
}

static void
test_names(void **state)
{
	(void)state;
	for (enum silence s = 0; s < SILENCE_COUNT; s++) {
		assert_int_equal(silence_of(silence_name(s)), s);
		assert_true(g_str_has_suffix(silence_words(s), "."));
	}
	assert_int_equal(silence_of("none such"), SILENCE_COUNT);
	assert_int_equal(silence_of(NULL), SILENCE_COUNT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_robots),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("decide", tests, NULL, NULL);
}
