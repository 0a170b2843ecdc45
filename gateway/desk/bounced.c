/*
 * A bounce is believed only about a letter that we did send: the Message-ID
 * must be one of ours, and the case the one that its token names.
 */
#include "desk/bounced.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/oblige.h"
#include "desk/opening.h"
#include "ledger/outbox.h"

#define WAY_AROUND_DAYS 1

/* The clock of the response runs from an acknowledgement that arrived. */
static gboolean
stop_response(struct post *post, const struct outbox_row *letter,
	      GError **error)
{
	int stage = letter_stage(letter->notice->letter);
	enum duty_kind kind = duty_responding(stage);
	g_autoptr(own_duty_row) duty = NULL;

	if (!case_set_acknowledged(post->ledger, letter->case_id, stage,
				   TIME_NONE, error) ||
	    !oblige_find(post, letter->case_id, kind, &duty, error))
		return FALSE;
	return duty == NULL || !duty_is_open(duty) ||
	       duty_end(post->ledger, duty->id, "postroom",
			"The acknowledgement came back.", error);
}

/* Opens the duty again that the letter had met. Sets *due to the day that
 * it still has, leaves it if none. */
static gboolean
reopen(struct post *post, const struct outbox_row *letter, guint32 *due,
       GError **error)
{
	enum letter kind = letter->notice->letter;
	enum duty_kind owed = duty_met_by(kind);
	g_autoptr(own_duty_row) duty = NULL;

	if (owed == DUTY_COUNT)
		return TRUE;
	if (!oblige_find(post, letter->case_id, owed, &duty, error))
		return FALSE;
	if (duty != NULL && duty->due_day != DAY_NONE)
		*due = duty->due_day;
	if (duty != NULL && duty->met != TIME_NONE &&
	    !duty_reopen(post->ledger, duty->id, error))
		return FALSE;
	return !letter_acknowledges(kind) || stop_response(post, letter, error);
}

static gboolean
came_back(struct post *post, const struct outbox_row *letter,
	  const struct bounce *bounce, GError **error)
{
	static const char reason[] =
		"A letter to this address came back. Answer by another way.";
	guint32 due = clock_day(clock_now()) + WAY_AROUND_DAYS;
	json_t *detail = json_pack("{s:s, s:s}", "letter",
				   letter_name(letter->notice->letter),
				   "status", bounce->status);

	return outbox_bounced(post->ledger, letter->id, reason, error) &&
	       opening_note(post, letter->case_id, "bounced", detail, error) &&
	       case_set_silence(post->ledger, letter->case_id, reason, error) &&
	       reopen(post, letter, &due, error) &&
	       oblige_by_day(post, letter->case_id, DUTY_ANSWER_OTHER_ROUTE,
			     due, error);
}

/* The letter that a bounce is about: by its Message-ID, else the newest one
 * sent on the case that its token leads to. NULL if there is none. */
static struct outbox_row *
bounced_letter(struct post *post, const struct bounce *bounce,
	       const struct case_row *row, GError **error)
{
	struct outbox_row *found = NULL;
	g_autoptr(own_outbox_each) each = NULL;

	if (*bounce->original_message_id != '\0')
		found = outbox_by_message_id(
			post->ledger, bounce->original_message_id, error);
	if (found != NULL || row == NULL)
		return found;
	each = outbox_each_open(post->ledger, OUTBOX_OF_CASE, row->id, error);
	while (each != NULL) {
		struct outbox_row *next = outbox_each_next(each, NULL);

		if (next == NULL)
			break;
		if (next->state == OUTBOX_SENT) {
			outbox_row_free(found);
			found = next;
		} else {
			outbox_row_free(next);
		}
	}
	return found;
}

static gboolean
note_one(struct post *post, const struct bounce *bounce,
	 const struct case_row *row, GError **error)
{
	GError *failure = NULL;
	g_autoptr(own_outbox_row) letter =
		bounced_letter(post, bounce, row, &failure);

	if (failure != NULL) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	if (letter == NULL || letter->state != OUTBOX_SENT)
		return TRUE;
	if (bounce->permanent)
		return came_back(post, letter, bounce, error);
	return opening_note(post, letter->case_id, "delayed",
			    json_pack("{s:s, s:s}", "letter",
				      letter_name(letter->notice->letter),
				      "status", bounce->status),
			    error);
}

gboolean
bounced_note(struct post *post, const struct message *message,
	     const struct case_row *row, GError **error)
{
	guint i;

	for (i = 0; i < message->bounces->len; i++)
		if (!note_one(post, g_ptr_array_index(message->bounces, i), row,
			      error))
			return FALSE;
	return TRUE;
}
