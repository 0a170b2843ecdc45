/*
 * Back-off as a table, and jitter from a hash instead of a generator, so
 * that a test and a restart get the same answer.
 */
#include "send/schedule.h"

#include "base/clock.h"
#include "base/limits.h"

#define TELL_AFTER_SECONDS (4 * 3600)
#define DAY_SECONDS (24 * 3600)

guint
schedule_pause(const char *id, guint attempts)
{
	static const guint minutes[] = {1, 2, 5, 15, 30, 60};
	guint step = CLAMP(attempts, 1, (guint)G_N_ELEMENTS(minutes)) - 1;
	guint pause = MIN(minutes[step] * 60, LIMIT_SEND_PAUSE_SECONDS);
	g_autofree char *seed = g_strdup_printf("%s %u", id, attempts);

	return pause - g_str_hash(seed) % (pause / 4 + 1);
}

gboolean
schedule_tells(gint64 queued, gint64 now, guint attempts, gint64 due)
{
	if (attempts == 0)
		return FALSE;
	return now - queued >= TELL_AFTER_SECONDS || schedule_ends(attempts) ||
	       (due != TIME_NONE && due - now <= DAY_SECONDS);
}

gboolean
schedule_ends(guint attempts)
{
	return attempts >= LIMIT_SEND_ATTEMPTS;
}
