/*
 * Editing the draft of an acknowledgement, and showing the letter it makes.
 */
#include "desk/draft_edit.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "desk/acknowledge.h"
#include "desk/oblige.h"
#include "ledger/draft.h"
#include "ledger/history.h"
#include "ledger/outbox.h"
#include "policy/letter.h"

static const char *const names[DRAFT_PARTS] = {
	"definition",	 "outcomes", "responsibility",
	"clarification", "reviewer", "hearing"};

const char *
draft_part_name(enum draft_part part)
{
	return names[part];
}

/* The definition and the outcomes may hold the resident's own words. */
static gboolean
check_part(enum draft_part part, const char *text, GError **error)
{
	g_autofree char *forbidden = NULL;

	if (!act_check_text(text, error))
		return FALSE;
	if (strlen(text) > LIMIT_TYPED_BYTES)
		return fault_set(error, FAULT_INPUT, "The %s is too long.",
				 names[part]);
	if (part == DRAFT_DEFINITION || part == DRAFT_OUTCOMES)
		return TRUE;
	forbidden = letter_forbidden(text);
	return forbidden == NULL ||
	       fault_set(error, FAULT_INPUT,
			 "\"%s\" may not stand in a letter (Code 5.2, 6.12). "
			 "Write the %s in another way.",
			 forbidden, names[part]);
}

static gboolean
check_parts(const struct draft_edit *edit, GError **error)
{
	enum draft_part part;

	for (part = 0; part < DRAFT_PARTS; part++)
		if (edit->text[part] != NULL &&
		    !check_part(part, edit->text[part], error))
			return FALSE;
	return TRUE;
}

static char **
place(struct draft *draft, enum draft_part part)
{
	switch (part) {
	case DRAFT_DEFINITION:
		return &draft->definition;
	case DRAFT_OUTCOMES:
		return &draft->outcomes;
	case DRAFT_RESPONSIBILITY:
		return &draft->responsibility;
	case DRAFT_CLARIFICATION:
		return &draft->clarification;
	case DRAFT_REVIEWER:
		return &draft->reviewer;
	default:
		return &draft->hearing;
	}
}

/* Which parts were changed. */
static json_t *
apply(const struct draft_edit *edit, struct draft *draft)
{
	json_t *changed = json_array();
	enum draft_part part;

	for (part = 0; part < DRAFT_PARTS; part++) {
		char **field = place(draft, part);

		if (edit->text[part] == NULL ||
		    g_str_equal(*field, edit->text[part]))
			continue;
		g_free(*field);
		*field = g_strdup(edit->text[part]);
		json_array_append_new(changed, json_string(names[part]));
	}
	g_free(draft->edited_by);
	draft->edited_by = g_strdup(edit->act.by);
	draft->at = clock_now();
	return changed;
}

/* What has left, or is about to, can't be changed any more. */
static gboolean
check_open(struct post *post, const struct case_row *row, GError **error)
{
	g_autoptr(own_outbox_row) live = NULL;
	enum letter letter;

	if (row->stage == 0)
		return fault_set(error, FAULT_INPUT,
				 "%s is not settled as a complaint, so there "
				 "is no acknowledgement to write. If it is "
				 "one, confirm it as a complaint first.",
				 row->ref);
	if (!acknowledge_letter(post, row, &letter, &live, error))
		return FALSE;
	if (letter != LETTER_COUNT && (live == NULL || live->guard))
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "The acknowledgement of %s is %s already. What you "
			 "want to add goes in a letter of its own.",
			 row->ref,
			 live == NULL ? "sent"
				      : outbox_state_name(live->state));
}

/* Where the acknowledgement has left without it, the next letter meets it. */
static gboolean
meet_reviewer(struct post *post, const struct case_row *row,
	      const struct draft *draft, gint64 event, GError **error)
{
	g_autoptr(own_outbox_row) live = NULL;
	enum letter letter;

	if (!acknowledge_names_reviewer(post, draft))
		return TRUE;
	return acknowledge_letter(post, row, &letter, &live, error) &&
	       (letter == LETTER_DEFINITION ||
		oblige_meet(post, row->id, DUTY_REVIEWER, event, error));
}

static gboolean
keep(struct post *post, const struct case_row *row,
     const struct draft_edit *edit, GError **error)
{
	g_autoptr(own_draft) draft = NULL;
	struct history_new entry = {
		.case_id = row->id,
		.at = clock_now(),
		.actor = edit->act.by,
		.event = "drafted",
	};
	gint64 event;

	if (!check_open(post, row, error) ||
	    !acknowledge_draft(post, row, error))
		return FALSE;
	draft = draft_load(post->ledger, row->id, row->stage, error);
	if (draft == NULL)
		return FALSE;
	entry.detail = json_pack("{s:i, s:o}", "stage", row->stage, "changed",
				 apply(edit, draft));
	event = history_add(post->ledger, entry, error);
	return event != 0 && draft_save(post->ledger, draft, error) &&
	       meet_reviewer(post, row, draft, event, error);
}

gboolean
draft_edit(struct post *post, const struct draft_edit *edit, GError **error)
{
	g_autoptr(own_case_row) row = NULL;

	if (!check_parts(edit, error))
		return FALSE;
	row = act_begin(post, &edit->act, error);
	return row != NULL &&
	       act_end(post, keep(post, row, edit, error), error);
}

/* Whoever only looks need not say who he is. */
static gboolean
try_on(struct post *post, const struct case_row *row,
       const struct draft_edit *edit, GError **error)
{
	struct draft_edit unnamed;

	if (edit == NULL)
		return check_open(post, row, error);
	unnamed = *edit;
	unnamed.act.by = "a person";
	return keep(post, row, &unnamed, error);
}

struct notice *
draft_preview(struct post *post, const char *ref, const struct draft_edit *edit,
	      GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	struct notice *notice = NULL;

	if ((edit != NULL && !check_parts(edit, error)) ||
	    !ledger_begin(post->ledger, error))
		return NULL;
	row = act_case(post->ledger, ref, error);
	if (row != NULL && try_on(post, row, edit, error))
		notice = acknowledge_preview(post, row, FALSE, error);
	ledger_rollback(post->ledger);
	return notice;
}
