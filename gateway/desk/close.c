/*
 * Closing cases and opening them again.
 */
#include "desk/close.h"

#include "base/fault.h"
#include "ledger/duty.h"

/* The first duty that is open; NULL if none is. */
static struct duty_row *
owed(struct ledger *ledger, gint64 case_id, GError **problem)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(ledger, DUTIES_OPEN_OF_CASE, case_id, problem);

	return each != NULL ? duty_each_next(each, problem) : NULL;
}

static gboolean
check_owed(struct post *post, const struct case_row *row, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_duty_row) duty = owed(post->ledger, row->id, &problem);
	enum duty_kind kind;

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (duty == NULL)
		return TRUE;
	kind = duty_of(duty->kind);
	return fault_set(error, FAULT_INPUT,
			 "%s cannot be closed: it is still owed to %s (Code "
			 "%s). Do that, or record why it need not be done.",
			 row->ref,
			 kind == DUTY_COUNT ? duty->kind : duty_words(kind),
			 duty->provision);
}

static gboolean
check(struct post *post, const struct case_row *row,
      const struct closing *closing, GError **error)
{
	gboolean open = g_str_equal(row->status, "open");

	if (open == closing->reopen)
		return fault_set(error, FAULT_INPUT, "%s is %s already.",
				 row->ref, row->status);
	if (closing->reopen)
		return act_check_reason(closing->reason, error);
	if (!row->confirmed)
		return fault_set(error, FAULT_INPUT,
				 "Nobody has confirmed what %s is. Do that "
				 "first.",
				 row->ref);
	return check_owed(post, row, error);
}

static gboolean
change(struct post *post, const struct case_row *row,
       const struct closing *closing, GError **error)
{
	const char *reason = closing->reason != NULL ? closing->reason : "";
	const struct act_event event = {
		.name = closing->reopen ? "reopened" : "closed",
		.detail = json_pack("{s:s}", "reason", reason),
	};

	return act_note(post, closing->act.by, row->id, event, error) != 0 &&
	       case_set_status(post->ledger, row->id,
			       closing->reopen ? "open" : "closed", error);
}

gboolean
close_case(struct post *post, const struct closing *closing, GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	gboolean done;

	if (!act_check_text(closing->reason, error))
		return FALSE;
	row = act_begin(post, &closing->act, error);
	if (row == NULL)
		return FALSE;
	done = check(post, row, closing, error) &&
	       change(post, row, closing, error);
	return act_end(post, done, error);
}
