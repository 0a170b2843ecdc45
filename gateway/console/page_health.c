/*
 * 200 when nothing fails, 503 when something does, or when the ledger cannot
 * be read: then there is nothing else to tell.
 */
#include "console/page_health.h"

#include <string.h>

#include "console/visit.h"
#include "desk/health.h"

static void
show_health(struct visit *visit)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(own_health) health = health_look(visit->post, &error);
	g_autofree char *text = NULL;
	guint status;

	if (health == NULL) {
		reply_text(visit->reply, 503, error->message);
		return;
	}
	status = health->level == LEVEL_FAIL ? 503 : 200;
	text = health_text(health);
	if (request_wants(visit->request, "application/json"))
		reply_json(visit->reply, status, health_json(health));
	else
		reply_text(visit->reply, status, text);
}

static void
show_metrics(struct visit *visit)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(own_health) health = health_look(visit->post, &error);
	g_autofree char *text = NULL;
	g_autoptr(GBytes) bytes = NULL;

	if (health == NULL) {
		reply_text(visit->reply, 503, error->message);
		return;
	}
	text = health_metrics(health);
	bytes = g_bytes_new(text, strlen(text));
	reply_bytes(visit->reply, 200,
		    "text/plain; version=0.0.4; charset=utf-8", bytes);
}

const struct route page_health_routes[] = {
	{METHOD_GET, "/health", MAY_ANYBODY, 0, show_health,
	 "How Postroom is, in sentences"},
	{METHOD_GET, "/metrics", MAY_ANYBODY, 0, show_metrics,
	 "The same as figures, for Prometheus"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
