/*
 * Looking at everything once. Duties, of which there may be very many, are
 * counted and not read; the other alarms are few.
 */
#include "desk/health.h"

#include "base/clock.h"
#include "config/entrance.h"
#include "desk/alarm_inside.h"
#include "ledger/alarm.h"
#include "policy/workday.h"
#include "spool/cursor.h"

static void
health_line_free(gpointer data)
{
	struct health_line *line = data;

	g_free(line->sentence);
	g_free(line);
}

static void
health_source_free(gpointer data)
{
	struct health_source *source = data;

	g_free(source->name);
	g_free(source);
}

void
health_free(struct health *health)
{
	gsize i;

	g_ptr_array_unref(health->lines);
	g_ptr_array_unref(health->sources);
	for (i = 0; i < VITALS_COUNT; i++)
		g_clear_pointer(&health->vitals[i], g_ptr_array_unref);
	g_free(health);
}

/* --- counting -----------------------------------------------------------*/

static gboolean
load_vitals(struct health *health, struct ledger *ledger, GError **error)
{
	enum vitals_of of;

	for (of = 0; of < VITALS_COUNT; of++) {
		health->vitals[of] =
			vitals_list(ledger, of, health->taken, error);
		if (health->vitals[of] == NULL)
			return FALSE;
	}
	return TRUE;
}

/* How many of a kind are not late yet, but will be by the instant. */
static gint64
coming(const struct health *health, const GPtrArray *then, enum duty_kind kind)
{
	const char *name = duty_name(kind);

	return vitals_count(then, name) -
	       vitals_count(health->vitals[VITALS_OVERDUE], name);
}

/* As alarm_duties, without the rows. */
static gboolean
count_duties(const struct health *health, struct post *post,
	     struct alarms *alarms, GError **error)
{
	static const enum duty_kind now[] = {DUTY_URGENT, DUTY_TELEPHONE,
					     DUTY_OMBUDSMAN};
	guint32 today = clock_day(health->taken);
	guint32 next = workday_add(post->calendar, today, 1, NULL);
	const GPtrArray *all = health->vitals[VITALS_DUTIES];
	const GPtrArray *late = health->vitals[VITALS_OVERDUE];
	g_autoptr(GPtrArray) at_night = NULL;
	g_autoptr(GPtrArray) soon = NULL;
	gint64 pressing = 0, near;
	gsize i;

	at_night = vitals_list(post->ledger, VITALS_OVERDUE,
			       clock_at(today + 1, 0, 0), error);
	if (at_night == NULL)
		return FALSE;
	soon = vitals_list(post->ledger, VITALS_OVERDUE,
			   clock_at(MAX(next, today) + 1, 0, 0), error);
	if (soon == NULL)
		return FALSE;
	for (i = 0; i < G_N_ELEMENTS(now); i++)
		pressing += vitals_count(all, duty_name(now[i])) -
			    vitals_count(late, duty_name(now[i]));
	near = coming(health, at_night, DUTY_LOOK) +
	       coming(health, at_night, DUTY_REVIEWER) +
	       coming(health, soon, DUTY_RESPOND_1) +
	       coming(health, soon, DUTY_RESPOND_2);
	alarms->counts[ALARM_DUTY_OVERDUE] = (guint)vitals_sum(late);
	alarms->counts[ALARM_DUTY_NOW] = (guint)MAX(pressing, 0);
	alarms->counts[ALARM_DUTY_SOON] = (guint)MAX(near, 0);
	return TRUE;
}

/* --- lines --------------------------------------------------------------*/

/* Since when the oldest of a kind lasts, as watch has noted it; what only
 * watch can see, the guard's alarms, is counted by its rows. */
static void
read_rows(const GPtrArray *rows, struct alarms *alarms, gint64 *since)
{
	guint i;

	for (i = 0; i < rows->len; i++) {
		const struct alarm_row *row = rows->pdata[i];
		enum alarm_kind kind = alarm_of(row->kind);

		if (kind == ALARM_COUNT || row->cleared != TIME_NONE)
			continue;
		if (since[kind] == TIME_NONE || row->first_seen < since[kind])
			since[kind] = row->first_seen;
		if (kind == ALARM_GUARD)
			alarms->counts[kind]++;
	}
}

static void
add_line(struct health *health, enum alarm_kind kind, guint count, gint64 since)
{
	const struct alarm_facts *facts = alarm_facts(kind);
	struct health_line *line = g_new0(struct health_line, 1);

	line->kind = kind;
	line->count = count;
	line->level = count == 0 ? LEVEL_OK : facts->level;
	line->since = count == 0 ? TIME_NONE : since;
	line->sentence = count == 0 ? g_strdup(facts->good)
				    : g_strdup_printf("%u %s.", count,
						      count == 1 ? facts->one
								 : facts->many);
	health->level = MAX(health->level, line->level);
	g_ptr_array_add(health->lines, line);
}

static void
add_lines(struct health *health, const struct alarms *alarms,
	  const gint64 *since)
{
	enum alarm_level level = LEVEL_FAIL;
	enum alarm_kind kind;

	for (;; level--) {
		for (kind = 0; kind < ALARM_COUNT; kind++) {
			guint count = alarms->counts[kind];
			enum alarm_level own =
				count == 0 ? LEVEL_OK
					   : alarm_facts(kind)->level;

			if (own == level)
				add_line(health, kind, count, since[kind]);
		}
		if (level == LEVEL_OK)
			break;
	}
}

static void
add_source(struct health *health, const char *data, const char *name)
{
	g_autoptr(own_cursor) cursor = cursor_load(data, name, NULL);
	struct health_source *source = g_new0(struct health_source, 1);

	source->name = g_strdup(name);
	source->last_success =
		cursor == NULL ? TIME_NONE : cursor->last_success;
	source->failing = cursor == NULL || *cursor->last_error != '\0';
	g_ptr_array_add(health->sources, source);
}

static void
add_sources(struct health *health, const struct config *config)
{
	g_autoptr(GPtrArray) all = entrances_of(config);
	guint i;

	for (i = 0; i < all->len; i++) {
		const struct entrance *one = all->pdata[i];

		if (one->looked)
			add_source(health, config->data, one->name);
	}
}

/* --- all ----------------------------------------------------------------*/

static gboolean
look(struct health *health, struct post *post, GError **error)
{
	g_autoptr(own_alarms) alarms = alarms_new();
	g_autoptr(GPtrArray) rows = NULL;
	gint64 since[ALARM_COUNT];
	gsize i;

	for (i = 0; i < ALARM_COUNT; i++)
		since[i] = TIME_NONE;
	if (!load_vitals(health, post->ledger, error) ||
	    !count_duties(health, post, alarms, error) ||
	    !alarm_reviews(post, alarms, error) ||
	    !alarm_letters(post, alarms, error) ||
	    !alarm_sources(post, alarms, error))
		return FALSE;
	alarm_stores(post, alarms);
	rows = alarm_rows(post->ledger, error);
	if (rows == NULL)
		return FALSE;
	read_rows(rows, alarms, since);
	add_lines(health, alarms, since);
	add_sources(health, post->config);
	health->spool_items = spool_count_new(post->spool);
	health->spool_held = spool_count_held(post->spool);
	health->calendar_days =
		workday_horizon(post->calendar, clock_day(health->taken));
	return TRUE;
}

struct health *
health_look(struct post *post, GError **error)
{
	g_autoptr(own_health) health = g_new0(struct health, 1);

	health->taken = clock_now();
	health->lines = g_ptr_array_new_with_free_func(health_line_free);
	health->sources = g_ptr_array_new_with_free_func(health_source_free);
	if (!look(health, post, error))
		return NULL;
	return g_steal_pointer(&health);
}
