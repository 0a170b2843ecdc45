/*
 * Dates and times as form software writes them.
 */
#ifndef MODEL_STAMP_H
#define MODEL_STAMP_H

#include <glib.h>

/* The instant of "2026-11-23 09:15:00", "2026-11-23T09:15:00Z" (any offset,
 * fractions), "2026-11-23", "23/11/2026 09:15" (day first), or seconds since
 * 1970; without an offset in that zone ("UTC", "Europe/London"). TIME_NONE if
 * it is none of these, the day does not exist, or it is before 1990 or after
 * 2099. */
gint64 stamp_read(const char *text, const char *zone);

/* "2026-11-23 09:15:00" in that zone; the caller's. */
char *stamp_write(gint64 instant, const char *zone);

/* True for a zone that the system knows. */
gboolean stamp_is_zone(const char *zone);

#endif
