/*
 * Several plain requests confirmed at once. The server looks at each again:
 * one in which dissatisfaction fired is left for a person to open.
 */
#include "console/list_row.h"
#include "console/page_list.h"
#include "desk/confirm.h"
#include "ledger/suggestion.h"
#include "policy/route.h"

/* No dissatisfaction may have fired: nothing that would let the guard act,
 * and no words that speak for a complaint (domain.md 10.4). */
static gboolean
is_plain(struct visit *visit, const struct case_row *row)
{
	g_autoptr(own_suggestion) suggestion =
		suggestion_of_case(visit->post->ledger, row->id, NULL);
	guint i;

	if (suggestion == NULL || !list_may_choose(row) ||
	    policy_route(visit->post->profile, suggestion,
			 visit->post->settings.guard_threshold)
		    .guarded)
		return FALSE;
	for (i = 0; i < suggestion->evidence->len; i++) {
		const struct evidence *found = suggestion->evidence->pdata[i];

		if (found->kind == EVIDENCE_CATEGORY && found->weight > 0 &&
		    (g_str_equal(found->name, "complaint") ||
		     g_str_equal(found->name, "escalation")))
			return FALSE;
	}
	return TRUE;
}

static gboolean
confirm_one(struct visit *visit, const char *ref)
{
	g_autoptr(own_case_row) row =
		case_by_ref(visit->post->ledger, ref, NULL);
	const struct confirming confirming = {
		.act = {.ref = ref,
			.by = visit_by(visit),
			.login = visit->who->login},
	};
	g_autofree char *words = NULL;

	return row != NULL && is_plain(visit, row) &&
	       confirm(visit->post, &confirming, &words, NULL);
}

static void
confirm_chosen(struct visit *visit)
{
	g_autoptr(GPtrArray) refs = request_values(visit->request, "ref");
	g_autoptr(GString) left = g_string_new(NULL);
	g_autofree char *message = NULL;
	guint i, done = 0;

	for (i = 0; i < refs->len; i++)
		if (confirm_one(visit, refs->pdata[i]))
			done++;
		else
			g_string_append_printf(left, "%s%s",
					       left->len > 0 ? ", " : "",
					       (const char *)refs->pdata[i]);
	message = left->len == 0
			  ? g_strdup_printf("%u confirmed.", done)
			  : g_strdup_printf("%u confirmed. Open these one by "
					    "one, they are not plain: %s.",
					    done, left->str);
	visit_done(visit, "/", message);
}

const struct route page_bulk_routes[] = {
	{METHOD_POST, "/confirm-chosen", MAY_SETTLE, 0, confirm_chosen,
	 "Confirms several plain requests at once"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
