/*
 * One duty at a time: a case whose letter cannot be written must not keep
 * back the next one.
 */
#include "desk/guard.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "desk/acknowledge.h"
#include "desk/followup.h"
#include "desk/oblige.h"
#include "desk/opening.h"
#include "ledger/outbox.h"

/* Such duties, loaded before any is acted on. */
static GPtrArray *
due(struct post *post, enum duties which, GError **error)
{
	GPtrArray *list =
		g_ptr_array_new_with_free_func((GDestroyNotify)duty_row_free);
	g_autoptr(own_duty_each) each =
		duty_each_open(post->ledger, which, clock_now(), error);
	struct duty_row *row;

	while (each != NULL && (row = duty_each_next(each, NULL)) != NULL)
		g_ptr_array_add(list, row);
	if (each == NULL)
		g_clear_pointer(&list, g_ptr_array_unref);
	return list;
}

/* No letter may go: a person must act, by the day the duty is due. */
static gboolean
tell_person(struct post *post, const struct duty_row *duty, const char *why,
	    GError **error)
{
	gboolean told = FALSE;

	if (!oblige_is_open(post, duty->case_id, DUTY_ANSWER_OTHER_ROUTE, &told,
			    error))
		return FALSE;
	if (told)
		return TRUE;
	return oblige_by_day(post, duty->case_id, DUTY_ANSWER_OTHER_ROUTE,
			     duty->due_day, error) &&
	       opening_note(post, duty->case_id, "guard-stopped",
			    json_pack("{s:s}", "reason", why), error);
}

/* What a representative may have meanwhile. */
static gboolean
send_form(struct post *post, const struct duty_row *duty, GError **error)
{
	g_autoptr(own_case_row) row =
		case_by_id(post->ledger, duty->case_id, error);
	g_autofree char *words = NULL;

	return row != NULL && followup_form(post, row, &words, error);
}

/* It tries once: written anew at each look, a letter that is refused would
 * be tried until the caps stop it. */
static gboolean
was_refused(struct post *post, const struct duty_row *duty)
{
	enum letter kind = letter_acknowledging(duty->stage);
	g_autoptr(own_outbox_each) each = outbox_each_open(
		post->ledger, OUTBOX_OF_CASE, duty->case_id, NULL);

	while (each != NULL) {
		g_autoptr(own_outbox_row) letter = outbox_each_next(each, NULL);

		if (letter == NULL)
			break;
		if (letter->state == OUTBOX_FAILED && letter->guard &&
		    letter->notice->letter == kind)
			return TRUE;
	}
	return FALSE;
}

static gboolean
write_letter(struct post *post, const struct duty_row *duty, GError **error)
{
	g_autoptr(own_case_row) row =
		case_by_id(post->ledger, duty->case_id, error);

	if (row != NULL && was_refused(post, duty))
		return fault_set(error, FAULT_INPUT,
				 "Its letter was refused. Answer by another "
				 "way.");
	return row != NULL &&
	       acknowledge_queue(post, row, "postroom", TRUE, error);
}

/* TRUE also when a person was told instead: then *why is set. */
static gboolean
act(struct post *post, const struct duty_row *duty, char **why, GError **error)
{
	g_autoptr(GError) trouble = NULL;

	if (write_letter(post, duty, &trouble))
		return TRUE;
	if (fault_is(trouble, FAULT_TEMPORARY)) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return FALSE;
	}
	*why = g_strdup(trouble == NULL ? "The case is not in the ledger."
					: trouble->message);
	return ledger_undo(post->ledger, error) &&
	       ledger_savepoint(post->ledger, error) &&
	       tell_person(post, duty, *why, error) &&
	       send_form(post, duty, error);
}

static gboolean
act_in_transaction(struct post *post, const struct duty_row *duty, char **why,
		   GError **error)
{
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (ledger_savepoint(post->ledger, error) &&
	    act(post, duty, why, error) && ledger_release(post->ledger, error))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

static gboolean
has_letter(struct post *post, const struct duty_row *duty)
{
	g_autoptr(own_outbox_row) live = outbox_live(
		post->ledger, duty->case_id, letter_acknowledging(duty->stage),
		duty->stage, NULL);

	return live != NULL;
}

gboolean
guard_act(struct post *post, struct alarms *alarms, guint *sent, GError **error)
{
	g_autoptr(GPtrArray) duties = due(post, DUTIES_GUARD, error);
	guint i;

	for (i = 0; duties != NULL && i < duties->len; i++) {
		const struct duty_row *duty = g_ptr_array_index(duties, i);
		g_autofree char *why = NULL;

		if (has_letter(post, duty))
			continue;
		if (!act_in_transaction(post, duty, &why, error))
			return FALSE;
		if (why == NULL) {
			log_event("guard: %s acknowledged", duty->ref);
			(*sent)++;
			continue;
		}
		alarm_add(alarms, ALARM_GUARD, duty->ref,
			  "%s: cannot acknowledge by itself. %s", duty->ref,
			  why);
	}
	return duties != NULL;
}

static gboolean
explain(struct post *post, const struct duty_row *duty, GError **error)
{
	enum duty_kind kind = duty_of(duty->kind);
	g_autoptr(own_duty_row) known = NULL;

	if (kind == DUTY_COUNT || !duty_missed_explains(kind))
		return TRUE;
	if (!oblige_find(post, duty->case_id, DUTY_EXPLAIN_DELAY, &known,
			 error))
		return FALSE;
	if (known != NULL)
		return TRUE;
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (oblige_by_day(post, duty->case_id, DUTY_EXPLAIN_DELAY,
			  clock_day(clock_now()), error))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

gboolean
guard_explain(struct post *post, GError **error)
{
	g_autoptr(GPtrArray) late = due(post, DUTIES_OVERDUE, error);
	guint i;

	for (i = 0; late != NULL && i < late->len; i++)
		if (!explain(post, late->pdata[i], error))
			return FALSE;
	return late != NULL;
}
