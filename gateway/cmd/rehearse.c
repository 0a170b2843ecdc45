/*
 * Walks the items, classifies each anew, compares.
 */
#include "cmd/rehearse.h"

#include <string.h>

#include "base/clock.h"
#include "ledger/case.h"
#include "ledger/figures.h"
#include "ledger/history.h"
#include "ledger/item.h"
#include "ledger/suggestion.h"
#include "policy/plan.h"

/* One message on its way through. */
struct rehearsing {
	const struct post *post;
	const struct ruleset *rules;
	struct rehearsal *result;
	const struct item_row *item;
	const struct case_row *row;
};

const char *
harm_name(enum harm harm)
{
	static const char *const names[] = {"lost", "perhaps-lost", "disagrees",
					    "none"};

	return names[harm];
}

static void
change_free(gpointer data)
{
	struct change *change = data;

	g_free(change->ref);
	g_free(change->subject);
	g_free(change);
}

static struct rehearsal *
rehearsal_new(void)
{
	struct rehearsal *rehearsal = g_new0(struct rehearsal, 1);

	rehearsal->changes = g_ptr_array_new_with_free_func(change_free);
	rehearsal->problems = g_ptr_array_new_with_free_func(g_free);
	return rehearsal;
}

void
rehearsal_free(struct rehearsal *rehearsal)
{
	if (rehearsal == NULL)
		return;
	g_ptr_array_unref(rehearsal->changes);
	g_ptr_array_unref(rehearsal->problems);
	g_free(rehearsal);
}

/* --- what the case was like ---------------------------------------------*/

static int
chases_before(const struct rehearsing *r, gint64 case_id, GError **problem)
{
	g_autoptr(own_item_each) each =
		item_each_open(r->post->ledger, case_id, problem);
	const char *address = r->item->message->from->address;
	int chases = 0;

	while (each != NULL) {
		g_autoptr(own_item_row) item = item_each_next(each, problem);

		if (item == NULL)
			break;
		if (item->id < r->item->id && item->state == ITEM_REPLY &&
		    item->message != NULL &&
		    g_ascii_strcasecmp(item->message->from->address, address) ==
			    0)
			chases++;
	}
	return chases;
}

static gboolean
was(gint64 instant, gint64 when)
{
	return instant != TIME_NONE && instant < when;
}

static struct context
context_in(const struct rehearsing *r, const struct case_row *row,
	   GError **problem)
{
	gint64 when = r->item->received;
	struct context context = {
		.open_case = TRUE,
		.category = row->category,
		.stage1_answered = was(row->stage1_answered, when),
		.stage2_answered = was(row->stage2_answered, when),
		.chases = chases_before(r, row->id, problem),
	};

	context.stage = was(row->escalated, when) ? 2 : MIN(row->stage, 1);
	return context;
}

/* The request that a complaint grew out of; NULL if it did not. */
static struct case_row *
request_of(const struct rehearsing *r, GError **problem)
{
	g_autoptr(own_history_each) each =
		history_each_open(r->post->ledger, r->row->id, problem);

	while (each != NULL) {
		g_autoptr(own_history_row) entry =
			history_each_next(each, problem);

		if (entry == NULL)
			break;
		if (g_str_equal(entry->event, "grew-out-of"))
			return case_by_ref(r->post->ledger,
					   json_string_value(json_object_get(
						   entry->detail, "ref")),
					   problem);
	}
	return NULL;
}

static struct context
context_of(const struct rehearsing *r, GError **problem)
{
	static const struct context nothing;
	g_autoptr(own_case_row) request = NULL;

	if (r->item->state == ITEM_REPLY)
		return context_in(r, r->row, problem);
	request = request_of(r, problem);
	return request == NULL ? nothing : context_in(r, request, problem);
}

/* --- comparing ----------------------------------------------------------*/

static gboolean
is_heard(enum category category)
{
	return category == CATEGORY_COMPLAINT ||
	       category == CATEGORY_ESCALATION;
}

/* As staff see it: after the policy, and its number of repeats. */
static struct proposal
seen(const struct post *post, const struct suggestion *suggestion, int chases)
{
	struct plan plan = {
		.settings = post->settings,
		.profile = post->profile,
	};

	plan_suggest(&plan, suggestion);
	plan_chased(&plan, chases);
	return (struct proposal){plan.category, plan.ground,
				 suggestion->confidence};
}

/* What staff settled about this very message. */
static enum category
settled_as(const struct rehearsing *r)
{
	const struct case_row *row = r->row;
	gboolean asked = row->escalated != TIME_NONE &&
			 row->escalated == r->item->received &&
			 row->category == CATEGORY_ESCALATION;

	if (!row->confirmed || (r->item->state == ITEM_REPLY && !asked))
		return CATEGORY_NONE;
	return row->category;
}

static enum harm
harm_of(const struct change *change)
{
	gboolean lost = is_heard(change->before.category) &&
			!is_heard(change->after.category);

	if (lost && is_heard(change->settled))
		return HARM_LOST;
	if (lost && change->settled == CATEGORY_NONE)
		return HARM_PERHAPS;
	return change->before.category == change->settled &&
			       change->after.category != change->settled
		       ? HARM_DISAGREES
		       : HARM_NONE;
}

static void
add_change(const struct rehearsing *r, struct proposal before,
	   struct proposal after)
{
	struct change *change;

	if (before.category == after.category && before.ground == after.ground)
		return;
	change = g_new0(struct change, 1);
	change->ref = g_strdup(r->row->ref);
	change->subject = g_strdup(r->item->message->subject);
	change->received = r->item->received;
	change->reply = r->item->state == ITEM_REPLY;
	change->settled = settled_as(r);
	change->before = before;
	change->after = after;
	change->harm = harm_of(change);
	r->result->harm[change->harm]++;
	g_ptr_array_add(r->result->changes, change);
}

static void
add_flags(struct rehearsal *result, guint32 before, guint32 after)
{
	guint flag;

	for (flag = 0; flag < FLAG_COUNT; flag++) {
		result->flag_gained[flag] += (after & ~before) >> flag & 1;
		result->flag_lost[flag] += (before & ~after) >> flag & 1;
	}
}

static void
add_problems(struct rehearsal *result, const GPtrArray *problems)
{
	guint i;

	for (i = 0; i < problems->len; i++)
		if (!g_ptr_array_find_with_equal_func(result->problems,
						      problems->pdata[i],
						      g_str_equal, NULL))
			g_ptr_array_add(result->problems,
					g_strdup(problems->pdata[i]));
}

static gboolean
compare(const struct rehearsing *r, const struct suggestion *before,
	GError **error)
{
	GError *problem = NULL;
	struct context context = context_of(r, &problem);
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(own_suggestion) after = NULL;
	int chases = 0;

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (!is_heard(context.category) &&
	    context.category != CATEGORY_EXCLUSION)
		chases = context.open_case ? context.chases + 1 : 0;
	after = classify_noting(r->rules, r->item->message,
				context.open_case ? &context : NULL, problems);
	r->result->messages++;
	add_problems(r->result, problems);
	add_flags(r->result, before->flags, after->flags);
	add_change(r, seen(r->post, before, 0), seen(r->post, after, chases));
	return TRUE;
}

static gboolean
rehearse_item(struct rehearsing *r, GError **error)
{
	struct ledger *ledger = r->post->ledger;
	GError *problem = NULL;
	g_autoptr(own_suggestion) before = NULL;
	g_autoptr(own_case_row) row = NULL;

	if (r->item->state != ITEM_CASE && r->item->state != ITEM_REPLY)
		return TRUE;
	before = suggestion_of_item(ledger, r->item->id, &problem);
	if (problem == NULL)
		row = case_by_id(ledger, r->item->case_id, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (before != NULL && row != NULL && r->item->message != NULL) {
		r->row = row;
		return compare(r, before, error);
	}
	r->result->passed++;
	return TRUE;
}

static int
by_harm(gconstpointer a, gconstpointer b)
{
	const struct change *x = *(const struct change *const *)a;
	const struct change *y = *(const struct change *const *)b;

	if (x->harm != y->harm)
		return x->harm < y->harm ? -1 : 1;
	if (x->received != y->received)
		return x->received < y->received ? -1 : 1;
	return strcmp(x->ref, y->ref);
}

static gint64
count_items(const struct post *post)
{
	struct figures figures;
	gint64 all = 0;
	int i;

	if (!figures_load(post->ledger, clock_now(), &figures, NULL))
		return 0;
	for (i = 0; i < ITEM_STATE_COUNT; i++)
		all += figures.items[i];
	return all;
}

struct rehearsal *
rehearse(const struct post *post, const struct ruleset *rules,
	 void (*progress)(gint64 done, gint64 all), GError **error)
{
	g_autoptr(own_rehearsal) result = rehearsal_new();
	struct rehearsing r = {.post = post, .rules = rules, .result = result};
	g_autoptr(own_item_each) each = item_each_open(post->ledger, 0, error);
	gint64 all = count_items(post);
	gint64 done = 0;
	GError *problem = NULL;

	while (each != NULL && problem == NULL) {
		g_autoptr(own_item_row) item = item_each_next(each, &problem);

		if (item == NULL)
			break;
		if (progress != NULL)
			progress(done, all);
		done++;
		r.item = item;
		(void)rehearse_item(&r, &problem);
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	if (each == NULL || problem != NULL)
		return NULL;
	g_ptr_array_sort(result->changes, by_harm);
	return g_steal_pointer(&result);
}
