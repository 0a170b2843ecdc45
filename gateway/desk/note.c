/*
 * Notes: what a person wants remembered of a case.
 */
#include "desk/note.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "ledger/history.h"

static gboolean
check(const char *text, GError **error)
{
	if (*text == '\0')
		return fault_set(error, FAULT_INPUT,
				 "The note is empty. Write what to remember.");
	if (strlen(text) > LIMIT_TYPED_BYTES)
		return fault_set(error, FAULT_INPUT,
				 "The note is too long. Attach it as a file.");
	return act_check_text(text, error);
}

gboolean
note_add(struct post *post, const struct act *act, const char *text,
	 GError **error)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text));
	g_autoptr(own_case_row) row = NULL;
	struct history_new entry = {.actor = act->by, .event = "note"};

	if (!check(trimmed, error))
		return FALSE;
	row = act_begin(post, act, error);
	if (row == NULL)
		return FALSE;
	entry.case_id = row->id;
	entry.at = clock_now();
	entry.detail = json_pack("{s:s}", "text", trimmed);
	return act_end(post, history_add(post->ledger, entry, error) != 0,
		       error);
}
