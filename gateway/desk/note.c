/*
 * Notes: what a person wants remembered of a case.
 */
#include "desk/note.h"

#include "base/fault.h"
#include "base/limits.h"

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

	if (!check(trimmed, error))
		return FALSE;
	row = act_begin(post, act, error);
	if (row == NULL)
		return FALSE;
	return act_end(
		post,
		act_note(post, act->by, row->id,
			 (struct act_event){
				 "note", json_pack("{s:s}", "text", trimmed)},
			 error) != 0,
		error);
}
