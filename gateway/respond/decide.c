/*
 * Reasons for silence are tried in the order of the enum: first what no
 * person wrote, then whom we must not reach, then whom we cannot, and last
 * what holds only the letters that nobody releases.
 */
#include "respond/decide.h"

#include "base/limits.h"
#include "base/text.h"

static const struct {
	const char *name;
	const char *words;
	gboolean person; /* a person wrote and waits */
} table[SILENCE_COUNT] = {
	[ANSWER] = {"answer", "It may be answered.", FALSE},
	[SILENCE_OURSELVES] = {"ourselves",
			       "It came from one of our own addresses.", FALSE},
	[SILENCE_BOUNCE] = {"bounce", "It reports that mail was not delivered.",
			    FALSE},
	[SILENCE_LIST] = {"list", "It came through a mailing list.", FALSE},
	[SILENCE_AUTOMATED] = {"automated", "A machine sent it.", FALSE},
	[SILENCE_OMBUDSMAN] = {"ombudsman",
			       "The Ombudsman wrote it. The liaison officer "
			       "answers, and nothing goes by itself.",
			       FALSE},
	[SILENCE_UNSAFE] = {"unsafe",
			    "It may not be safe for the resident to get an "
			    "answer. Telephone, or ask how to reach them.",
			    TRUE},
	[SILENCE_STAFF] = {"staff",
			   "A colleague wrote it. Find out who the resident "
			   "is, and answer them.",
			   TRUE},
	[SILENCE_NO_ADDRESS] = {"no-address",
				"It gives no address that a person reads.",
				TRUE},
	[SILENCE_BAD_ADDRESS] = {"bad-address",
				 "The address it gives cannot be written to.",
				 TRUE},
	[SILENCE_NULL_SENDER] = {"null-sender",
				 "Its envelope names no sender, so that "
				 "nobody may answer it automatically.",
				 TRUE},
	[SILENCE_AUTHORITY] = {"authority",
			       "A representative wrote it, and no authority "
			       "is recorded. The letter goes to the resident.",
			       TRUE},
	[SILENCE_ASKED] = {"asked", "It asks for no automatic answer.", TRUE},
	[SILENCE_OLD] = {"old",
			 "It is older than the day on which this mailbox was "
			 "connected, or the mail server had put it among the "
			 "junk.",
			 TRUE},
	[SILENCE_TOO_MANY] = {"too-many",
			      "This address has had as many letters lately as "
			      "it may get without a person.",
			      TRUE},
	[SILENCE_FLOOD] = {"flood",
			   "So many letters have gone out lately that a person "
			   "must look whether they should.",
			   TRUE},
};

const char *
silence_name(enum silence silence)
{
	return table[silence].name;
}

enum silence
silence_of(const char *name)
{
	for (enum silence s = 0; name && s < SILENCE_COUNT; s++)
		if (g_str_equal(table[s].name, name))
			return s;
	return SILENCE_COUNT;
}

const char *
silence_words(enum silence silence)
{
	return table[silence].words;
}

static gboolean
in_list(const GPtrArray *list, const char *address)
{
	const char *domain = strrchr(address, '@');

	for (guint i = 0; list && i < list->len; i++) {
		const char *entry = list->pdata[i];
		const char *found = *entry == '@' ? domain : address;
		if (found && g_ascii_strcasecmp(entry, found) == 0)
			return TRUE;
	}
	return FALSE;
}

/* The names that list programs write with (RFC 3834, 2). */
static gboolean
is_list(const char *address)
{
	const char *at = strchr(address, '@');
	g_autofree char *local = g_ascii_strdown(
		address, at ? (gssize)(at - address) : (gssize)-1);

	return g_str_has_prefix(local, "owner-") ||
	       g_str_has_suffix(local, "-request") ||
	       g_str_has_suffix(local, "-bounces") ||
	       g_str_has_suffix(local, "-owner");
}

/* Whole local parts, and pieces of them, in lower case and without hyphens,
 * dots and underscores. */
gboolean
address_is_robot(const char *address)
{
	static const char *const whole[] = {
		"mailerdaemon", "postmaster", "bounce",	   "bounces",
		"autoreply",	"automailer", "listserv",  "majordomo",
		"dontreply",	"noreplies",  "automated", NULL};
	static const char *const within[] = {"noreply", "donotreply",
					     "mailerdaemon", NULL};
	const char *at = strchr(address, '@');
	g_autofree char *local = g_ascii_strdown(
		address, at ? (gssize)(at - address) : (gssize)-1);
	g_autoptr(GString) bare = g_string_new(NULL);

	for (const char *c = local; *c; c++)
		if (!strchr("-._", *c))
			g_string_append_c(bare, *c);
	for (guint i = 0; within[i]; i++)
		if (strstr(bare->str, within[i]))
			return TRUE;
	return g_strv_contains(whole, bare->str) || is_list(address);
}

static gboolean
is_person(const struct answer_facts *facts, const struct address *address)
{
	return *address->address && !address_is_robot(address->address) &&
	       !in_list(facts->own, address->address) &&
	       !in_list(facts->staff, address->address);
}

static const struct address nobody = {(char *)"", (char *)""};

/* The one Reply-To that a form gives; two are nobody. */
static const struct address *
reply_to_person(const struct answer_facts *facts)
{
	const GPtrArray *list = facts->message->reply_to;
	const struct address *address = list->len == 1 ? list->pdata[0] : NULL;

	return address && is_person(facts, address) ? address : &nobody;
}

static const struct address *
forwarded_person(const struct answer_facts *facts)
{
	const struct forwarded *inner = facts->message->forwarded;

	return inner && inner->from && is_person(facts, inner->from)
		       ? inner->from
		       : &nobody;
}

const struct address *
answer_address(const struct answer_facts *facts)
{
	const struct address *from = facts->message->from;

	if (in_list(facts->own, from->address))
		return facts->message->forwarded ? forwarded_person(facts)
						 : reply_to_person(facts);
	if (in_list(facts->staff, from->address))
		return forwarded_person(facts);
	if (*from->address && address_is_robot(from->address))
		return reply_to_person(facts);
	return from;
}

static enum silence
silence_of_machine(const struct answer_facts *facts)
{
	switch (facts->message->automated) {
	case AUTOMATED_NO:
	case AUTOMATED_COUNT:
		return is_list(facts->message->return_path) ? SILENCE_LIST
							    : ANSWER;
	case AUTOMATED_LOOP:
		return SILENCE_OURSELVES;
	case AUTOMATED_BOUNCE:
		return SILENCE_BOUNCE;
	case AUTOMATED_LIST:
		return SILENCE_LIST;
	case AUTOMATED_REPLY:
	case AUTOMATED_SPAM_REPORT:
	case AUTOMATED_NOTICE:
	case AUTOMATED_CALENDAR:
		break;
	}
	return facts->by_person ? ANSWER : SILENCE_AUTOMATED;
}

/* Why the sender as such gets nothing. */
static enum silence
silence_of_sender(const struct answer_facts *facts, const struct address *to)
{
	const char *from = facts->message->from->address;

	if (in_list(facts->own, from) && !*to->address)
		return SILENCE_OURSELVES;
	if (facts->ombudsman && !facts->by_person)
		return SILENCE_OMBUDSMAN;
	if (facts->unsafe_contact)
		return SILENCE_UNSAFE;
	if (in_list(facts->staff, from) && !*to->address)
		return SILENCE_STAFF;
	if (!*to->address)
		return SILENCE_NO_ADDRESS;
	return text_is_address(to->address) ? ANSWER : SILENCE_BAD_ADDRESS;
}

/* To a representative without authority go a bare receipt and the form, and
 * nothing that tells of the case (domain.md 10.9). */
static gboolean
tells_stranger(const struct answer_facts *facts)
{
	return facts->representative && !facts->authority &&
	       facts->letter != LETTER_RECEIPT &&
	       facts->letter != LETTER_AUTHORITY;
}

static gboolean
is_flood(const struct answer_facts *facts)
{
	guint homes = facts->homes * LIMIT_LETTERS_PER_HOME;

	return facts->traffic.all_hour >=
		       MAX(homes, LIMIT_ALL_LETTERS_PER_HOUR) ||
	       facts->traffic.all_day >=
		       MAX(2 * homes, LIMIT_ALL_LETTERS_PER_DAY);
}

static enum silence
silence_of_traffic(const struct answer_facts *facts)
{
	const struct traffic *t = &facts->traffic;

	if (t->hour >= LIMIT_LETTERS_PER_HOUR ||
	    t->day >= LIMIT_LETTERS_PER_DAY ||
	    t->week >= LIMIT_LETTERS_PER_WEEK)
		return SILENCE_TOO_MANY;
	return is_flood(facts) ? SILENCE_FLOOD : ANSWER;
}

/* What holds a letter that no person has released. */
static enum silence
silence_of_automat(const struct answer_facts *facts)
{
	if (g_str_equal(facts->message->return_path, "<>"))
		return SILENCE_NULL_SENDER;
	if (tells_stranger(facts))
		return SILENCE_AUTHORITY;
	if (facts->message->do_not_answer)
		return SILENCE_ASKED;
	if (!facts->may_answer)
		return SILENCE_OLD;
	return silence_of_traffic(facts);
}

struct answer *
decide(const struct answer_facts *facts)
{
	struct answer *answer = g_new0(struct answer, 1);
	const struct address *to = answer_address(facts);

	answer->to = g_strdup(to->address);
	answer->to_name = g_strdup(to->name);
	answer->silence = silence_of_machine(facts);
	if (answer->silence == ANSWER)
		answer->silence = silence_of_sender(facts, to);
	if (answer->silence == ANSWER && !facts->by_person)
		answer->silence = silence_of_automat(facts);
	answer->owed = table[answer->silence].person &&
		       (answer->silence != SILENCE_OLD ||
			facts->letter != LETTER_RECEIPT);
	return answer;
}

void
answer_free(struct answer *answer)
{
	if (!answer)
		return;
	g_free(answer->to);
	g_free(answer->to_name);
	g_free(answer);
}
