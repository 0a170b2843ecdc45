/*
 * Health as text, as JSON and for Prometheus. Only names of kinds, states
 * and sources stand in it.
 */
#include "desk/health.h"

#include "base/clock.h"

char *
health_text(const struct health *health)
{
	static const char *const heads[] = {
		"All is well.",
		"Postroom works; something needs attention soon.",
		"Something is wrong.",
	};
	GString *text = g_string_new(NULL);
	guint i;

	g_string_append_printf(text, "%s\n\n", heads[health->level]);
	for (i = 0; i < health->lines->len; i++) {
		const struct health_line *line = health->lines->pdata[i];
		g_autofree char *since = clock_short(line->since);

		g_string_append_printf(
			text, "%-4s  %s%s%s%s\n", alarm_level_name(line->level),
			line->sentence, since == NULL ? "" : " (Since ",
			since == NULL ? "" : since, since == NULL ? "" : ".)");
	}
	return g_string_free(text, FALSE);
}

json_t *
health_json(const struct health *health)
{
	json_t *checks = json_array();
	guint i;

	for (i = 0; i < health->lines->len; i++) {
		const struct health_line *line = health->lines->pdata[i];
		g_autofree char *since = clock_rfc3339(line->since);

		json_array_append_new(
			checks,
			json_pack("{s:s, s:s, s:i, s:s, s:s?}", "kind",
				  alarm_facts(line->kind)->name, "level",
				  alarm_level_name(line->level), "count",
				  (int)line->count, "sentence", line->sentence,
				  "since", since));
	}
	return json_pack("{s:s, s:o}", "level", alarm_level_name(health->level),
			 "checks", checks);
}

/* --- Prometheus ---------------------------------------------------------*/

static void
head(GString *out, const char *name, const char *type, const char *help)
{
	g_string_append_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help,
			       name, type);
}

static void
one(GString *out, const char *name, const char *help, gint64 value)
{
	head(out, name, "gauge", help);
	g_string_append_printf(out, "%s %" G_GINT64_FORMAT "\n", name, value);
}

/* name{label="value"} number */
static void
labelled(GString *out, const char *name, const char *label, const char *value,
	 gint64 number)
{
	g_autofree char *escaped = g_strescape(value, NULL);

	g_string_append_printf(out, "%s{%s=\"%s\"} %" G_GINT64_FORMAT "\n",
			       name, label, escaped, number);
}

static void
append_vitals(GString *out, const struct health *health)
{
	static const struct {
		enum vitals_of of;
		const char *name, *type, *label, *help;
	} rows[] = {
		{VITALS_ITEMS, "postroom_items_total", "counter", "state",
		 "Messages taken in since the beginning."},
		{VITALS_CASES, "postroom_cases_total", "gauge", "category",
		 "Cases by what they are now taken for."},
		{VITALS_OUTBOX, "postroom_outbox_letters", "gauge", "state",
		 "Letters that have not left."},
		{VITALS_DUTIES, "postroom_duties_open", "gauge", "kind",
		 "Duties that are neither met nor ended."},
		{VITALS_OVERDUE, "postroom_duties_overdue", "gauge", "kind",
		 "Duties that are late."},
	};
	gsize i;
	guint k;

	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		const GPtrArray *vitals = health->vitals[rows[i].of];

		head(out, rows[i].name, rows[i].type, rows[i].help);
		for (k = 0; k < vitals->len; k++) {
			const struct vital *vital = vitals->pdata[k];

			labelled(out, rows[i].name, rows[i].label, vital->name,
				 vital->count);
		}
	}
}

static void
append_sources(GString *out, const struct health *health)
{
	guint i;

	head(out, "postroom_source_last_success_seconds", "gauge",
	     "When a source was last fetched whole, Unix time; 0 if never.");
	for (i = 0; i < health->sources->len; i++) {
		const struct health_source *source = health->sources->pdata[i];

		labelled(out, "postroom_source_last_success_seconds", "source",
			 source->name, MAX(source->last_success, 0));
	}
	head(out, "postroom_source_failing", "gauge",
	     "1 if the last look into a source failed.");
	for (i = 0; i < health->sources->len; i++) {
		const struct health_source *source = health->sources->pdata[i];

		labelled(out, "postroom_source_failing", "source", source->name,
			 source->failing);
	}
}

static void
append_alarms(GString *out, const struct health *health)
{
	guint i;

	head(out, "postroom_alarms", "gauge", "Alarms that last, by kind.");
	for (i = 0; i < health->lines->len; i++) {
		const struct health_line *line = health->lines->pdata[i];

		labelled(out, "postroom_alarms", "kind",
			 alarm_facts(line->kind)->name, line->count);
	}
}

char *
health_metrics(const struct health *health)
{
	GString *out = g_string_new(NULL);

	one(out, "postroom_health", "0 all is well, 1 attention, 2 wrong.",
	    (gint64)health->level);
	one(out, "postroom_spool_items", "Messages that wait to be filed.",
	    health->spool_items);
	one(out, "postroom_spool_held", "Files held for a person.",
	    health->spool_held);
	one(out, "postroom_outbox_waiting", "Letters that have not left.",
	    vitals_sum(health->vitals[VITALS_OUTBOX]));
	one(out, "postroom_cases_open", "Cases that are open.",
	    vitals_sum(health->vitals[VITALS_OPEN]));
	one(out, "postroom_calendar_days",
	    "Days for which the bank holidays are known.",
	    health->calendar_days);
	append_vitals(out, health);
	append_sources(out, health);
	append_alarms(out, health);
	return g_string_free(out, FALSE);
}
