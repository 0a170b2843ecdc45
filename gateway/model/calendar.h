/*
 * The bank holidays of England and Wales as values. Counting is in
 * policy/workday.h; reading the file is in config/.
 * Ownership: calendar_free frees it; holidays are sorted and unique.
 */
#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H

#include <glib.h>

#include "base/own.h"

struct holiday {
	guint32 day; /* see base/clock.h */
	char *title; /* "Good Friday"; with " (substitute day)" if so */
};

struct calendar {
	GPtrArray *holidays; /* struct holiday, by day */
	guint32 first;	     /* 1 January of the first year listed */
	guint32 last;	     /* 31 December of the last year listed */
};

struct calendar *calendar_new(void);

/* Adds a holiday; call calendar_finish after the last one. */
void calendar_add(struct calendar *calendar, guint32 day, const char *title);
void calendar_finish(struct calendar *calendar);

/* The holiday of that day, or NULL. */
const struct holiday *calendar_find(const struct calendar *calendar,
				    guint32 day);

void calendar_free(struct calendar *calendar);
OWN_TYPE(calendar, calendar_free)

#endif
