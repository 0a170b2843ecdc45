/*
 * Once a day for each source, by what the ledger has of it.
 */
#include "desk/statement.h"

#include "base/clock.h"

#define TRY_AGAIN ((gint64)60 * 60)

gboolean
statement_is_due(const struct config *config, struct ledger *ledger,
		 const char *source, gboolean *due, GError **error)
{
	const struct alarm_settings *settings = &config->alarms;
	g_autoptr(own_reconciliation) latest = NULL;
	GError *problem = NULL;
	gint64 first, last, now = clock_now();
	guint32 today = clock_day(now);

	*due = FALSE;
	if (now < clock_at(today, settings->reconcile_hour,
			   settings->reconcile_minute))
		return TRUE;
	latest = reconciliation_latest(ledger, source, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (!reconciliation_tried(ledger, source, &first, &last, error))
		return FALSE;
	*due = (latest == NULL || latest->day < today) &&
	       (last == TIME_NONE || last > now || last <= now - TRY_AGAIN);
	return TRUE;
}
