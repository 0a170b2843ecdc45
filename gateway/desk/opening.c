/*
 * What follows when a person has written. The proposal is kept with its
 * reasons, the duties are entered, the receipt is queued or the silence
 * recorded; a person decides the rest.
 */
#include "desk/opening.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/announce.h"
#include "desk/correspond.h"
#include "desk/newcomer.h"
#include "desk/oblige.h"
#include "desk/ombudsman.h"
#include "desk/redate.h"
#include "ledger/history.h"
#include "ledger/suggestion.h"

/* A case that is being opened; what is worked out on the way. */
struct opening {
	const struct filing *filing;
	const struct origin *origin;
	const struct suggestion *suggestion; /* NULL if unreadable */
	struct case_row *row;
	struct answer *answer; /* NULL if unreadable */
};

static void
opening_clear(struct opening *opening)
{
	case_row_free(opening->row);
	answer_free(opening->answer);
}

static void
set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

struct item_row *
opening_item(const struct filing *filing, enum item_state state)
{
	const struct item *item = filing->item;
	struct item_row *row = item_row_new();

	row->state = state;
	row->received = item->received;
	row->size = item->size;
	row->answered_by_itself = item->answer;
	set(&row->sha256, item->sha256);
	set(&row->channel, item->channel);
	set(&row->source, item->source);
	set(&row->note, item->note);
	set(&row->entry, filing_entry(item));
	set(&row->why, filing->why);
	return row;
}

gint64
opening_add_item(struct post *post, const struct filing *filing,
		 struct item_row *row, GError **error)
{
	gint64 id;

	row->message = filing->message;
	id = item_add(post->ledger, row, error);
	row->message = NULL;
	return id;
}

const struct address *
opening_sender(const struct post *post, const struct message *message)
{
	struct answer_facts facts = {
		.message = message,
		.own = post->own,
		.staff = post->config->staff,
	};
	const struct address *person = answer_address(&facts);

	return *person->address != '\0' ? person : message->from;
}

static gint64
received_at(const struct post *post, const struct filing *filing)
{
	g_autofree char *why = NULL;

	return redate_received(post, filing, &why);
}

static const char *
our_address(const struct post *post, const GPtrArray *list)
{
	guint i;

	for (i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);

		if (config_is_ours(post->config, a->address))
			return a->address;
	}
	return NULL;
}

/* Answers come from the address that the resident wrote to. */
static const char *
letter_from(const struct post *post, const struct filing *filing)
{
	const char *address = NULL;

	if (filing->message != NULL) {
		address = our_address(post, filing->message->to);
		if (address == NULL)
			address = our_address(post, filing->message->cc);
	}
	if (address == NULL)
		address = post_mailbox(post, filing->item->source)->address;
	return *address != '\0' ? address : post->config->landlord.email;
}

static void
set_proposal(struct case_row *row, const struct plan *plan,
	     const struct suggestion *suggestion)
{
	if (suggestion == NULL)
		return;
	row->proposed = plan->category;
	row->proposed_ground = plan->ground;
	row->confidence = suggestion->confidence;
	row->flags = suggestion->flags;
}

static struct case_row *
new_row(const struct post *post, const struct filing *filing)
{
	const struct item *item = filing->item;
	struct case_row *row = case_row_new();

	row->received = received_at(post, filing);
	row->answer = item->answer;
	set(&row->channel, item->channel);
	set(&row->source, item->source);
	set(&row->letter_from, letter_from(post, filing));
	set(&row->item, item->sha256);
	g_free(row->profile);
	row->profile = post_profile_version(post);
	g_free(row->token);
	row->token = secret_token(post->key, item->sha256);
	if (filing->message != NULL) {
		const struct address *sender =
			opening_sender(post, filing->message);

		set(&row->from_name, sender->name);
		set(&row->from_address, sender->address);
		set(&row->subject, filing->message->subject);
	}
	return row;
}

static enum route
route_of(const struct item *item, const struct answer *answer)
{
	if (answer == NULL || !correspond_by_mail(item->channel))
		return ROUTE_OTHER;
	if (answer->silence == SILENCE_OLD)
		return ROUTE_HELD;
	return answer->silence == ANSWER ? ROUTE_MAIL : ROUTE_OTHER;
}

struct plan
opening_plan(const struct post *post, const struct filing *filing,
	     const struct suggestion *suggestion)
{
	struct plan plan = {
		.received = received_at(post, filing),
		.settings = post->settings,
		.profile = post->profile,
	};

	plan_suggest(&plan, suggestion);
	plan.unreadable |=
		item_is_in_part(filing->item) ||
		(filing->message != NULL && filing->message->please_read);
	plan.ombudsman = filing->message != NULL &&
			 ombudsman_wrote(post, filing->message);
	/* They quote the resident: nothing of it is a complaint of theirs. */
	if (plan.ombudsman) {
		plan.category = CATEGORY_ENQUIRY;
		plan.ground = GROUND_NONE;
		plan.guarded = FALSE;
		plan.choice_open = FALSE;
	}
	return plan;
}

/* The calendar has ended: no date can be counted, so a person must look
 * today (an unknown year is never taken for one without holidays). */
static gboolean
look_today(struct post *post, gint64 case_id, const GError *trouble,
	   GError **error)
{
	struct history_new entry = {
		.case_id = case_id,
		.at = clock_now(),
		.actor = "postroom",
		.event = "not-counted",
		.detail = json_pack("{s:s}", "reason", trouble->message),
	};

	return history_add(post->ledger, entry, error) > 0 &&
	       oblige_by_day(post, case_id, DUTY_LOOK, clock_day(clock_now()),
			     error);
}

gboolean
opening_duties(struct post *post, const struct plan *plan, gint64 case_id,
	       GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(GArray) duties = duty_plan(post->calendar, plan, &trouble);

	if (duties == NULL)
		return look_today(post, case_id, trouble, error);
	return oblige_all(post, case_id, duties, error);
}

gboolean
opening_note(struct post *post, gint64 case_id, const char *event,
	     json_t *detail, GError **error)
{
	struct history_new entry = {
		.case_id = case_id,
		.at = clock_now(),
		.actor = "postroom",
		.event = event,
		.detail = detail,
	};

	return history_add(post->ledger, entry, error) > 0;
}

gboolean
opening_note_policy(struct post *post, gint64 case_id,
		    const struct suggestion *suggestion, GError **error)
{
	g_autofree char *words = NULL;
	struct routed routed;

	if (suggestion == NULL)
		return TRUE;
	routed = policy_route(post->profile, suggestion,
			      post->settings.guard_threshold);
	words = routed_words(&routed);
	return words == NULL ||
	       opening_note(post, case_id, EVENT_POLICY,
			    json_pack("{s:s, s:s, s:s}", "proposed",
				      category_name(suggestion->category),
				      "ground", ground_name(routed.lacks),
				      "reason", words),
			    error);
}

static gboolean
note_received(struct post *post, const struct opening *opening, GError **error)
{
	const struct item *item = opening->filing->item;
	gint64 id = opening->row->id;

	if (!opening_note(post, id, "received",
			  json_pack("{s:s, s:s, s:s, s:b}", "item",
				    item->sha256, "channel", item->channel,
				    "source", item->source, "forwarded",
				    opening->row->received != item->received),
			  error))
		return FALSE;
	if (opening->origin->possible != NULL &&
	    !opening_note(post, id, "possible-match",
			  json_pack("{s:s}", "ref", opening->origin->possible),
			  error))
		return FALSE;
	return opening->origin->grew_out_of == NULL ||
	       opening_note(
		       post, id, "grew-out-of",
		       json_pack("{s:s}", "ref", opening->origin->grew_out_of),
		       error);
}

static gboolean
note_silence(struct post *post, const struct opening *opening,
	     const char *reason, GError **error)
{
	gint64 id = opening->row->id;

	return case_set_silence(post->ledger, id, reason, error) &&
	       opening_note(post, id, "not-answered",
			    json_pack("{s:s}", "reason", reason), error);
}

static const char *
silence_reason(const struct opening *opening)
{
	if (!correspond_by_mail(opening->filing->item->channel))
		return "It did not come by email. Answer it by post, "
		       "telephone or in person.";
	if (opening->answer->silence != ANSWER)
		return silence_words(opening->answer->silence);
	return NULL;
}

/* One receipt a case, or the reason why there is none. */
static gboolean
send_receipt(struct post *post, const struct opening *opening, GError **error)
{
	const char *reason = silence_reason(opening);
	struct correspondence letter = {
		.row = opening->row,
		.message = opening->filing->message,
		.letter = LETTER_RECEIPT,
		.actor = "postroom",
		.answer = opening->answer,
	};
	g_autoptr(GError) trouble = NULL;

	if (reason != NULL)
		return note_silence(post, opening, reason, error);
	if (correspond_queue(post, &letter, &trouble))
		return TRUE;
	if (fault_is(trouble, FAULT_TEMPORARY)) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return FALSE;
	}
	return note_silence(post, opening, trouble->message, error) &&
	       oblige_by_day(post, opening->row->id, DUTY_ANSWER_OTHER_ROUTE,
			     clock_day(clock_now()), error);
}

/* Returns the item's id, 0 on failure. */
static gint64
file_item(struct post *post, const struct opening *opening,
	  enum item_state state, GError **error)
{
	g_autoptr(own_item_row) item = opening_item(opening->filing, state);
	gint64 filed = opening->origin->item_id;

	item->case_id = opening->row->id;
	if (filed == 0)
		return opening_add_item(post, opening->filing, item, error);
	return item_move(post->ledger, filed, item->case_id, state, error)
		       ? filed
		       : 0;
}

/* Files item, case and suggestion. */
static gboolean
create(struct post *post, struct opening *opening, enum item_state state,
       GError **error)
{
	gint64 item_id;

	if (!case_create(post->ledger, opening->row, error))
		return FALSE;
	item_id = file_item(post, opening, state, error);
	return item_id > 0 &&
	       (opening->suggestion == NULL ||
		suggestion_save(post->ledger, item_id, opening->row->id,
				opening->suggestion, error)) &&
	       note_received(post, opening, error) &&
	       newcomer_note(post, opening->filing, opening->row, error) &&
	       opening_note_policy(post, opening->row->id, opening->suggestion,
				   error);
}

/* A stage 1 case from the start if we will acknowledge it as one. */
static gboolean
enter_stage(struct post *post, const struct opening *opening,
	    const struct plan *plan, GError **error)
{
	struct drafting from = {
		.case_id = opening->row->id,
		.stage = 1,
		.message = opening->filing->message,
		.suggestion = opening->suggestion,
	};

	if (!plan->guarded)
		return TRUE;
	opening->row->stage = 1;
	return case_set_stage(post->ledger, from.case_id, 1, TIME_NONE,
			      error) &&
	       correspond_draft(post, &from, error);
}

static gboolean
open_case(struct post *post, struct opening *opening, GError **error)
{
	const struct filing *filing = opening->filing;
	struct correspondence receipt = {
		.message = filing->message,
		.letter = LETTER_RECEIPT,
		.actor = "postroom",
	};
	struct plan plan = opening_plan(post, filing, opening->suggestion);

	opening->row = new_row(post, filing);
	set_proposal(opening->row, &plan, opening->suggestion);
	receipt.row = opening->row;
	opening->answer = correspond_decide(post, &receipt, error);
	if (opening->answer == NULL)
		return FALSE;
	set(&opening->row->reply_address, opening->answer->to);
	plan.route = route_of(filing->item, opening->answer);
	return create(post, opening, ITEM_CASE, error) &&
	       opening_duties(post, &plan, opening->row->id, error) &&
	       enter_stage(post, opening, &plan, error) &&
	       send_receipt(post, opening, error) &&
	       announce(post, HOOK_CASE_OPENED, opening->row->id, 0, error);
}

gboolean
opening_case(struct post *post, const struct filing *filing,
	     const struct origin *origin, GError **error)
{
	struct opening opening = {.filing = filing, .origin = origin};
	g_autoptr(own_suggestion) made = NULL;
	gboolean opened;

	if (origin->suggestion == NULL)
		made = classify(post->rules, filing->message, NULL);
	opening.suggestion = made != NULL ? made : origin->suggestion;
	opened = open_case(post, &opening, error);
	opening_clear(&opening);
	return opened;
}

gboolean
opening_unreadable(struct post *post, const struct filing *filing,
		   GError **error)
{
	static const struct origin nowhere = {NULL, NULL, NULL, 0};
	struct opening opening = {.filing = filing, .origin = &nowhere};
	struct plan plan = opening_plan(post, filing, NULL);
	gboolean opened;

	plan.route = ROUTE_OTHER;
	opening.row = new_row(post, filing);
	opened = create(post, &opening, ITEM_UNREADABLE, error) &&
		 opening_duties(post, &plan, opening.row->id, error) &&
		 note_silence(post, &opening, filing->why, error) &&
		 announce(post, HOOK_CASE_OPENED, opening.row->id, 0, error);
	opening_clear(&opening);
	return opened;
}
