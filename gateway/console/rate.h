/*
 * How many requests a client of the API may make: LIMIT_API_PER_MINUTE on
 * average, LIMIT_API_BURST at once. It is kept in memory, one row for each
 * client that an administrator has made.
 *
 * Ownership: rate_free frees it.
 */
#ifndef CONSOLE_RATE_H
#define CONSOLE_RATE_H

#include <glib.h>

#include "base/own.h"

struct rate;

struct rate *rate_new(void);
void rate_free(struct rate *rate);
OWN_TYPE(rate, rate_free)

/* Takes one request of that client at now (microseconds, monotonic). 0 if it
 * may be served; else the seconds after which the next one may. */
guint rate_take(struct rate *rate, gint64 client, gint64 now);

#endif
