/*
 * A bucket for each client, which fills steadily and is emptied by requests.
 */
#include "console/rate.h"

#include "base/limits.h"

/* Microseconds in which one request is earned. */
#define EARNED ((gint64)60 * G_USEC_PER_SEC / LIMIT_API_PER_MINUTE)

struct rate {
	GHashTable *full; /* client -> gint64: when its bucket is full again */
};

struct rate *
rate_new(void)
{
	struct rate *rate = g_new(struct rate, 1);

	rate->full = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
					   g_free);
	return rate;
}

void
rate_free(struct rate *rate)
{
	if (rate == NULL)
		return;
	g_hash_table_unref(rate->full);
	g_free(rate);
}

guint
rate_take(struct rate *rate, gint64 client, gint64 now)
{
	const gint64 *known = g_hash_table_lookup(rate->full, &client);
	gint64 full = known != NULL ? MAX(*known, now) : now;
	gint64 over = full + EARNED - now - EARNED * LIMIT_API_BURST;

	if (over > 0)
		return (guint)(over / G_USEC_PER_SEC) + 1;
	full += EARNED;
	g_hash_table_replace(rate->full, g_memdup2(&client, sizeof(client)),
			     g_memdup2(&full, sizeof(full)));
	return 0;
}
