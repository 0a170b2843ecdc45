/*
 * How often somebody may try to sign in: so many wrong passwords or codes for
 * one login name in a quarter of an hour, and so many tries for all names in
 * a minute (base/limits_web.h). It is kept in memory: only a restart, which no
 * stranger can cause, forgets it. Times by the monotonic clock.
 *
 * Ownership: attempts_free frees it.
 */
#ifndef CONSOLE_ATTEMPTS_H
#define CONSOLE_ATTEMPTS_H

#include <glib.h>

#include "base/own.h"

struct attempts;

struct attempts *attempts_new(void);
void attempts_free(struct attempts *attempts);
OWN_TYPE(attempts, attempts_free)

/* FALSE if there were too many at now (microseconds); else counts one for
 * all names. */
gboolean attempts_allow(struct attempts *attempts, const char *login,
			gint64 now);

/* Counts a wrong one for this name; a right one forgets them. */
void attempts_failed(struct attempts *attempts, const char *login, gint64 now);
void attempts_passed(struct attempts *attempts, const char *login);

#endif
