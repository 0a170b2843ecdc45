/*
 * What day and time it is for people, and how instants and days are written.
 *
 * An instant is a gint64: seconds since 1970-01-01T00:00:00Z, TIME_NONE if
 * unknown. A day is a guint32: the Julian day number of GDate, a calendar day
 * in Europe/London, DAY_NONE if unknown. Instants are kept in UTC and days
 * are counted in Europe/London (domain.md 3.2).
 *
 * POSTROOM_NOW (RFC 3339) fixes clock_now() for a whole process. Time-outs,
 * TLS and back-off must not use this clock but g_get_monotonic_time().
 *
 * Ownership: every char * returned is the caller's to g_free.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <glib.h>

#define TIME_NONE G_MININT64
#define DAY_NONE 0u

/* Reads POSTROOM_NOW once. FAULT_SETUP if it is set and not RFC 3339, or
 * if the zone Europe/London is not installed. Call it first in main. */
gboolean clock_open(GError **error);

/* Fixes the clock from inside a test; TIME_NONE releases it. */
void clock_fix(gint64 instant);

/* Now, for people. */
gint64 clock_now(void);

/* The London day of an instant; DAY_NONE for TIME_NONE. */
guint32 clock_day(gint64 instant);

/* The instant of a London wall-clock time. A time that spring skips moves
 * forward by the hour skipped; of a time that autumn repeats, the first. */
gint64 clock_at(guint32 day, int hour, int minute);

/* RFC 3339. The whole text must match; an instant needs an offset.
 * TIME_NONE or DAY_NONE if it does not, or the date does not exist. */
gint64 clock_parse(const char *text);
guint32 clock_parse_day(const char *iso);

/* "2026-11-23T00:01:00Z"; NULL for TIME_NONE. */
char *clock_rfc3339(gint64 instant);

/* "2026-11-23"; NULL for DAY_NONE. */
char *clock_iso(guint32 day);

/* "Monday 23 November 2026", for letters, whatever the locale. */
char *clock_words(guint32 day);

/* "23 Nov 2026 00:01", London time, for lists. */
char *clock_short(gint64 instant);

/* "Mon, 23 Nov 2026 00:01:00 +0000" (RFC 5322, 3.3), London offset. */
char *clock_rfc5322(gint64 instant);

#endif
