/*
 * A person has said that two cases are one, or that they are two. The older
 * case keeps its dates, which are the earlier ones.
 */
#include "desk/same.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/oblige.h"
#include "ledger/history.h"
#include "ledger/outbox.h"
#include "ledger/twin.h"

struct joining {
	struct post *post;
	const struct act *act;
	const struct case_row *younger;
	const struct case_row *older;
	char *reason;
	gint64 event; /* in the older one's history */
};

static gint64
note(const struct joining *join, gint64 case_id, const char *event,
     const char *ref, GError **error)
{
	struct history_new entry = {
		.case_id = case_id,
		.at = clock_now(),
		.actor = join->act->by,
		.event = event,
		.detail = json_pack("{s:s}", "ref", ref),
	};

	return history_add(join->post->ledger, entry, error);
}

/* What the older case never owed, it owes from now on. */
static gboolean
carry_duty(const struct joining *join, const struct duty_row *duty,
	   GError **error)
{
	struct ledger *ledger = join->post->ledger;
	struct duty_row moved = *duty;
	g_autoptr(own_duty_row) there = NULL;
	GError *problem = NULL;

	if (!duty_end(ledger, duty->id, join->act->by, join->reason, error))
		return FALSE;
	if (duty_of(duty->kind) == DUTY_LOOK)
		return TRUE;
	there = duty_find(ledger, join->older->id, duty->kind, duty->stage,
			  &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	moved.case_id = join->older->id;
	return there != NULL || duty_ensure(ledger, &moved, error);
}

static gboolean
carry_duties(const struct joining *join, GError **error)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(join->post->ledger, DUTIES_OPEN_OF_CASE,
			       join->younger->id, error);
	GError *problem = NULL;

	while (each != NULL) {
		g_autoptr(own_duty_row) duty = duty_each_next(each, &problem);

		if (duty == NULL)
			break;
		if (!carry_duty(join, duty, error))
			return FALSE;
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	return each != NULL && problem == NULL;
}

/* The resident has had that letter: it is about the same matter. */
static gboolean
carry_acknowledgement(const struct joining *join, int stage, gint64 left,
		      gint64 there, GError **error)
{
	if (left == TIME_NONE || there != TIME_NONE)
		return TRUE;
	return case_set_acknowledged(join->post->ledger, join->older->id, stage,
				     left, error) &&
	       oblige_meet(join->post, join->older->id,
			   duty_acknowledging(stage), join->event, error);
}

static gboolean
withdraw_letters(const struct joining *join, GError **error)
{
	g_autoptr(own_outbox_each) each = outbox_each_open(
		join->post->ledger, OUTBOX_OF_CASE, join->younger->id, error);

	while (each != NULL) {
		g_autoptr(own_outbox_row) letter = outbox_each_next(each, NULL);

		if (letter == NULL)
			break;
		if ((letter->state == OUTBOX_QUEUED ||
		     letter->state == OUTBOX_HELD) &&
		    !outbox_withdraw(join->post->ledger, letter->id,
				     join->reason, error))
			return FALSE;
	}
	return each != NULL;
}

/* What the younger one mentions is true of the matter. */
static gboolean
carry_flags(const struct joining *join, GError **error)
{
	const struct case_row *older = join->older;
	const struct suggestion more = {
		.category = older->proposed,
		.ground = older->proposed_ground,
		.confidence = older->confidence,
		.flags = join->younger->flags,
	};

	return older->proposed == CATEGORY_NONE ||
	       case_propose(join->post->ledger, older->id, &more, error);
}

static gboolean
carry_stage(const struct joining *join, GError **error)
{
	const struct case_row *younger = join->younger;

	return younger->stage <= join->older->stage ||
	       case_set_stage(join->post->ledger, join->older->id,
			      younger->stage, younger->escalated, error);
}

static gboolean
say_what(const struct joining *join, enum twin_state state, GError **error)
{
	const struct twin settled = {
		.younger = join->younger->id,
		.older = join->older->id,
		.state = state,
		.by = (char *)(gintptr)join->act->by,
	};

	return twin_settle(join->post->ledger, &settled, error);
}

static gboolean
carry_all(struct joining *join, GError **error)
{
	struct ledger *ledger = join->post->ledger;
	const struct case_row *younger = join->younger;
	const struct case_row *older = join->older;

	join->event = note(join, older->id, "joined", younger->ref, error);
	return join->event > 0 && carry_duties(join, error) &&
	       carry_acknowledgement(join, 1, younger->acknowledged1,
				     older->acknowledged1, error) &&
	       carry_acknowledgement(join, 2, younger->acknowledged2,
				     older->acknowledged2, error) &&
	       carry_stage(join, error) && carry_flags(join, error) &&
	       withdraw_letters(join, error) &&
	       twin_move_items(ledger, younger->id, older->id, error) &&
	       say_what(join, TWIN_SAME, error) &&
	       case_set_status(ledger, younger->id, "closed", error) &&
	       note(join, younger->id, "same", older->ref, error) > 0;
}

/* One that has become another already is not joined again. */
static gboolean
check_free(const struct joining *join, const struct case_row *row,
	   GError **error)
{
	GError *problem = NULL;
	gint64 older = twin_of(join->post->ledger, row->id, &problem);

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	return older == 0 ||
	       fault_set(error, FAULT_INPUT,
			 "%s was joined to another case before. Look there.",
			 row->ref);
}

static gboolean
settle(struct joining *join, gboolean same, GError **error)
{
	if (!check_free(join, join->younger, error) ||
	    !check_free(join, join->older, error))
		return FALSE;
	if (same)
		return carry_all(join, error);
	return say_what(join, TWIN_DIFFERENT, error) &&
	       note(join, join->older->id, "different", join->younger->ref,
		    error) > 0 &&
	       note(join, join->younger->id, "different", join->older->ref,
		    error) > 0;
}

static gboolean
in_order(struct joining *join, const struct case_row *one,
	 const struct case_row *other, gboolean same, GError **error)
{
	gboolean first = one->received != other->received
				 ? one->received < other->received
				 : one->id < other->id;
	gboolean done;

	join->younger = first ? other : one;
	join->older = first ? one : other;
	if (one->id == other->id)
		return fault_set(error, FAULT_INPUT,
				 "%s is one case. Name the other one.",
				 one->ref);
	join->reason =
		g_strdup_printf("the same matter as %s", join->older->ref);
	done = settle(join, same, error);
	g_free(join->reason);
	return done;
}

static gboolean
act_on(struct post *post, const struct act *act, const char *other,
       gboolean same, GError **error)
{
	g_autoptr(own_case_row) row = act_begin(post, act, error);
	g_autoptr(own_case_row) second = NULL;
	struct joining join = {.post = post, .act = act};

	if (row == NULL)
		return FALSE;
	second = act_case_for(post->ledger, other, act->login, error);
	return act_end(post,
		       second != NULL &&
			       in_order(&join, row, second, same, error),
		       error);
}

gboolean
same_join(struct post *post, const struct act *act, const char *other,
	  GError **error)
{
	return act_on(post, act, other, TRUE, error);
}

gboolean
same_keep_apart(struct post *post, const struct act *act, const char *other,
		GError **error)
{
	return act_on(post, act, other, FALSE, error);
}
