/*
 * What release and the guard have in common.
 */
#include "desk/acknowledge.h"

#include "base/fault.h"
#include "desk/correspond.h"
#include "desk/oblige.h"
#include "ledger/suggestion.h"

/* What a person who releases the letter as it stands says with it (5.7). The
 * guard says nothing of the kind: its letter leaves that open. */
#define OURS                                                                 \
	"We are responsible for answering every point above. We have found " \
	"no part that somebody else is responsible for. If we do, we will "  \
	"tell you which part, and who is responsible for it."

static int
stage_of(const struct case_row *row)
{
	return row->stage == 2 ? 2 : 1;
}

static gboolean
draft_is_there(struct post *post, const struct case_row *row, gboolean *present,
	       GError **error)
{
	GError *failure = NULL;
	g_autoptr(own_draft) draft =
		draft_load(post->ledger, row->id, stage_of(row), &failure);

	*present = draft != NULL;
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, failure);
	return FALSE;
}

/* A case that was proposed as less has no draft until a person makes it a
 * complaint. */
static gboolean
make_draft(struct post *post, const struct case_row *row,
	   const struct message *message, GError **error)
{
	g_autoptr(own_suggestion) suggestion =
		suggestion_of_case(post->ledger, row->id, NULL);
	g_autoptr(own_suggestion) none = suggestion_new();
	struct drafting from = {
		.case_id = row->id,
		.stage = stage_of(row),
		.message = message,
		.suggestion = suggestion != NULL ? suggestion : none,
	};
	gboolean present;

	if (!draft_is_there(post, row, &present, error))
		return FALSE;
	return present || correspond_draft(post, &from, error);
}

gboolean
acknowledge_draft(struct post *post, const struct case_row *row, GError **error)
{
	g_autoptr(own_message) message = correspond_message(post, row, error);

	return message != NULL && make_draft(post, row, message, error);
}

static gboolean
set_responsibility(struct post *post, const struct case_row *row,
		   GError **error)
{
	g_autoptr(own_draft) draft =
		draft_load(post->ledger, row->id, stage_of(row), error);

	if (draft == NULL)
		return FALSE;
	if (*draft->responsibility != '\0')
		return TRUE;
	g_free(draft->responsibility);
	draft->responsibility = g_strdup(OURS);
	return draft_save(post->ledger, draft, error);
}

gboolean
acknowledge_names_reviewer(const struct post *post, const struct draft *draft)
{
	return draft->stage == 2 && *draft->reviewer != '\0' &&
	       (post->profile->stage2 != STAGE2_PANEL ||
		*draft->hearing != '\0');
}

/* What is left to write once the acknowledgement has left. */
static gboolean
after_guard(struct post *post, const struct case_row *row, enum letter *letter,
	    GError **error)
{
	gboolean definition = FALSE;
	gboolean reviewer = FALSE;

	if (!oblige_is_open(post, row->id, DUTY_CONFIRM_DEFINITION, &definition,
			    error) ||
	    !oblige_is_open(post, row->id, DUTY_REVIEWER, &reviewer, error))
		return FALSE;
	*letter = definition || reviewer ? LETTER_DEFINITION : LETTER_COUNT;
	return TRUE;
}

/* The newest letter of the kind, NULL if there is none. */
static gboolean
find_live(struct post *post, const struct case_row *row, enum letter letter,
	  struct outbox_row **live, GError **error)
{
	GError *problem = NULL;

	*live = outbox_live(post->ledger, row->id, letter, letter_stage(letter),
			    &problem);
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

/* What has left does not wait for anybody. */
static gboolean
drop_sent(struct outbox_row **live)
{
	if (*live == NULL || (*live)->state != OUTBOX_SENT)
		return FALSE;
	g_clear_pointer(live, outbox_row_free);
	return TRUE;
}

gboolean
acknowledge_letter(struct post *post, const struct case_row *row,
		   enum letter *letter, struct outbox_row **live,
		   GError **error)
{
	*letter = letter_acknowledging(row->stage);
	if (!find_live(post, row, *letter, live, error))
		return FALSE;
	if (!drop_sent(live))
		return TRUE;
	if (!after_guard(post, row, letter, error))
		return FALSE;
	if (*letter == LETTER_COUNT)
		return TRUE;
	if (!find_live(post, row, *letter, live, error))
		return FALSE;
	drop_sent(live);
	return TRUE;
}

/* Fills *letter and *message, which the letter borrows. */
static gboolean
prepare(struct post *post, struct correspondence *letter,
	struct message **message, GError **error)
{
	g_autoptr(own_outbox_row) live = NULL;

	*message = correspond_message(post, letter->row, error);
	if (*message == NULL || !make_draft(post, letter->row, *message, error))
		return FALSE;
	letter->message = *message;
	if (!acknowledge_letter(post, letter->row, &letter->letter, &live,
				error))
		return FALSE;
	if (letter->letter == LETTER_COUNT)
		return fault_set(error, FAULT_INPUT,
				 "The acknowledgement of %s is sent already. "
				 "What you want to add goes in a letter of its "
				 "own.",
				 letter->row->ref);
	return letter->guard || set_responsibility(post, letter->row, error);
}

struct notice *
acknowledge_preview(struct post *post, const struct case_row *row,
		    gboolean guard, GError **error)
{
	struct correspondence letter = {
		.row = row,
		.guard = guard,
		.actor = guard ? "postroom" : "a person",
	};
	g_autoptr(own_message) message = NULL;

	if (!prepare(post, &letter, &message, error))
		return NULL;
	return correspond_compose(post, &letter, error);
}

gboolean
acknowledge_queue(struct post *post, const struct case_row *row,
		  const char *actor, gboolean guard, GError **error)
{
	struct correspondence letter = {
		.row = row,
		.guard = guard,
		.actor = actor,
	};
	g_autoptr(own_message) message = NULL;

	if (guard && *row->silence != '\0')
		return fault_set(error, FAULT_INPUT, "%s", row->silence);
	return prepare(post, &letter, &message, error) &&
	       correspond_queue(post, &letter, error);
}
