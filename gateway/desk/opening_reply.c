/*
 * A message on a case that is there: kept with it, looked at by a person,
 * and heard for what is new in it (Code 1.5, 6.10). It is declared in
 * desk/opening.h.
 */
#include "base/clock.h"
#include "desk/correspond.h"
#include "desk/oblige.h"
#include "desk/opening.h"
#include "ledger/item.h"
#include "ledger/outbox.h"
#include "ledger/suggestion.h"

struct reply {
	const struct filing *filing;
	const struct case_row *row;
	struct suggestion *suggestion;
	struct plan plan;
};

static gboolean
is_complaint(enum category category)
{
	return category == CATEGORY_COMPLAINT ||
	       category == CATEGORY_ESCALATION ||
	       category == CATEGORY_EXCLUSION;
}

static struct suggestion *
hear(struct post *post, const struct filing *filing, const struct case_row *row,
     int chases)
{
	struct context context = {
		.open_case = g_str_equal(row->status, "open"),
		.category = row->category,
		.stage = row->stage,
		.stage1_answered = row->stage1_answered != TIME_NONE,
		.stage2_answered = row->stage2_answered != TIME_NONE,
		.chases = chases,
	};

	return classify(post->rules, filing->message, &context);
}

/* The policy, not the text, makes a complaint of one repeat too many
 * (domain.md 10.15); the reasons must say so. */
static void
count_chases(struct reply *reply, int earlier)
{
	int chases = earlier + 1; /* this message is one, too */
	struct evidence *evidence;
	enum category before = reply->plan.category;

	plan_chased(&reply->plan, chases);
	if (reply->plan.category == before)
		return;
	reply->suggestion->category = reply->plan.category;
	reply->suggestion->ground = GROUND_NONE;
	evidence = g_new0(struct evidence, 1);
	evidence->rule = g_strdup_printf(
		"Asked %d times before for the same thing: the policy's "
		"number",
		chases);
	evidence->kind = EVIDENCE_CATEGORY;
	evidence->name = g_strdup(category_name(reply->plan.category));
	evidence->weight = 1.0;
	evidence->field = FIELD_NEW_TEXT;
	evidence->text = g_strdup("");
	g_ptr_array_insert(reply->suggestion->evidence, 0, evidence);
}

/* A token lets anybody in who was given the mail; a person should know. */
static gboolean
is_other_sender(const struct post *post, const struct reply *reply)
{
	const struct address *sender =
		opening_sender(post, reply->filing->message);

	return g_ascii_strcasecmp(sender->address, reply->row->from_address) !=
	       0;
}

static gboolean
add_item(struct post *post, const struct reply *reply, GError **error)
{
	g_autoptr(own_item_row) item = opening_item(reply->filing, ITEM_REPLY);
	gint64 id;

	item->case_id = reply->row->id;
	id = opening_add_item(post, reply->filing, item, error);
	return id > 0 &&
	       suggestion_save(post->ledger, id, reply->row->id,
			       reply->suggestion, error) &&
	       opening_note(post, reply->row->id, "reply",
			    json_pack("{s:s, s:s, s:b}", "item",
				      reply->filing->item->sha256, "source",
				      reply->filing->item->source,
				      "other_sender",
				      (int)is_other_sender(post, reply)),
			    error) &&
	       opening_note_policy(post, reply->row->id, reply->suggestion,
				   error);
}

/* New flags are added; what the case seems to be is never lowered by a later
 * message. */
static gboolean
add_flags(struct post *post, const struct reply *reply, GError **error)
{
	struct suggestion as_it_was = *reply->suggestion;

	as_it_was.category = reply->row->proposed;
	as_it_was.ground = reply->row->proposed_ground;
	as_it_was.confidence = reply->row->confidence;
	return case_propose(post->ledger, reply->row->id, &as_it_was, error);
}

/* Nothing more leaves by itself once the resident says it is not safe. */
static gboolean
hold_letters(struct post *post, const struct reply *reply, GError **error)
{
	static const char reason[] = "The resident says that this address is "
				     "not safe. Telephone first.";
	g_autoptr(own_outbox_each) each = NULL;
	gint64 id = reply->row->id;

	if (!(reply->suggestion->flags & FLAG_BIT(FLAG_UNSAFE_CONTACT)))
		return TRUE;
	each = outbox_each_open(post->ledger, OUTBOX_OF_CASE, id, error);
	while (each != NULL) {
		g_autoptr(own_outbox_row) letter = outbox_each_next(each, NULL);

		if (letter == NULL)
			break;
		if (letter->state == OUTBOX_QUEUED &&
		    !outbox_hold(post->ledger, letter->id, reason, error))
			return FALSE;
	}
	return each != NULL &&
	       case_set_silence(post->ledger, id, reason, error);
}

static gboolean
escalate(struct post *post, const struct reply *reply, GError **error)
{
	struct drafting from = {
		.case_id = reply->row->id,
		.stage = 2,
		.message = reply->filing->message,
		.suggestion = reply->suggestion,
	};

	return case_set_stage(post->ledger, from.case_id, 2,
			      reply->filing->item->received, error) &&
	       correspond_draft(post, &from, error) &&
	       opening_duties(post, &reply->plan, from.case_id, error);
}

/* A reply that opens nothing new still waits for somebody's eyes. */
static gboolean
look_at(struct post *post, struct reply *reply, GError **error)
{
	if (!is_complaint(reply->row->category))
		return opening_duties(post, &reply->plan, reply->row->id,
				      error);
	reply->plan.guarded = FALSE;
	reply->plan.choice_open = FALSE;
	reply->plan.category = CATEGORY_ENQUIRY;
	return opening_duties(post, &reply->plan, reply->row->id, error);
}

static gboolean
grow(struct post *post, const struct reply *reply, enum item_state *state,
     GError **error)
{
	struct origin origin = {
		.suggestion = reply->suggestion,
		.grew_out_of = reply->row->ref,
	};

	*state = ITEM_CASE;
	return opening_note(
		       post, reply->row->id, "complaint-grew",
		       json_pack("{s:s}", "item", reply->filing->item->sha256),
		       error) &&
	       opening_case(post, reply->filing, &origin, error);
}

/* Stage 2 is asked for once stage 1 was answered. Responses may leave by
 * another program that the ledger knows nothing of, so that a request for
 * stage 2 on a case that was acknowledged counts as well. In the thread of a
 * complaint nothing is a mere report, whatever the policy's grounds. */
static gboolean
escalates(const struct reply *reply)
{
	const struct case_row *row = reply->row;

	if (row->stage >= 2)
		return FALSE;
	if (row->stage1_answered != TIME_NONE)
		return reply->plan.guarded ||
		       reply->suggestion->category == CATEGORY_EXCLUSION;
	return row->acknowledged1 != TIME_NONE &&
	       reply->suggestion->category == CATEGORY_ESCALATION;
}

/* What a person has refused or taken for a report is no complaint any more
 * that a new one could belong to. */
static gboolean
is_new(const struct reply *reply)
{
	enum category category = reply->suggestion->category;

	return reply->row->confirmed &&
	       reply->row->category == CATEGORY_EXCLUSION &&
	       (category == CATEGORY_COMPLAINT ||
		category == CATEGORY_ESCALATION);
}

static gboolean
keep(struct post *post, struct reply *reply, GError **error)
{
	if (!add_item(post, reply, error) || !add_flags(post, reply, error) ||
	    !hold_letters(post, reply, error))
		return FALSE;
	if (!escalates(reply))
		return look_at(post, reply, error);
	reply->plan.category = CATEGORY_ESCALATION;
	reply->plan.guarded = TRUE;
	reply->plan.stage1_answered = TRUE;
	return escalate(post, reply, error);
}

gboolean
opening_reply(struct post *post, const struct filing *filing,
	      const struct case_row *row, enum item_state *state,
	      GError **error)
{
	int chases = MAX(item_chases(post->ledger, row->id,
				     filing->message->from->address, NULL),
			 0);
	g_autoptr(own_suggestion) suggestion = hear(post, filing, row, chases);
	struct reply reply = {
		.filing = filing,
		.row = row,
		.suggestion = suggestion,
		.plan = opening_plan(post, filing, suggestion),
	};

	*state = ITEM_REPLY;
	reply.plan.route = *row->silence == '\0' ? ROUTE_MAIL : ROUTE_OTHER;
	if (is_complaint(row->category) && !is_new(&reply))
		return keep(post, &reply, error);
	count_chases(&reply, chases);
	if (reply.plan.guarded)
		return grow(post, &reply, state, error);
	return keep(post, &reply, error);
}

/* It had seemed to be less: now it is a complaint from its first day on. */
static gboolean
raise_case(struct post *post, const struct reply *reply, GError **error)
{
	struct drafting from = {
		.case_id = reply->row->id,
		.stage = 1,
		.message = reply->filing->message,
		.suggestion = reply->suggestion,
	};
	struct plan plan = reply->plan;

	plan.received = reply->row->received;
	return case_propose(post->ledger, from.case_id, reply->suggestion,
			    error) &&
	       opening_duties(post, &plan, from.case_id, error) &&
	       case_set_stage(post->ledger, from.case_id, 1, TIME_NONE,
			      error) &&
	       correspond_draft(post, &from, error);
}

gboolean
opening_changed(struct post *post, const struct filing *filing,
		const struct case_row *row, GError **error)
{
	g_autoptr(own_suggestion) suggestion = hear(post, filing, row, 0);
	struct reply reply = {
		.filing = filing,
		.row = row,
		.suggestion = suggestion,
		.plan = opening_plan(post, filing, suggestion),
	};
	gboolean more = reply.plan.guarded && !row->confirmed &&
			row->stage == 0 && !is_complaint(row->category);

	reply.plan.route = *row->silence == '\0' ? ROUTE_MAIL : ROUTE_OTHER;
	if (!add_item(post, &reply, error) ||
	    !opening_note(post, row->id, "entry-changed",
			  json_pack("{s:s, s:s}", "item", filing->item->sha256,
				    "note", filing->item->note),
			  error) ||
	    !hold_letters(post, &reply, error))
		return FALSE;
	if (more)
		return raise_case(post, &reply, error);
	return add_flags(post, &reply, error) && look_at(post, &reply, error);
}
