/*
 * When which step of a rota is called about a danger (domain.md 10.5): each
 * step from its own minute on, then again and again, until a named person
 * accepts. A pure function of the instants, so that it is the same after
 * every restart; what has been called already, the ledger knows.
 */
#ifndef POLICY_ROTA_H
#define POLICY_ROTA_H

#include <glib.h>

#include "model/calendar.h"

/* The office is open from and to these hours, London time, on working days. */
#define ROTA_OPENS 9
#define ROTA_CLOSES 17

/* One step. */
struct rota_time {
	int after;	 /* minutes from the beginning of the danger */
	gboolean office; /* called in office hours only; then the minutes
			    run from the first of them */
};

/* The turn of a step that is due at now: 0 for the first call, 1 for the
 * first repeat after every (minutes) and so on; -1 while it has none. Turns
 * that were missed (the program did not run) are not made up for: there is
 * one call, not ten. begun is when the rota was first to be called. */
int rota_turn(const struct calendar *calendar, const struct rota_time *step,
	      int every, gint64 begun, gint64 now);

/* True in office hours. */
gboolean rota_in_office(const struct calendar *calendar, gint64 now);

#endif
