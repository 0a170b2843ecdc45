/*
 * Sums over verdicts. A rule is borne out if the label it speaks for is the
 * one that the decision gives the text, or, where it speaks against one, if
 * it is not.
 */
#include "report/agreement.h"

#include <string.h>

#include "base/clock.h"

static void
rule_free(gpointer data)
{
	struct agreement_rule *rule = data;

	g_free(rule->rule);
	g_free(rule->name);
	g_free(rule);
}

struct agreement *
agreement_new(void)
{
	struct agreement *agreement = g_new0(struct agreement, 1);

	agreement->rules = g_ptr_array_new_with_free_func(rule_free);
	agreement->index =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	agreement->months =
		g_array_new(FALSE, TRUE, sizeof(struct agreement_month));
	return agreement;
}

void
agreement_free(struct agreement *agreement)
{
	if (agreement == NULL)
		return;
	g_hash_table_unref(agreement->index);
	g_ptr_array_unref(agreement->rules);
	g_array_unref(agreement->months);
	g_free(agreement);
}

static gboolean
is_agreed(const struct verdict *verdict)
{
	return verdict->category == verdict->proposed;
}

void
agreement_label(const struct verdict *verdict, enum category *category,
		enum ground *ground)
{
	const struct suggestion *made = verdict->suggestion;
	gboolean as_shown = is_agreed(verdict) &&
			    verdict->ground == verdict->proposed_ground;

	*category = verdict->category;
	*ground = verdict->ground;
	if (!as_shown || made == NULL || made->category != CATEGORY_EXCLUSION)
		return;
	*category = made->category;
	*ground = made->ground;
}

static void
add_ground(struct agreement *agreement, const struct verdict *verdict)
{
	if (verdict->proposed != CATEGORY_EXCLUSION || !is_agreed(verdict))
		return;
	agreement->grounds++;
	agreement->grounds_agreed +=
		verdict->ground == verdict->proposed_ground;
}

static void
add_band(struct agreement *agreement, const struct verdict *verdict)
{
	double confidence;
	struct agreement_band *band;

	if (verdict->suggestion == NULL || verdict->proposed == CATEGORY_NONE)
		return;
	confidence = CLAMP(verdict->suggestion->confidence, 0, 1);
	band = &agreement->bands[MIN((int)(confidence * AGREEMENT_BANDS),
				     AGREEMENT_BANDS - 1)];
	band->proposals++;
	band->confirmed += is_agreed(verdict) ? 1 : 0;
	band->confidence += confidence;
}

static struct agreement_month *
month_of(struct agreement *agreement, gint64 at)
{
	struct agreement_month new = {0};
	GDate date;
	guint i;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, clock_day(at));
	new.year = g_date_get_year(&date);
	new.month = (int)g_date_get_month(&date);
	for (i = 0; i < agreement->months->len; i++) {
		struct agreement_month *month = &g_array_index(
			agreement->months, struct agreement_month, i);

		if (month->year == new.year && month->month == new.month)
			return month;
	}
	g_array_append_val(agreement->months, new);
	return &g_array_index(agreement->months, struct agreement_month, i);
}

static void
add_month(struct agreement *agreement, const struct verdict *verdict)
{
	struct agreement_month *month;

	if (verdict->at == TIME_NONE)
		return;
	month = month_of(agreement, verdict->at);
	month->settled++;
	month->agreed += is_agreed(verdict) ? 1 : 0;
}

static struct agreement_rule *
rule_of(struct agreement *agreement, const struct evidence *evidence)
{
	g_autofree char *key =
		g_strconcat(evidence->name, "\n", evidence->rule, NULL);
	struct agreement_rule *rule =
		g_hash_table_lookup(agreement->index, key);

	if (rule != NULL)
		return rule;
	rule = g_new0(struct agreement_rule, 1);
	rule->rule = g_strdup(evidence->rule);
	rule->name = g_strdup(evidence->name);
	g_ptr_array_add(agreement->rules, rule);
	g_hash_table_insert(agreement->index, g_steal_pointer(&key), rule);
	return rule;
}

static gboolean
is_first(const GPtrArray *list, guint at)
{
	const struct evidence *this = list->pdata[at];
	guint i;

	for (i = 0; i < at; i++) {
		const struct evidence *e = list->pdata[i];

		if (g_str_equal(e->rule, this->rule) &&
		    g_str_equal(e->name, this->name))
			return FALSE;
	}
	return TRUE;
}

static void
add_rules(struct agreement *agreement, const struct verdict *verdict)
{
	const GPtrArray *list;
	enum category category;
	enum ground ground;
	guint i;

	if (verdict->suggestion == NULL)
		return;
	list = verdict->suggestion->evidence;
	agreement_label(verdict, &category, &ground);
	for (i = 0; i < list->len; i++) {
		const struct evidence *e = list->pdata[i];
		const char *label = e->kind == EVIDENCE_GROUND
					    ? ground_name(ground)
					    : category_name(category);
		struct agreement_rule *rule;
		gboolean meant;

		if (e->kind == EVIDENCE_FLAG || !is_first(list, i))
			continue;
		meant = g_strcmp0(label, e->name) == 0;
		rule = rule_of(agreement, e);
		if (meant == (e->weight >= 0))
			rule->stood++;
		else
			rule->against++;
	}
}

void
agreement_add(struct agreement *agreement, const struct verdict *verdict)
{
	if (verdict->category >= CATEGORY_COUNT)
		return;
	agreement->settled++;
	agreement->agreed += is_agreed(verdict) ? 1 : 0;
	agreement->counts[verdict->proposed][verdict->category]++;
	add_ground(agreement, verdict);
	add_band(agreement, verdict);
	add_month(agreement, verdict);
	add_rules(agreement, verdict);
}

/* Most contradicted first; then the busiest, then by name. */
static int
by_trouble(gconstpointer a, gconstpointer b)
{
	const struct agreement_rule *x =
		*(const struct agreement_rule *const *)a;
	const struct agreement_rule *y =
		*(const struct agreement_rule *const *)b;

	if (x->against != y->against)
		return x->against < y->against ? 1 : -1;
	if (x->stood != y->stood)
		return x->stood < y->stood ? 1 : -1;
	return strcmp(x->rule, y->rule);
}

static int
by_month(gconstpointer a, gconstpointer b)
{
	const struct agreement_month *x = a;
	const struct agreement_month *y = b;

	return (x->year - y->year) * 12 + x->month - y->month;
}

void
agreement_finish(struct agreement *agreement)
{
	g_ptr_array_sort(agreement->rules, by_trouble);
	g_array_sort(agreement->months, by_month);
}
