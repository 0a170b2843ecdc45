/*
 * A named person records that a duty was met by other means, and what
 * follows from that: a response duty after an acknowledgement.
 */
#include "desk/done.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/announce.h"
#include "desk/oblige.h"
#include "desk/ombudsman.h"
#include "ledger/history.h"

/* Some duties are met by another act, which records more than this. */
static gboolean
check(const struct done *what, const struct case_row *row, GError **error)
{
	enum duty_kind kind = duty_of(what->duty);
	g_autofree char *reason =
		g_strstrip(g_strdup(what->reason ? what->reason : ""));

	if (kind == DUTY_COUNT)
		return fault_set(error, FAULT_INPUT,
				 "%s has no duty of that name. The case shows "
				 "those it has.",
				 row->ref);
	if (kind == DUTY_LOOK)
		return fault_set(error, FAULT_INPUT,
				 "To look at %s is to say what it is: confirm "
				 "it, or choose otherwise.",
				 row->ref);
	return *reason != '\0' ||
	       fault_set(error, FAULT_INPUT,
			 "Say what was done, or why it need not be.");
}

static gboolean
start_response(struct post *post, const struct case_row *row, int stage,
	       gint64 event, GError **error)
{
	gint64 now = clock_now();
	guint32 due =
		duty_response_due(post->calendar, stage, clock_day(now), error);

	return due != DAY_NONE &&
	       case_set_acknowledged(post->ledger, row->id, stage, now,
				     error) &&
	       oblige_by_day(post, row->id, duty_responding(stage), due,
			     error) &&
	       announce(post, HOOK_ACKNOWLEDGED, row->id, event, error);
}

/* What else follows from a duty that was met. */
static gboolean
follow(struct post *post, const struct case_row *row, enum duty_kind kind,
       gint64 event, GError **error)
{
	switch (kind) {
	case DUTY_ACKNOWLEDGE_1:
	case DUTY_ACKNOWLEDGE_2:
		return start_response(post, row, duty_stage(kind), event,
				      error);
	case DUTY_RESPOND_1:
	case DUTY_RESPOND_2:
		return case_set_answered(post->ledger, row->id,
					 duty_stage(kind), clock_now(), error);
	default:
		return TRUE;
	}
}

static gint64
record(struct post *post, const struct case_row *row, const struct done *what,
       GError **error)
{
	struct history_new entry = {
		.case_id = row->id,
		.at = clock_now(),
		.actor = what->act.by,
		.event = what->not_needed ? "not-needed" : "done",
		.detail = json_pack("{s:s, s:s}", "duty", what->duty, "reason",
				    what->reason),
	};

	return history_add(post->ledger, entry, error);
}

static gboolean
settle_duty(struct post *post, const struct case_row *row,
	    const struct done *what, GError **error)
{
	g_autoptr(own_duty_row) duty = NULL;
	enum duty_kind kind = duty_of(what->duty);
	const struct ombudsman_end end = {row->id, kind, what->act.by,
					  what->reason};
	gint64 event;

	if (!check(what, row, error) ||
	    !oblige_find(post, row->id, kind, &duty, error))
		return FALSE;
	if (duty == NULL || !duty_is_open(duty))
		return fault_set(error, FAULT_INPUT,
				 "%s has no open duty \"%s\".", row->ref,
				 duty_name(kind));
	event = record(post, row, what, error);
	if (event == 0)
		return FALSE;
	if (what->not_needed)
		return duty_end(post->ledger, duty->id, what->act.by,
				what->reason, error) &&
		       ombudsman_next(post, &end, error);
	return oblige_meet(post, row->id, kind, event, error) &&
	       follow(post, row, kind, event, error) &&
	       ombudsman_next(post, &end, error);
}

gboolean
done_record(struct post *post, const struct done *what, GError **error)
{
	g_autoptr(own_case_row) row = NULL;

	if (!act_check_text(what->reason, error))
		return FALSE;
	row = act_begin(post, &what->act, error);
	return row != NULL &&
	       act_end(post, settle_duty(post, row, what, error), error);
}
