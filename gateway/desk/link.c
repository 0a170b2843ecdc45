/*
 * Linking cases.
 */
#include "desk/link.h"

#include "base/clock.h"
#include "base/fault.h"
#include "ledger/link.h"

static gboolean
note(struct post *post, const struct linking *from, const struct case_row *row,
     const struct case_row *other, GError **error)
{
	const char *reason = from->reason != NULL ? from->reason : "";
	const struct act_event event = {
		.name = from->unlink ? "unlinked" : "linked",
		.detail = json_pack("{s:s, s:s}", "ref", other->ref, "reason",
				    reason),
	};

	return act_note(post, from->act.by, row->id, event, error) != 0;
}

static gboolean
change(struct post *post, const struct linking *from,
       const struct case_row *row, const struct case_row *other, GError **error)
{
	const struct case_link link = {
		.case_id = row->id,
		.other_id = other->id,
		.reason = (char *)(gintptr)(from->reason != NULL ? from->reason
								 : ""),
		.at = clock_now(),
		.set_by = (char *)(gintptr)from->act.by,
	};

	if (row->id == other->id)
		return fault_set(error, FAULT_INPUT,
				 "These are one case. Give another one.");
	return (from->unlink
			? link_remove(post->ledger, row->id, other->id, error)
			: link_add(post->ledger, &link, error)) &&
	       note(post, from, row, other, error) &&
	       note(post, from, other, row, error);
}

gboolean
link_cases(struct post *post, const struct linking *linking, GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	g_autoptr(own_case_row) other = NULL;
	gboolean done;

	if (!act_check_text(linking->reason, error))
		return FALSE;
	row = act_begin(post, &linking->act, error);
	if (row == NULL)
		return FALSE;
	other = act_case_for(post->ledger, linking->other, linking->act.login,
			     error);
	done = other != NULL && change(post, linking, row, other, error);
	return act_end(post, done, error);
}
