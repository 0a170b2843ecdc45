/*
 * A decision becomes entries of the ledger: first the event in the history,
 * then all that points to it.
 */
#include "desk/resolve.h"

#include "base/clock.h"
#include "desk/announce.h"
#include "desk/correspond.h"
#include "desk/oblige.h"
#include "ledger/decision.h"
#include "ledger/duty.h"
#include "ledger/history.h"
#include "ledger/outbox.h"
#include "policy/plan.h"
#include "respond/decide.h"

/* What belongs together while one decision is carried out. */
struct resolving {
	struct post *post;
	const struct case_row *row;
	const struct decision *decision;
	int stage;    /* after the decision */
	gint64 event; /* of the history */
};

static enum route
route_of(const struct case_row *row)
{
	if (*row->reply_address == '\0' || !correspond_by_mail(row->channel))
		return ROUTE_OTHER;
	if (row->answer)
		return ROUTE_MAIL;
	return g_str_equal(row->silence, silence_words(SILENCE_OLD))
		       ? ROUTE_HELD
		       : ROUTE_OTHER;
}

/* An escalation without a known stage 1 is taken at stage 1. */
static int
stage_after(const struct case_row *row, const struct decision *decision)
{
	switch (decision->category) {
	case CATEGORY_ESCALATION:
		return row->stage == 2 || row->stage1_answered != TIME_NONE ? 2
									    : 1;
	case CATEGORY_COMPLAINT:
		return MAX(row->stage, 1);
	case CATEGORY_EXCLUSION:
		return row->stage;
	default:
		return row->acknowledged1 != TIME_NONE ? row->stage : 0;
	}
}

static struct plan
plan_after(const struct resolving *r)
{
	const struct case_row *row = r->row;
	struct plan plan = {
		.received = row->received,
		.settings = r->post->settings,
		.profile = r->post->profile,
		.category = r->decision->category,
		.ground = r->decision->ground,
		.flags = row->flags,
		.confirmed = TRUE,
		.decided = clock_now(),
		.route = route_of(row),
	};

	plan.stage1_answered =
		row->stage == 2 || row->stage1_answered != TIME_NONE;
	plan.acknowledged = row->acknowledged1 != TIME_NONE ||
			    row->acknowledged2 != TIME_NONE;
	plan.choice_open = decision_is_less(r->decision);
	if (r->stage == 2 && row->escalated != TIME_NONE)
		plan.received = row->escalated;
	return plan;
}

static gboolean
record(struct resolving *r, GError **error)
{
	const struct decision *d = r->decision;
	struct ledger *ledger = r->post->ledger;
	const char *ground = ground_name(d->ground);
	struct history_new entry = {
		.case_id = r->row->id,
		.at = clock_now(),
		.actor = d->by,
		.event = "confirmed",
		.detail = json_pack("{s:s, s:s?, s:s?, s:s?}", "category",
				    category_name(d->category), "ground",
				    ground, "reason", d->reason, "before",
				    category_name(r->row->category)),
	};
	struct decision_row kept = {
		.case_id = r->row->id,
		.at = entry.at,
		.who = (char *)(gintptr)d->by,
		.category = d->category,
		.ground = d->ground,
		.reason = (char *)(gintptr)d->reason,
	};

	r->event = history_add(ledger, entry, error);
	return r->event != 0 && decision_add(ledger, &kept, error) &&
	       case_confirm(ledger, r->row->id, d->category, d->ground, error);
}

/* What the case has: open or met; what was ended may be asked for again. */
static GArray *
held_duties(const struct resolving *r, GError **error)
{
	g_autoptr(GArray) held =
		g_array_new(FALSE, FALSE, sizeof(struct duty_held));
	g_autoptr(own_duty_each) each = duty_each_open(
		r->post->ledger, DUTIES_OF_CASE, r->row->id, error);
	GError *problem = NULL;

	while (each != NULL) {
		g_autoptr(own_duty_row) row = duty_each_next(each, &problem);
		struct duty_held one;

		if (row == NULL)
			break;
		one = (struct duty_held){duty_of(row->kind),
					 row->met != TIME_NONE};
		if (row->ended == TIME_NONE && one.kind != DUTY_COUNT)
			g_array_append_val(held, one);
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	return each != NULL && problem == NULL ? g_steal_pointer(&held) : NULL;
}

static gboolean
end_duty(const struct resolving *r, enum duty_kind kind, GError **error)
{
	struct ledger *ledger = r->post->ledger;
	const struct decision *d = r->decision;
	g_autofree char *settled =
		g_strdup_printf("settled as %s", category_words(d->category));
	g_autoptr(own_duty_row) duty = duty_find(
		ledger, r->row->id, duty_name(kind), duty_stage(kind), error);

	return duty != NULL &&
	       duty_end(ledger, duty->id, d->by,
			d->reason != NULL && *d->reason != '\0' ? d->reason
								: settled,
			error);
}

static gboolean
apply(const struct resolving *r, const struct duty_change *change,
      GError **error)
{
	guint i;

	for (i = 0; i < change->meet->len; i++)
		if (!oblige_meet(r->post, r->row->id,
				 g_array_index(change->meet, enum duty_kind, i),
				 r->event, error))
			return FALSE;
	for (i = 0; i < change->end->len; i++)
		if (!end_duty(r, g_array_index(change->end, enum duty_kind, i),
			      error))
			return FALSE;
	return oblige_all(r->post, r->row->id, change->add, error);
}

static gboolean
holds(const GArray *held, enum duty_kind kind)
{
	guint i;

	for (i = 0; i < held->len; i++) {
		const struct duty_held *one =
			&g_array_index(held, struct duty_held, i);

		if (one->kind == kind && !one->met)
			return TRUE;
	}
	return FALSE;
}

/* A choice that is still to be offered is owed whichever way the report is
 * settled, unless it is a complaint now. */
static gboolean
replan(const struct resolving *r, GError **error)
{
	struct plan plan = plan_after(r);
	g_autoptr(GArray) held = held_duties(r, error);
	g_autoptr(own_duty_change) change = NULL;

	if (held == NULL)
		return FALSE;
	plan.choice_open |= holds(held, DUTY_OFFER_CHOICE);
	change = duty_replan(r->post->calendar, &plan,
			     (const struct duty_held *)(void *)held->data,
			     held->len, error);
	return change != NULL && apply(r, change, error);
}

/* The guard's letter may wait in the outbox while a person decides that
 * there is nothing to acknowledge. What has left, has left. */
static gboolean
stop_letter(const struct resolving *r, enum letter letter, int stage,
	    GError **error)
{
	struct ledger *ledger = r->post->ledger;
	GError *problem = NULL;
	g_autoptr(own_outbox_row) live =
		outbox_live(ledger, r->row->id, letter, stage, &problem);

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (live == NULL ||
	    (live->state != OUTBOX_QUEUED && live->state != OUTBOX_HELD))
		return TRUE;
	return outbox_withdraw(ledger, live->id,
			       "the case was settled differently", error);
}

static gboolean
set_stage(const struct resolving *r, GError **error)
{
	gint64 escalated = TIME_NONE;

	if (r->stage == 2 && r->row->escalated == TIME_NONE)
		escalated = r->row->received;
	if (r->stage != 1 && !stop_letter(r, LETTER_ACKNOWLEDGE_1, 1, error))
		return FALSE;
	if (r->stage != 2 && !stop_letter(r, LETTER_ACKNOWLEDGE_2, 2, error))
		return FALSE;
	return r->stage == r->row->stage ||
	       case_set_stage(r->post->ledger, r->row->id, r->stage, escalated,
			      error);
}

gboolean
resolve(struct post *post, const struct case_row *row,
	const struct decision *decision, GError **error)
{
	struct resolving r = {post, row, decision, stage_after(row, decision),
			      0};

	return record(&r, error) && replan(&r, error) && set_stage(&r, error) &&
	       announce(post, HOOK_CONFIRMED, row->id, r.event, error);
}
