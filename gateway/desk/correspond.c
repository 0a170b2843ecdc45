/*
 * Between the ledger and respond/: what a letter needs is gathered here,
 * and nowhere is a sentence of a letter written here.
 */
#include "desk/correspond.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/oblige.h"
#include "desk/paper.h"
#include "ledger/history.h"
#include "ledger/item.h"
#include "ledger/outbox.h"
#include "policy/asked.h"
#include "policy/letter.h"
#include "respond/definition.h"
#include "respond/mail.h"

/* For so many seconds the letters to all are not counted anew. */
#define TALLY_SECONDS 60

/* An elected member needs a signed authority only where the policy says so
 * (domain.md 2.1); anybody else's is settled by a person, who records it as
 * the duty met. */
static gboolean
speaks_with_authority(const struct post *post, const struct case_row *row)
{
	g_autoptr(own_duty_row) duty = NULL;

	if ((row->flags & FLAG_BIT(FLAG_ELECTED_MEMBER)) != 0 &&
	    !post->profile->elected_member_needs_authority)
		return TRUE;
	return oblige_find(post, row->id, DUTY_AUTHORITY, &duty, NULL) &&
	       duty != NULL && !duty_is_open(duty);
}

gboolean
correspond_by_mail(const char *channel)
{
	return !g_str_equal(channel, "letter");
}

/* Those to all are counted once a minute, which is enough to stop a flood;
 * those that this process queues are added at once. */
static gboolean
count_letters(const struct post *post, const char *to, struct traffic *traffic,
	      GError **error)
{
	struct tally *tally = post->tally;
	gint64 now = clock_now();

	if (tally->at == 0 || now < tally->at ||
	    now - tally->at > TALLY_SECONDS) {
		if (!outbox_traffic_all(post->ledger, now, &tally->traffic,
					error))
			return FALSE;
		tally->at = now;
	}
	*traffic = tally->traffic;
	return outbox_traffic_to(post->ledger, to, now, traffic, error);
}

struct answer *
correspond_decide(const struct post *post, const struct correspondence *letter,
		  GError **error)
{
	const struct case_row *row = letter->row;
	struct answer_facts facts = {
		.message = letter->message,
		.letter = letter->letter,
		.own = post->own,
		.staff = post->config->staff,
		.may_answer = row->answer,
		.unsafe_contact =
			(row->flags & FLAG_BIT(FLAG_UNSAFE_CONTACT)) != 0,
		.representative =
			(row->flags & FLAG_BIT(FLAG_REPRESENTATIVE)) != 0,
		.authority =
			(row->flags & FLAG_BIT(FLAG_REPRESENTATIVE)) != 0 &&
			speaks_with_authority(post, row),
		.by_person = !g_str_equal(letter->actor, "postroom"),
		.ombudsman = asked_is_theirs(post->profile->ombudsman,
					     letter->message->from->address),
		.homes = (guint)post->config->landlord.homes,
	};
	const struct address *to = answer_address(&facts);

	if (!count_letters(post, to->address, &facts.traffic, error))
		return NULL;
	return decide(&facts);
}

static char *
message_id(const struct case_row *row, const struct correspondence *letter,
	   const char *from)
{
	const char *at = strrchr(from, '@');

	return g_strdup_printf("%s.%s.%" G_GINT64_FORMAT "@%s", row->token,
			       letter_name(letter->letter), g_get_real_time(),
			       at == NULL ? "localhost" : at + 1);
}

/* The day printed in the acknowledgement; before it has left, the last on
 * which the response can be due. */
static guint32
response_due(const struct post *post, const struct case_row *row,
	     gint64 received, GError **error)
{
	g_autoptr(own_duty_row) duty = NULL;

	if (!oblige_find(post, row->id, duty_responding(row->stage), &duty,
			 error))
		return DAY_NONE;
	if (duty != NULL && duty->due_day != DAY_NONE)
		return duty->due_day;
	return duty_response_outer(post->calendar, row->stage,
				   clock_day(received), error);
}

static gboolean
set_dates(const struct post *post, const struct correspondence *letter,
	  struct letter_facts *facts, GError **error)
{
	const struct case_row *row = letter->row;
	int stage = letter_stage(letter->letter);
	gboolean second =
		stage == 2 || (row->stage == 2 && row->escalated != TIME_NONE);
	gint64 received = second ? row->escalated : row->received;

	facts->date = clock_now();
	facts->today = clock_day(facts->date);
	facts->received = clock_day(received);
	if (letter->letter == LETTER_RECEIPT || (stage == 0 && row->stage == 0))
		return TRUE;
	facts->response_due =
		letter_acknowledges(letter->letter)
			? duty_response_due(post->calendar, stage, facts->today,
					    error)
			: response_due(post, row, received, error);
	if (facts->response_due == DAY_NONE)
		return FALSE;
	facts->decide_by =
		duty_definition_due(post->calendar, facts->today, error);
	return facts->decide_by != DAY_NONE;
}

void
correspond_landlord(const struct landlord *landlord, struct letter_facts *facts)
{
	facts->landlord = landlord->name;
	facts->landlord_address = landlord->address;
	facts->landlord_telephone = landlord->telephone;
	facts->emergency = landlord->emergency;
	facts->landlord_email = landlord->email;
	facts->officer = landlord->officer;
}

static void
set_case(const struct correspondence *letter, struct letter_facts *facts)
{
	facts->guard = letter->guard;
	facts->from = letter->row->letter_from;
	facts->ref = letter->row->ref;
	facts->fields = letter->fields;
	facts->references = letter->message->references;
	facts->in_reply_to = letter->message->message_id;
}

static void
set_draft(const struct draft *draft, struct letter_facts *facts)
{
	if (draft == NULL)
		return;
	facts->definition = draft->definition;
	facts->outcomes = draft->outcomes;
	facts->clarification = draft->clarification;
	facts->responsibility = draft->responsibility;
	facts->reviewer = draft->reviewer;
	facts->hearing = draft->hearing;
}

/* Only for a letter that shows one, so that a receipt asks the ledger for
 * nothing that it may not tell. */
static struct draft *
find_draft(const struct post *post, const struct correspondence *letter)
{
	const struct case_row *row = letter->row;
	int stage = letter_stage(letter->letter);

	if (letter_field(letter->letter, "definition") == NULL)
		return NULL;
	return draft_load(post->ledger, row->id,
			  stage != 0 ? stage : row->stage, NULL);
}

/* The request that a complaint grew out of and that goes on (Code 1.5). */
static char *
open_request(const struct post *post, const struct correspondence *letter)
{
	g_autoptr(own_history_row) entry = NULL;

	if (letter_field(letter->letter, "open_request") == NULL)
		return NULL;
	entry = history_first(post->ledger, letter->row->id, "grew-out-of",
			      NULL);
	if (entry == NULL)
		return NULL;
	return g_strdup(
		json_string_value(json_object_get(entry->detail, "ref")));
}

/* What is known of the person stands above what the message says. */
static void
set_person(const struct person *person, struct letter_facts *facts)
{
	if (person == NULL)
		return;
	facts->by_post = TRUE;
	if (*person->name != '\0')
		facts->to_name = person->name;
}

static struct notice *
write_to(const struct post *post, const struct correspondence *letter,
	 const struct answer *answer, GError **error)
{
	const struct case_row *row = letter->row;
	struct letter_facts facts = {0};
	g_autoptr(own_draft) draft = find_draft(post, letter);
	g_autofree char *id = message_id(row, letter, row->letter_from);
	g_autofree char *request = open_request(post, letter);

	correspond_landlord(&post->config->landlord, &facts);
	set_case(letter, &facts);
	set_draft(draft, &facts);
	facts.to = answer->to;
	facts.to_name = answer->to_name;
	facts.mail_only = letter->mail_only;
	set_person(letter->person, &facts);
	facts.message_id = id;
	facts.profile = post->profile;
	if (!post->profile->name_individuals)
		facts.staff_names = post->config->staff_names;
	facts.heat_network = post->profile->heat_network &&
			     (row->flags & FLAG_BIT(FLAG_HEAT_NETWORK)) != 0;
	facts.open_request = request;
	if (!set_dates(post, letter, &facts, error))
		return NULL;
	return compose(post->templates, letter->letter, &facts, error);
}

struct notice *
correspond_compose(const struct post *post, const struct correspondence *letter,
		   GError **error)
{
	g_autoptr(own_answer) answer = correspond_decide(post, letter, error);
	struct correspondence as_sent = *letter;
	g_autoptr(own_person) person = NULL;

	if (answer != NULL && letter->person == NULL)
		person = paper_person(post, letter->row, error);
	if (answer == NULL || (letter->person == NULL && person == NULL))
		return NULL;
	if (person != NULL &&
	    paper_choose(post, letter->row, person, answer, NULL) == PAPER_YES)
		as_sent.person = person;
	return write_to(post, &as_sent, answer, error);
}

static gboolean
note_queued(struct post *post, const struct correspondence *letter,
	    const struct notice *notice, GError **error)
{
	struct history_new entry = {
		.case_id = letter->row->id,
		.at = clock_now(),
		.actor = letter->actor,
		.event = "queued",
		.detail = json_pack("{s:s, s:s, s:b}", "letter",
				    letter_name(letter->letter), "message_id",
				    notice->message_id, "guard",
				    (int)letter->guard),
	};

	return history_add(post->ledger, entry, error) > 0;
}

static gboolean
add_to_outbox(struct post *post, const struct correspondence *letter,
	      const struct notice *notice, struct outbox_new *row,
	      GError **error)
{
	row->case_id = letter->row->id;
	row->notice = notice;
	row->actor = letter->actor;
	row->guard = letter->guard;
	row->created = clock_now();
	row->next_at = g_get_real_time() / G_USEC_PER_SEC;
	if (outbox_add(post->ledger, row, error) == 0)
		return FALSE;
	post->tally->traffic.all_hour++;
	post->tally->traffic.all_day++;
	return note_queued(post, letter, notice, error);
}

static gboolean
queue_mail(struct post *post, const struct correspondence *letter,
	   const struct answer *answer, GError **error)
{
	const char *return_path = post->config->sending.return_path;
	struct correspondence mailed = *letter;
	g_autoptr(own_notice) notice = NULL;
	g_autoptr(GBytes) mail = NULL;
	struct outbox_new row = {.route = ROUTE_EMAIL};

	mailed.mail_only = TRUE;
	notice = write_to(post, &mailed, answer, error);
	if (notice != NULL)
		mail = mail_build(notice, error);
	if (mail == NULL)
		return FALSE;
	row.mail = mail;
	row.envelope_from = *return_path != '\0' ? return_path : notice->from;
	return add_to_outbox(post, letter, notice, &row, error);
}

static gboolean
queue_paper(struct post *post, const struct correspondence *letter,
	    const struct answer *answer, GError **error)
{
	struct outbox_new row = {
		.route = *post->config->sending.print != '\0' ? ROUTE_POST
							      : ROUTE_NOTIFY,
		.postal = letter->person->postal,
		.envelope_from = "",
	};
	g_autoptr(own_notice) notice = write_to(post, letter, answer, error);
	g_autoptr(GBytes) pdf = NULL;

	if (notice != NULL)
		pdf = paper_pages(post, letter, notice, &row.pages, error);
	row.pdf = pdf;
	return pdf != NULL && add_to_outbox(post, letter, notice, &row, error);
}

gboolean
correspond_queue(struct post *post, const struct correspondence *letter,
		 GError **error)
{
	struct correspondence on_paper = *letter;
	const struct answer *answer = letter->answer;
	g_autoptr(own_answer) made = NULL;
	g_autoptr(own_person) person = paper_person(post, letter->row, error);
	enum paper paper;

	if (person != NULL && answer == NULL)
		answer = made = correspond_decide(post, letter, error);
	if (person == NULL || answer == NULL)
		return FALSE;
	paper = paper_choose(post, letter->row, person, answer, error);
	on_paper.person = person;
	if (paper == PAPER_YES)
		return queue_paper(post, &on_paper, answer, error);
	if (paper == PAPER_NO && answer->silence != ANSWER)
		return fault_set(error, FAULT_INPUT, "%s",
				 silence_words(answer->silence));
	return paper == PAPER_NO && queue_mail(post, letter, answer, error);
}

struct message *
correspond_message(struct post *post, const struct case_row *row,
		   GError **error)
{
	g_autoptr(own_item_each) each =
		item_each_open(post->ledger, row->id, error);
	struct message *found = NULL;
	struct item_row *item;

	while (each != NULL && (item = item_each_next(each, NULL)) != NULL) {
		if (item->message != NULL &&
		    (found == NULL || row->stage == 2) &&
		    item->state != ITEM_AUTOMATED) {
			message_free(found);
			found = g_steal_pointer(&item->message);
		}
		item_row_free(item);
	}
	if (found == NULL && each != NULL)
		fault_set(error, FAULT_INPUT,
			  "The message of this case could not be read. Answer "
			  "it by post or telephone.");
	return found;
}

/* True if the resident is the sender of what a colleague forwarded. */
static gboolean
is_passed_on(const struct post *post, const struct message *message)
{
	struct answer_facts facts = {
		.message = message,
		.own = post->own,
		.staff = post->config->staff,
	};

	return message->forwarded != NULL &&
	       answer_address(&facts) == message->forwarded->from;
}

gboolean
correspond_draft(struct post *post, const struct drafting *from, GError **error)
{
	g_autoptr(own_definition) definition =
		is_passed_on(post, from->message)
			? definition_draft_forwarded(from->message,
						     from->suggestion)
			: definition_draft(from->message, from->suggestion);
	g_autoptr(own_draft) draft = draft_new(from->case_id, from->stage);

	g_free(draft->definition);
	draft->definition = definition_points(definition);
	g_free(draft->outcomes);
	draft->outcomes = definition_outcomes(definition);
	g_free(draft->clarification);
	draft->clarification = definition_question(definition);
	draft->at = clock_now();
	return draft_save(post->ledger, draft, error);
}
