/*
 * The agreement figures as JSON and as tables for people. It is declared in
 * report/agreement.h.
 */
#include "report/agreement.h"

/* A rule that fired in fewer cases says little; it is only in the JSON. */
#define LEAST_CASES 3
#define MOST_RULES 40

/* So does a single learned word; its evidence is named like this. */
#define WORD_LIST "the word list"

static const char *
proposed_words(int category)
{
	return category == CATEGORY_NONE ? "(could not be read)"
					 : category_words(category);
}

static json_t *
share_json(guint part, guint whole)
{
	return whole == 0 ? json_null() : json_real((double)part / whole);
}

static json_t *
name_json(int category)
{
	const char *name = category_name((enum category)category);

	return name == NULL ? json_null() : json_string(name);
}

/* How often a category was proposed, and decided. */
static guint
proposals_of(const struct agreement *agreement, int proposed)
{
	guint sum = 0;
	int i;

	for (i = 0; i < (int)CATEGORY_COUNT; i++)
		sum += agreement->counts[proposed][i];
	return sum;
}

static guint
decisions_of(const struct agreement *agreement, int decided)
{
	guint sum = 0;
	int i;

	for (i = 0; i <= (int)CATEGORY_COUNT; i++)
		sum += agreement->counts[i][decided];
	return sum;
}

static json_t *
categories_json(const struct agreement *agreement)
{
	json_t *array = json_array();
	int i;

	for (i = 0; i < (int)CATEGORY_COUNT; i++) {
		guint proposed = proposals_of(agreement, i);
		guint decided = decisions_of(agreement, i);
		guint both = agreement->counts[i][i];

		json_array_append_new(
			array,
			json_pack("{s:o, s:i, s:i, s:i, s:o, s:o}", "category",
				  name_json(i), "proposed", (int)proposed,
				  "decided", (int)decided, "agreed", (int)both,
				  "share", share_json(both, proposed), "found",
				  share_json(both, decided)));
	}
	return array;
}

static json_t *
confusion_json(const struct agreement *agreement)
{
	json_t *array = json_array();
	int i, k;

	for (i = 0; i <= (int)CATEGORY_COUNT; i++)
		for (k = 0; k < (int)CATEGORY_COUNT; k++)
			if (agreement->counts[i][k] > 0)
				json_array_append_new(
					array,
					json_pack(
						"{s:o, s:o, s:i}", "proposed",
						name_json(i), "decided",
						name_json(k), "count",
						(int)agreement->counts[i][k]));
	return array;
}

static json_t *
rules_json(const struct agreement *agreement)
{
	json_t *array = json_array();
	guint i;

	for (i = 0; i < agreement->rules->len; i++) {
		const struct agreement_rule *r = agreement->rules->pdata[i];

		json_array_append_new(
			array,
			json_pack("{s:s, s:s, s:i, s:i, s:o}", "rule", r->rule,
				  "name", r->name, "stood", (int)r->stood,
				  "against", (int)r->against, "share",
				  share_json(r->stood, r->stood + r->against)));
	}
	return array;
}

static json_t *
months_json(const struct agreement *agreement)
{
	json_t *array = json_array();
	guint i;

	for (i = 0; i < agreement->months->len; i++) {
		const struct agreement_month *m = &g_array_index(
			agreement->months, struct agreement_month, i);
		g_autofree char *name =
			g_strdup_printf("%04d-%02d", m->year, m->month);

		json_array_append_new(
			array, json_pack("{s:s, s:i, s:i, s:o}", "month", name,
					 "settled", (int)m->settled, "agreed",
					 (int)m->agreed, "share",
					 share_json(m->agreed, m->settled)));
	}
	return array;
}

static json_t *
bands_json(const struct agreement *agreement)
{
	json_t *array = json_array();
	int i;

	for (i = 0; i < AGREEMENT_BANDS; i++) {
		const struct agreement_band *b = &agreement->bands[i];

		json_array_append_new(
			array,
			json_pack("{s:f, s:f, s:i, s:i, s:o, s:o}", "from",
				  i / (double)AGREEMENT_BANDS, "to",
				  (i + 1) / (double)AGREEMENT_BANDS,
				  "proposals", (int)b->proposals, "confirmed",
				  (int)b->confirmed, "share",
				  share_json(b->confirmed, b->proposals),
				  "confidence",
				  b->proposals == 0 ? json_null()
						    : json_real(b->confidence /
								b->proposals)));
	}
	return array;
}

json_t *
agreement_json(const struct agreement *a)
{
	return json_pack(
		"{s:i, s:i, s:o, s:o, s:o, s:{s:i, s:i, s:o}, s:o, s:o, s:o}",
		"settled", (int)a->settled, "agreed", (int)a->agreed, "share",
		share_json(a->agreed, a->settled), "categories",
		categories_json(a), "confusion", confusion_json(a), "grounds",
		"settled", (int)a->grounds, "agreed", (int)a->grounds_agreed,
		"share", share_json(a->grounds_agreed, a->grounds), "rules",
		rules_json(a), "months", months_json(a), "calibration",
		bands_json(a));
}

static void
add_share(GString *out, guint part, guint whole)
{
	if (whole == 0)
		g_string_append(out, "     -");
	else
		g_string_append_printf(out, "%4.0f %%", part * 100.0 / whole);
}

static void
add_categories(GString *out, const struct agreement *a)
{
	int i;

	g_string_append(out,
			"\nBy category\n"
			"                      proposed   decided    agreed"
			"     share of proposed\n");
	for (i = 0; i <= (int)CATEGORY_COUNT; i++) {
		guint proposed = proposals_of(a, i);
		guint decided =
			i < (int)CATEGORY_COUNT ? decisions_of(a, i) : 0;
		guint both = i < (int)CATEGORY_COUNT ? a->counts[i][i] : 0;

		if (proposed + decided == 0)
			continue;
		g_string_append_printf(out, "  %-19s %9u %9u %9u    ",
				       proposed_words(i), proposed, decided,
				       both);
		add_share(out, both, proposed);
		g_string_append_c(out, '\n');
	}
	if (a->grounds > 0)
		g_string_append_printf(out,
				       "Of %u exclusions that were confirmed, "
				       "%u were on the ground proposed.\n",
				       a->grounds, a->grounds_agreed);
}

static void
add_changes(GString *out, const struct agreement *a)
{
	int i, k;

	if (a->agreed == a->settled)
		return;
	g_string_append(out, "\nWhat staff changed\n");
	for (i = 0; i <= (int)CATEGORY_COUNT; i++)
		for (k = 0; k < (int)CATEGORY_COUNT; k++)
			if (i != k && a->counts[i][k] > 0)
				g_string_append_printf(
					out, "  %6u  from %s to %s\n",
					a->counts[i][k], proposed_words(i),
					category_words((enum category)k));
}

static void
add_months(GString *out, const struct agreement *a)
{
	guint i;

	g_string_append(out, "\nBy month of the decision\n");
	for (i = 0; i < a->months->len; i++) {
		const struct agreement_month *m =
			&g_array_index(a->months, struct agreement_month, i);

		g_string_append_printf(out, "  %04d-%02d  %6u settled  ",
				       m->year, m->month, m->settled);
		add_share(out, m->agreed, m->settled);
		g_string_append(out, " agreed\n");
	}
}

static void
add_bands(GString *out, const struct agreement *a)
{
	int i;

	g_string_append(out, "\nHow sure the proposal was, and how often it "
			     "was confirmed\n");
	for (i = 0; i < AGREEMENT_BANDS; i++) {
		const struct agreement_band *b = &a->bands[i];

		if (b->proposals == 0)
			continue;
		g_string_append_printf(out, "  %3d to %3d %%  %6u proposals  ",
				       i * 10, i * 10 + 10, b->proposals);
		add_share(out, b->confirmed, b->proposals);
		g_string_append(out, " confirmed\n");
	}
}

static void
add_rules(GString *out, const struct agreement *a)
{
	guint i, shown = 0;

	g_string_append(out, "\nRules, the most contradicted first\n"
			     "   stood  against  for, rule\n");
	for (i = 0; i < a->rules->len && shown < MOST_RULES; i++) {
		const struct agreement_rule *r = a->rules->pdata[i];

		if (r->stood + r->against < LEAST_CASES ||
		    g_str_has_prefix(r->rule, WORD_LIST))
			continue;
		shown++;
		g_string_append_printf(out, "  %6u  %7u  %s: %s\n", r->stood,
				       r->against, r->name, r->rule);
	}
	if (a->rules->len > shown)
		g_string_append_printf(out,
				       "  and %u more rules and words, which "
				       "--json lists\n",
				       a->rules->len - shown);
}

char *
agreement_text(const struct agreement *a)
{
	GString *out = g_string_new(NULL);

	if (a->settled == 0)
		return g_string_free(
			g_string_assign(out,
					"Nobody has settled a case yet.\n"),
			FALSE);
	g_string_append_printf(out,
			       "%u cases were settled; %u (%.0f %%) as they "
			       "were proposed.\n",
			       a->settled, a->agreed,
			       a->agreed * 100.0 / a->settled);
	add_categories(out, a);
	add_changes(out, a);
	add_months(out, a);
	add_bands(out, a);
	add_rules(out, a);
	return g_string_free(out, FALSE);
}
