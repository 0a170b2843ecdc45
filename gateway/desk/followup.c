/*
 * A letter of set words needs nobody to write it, but everything that holds
 * back automatic mail holds it back, too (domain.md 10.4, 10.6, 10.14).
 */
#include "desk/followup.h"

#include "base/fault.h"
#include "desk/correspond.h"
#include "desk/oblige.h"
#include "desk/opening.h"
#include "ledger/outbox.h"
#include "policy/decision.h"

static gboolean
is_written(struct post *post, const struct case_row *row, enum letter letter,
	   gboolean *written, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_outbox_row) live = outbox_live(
		post->ledger, row->id, letter, letter_stage(letter), &problem);

	*written = live != NULL;
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

static char *
tell_held(const struct case_row *row, enum letter letter, const char *why)
{
	return g_strdup_printf("The letter \"%s\" did not go by itself. %s\n"
			       "To send it, write it to %s yourself.",
			       letter_name(letter), why, row->ref);
}

static gboolean
queue(struct post *post, const struct case_row *row, enum letter kind,
      char **words, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(own_message) message =
		correspond_message(post, row, &trouble);
	struct correspondence letter = {
		.row = row,
		.message = message,
		.letter = kind,
		.actor = "postroom",
	};

	if (message != NULL && *row->silence == '\0' &&
	    correspond_queue(post, &letter, &trouble)) {
		*words = g_strdup_printf("The letter \"%s\" is in the outbox.",
					 letter_name(kind));
		return TRUE;
	}
	if (trouble != NULL && fault_is(trouble, FAULT_TEMPORARY)) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return FALSE;
	}
	*words = tell_held(row, kind,
			   trouble == NULL ? row->silence : trouble->message);
	return opening_note(
		post, row->id, "not-answered",
		json_pack("{s:s, s:s}", "letter", letter_name(kind), "reason",
			  trouble == NULL ? row->silence : trouble->message),
		error);
}

/* Unless it is written already. */
static gboolean
queue_once(struct post *post, const struct case_row *row, enum letter letter,
	   char **words, GError **error)
{
	gboolean written = FALSE;

	if (!is_written(post, row, letter, &written, error))
		return FALSE;
	return written || queue(post, row, letter, words, error);
}

gboolean
followup_form(struct post *post, const struct case_row *row, char **words,
	      GError **error)
{
	gboolean owed = FALSE;

	*words = NULL;
	if (!oblige_is_open(post, row->id, DUTY_AUTHORITY, &owed, error))
		return FALSE;
	return !owed || queue_once(post, row, LETTER_AUTHORITY, words, error);
}

gboolean
followup(struct post *post, gint64 case_id, char **words, GError **error)
{
	g_autoptr(own_case_row) row = case_by_id(post->ledger, case_id, error);
	gboolean owed = FALSE;
	enum letter letter;

	*words = NULL;
	if (row == NULL ||
	    !oblige_is_open(post, row->id, DUTY_OFFER_CHOICE, &owed, error))
		return FALSE;
	letter = decision_letter(row->category, owed);
	if (letter != LETTER_COUNT)
		return queue_once(post, row, letter, words, error);
	return followup_form(post, row, words, error);
}
