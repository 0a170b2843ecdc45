/*
 * Working days in England and Wales: Monday to Friday but for bank holidays
 * (domain.md 3.2). Pure functions of the calendar; days are London days as
 * in base/clock.h.
 *
 * Counting past 31 December of the last year listed, or before the first,
 * is FAULT_SETUP: an unknown year must not pass for one without holidays.
 */
#ifndef POLICY_WORKDAY_H
#define POLICY_WORKDAY_H

#include <glib.h>

#include "model/calendar.h"

/* True for a working day; false also for a day outside the calendar. */
gboolean workday_is(const struct calendar *calendar, guint32 day);

/* Rule A, the published one: the n-th working day after day, which is day
 * zero whatever it is (EXTRACARE 7.2). n = 0 gives day itself; n < 0 counts
 * back. DAY_NONE with FAULT_SETUP outside the calendar. */
guint32 workday_add(const struct calendar *calendar, guint32 day, int n,
		    GError **error);

/* Rule C, safe under every reading: day counts as the first if it is a
 * working day. For n > 0 only. DAY_NONE with FAULT_SETUP. */
guint32 workday_add_strict(const struct calendar *calendar, guint32 day, int n,
			   GError **error);

/* Working days after a, up to and including b; negative if b is before a
 * counts the same way back. FALSE with FAULT_SETUP outside the calendar. */
gboolean workday_count(const struct calendar *calendar, guint32 a, guint32 b,
		       int *count, GError **error);

/* workday_count for a <= b; -1 on a fault (FAULT_INPUT if b is before a). */
int workday_between(const struct calendar *calendar, guint32 a, guint32 b,
		    GError **error);

/* The same date n calendar months later (or earlier), the month's last day
 * if it has none (31 January and 1 gives 28 or 29 February). */
guint32 workday_months(guint32 day, int n);

/* Why the days after a up to and including b that are no working days are
 * none, weekends apart: "Fri 3 Apr Good Friday". char *; never NULL, the
 * caller's. */
GPtrArray *workday_explain(const struct calendar *calendar, guint32 a,
			   guint32 b);

/* Days from today to the end of the calendar; negative once it is past. */
int workday_horizon(const struct calendar *calendar, guint32 today);

#endif
