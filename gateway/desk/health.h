/*
 * How Postroom is, as figures and sentences that name no case: for
 * "postroom health", /health and /metrics. It costs some milliseconds however
 * large the ledger is. The alarms themselves are in desk/alarm.h.
 */
#ifndef DESK_HEALTH_H
#define DESK_HEALTH_H

#include <glib.h>
#include <jansson.h>

#include "desk/alarm.h"
#include "ledger/vitals.h"

/* A kind of alarm, and how it stands. */
struct health_line {
	enum alarm_kind kind;
	enum alarm_level level;
	guint count;
	char *sentence; /* "2 duties are overdue.", "No duty is overdue." */
	gint64 since;	/* the oldest that lasts, as watch saw it; TIME_NONE */
};

/* When a source was last fetched whole. */
struct health_source {
	char *name;
	gint64 last_success; /* TIME_NONE if never */
	gboolean failing;
};

struct health {
	enum alarm_level level; /* the worst */
	GPtrArray *lines;	/* struct health_line, one a kind */
	GPtrArray *sources;	/* struct health_source */
	GPtrArray *vitals[VITALS_COUNT];
	int spool_items; /* -1 if it cannot be told */
	int spool_held;
	int calendar_days;
	gint64 taken; /* when it was looked at */
};

/* It needs POST_SPOOL and a ledger, which may be open to read only. NULL with
 * FAULT_TEMPORARY or FAULT_INPUT if the ledger cannot be read. */
struct health *health_look(struct post *post, GError **error);
void health_free(struct health *health);
OWN_TYPE(health, health_free)

/* "Something is wrong …", then a line a kind, worst first; {"level",
 * "checks": [{"kind", "level", "count", "sentence", "since"}]}; and the
 * text of Prometheus (exposition format 0.0.4), whose names docs/ALARMS.md
 * tells. Each is the caller's. */
char *health_text(const struct health *health);
json_t *health_json(const struct health *health);
char *health_metrics(const struct health *health);

#endif
