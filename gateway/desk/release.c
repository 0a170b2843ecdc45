/*
 * Letting letters go: the acknowledgement that somebody has read, and what
 * waits in the outbox for a person.
 */
#include "desk/release.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/acknowledge.h"
#include "desk/oblige.h"
#include "ledger/history.h"

#define WITHDRAWN "withdrawn by a person"

static gboolean
check_settled(const struct case_row *row, GError **error)
{
	if (!row->confirmed)
		return fault_set(error, FAULT_INPUT,
				 "Nobody has confirmed what %s is. Confirm "
				 "first that it is a complaint.",
				 row->ref);
	if (row->category == CATEGORY_COMPLAINT ||
	    row->category == CATEGORY_ESCALATION)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "%s is settled as %s, which is not acknowledged as a "
			 "complaint. To accept it as one, confirm it as a "
			 "complaint.",
			 row->ref, category_words(row->category));
}

/* The definition goes to the resident, not to whoever writes for him without
 * authority (domain.md 10.9). */
static gboolean
check_authority(const struct post *post, const struct case_row *row,
		GError **error)
{
	gboolean awaited = FALSE;

	if (!oblige_is_open(post, row->id, DUTY_AUTHORITY, &awaited, error))
		return FALSE;
	if (!awaited)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "Somebody writes for the resident, and no authority "
			 "is recorded. If you have seen it, record the duty "
			 "\"authority\" as done, with what you saw. If not, "
			 "write to the resident by post, and record \"%s\" as "
			 "done.",
			 duty_name(duty_acknowledging(row->stage)));
}

static gboolean
is_stuck(const struct outbox_row *letter)
{
	return letter->state == OUTBOX_HELD ||
	       (letter->state == OUTBOX_UNCERTAIN && letter->uncertain > 1);
}

/* A letter that waits for a person is let go as it is. */
static gboolean
let_go(struct ledger *ledger, const struct outbox_row *letter, const char *by,
       GError **error)
{
	struct history_new entry = {
		.case_id = letter->case_id,
		.at = clock_now(),
		.actor = by,
		.event = "released",
	};

	if (!is_stuck(letter))
		return fault_set(error, FAULT_INPUT,
				 "The letter is %s already.",
				 outbox_state_name(letter->state));
	entry.detail = json_pack("{s:s, s:s}", "letter",
				 letter_name(letter->notice->letter),
				 "message_id", letter->notice->message_id);
	return outbox_release(ledger, letter->id, error) &&
	       history_add(ledger, entry, error) != 0;
}

static gboolean
acknowledge(struct post *post, const struct case_row *row, const char *by,
	    GError **error)
{
	enum letter letter;
	g_autoptr(own_outbox_row) live = NULL;

	if (!check_settled(row, error) || !check_authority(post, row, error) ||
	    !acknowledge_letter(post, row, &letter, &live, error))
		return FALSE;
	if (live != NULL)
		return let_go(post->ledger, live, by, error);
	return acknowledge_queue(post, row, by, FALSE, error);
}

gboolean
release(struct post *post, const struct act *act, GError **error)
{
	g_autoptr(own_case_row) row = act_begin(post, act, error);

	return row != NULL &&
	       act_end(post, acknowledge(post, row, act->by, error), error);
}

/* --- letters that wait for a person ---------------------------------------*/

static gboolean
waits(const struct outbox_row *row)
{
	return row->state == OUTBOX_HELD || row->state == OUTBOX_UNCERTAIN;
}

GPtrArray *
release_waiting(struct ledger *ledger, GError **error)
{
	GPtrArray *rows = outbox_list(ledger, OUTBOX_STUCK, 0, error);
	guint i;

	for (i = rows != NULL ? rows->len : 0; i > 0; i--)
		if (!waits(rows->pdata[i - 1]))
			g_ptr_array_remove_index(rows, i - 1);
	return rows;
}

static gboolean
decide(struct ledger *ledger, const struct outbox_row *row,
       const struct waiting *which, GError **error)
{
	const char *reason = which->reason != NULL ? which->reason : "";
	struct history_new entry = {
		.case_id = row->case_id,
		.at = clock_now(),
		.actor = which->by,
		.event = which->withdraw ? "withdrawn" : "released",
	};
	gboolean decided =
		which->withdraw
			? outbox_withdraw(ledger, row->id,
					  *reason != '\0' ? reason : WITHDRAWN,
					  error)
			: outbox_release(ledger, row->id, error);

	if (!decided)
		return FALSE;
	entry.detail = json_pack("{s:s, s:s, s:s}", "letter",
				 letter_name(row->notice->letter), "message_id",
				 row->notice->message_id, "reason", reason);
	return history_add(ledger, entry, error) > 0;
}

static gboolean
decide_all(struct ledger *ledger, const struct waiting *which, guint *count,
	   GError **error)
{
	g_autoptr(GPtrArray) rows = release_waiting(ledger, error);
	guint i;

	for (i = 0; rows != NULL && i < rows->len; i++) {
		const struct outbox_row *row = rows->pdata[i];

		if (which->id != 0 && row->id != which->id)
			continue;
		if (!decide(ledger, row, which, error))
			return FALSE;
		++*count;
	}
	if (rows == NULL || which->id == 0 || *count > 0)
		return rows != NULL;
	return fault_set(error, FAULT_INPUT,
			 "Letter %" G_GINT64_FORMAT " does not wait for a "
			 "person.",
			 which->id);
}

gboolean
release_letters(struct post *post, const struct waiting *which, guint *count,
		GError **error)
{
	*count = 0;
	return act_check_text(which->reason, error) &&
	       act_open(post, which->by, error) &&
	       act_end(post, decide_all(post->ledger, which, count, error),
		       error);
}
