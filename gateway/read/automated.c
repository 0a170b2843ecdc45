/*
 * One rule after the other, the surest first; the first that applies says
 * why. What no rule claims was written by a person.
 */
#include "read/automated.h"

#include <string.h>

#include "model/ref.h"
#include "read/automated_fields.h"
#include "read/automated_words.h"
#include "read/bounce.h"
#include "read/calendar.h"
#include "read/group.h"
#include "read/phrase.h"

/* What the rules look at. */
struct look {
	const struct head *head;
	const struct part *root;
	const struct body *body;
	const struct message *message;
	char *subject; /* folded */
	char *text;    /* the beginning, folded */
	char *opening; /* its first words, folded */
	char *from;    /* name and address, folded */
	const char *why;
};

static gboolean
says(struct look *l, const char *why)
{
	l->why = why;
	return TRUE;
}

static gboolean
is_daemon(const struct look *l)
{
	return phrase_in(l->from, words_daemon) != NULL;
}

static gboolean
null_sender(const struct look *l)
{
	return g_str_equal(l->message->return_path, "<>");
}

/* "Re:" in front: a person answered, whatever stands behind it. */
static gboolean
is_reply_by_person(const struct look *l)
{
	static const char *const marks[] = {
		"re:",	 "re :", "aw:",	 "sv:", "odp:", "ynt:",
		"antw:", "fw:",	 "fwd:", "wg:", "tr:",	"atb:",
		"rv:",	 "enc:", "pd:",	 "vs:", NULL};

	return phrase_starts(l->subject, marks) != NULL;
}

static gboolean
is_answer(const struct look *l)
{
	return head_has(l->head, "In-Reply-To") ||
	       head_has(l->head, "References");
}

/* An Auto-Submitted that is not "no". */
static gboolean
is_submitted(const struct look *l)
{
	const char *value = head_raw(l->head, "Auto-Submitted");

	return value != NULL && *value != '\0' &&
	       !head_is(l->head, "Auto-Submitted", "no");
}

static gboolean
is_loop(struct look *l)
{
	const char *id = l->message->message_id;
	g_autofree char *head = g_strndup(id, REF_TOKEN_CHARS);
	g_autoptr(GPtrArray) found = NULL;

	if (head_has(l->head, "X-Postroom-Letter"))
		return says(l, "It is a letter of ours that came back.");
	found = ref_find_tokens(head);
	if (found->len > 0 && strlen(id) > REF_TOKEN_CHARS)
		return says(l, "Its Message-ID is one of ours.");
	return FALSE;
}

static gboolean
is_spam_report(struct look *l)
{
	if ((l->body->report != NULL &&
	     part_is(l->body->report, "message/feedback-report")) ||
	    g_str_equal(l->root->report, "feedback-report"))
		return says(l, "It is a spam report (RFC 5965).");
	if (head_has(l->head, "X-HmXmrOriginalRecipient"))
		return says(l, "It is a spam report of a mail provider.");
	return FALSE;
}

static gboolean
is_receipt(struct look *l)
{
	if ((l->body->report != NULL &&
	     part_is(l->body->report, "message/disposition-notification")) ||
	    g_str_equal(l->root->report, "disposition-notification"))
		return says(l, "It is a receipt of a mail program (MDN).");
	if (phrase_starts(l->subject, words_receipt_subject) != NULL &&
	    phrase_starts(l->opening, words_receipt_opening) != NULL &&
	    phrase_in(l->text, words_receipt_text) != NULL)
		return says(l, "It is a receipt of a mail program.");
	return FALSE;
}

static gboolean
is_report(const struct look *l)
{
	return l->body->report != NULL ||
	       (part_is(l->root, "multipart/report") &&
		(g_str_equal(l->root->report, "delivery-status") ||
		 *l->root->report == '\0'));
}

/* What mail servers say to each other. */
static gboolean
holds_code(const struct look *l)
{
	static const char *const codes[] = {"550",  "551",  "552",  "553",
					    "554",  "5.1.", "5.2.", "5.7.",
					    "4.4.", NULL};

	return phrase_in(l->text, codes) != NULL;
}

/* An address in the text that is not the sender's own. */
static gboolean
names_another(const struct look *l)
{
	const char *own = l->message->from->address;
	g_auto(GStrv) pieces = NULL;
	gsize i;

	if (*own == '\0')
		return strchr(l->message->text, '@') != NULL;
	pieces = g_strsplit(l->message->text, own, 100);
	for (i = 0; pieces[i] != NULL; i++)
		if (strchr(pieces[i], '@') != NULL)
			return TRUE;
	return FALSE;
}

/* A technical word at the very start; one that people use of parcels as well
 * counts only if an address is named, one of web sites only beside a code. */
static gboolean
opens_as_bounce(const struct look *l)
{
	static const char *const web[] = {"user unknown", "unknown user", NULL};
	static const char *const ordinary[] = {"could not deliver",
					       "failed to deliver",
					       "delivery failed",
					       "unable to deliver",
					       "not delivered to",
					       "could not be delivered to",
					       NULL};
	const char *word = phrase_in(l->opening, words_bounce_sure);

	if (word == NULL)
		return FALSE;
	if (phrase_equals(word, web) != NULL)
		return holds_code(l);
	return phrase_equals(word, ordinary) == NULL || names_another(l);
}

/* What mail systems say that write no report. Without their name or their
 * null sender it takes the subject and a technical word at the very start:
 * people quote bounces too, but they say something first. */
static gboolean
is_told_bounce(struct look *l)
{
	gboolean subject = phrase_in(l->subject, words_bounce_subject) != NULL;
	guint text = phrase_count(l->text, words_bounce_text);

	if (phrase_in(l->from, words_daemon_sure) != NULL)
		return says(l, "A mail system sent it.");
	if (is_daemon(l) && (subject || text > 0 || null_sender(l)))
		return says(l, "A mail system says that a mail failed.");
	if (null_sender(l) && (subject || text > 1))
		return says(l, "It has no return path and speaks of a failed "
			       "mail.");
	if (subject && (opens_as_bounce(l) || is_submitted(l)))
		return says(l, "It speaks of a failed mail as programs do.");
	return FALSE;
}

static gboolean
is_bounce(struct look *l)
{
	if (is_report(l))
		return says(l, "It is a delivery report (RFC 3464).");
	if (head_has(l->head, "X-Failed-Recipients") ||
	    head_has(l->head, "X-MS-Exchange-Message-Is-Ndr"))
		return says(l, "Its header names failed recipients.");
	return !is_reply_by_person(l) && is_told_bounce(l);
}

static gboolean
is_calendar(struct look *l)
{
	if (l->body->calendar == NULL ||
	    calendar_has_words(l->body->calendar, l->message))
		return FALSE;
	return says(l, "It is a calendar invitation or an answer to one.");
}

static gboolean
is_list(struct look *l)
{
	return group_is_list(l->head, l->message, &l->why);
}

/* Signs by which programs set their words apart from the old subject. */
static gboolean
is_set_apart(const char *rest)
{
	static const char *const signs[] = {
		":",	      "-",   "(",     ")",	   "[",
		"]",	      "!",   "|",     "/",	   "*",
		"：",	      "–",   "from ", "autoreply", "auto-reply",
		"auto reply", "re:", "】",    "］",	   NULL};

	return phrase_starts(rest, signs) != NULL;
}

static gboolean
speaks_of_absence(const struct look *l)
{
	return phrase_in(l->text, words_away) != NULL &&
	       phrase_in(l->text, words_return) != NULL;
}

/* What people ask for or tell of who write from home; no program does. */
static gboolean
is_from_home(const struct look *l)
{
	static const char *const words[] = {
		"contact me",  "call me",	 "ring me",	"phone me",
		"nobody ",     "no one ",	 "every time",	"i get ",
		"still wait",  "your officer",	 "my husband",	"my wife",
		"my mother",   "my daughter",	 "my son ",	"my neighbour",
		"please come", "do not come",	 "don't come",	"the key",
		"the flat",    "from the house", "my landlord", NULL};

	return phrase_in(l->text, words) != NULL;
}

/* Of the writer's own absence. */
static gboolean
tells_absence(const struct look *l)
{
	return !is_from_home(l) &&
	       (phrase_in(l->text, words_return_sure) != NULL ||
		phrase_in(l->text, words_away) != NULL);
}

/* Past a bracket that opens the subject. */
static const char *
past_bracket(const char *subject)
{
	static const char *const brackets[] = {"[", "【", "(", "［", "<", NULL};
	const char *open = phrase_starts(subject, brackets);

	return open == NULL ? subject : subject + strlen(open);
}

static gboolean
is_weak_subject(const struct look *l)
{
	const char *word = phrase_starts(l->subject, words_reply_subject_weak);
	const char *rest;

	if (word == NULL || !speaks_of_absence(l))
		return FALSE;
	rest = l->subject + strlen(word);
	rest += strspn(rest, " .");
	return *rest == '\0' ? phrase_in(l->text, words_return_sure) != NULL
			     : is_set_apart(rest);
}

/* The subject begins with a phrase that is set apart, as programs do and
 * people do not; or it is nothing else, and the text is of an absence. */
static gboolean
is_reply_subject(const struct look *l)
{
	const char *subject = past_bracket(l->subject);
	const char *const *p;

	for (p = words_reply_subject; *p != NULL; p++) {
		const char *rest;

		if (!g_str_has_prefix(subject, *p) &&
		    !g_str_has_prefix(l->subject, *p))
			continue;
		rest = (g_str_has_prefix(subject, *p) ? subject : l->subject) +
		       strlen(*p);
		rest += strspn(rest, " .");
		if (g_str_equal(*p, "auto:"))
			return tells_absence(l);
		if (g_str_has_suffix(*p, ":") || is_set_apart(rest))
			return TRUE;
		if (*rest == '\0' && tells_absence(l))
			return TRUE;
	}
	return is_weak_subject(l);
}

/* Thanks for a mail, an absence, and two of the things that programs are
 * told to say: people who are away say one of them. */
static gboolean
is_form_of_absence(const struct look *l)
{
	return strlen(l->message->text) < 1500 && !is_from_home(l) &&
	       (phrase_in(l->opening, words_thanks) != NULL || is_answer(l)) &&
	       phrase_in(l->opening, words_away) != NULL &&
	       phrase_count(l->text, words_return_sure) >= 2;
}

/* "… an automated response problem" says it of something else. */
static gboolean
ends_there(const char *rest)
{
	static const char *const words[] = {
		" to ",	    " from",	" and ",   " by ",    " as ",
		" that ",   " because", " please", " for ",   " sent",
		" gen",	    " mess",	" email",  " e-mail", " reply",
		" respons", " notif",	" mail",   " which",  " in ",
		" confirm", " acknow",	" of ",	   " until",  " due",
		" i ",	    " we ",	" thank",  " do ",    " (",
		" -",	    NULL};

	return *rest != ' ' || !g_ascii_isalpha(rest[1]) ||
	       phrase_starts(rest, words) != NULL;
}

/* Where a phrase of the table begins the text, or a sentence near its start;
 * within a sentence it is what a person complains of. NULL if nowhere. */
static const char *
sentence_of(const struct look *l, const char *const *table)
{
	const char *phrase = phrase_in(l->opening, table);
	const char *at = phrase == NULL ? NULL : strstr(l->opening, phrase);
	const char *before = at;

	if (at == NULL || (g_str_has_prefix(phrase, "this is ") &&
			   !ends_there(at + strlen(phrase))))
		return NULL;
	while (before > l->opening && before[-1] == ' ')
		before--;
	if (before == l->opening || strchr(".!*-([_=#", before[-1]) != NULL)
		return at;
	return NULL;
}

static gboolean
says_so_itself(const struct look *l)
{
	const char *at = sentence_of(l, words_reply_sure);

	return at != NULL && (!is_reply_by_person(l) || at - l->opening < 80);
}

/* A machine that answers a mail and wants no answer. */
static gboolean
answers_as_machine(const struct look *l)
{
	return is_answer(l) && sentence_of(l, words_message_sure) != NULL;
}

static gboolean
is_auto_reply(struct look *l)
{
	if (head_is(l->head, "Auto-Submitted", "auto-replied") ||
	    head_is(l->head, "Auto-Submitted", "vacation") ||
	    (is_submitted(l) &&
	     head_has(l->head, "X-MS-Exchange-Inbox-Rules-Loop")))
		return says(l, "Its header says that it is an automatic "
			       "reply (RFC 3834).");
	if (automated_replies(l->head))
		return says(l, "Its header is that of an automatic reply.");
	if (is_reply_subject(l) ||
	    phrase_in(l->subject, words_reply_subject_sure) != NULL)
		return says(l, "Its subject is that of an automatic reply.");
	if (says_so_itself(l) || answers_as_machine(l))
		return says(l, "It says of itself that it is an automatic "
			       "reply.");
	if ((null_sender(l) || is_submitted(l) ||
	     head_is(l->head, "X-Auto-Response-Suppress", "all")) &&
	    speaks_of_absence(l))
		return says(l, "A program sent it, and it speaks of an "
			       "absence.");
	if (is_form_of_absence(l))
		return says(l, "It is worded as a notice of absence.");
	return FALSE;
}

/* A web form's relay: a program sent it, a person can be answered, and the
 * text is the form's. */
static gboolean
is_relayed_form(const struct look *l)
{
	static const char *const labels[] = {
		"name:",	"email:",    "e-mail:",	 "message:",
		"telephone:",	"phone:",    "address:", "postcode:",
		"enquiry:",	"comments:", "details:", "complaint:",
		"description:", "enw:",	     "neges:",	 NULL};
	const struct address *reply =
		l->message->reply_to->len > 0
			? g_ptr_array_index(l->message->reply_to, 0)
			: NULL;

	return phrase_count(l->text, labels) >= 2 &&
	       (reply == NULL || *reply->address == '\0' ||
		g_ascii_strcasecmp(reply->address, l->message->from->address) !=
			0);
}

/* It says first of all that it is a machine's, and nobody can answer it. */
static gboolean
says_it_is_a_notice(const struct look *l)
{
	static const char *const openings[] = {"this is an automated message",
					       "this is an automated email",
					       "this is an automated e-mail",
					       "this is an automated notif",
					       "this is an automatically",
					       "this is an automatic message",
					       "this is an automatic email",
					       "this is an automatic notif",
					       NULL};
	static const char *const senders[] = {
		"noreply@",	 "no-reply@",	  "no_reply@", "donotreply@",
		"do-not-reply@", "do_not_reply@", NULL};

	return phrase_starts(l->opening, openings) != NULL &&
	       phrase_in(l->from, senders) != NULL &&
	       l->message->reply_to->len == 0 && !is_relayed_form(l);
}

static gboolean
is_notice(struct look *l)
{
	if (is_submitted(l) && !is_relayed_form(l))
		return says(l, "Its header says that no person sent it "
			       "(RFC 3834).");
	if (says_it_is_a_notice(l))
		return says(l, "It says of itself that a machine made it, and "
			       "its address takes no answers.");
	if (head_has(l->head, "X-Cron-Env") ||
	    phrase_starts(l->subject, words_system_subject) != NULL)
		return says(l, "It is the output of a program that watches or "
			       "reports.");
	if (head_is(l->head, "X-FC-MachineGenerated", "true") ||
	    (automated_makes(l->head) && !is_relayed_form(l)))
		return says(l, "Its header says that a machine made it.");
	if (phrase_count(l->text, words_challenge_text) >=
		    (is_reply_by_person(l) ? 2 : 1) &&
	    head_has(l->head, "In-Reply-To"))
		return says(l, "It asks to confirm a mail of ours.");
	if (null_sender(l) && !is_relayed_form(l) &&
	    !head_is(l->head, "Auto-Submitted", "no"))
		return says(l, "It has no return path, so that nobody can "
			       "be answered.");
	return FALSE;
}

struct rule {
	enum automated kind;
	gboolean (*applies)(struct look *look);
};

static const struct rule rules[] = {
	{AUTOMATED_LOOP, is_loop},
	{AUTOMATED_SPAM_REPORT, is_spam_report},
	{AUTOMATED_NOTICE, is_receipt},
	{AUTOMATED_BOUNCE, is_bounce},
	{AUTOMATED_CALENDAR, is_calendar},
	{AUTOMATED_REPLY, is_auto_reply},
	{AUTOMATED_LIST, is_list},
	{AUTOMATED_NOTICE, is_notice},
};

static gboolean
has_listed_value(const char *raw, const char *const *values)
{
	g_auto(GStrv) words = g_strsplit_set(raw, ", ;\t", 32);
	gsize i;

	for (i = 0; words[i] != NULL; i++) {
		g_autofree char *low = g_ascii_strdown(words[i], -1);

		if (phrase_equals(low, values) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* A Precedence that a group has added says nothing of the person's wish. */
static gboolean
asks_for_silence(const struct head *head, gboolean own_group)
{
	static const char *const precedence[] = {"bulk", "junk", "list", NULL};
	static const char *const suppress[] = {"all", "autoreply", NULL};
	const char *a = head_raw(head, "Precedence");
	const char *b = head_raw(head, "X-Auto-Response-Suppress");

	return (a != NULL && !own_group && has_listed_value(a, precedence)) ||
	       (b != NULL && has_listed_value(b, suppress));
}

/* "Auto-Submitted: no" is a person's word for it; only what a program alone
 * can make is stronger. */
static gboolean
is_open_to(const struct look *l, enum automated kind)
{
	return !head_is(l->head, "Auto-Submitted", "no") ||
	       kind == AUTOMATED_LOOP || kind == AUTOMATED_SPAM_REPORT ||
	       kind == AUTOMATED_CALENDAR || kind == AUTOMATED_LIST ||
	       (kind == AUTOMATED_BOUNCE && l->body->report != NULL);
}

/* A person's mail that bears a machine's sign. */
static void
tell_doubts(const struct head *head, const struct body *body,
	    struct message *message)
{
	if (group_is_own(head, message))
		message_problem(message, "It came through a group that is "
					 "itself the address written to; it "
					 "was read as a person's mail.");
	if (body->calendar != NULL)
		message_problem(message, "It answers a calendar invitation, "
					 "with words of the person's own.");
}

void
automated_read(const struct head *head, const struct part *root,
	       const struct body *body, struct message *message)
{
	g_autofree char *who = g_strdup_printf("%s %s", message->from->name,
					       message->from->address);
	struct look l = {head,
			 root,
			 body,
			 message,
			 phrase_fold(message->subject, 200),
			 phrase_fold(message->text, 1500),
			 phrase_fold(*message->new_text == '\0'
					     ? message->text
					     : message->new_text,
				     300),
			 phrase_fold(who, 300),
			 ""};
	gsize i;

	message->do_not_answer =
		asks_for_silence(head, group_is_own(head, message));
	for (i = 0; i < G_N_ELEMENTS(rules); i++) {
		if (!is_open_to(&l, rules[i].kind) || !rules[i].applies(&l))
			continue;
		message->automated = rules[i].kind;
		g_free(message->automated_why);
		message->automated_why = g_strdup(l.why);
		break;
	}
	if (message->automated == AUTOMATED_NO)
		tell_doubts(head, body, message);
	g_free(l.subject);
	g_free(l.text);
	g_free(l.opening);
	g_free(l.from);
}
