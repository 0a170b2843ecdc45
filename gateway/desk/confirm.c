/*
 * A person's decision on what a message is: checked against the Code and the
 * landlord's policy, then recorded with the duties and letters that follow.
 */
#include "desk/confirm.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/followup.h"
#include "desk/resolve.h"
#include "ledger/suggestion.h"
#include "policy/route.h"

/* Without a category the proposal is confirmed as it is. */
static gboolean
read_labels(const struct confirming *from, const struct case_row *row,
	    struct decision *decision, GError **error)
{
	decision->category = from->category != NULL
				     ? category_of(from->category)
				     : row->category;
	decision->ground = decision->category == CATEGORY_EXCLUSION
				   ? row->ground
				   : GROUND_NONE;
	if (from->category == NULL && row->category == CATEGORY_NONE)
		return fault_set(error, FAULT_INPUT,
				 "%s could not be read, so nothing is "
				 "proposed. Read the original and choose what "
				 "it is.",
				 row->ref);
	if (from->ground == NULL)
		return TRUE;
	decision->ground = ground_of(from->ground);
	if (decision->ground != GROUND_NONE)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "There is no ground \"%s\". The names are in "
			 "docs/LABELLING.md.",
			 from->ground);
}

/* As the case stands now; the category is still to be set. */
static gboolean
stand(struct post *post, const struct case_row *row, struct decision *decision,
      GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_suggestion) suggestion =
		suggestion_of_case(post->ledger, row->id, &problem);

	*decision = (struct decision){
		.present = row->category,
		.flags = row->flags,
		.received = clock_day(row->received),
		.profile = post->profile,
	};
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (suggestion != NULL && !row->confirmed)
		decision->guarded = policy_route(post->profile, suggestion,
						 post->settings.guard_threshold)
					    .guarded;
	return TRUE;
}

static gboolean
decide(struct post *post, const struct confirming *from,
       const struct case_row *row, GError **error)
{
	struct decision decision;

	if (!stand(post, row, &decision, error))
		return FALSE;
	decision.by = from->act.by;
	decision.reason = from->reason;
	return read_labels(from, row, &decision, error) &&
	       decision_check(&decision, error) &&
	       resolve(post, row, &decision, error);
}

gboolean
confirm_asks(struct post *post, const struct case_row *row,
	     enum category category, enum confirm_asks *asks, GError **error)
{
	struct decision decision;

	if (!stand(post, row, &decision, error))
		return FALSE;
	decision.category = category;
	*asks = CONFIRM_ASKS_NOTHING;
	if (category == CATEGORY_EXCLUSION)
		*asks = CONFIRM_ASKS_GROUND;
	else if (decision_is_less(&decision))
		*asks = CONFIRM_ASKS_CHOICE;
	return TRUE;
}

gboolean
confirm(struct post *post, const struct confirming *confirming, char **words,
	GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	g_autofree char *told = NULL;
	gboolean done;

	*words = NULL;
	if (!act_check_text(confirming->reason, error))
		return FALSE;
	row = act_begin(post, &confirming->act, error);
	if (row == NULL)
		return FALSE;
	done = decide(post, confirming, row, error) &&
	       followup(post, row->id, &told, error);
	if (!act_end(post, done, error))
		return FALSE;
	*words = g_steal_pointer(&told);
	return TRUE;
}
