/*
 * After an attempt. The response clock starts at the date printed in the
 * acknowledgement (Code 6.3, 6.14), not at the moment of sending.
 */
#include "desk/settle.h"

#include "base/clock.h"
#include "base/log.h"
#include "desk/acknowledge.h"
#include "desk/announce.h"
#include "desk/oblige.h"
#include "desk/opening.h"
#include "ledger/case.h"
#include "ledger/history.h"
#include "send/schedule.h"

static gint64
note(struct post *post, const struct outbox_row *row, const char *event,
     const char *reply, GError **error)
{
	const char *letter = letter_name(row->notice->letter);
	struct history_new entry = {
		.case_id = row->case_id,
		.at = clock_now(),
		.actor = "postroom",
		.event = event,
		.detail = json_pack("{s:s, s:s, s:s, s:b}", "letter", letter,
				    "message_id", row->notice->message_id,
				    "reply", reply, "guard", (int)row->guard),
	};

	return history_add(post->ledger, entry, error);
}

/* The letter has gone, and that must be kept whatever the calendar knows:
 * where it has ended, somebody must look today. */
static gboolean
today_if_unknown(struct post *post, const struct outbox_row *row,
		 const GError *trouble, guint32 *due, GError **error)
{
	if (*due != DAY_NONE)
		return TRUE;
	*due = clock_day(clock_now());
	return opening_note(post, row->case_id, "not-counted",
			    json_pack("{s:s}", "reason", trouble->message),
			    error);
}

static gboolean
start_response(struct post *post, const struct outbox_row *row, int stage,
	       GError **error)
{
	guint32 printed = clock_day(row->notice->date);
	g_autoptr(GError) trouble = NULL;
	guint32 due =
		duty_response_due(post->calendar, stage, printed, &trouble);

	return today_if_unknown(post, row, trouble, &due, error) &&
	       oblige_by_day(post, row->case_id, duty_responding(stage), due,
			     error);
}

/* The guard's letter leaves the definition to be settled (domain.md 10.2). */
static gboolean
owe_definition(struct post *post, const struct outbox_row *row, GError **error)
{
	guint32 printed = clock_day(row->notice->date);
	g_autoptr(GError) trouble = NULL;
	guint32 due;

	if (!row->guard)
		return TRUE;
	due = duty_definition_due(post->calendar, printed, &trouble);
	return today_if_unknown(post, row, trouble, &due, error) &&
	       oblige_by_day(post, row->case_id, DUTY_CONFIRM_DEFINITION, due,
			     error);
}

/* The letter left at that instant, by that event. What it promises is
 * counted from the date printed in it, also if it was posted later. */
static gboolean
acknowledged(struct post *post, const struct outbox_row *row, gint64 left,
	     GError **error)
{
	int stage = letter_stage(row->notice->letter);

	return case_set_acknowledged(post->ledger, row->case_id, stage, left,
				     error) &&
	       start_response(post, row, stage, error) &&
	       owe_definition(post, row, error);
}

/* The letter after a guard's names the reviewer too, if the draft does. */
static gboolean
named_reviewer(struct post *post, const struct outbox_row *row, gint64 event,
	       GError **error)
{
	g_autoptr(own_draft) draft =
		draft_load(post->ledger, row->case_id, 2, NULL);

	return draft == NULL || !acknowledge_names_reviewer(post, draft) ||
	       oblige_meet(post, row->case_id, DUTY_REVIEWER, event, error);
}

/* What the letter was owed for is met by its leaving. */
static gboolean
follow(struct post *post, const struct outbox_row *row, gint64 left,
       gint64 event, GError **error)
{
	enum duty_kind kind = duty_met_by(row->notice->letter);

	if (kind == DUTY_COUNT)
		return TRUE;
	if (!oblige_meet(post, row->case_id, kind, event, error))
		return FALSE;
	if (kind == DUTY_CONFIRM_DEFINITION)
		return named_reviewer(post, row, event, error);
	return !letter_acknowledges(row->notice->letter) ||
	       (acknowledged(post, row, left, error) &&
		announce(post, HOOK_ACKNOWLEDGED, row->case_id, event, error));
}

static gboolean
settle_done(struct post *post, const struct outbox_row *row, const char *reply,
	    GError **error)
{
	gint64 event;

	if (!outbox_sent(post->ledger, row->id, reply, clock_now(), error))
		return FALSE;
	event = note(post, row, "sent", reply, error);
	if (event == 0)
		return FALSE;
	log_event("letter %" G_GINT64_FORMAT ": %s was sent", row->id,
		  letter_name(row->notice->letter));
	return follow(post, row, row->notice->date, event, error);
}

/* Mail cannot do it: a person must, in another way, within a day. */
static gboolean
hand_to_person(struct post *post, const struct outbox_row *row,
	       const char *event, const char *reply, GError **error)
{
	log_event("letter %" G_GINT64_FORMAT ": %s: %s", row->id, event, reply);
	return note(post, row, event, reply, error) > 0 &&
	       oblige_by_day(post, row->case_id, DUTY_ANSWER_OTHER_ROUTE,
			     clock_day(clock_now()) + 1, error);
}

static gboolean
settle_refused(struct post *post, const struct outbox_row *row,
	       const char *reply, GError **error)
{
	return outbox_failed(post->ledger, row->id, reply, error) &&
	       hand_to_person(post, row, "refused", reply, error);
}

/* On the real clock: a server does not know what day POSTROOM_NOW says. */
static gint64
next_attempt(const struct outbox_row *row)
{
	return g_get_real_time() / G_USEC_PER_SEC +
	       schedule_pause(row->notice->message_id, (guint)row->attempts);
}

static gboolean
settle_later(struct post *post, const struct outbox_row *row, const char *reply,
	     GError **error)
{
	guint attempts = (guint)row->attempts;

	if (schedule_ends(attempts))
		return settle_refused(post, row, reply, error);
	log_event("letter %" G_GINT64_FORMAT ": attempt %u failed: %s", row->id,
		  attempts, reply);
	return outbox_later(post->ledger, row->id, next_attempt(row), reply,
			    error);
}

static gboolean
settle_uncertain(struct post *post, const struct outbox_row *row,
		 const char *reply, GError **error)
{
	if (!outbox_uncertain(post->ledger, row->id, next_attempt(row), reply,
			      error))
		return FALSE;
	if (row->uncertain == 0)
		return note(post, row, "uncertain", reply, error) > 0;
	return hand_to_person(post, row, "uncertain-twice", reply, error);
}

/* It lies in the print folder and meets nothing: somebody must post it. What
 * GOV.UK Notify has is posted without us. */
static gboolean
settle_printed(struct post *post, const struct outcome *outcome, GError **error)
{
	const struct outbox_row *row = outcome->row;
	const char *remote = outcome->remote != NULL ? outcome->remote : "";

	log_event("letter %" G_GINT64_FORMAT ": %s is in print", row->id,
		  letter_name(row->notice->letter));
	return outbox_printed(post->ledger, row->id, remote, outcome->reply,
			      error) &&
	       note(post, row, "printed", outcome->reply, error) > 0 &&
	       (row->route == ROUTE_NOTIFY ||
		oblige_by_day(post, row->case_id, DUTY_ANSWER_OTHER_ROUTE,
			      clock_day(clock_now()) + 1, error));
}

gboolean
settle(struct post *post, const struct outcome *outcome, GError **error)
{
	const struct outbox_row *row = outcome->row;

	switch (outcome->sent) {
	case SENT_DONE:
		return row->route == ROUTE_EMAIL
			       ? settle_done(post, row, outcome->reply, error)
			       : settle_printed(post, outcome, error);
	case SENT_REFUSED:
		return settle_refused(post, row, outcome->reply, error);
	case SENT_UNCERTAIN:
		return settle_uncertain(post, row, outcome->reply, error);
	default:
		return settle_later(post, row, outcome->reply, error);
	}
}

gboolean
settle_posted(struct post *post, const struct outbox_row *row, guint32 day,
	      const char *actor, GError **error)
{
	g_autofree char *iso = clock_iso(day);
	struct history_new entry = {
		.case_id = row->case_id,
		.at = clock_now(),
		.actor = actor,
		.event = "posted",
		.detail = json_pack("{s:s, s:s, s:s}", "letter",
				    letter_name(row->notice->letter),
				    "message_id", row->notice->message_id,
				    "issued", iso),
	};
	gint64 event = history_add(post->ledger, entry, error);

	if (event == 0 || !outbox_posted(post->ledger, row->id, day, error))
		return FALSE;
	log_event("letter %" G_GINT64_FORMAT ": %s was posted", row->id,
		  letter_name(row->notice->letter));
	return oblige_meet(post, row->case_id, DUTY_ANSWER_OTHER_ROUTE, event,
			   error) &&
	       follow(post, row, clock_at(day, 12, 0), event, error);
}

gboolean
settle_lost(struct post *post, const struct outbox_row *row, const char *reason,
	    GError **error)
{
	return outbox_lost(post->ledger, row->id, reason, error) &&
	       hand_to_person(post, row, "not-posted", reason, error);
}
