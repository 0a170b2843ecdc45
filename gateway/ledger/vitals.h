/*
 * Counts for health and metrics, from indexes alone, so that they cost little
 * however large the ledger is. Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_VITALS_H
#define LEDGER_VITALS_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

enum vitals_of {
	VITALS_ITEMS,	/* by state, since the beginning */
	VITALS_CASES,	/* by category; "none" for one without */
	VITALS_OPEN,	/* cases that are open; one, named "open" */
	VITALS_OUTBOX,	/* letters that have not left, by state */
	VITALS_DUTIES,	/* that are open, by kind */
	VITALS_OVERDUE, /* that are late at an instant, by kind */
	VITALS_COUNT
};

struct vital {
	char *name;
	gint64 count;
};

/* Each group that there is (struct vital), by name; the caller's. The instant
 * is for VITALS_OVERDUE. */
GPtrArray *vitals_list(struct ledger *ledger, enum vitals_of of, gint64 instant,
		       GError **error);

/* The count of that name, 0 if it is not there; and of all together. */
gint64 vitals_count(const GPtrArray *vitals, const char *name);
gint64 vitals_sum(const GPtrArray *vitals);

#endif
