/*
 * Alarms about webhooks: events that another system did not take for days.
 */
#include "desk/alarm_inside.h"

#include "ledger/hook_event.h"

gboolean
alarm_hooks(struct post *post, struct alarms *alarms, GError **error)
{
	const GPtrArray *hooks = post->config->webhooks;
	guint i;

	for (i = 0; hooks != NULL && i < hooks->len; i++) {
		const struct webhook *hook = hooks->pdata[i];
		gint64 count =
			hook_event_given_up(post->ledger, hook->name, error);

		if (count < 0)
			return FALSE;
		if (count > 0)
			alarm_add(alarms, ALARM_HOOK, hook->name,
				  "webhook %s: %" G_GINT64_FORMAT " event%s "
				  "could not be told for three days. Mend the "
				  "other end, then run \"postroom send --now "
				  "--once\"",
				  hook->name, count, count == 1 ? "" : "s");
	}
	return TRUE;
}
