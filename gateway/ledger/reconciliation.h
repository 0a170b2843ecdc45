/*
 * Statements of completeness: each message that a source had, and where it
 * stands. One row for each attempt, and an entry of the history that seals
 * it. Conventions of ledger/ledger.h.
 *
 * Ownership: reconciliation_free frees a row; no string is NULL.
 */
#ifndef LEDGER_RECONCILIATION_H
#define LEDGER_RECONCILIATION_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct reconciliation {
	char *source;
	guint32 day;	 /* London, on which it was made */
	gint64 from;	 /* received from; TIME_NONE: from the first on */
	gint64 to;	 /* received before; TIME_NONE: to the last */
	gint64 messages; /* that the source had */
	char *counts;	 /* of them by place: a JSON object */
	gint64 missing;	 /* passed by, and in no place */
	gint64 fetched;	 /* of those, put into the spool at once */
	gint64 finished;
	char *error; /* why it could not be made; "" */
};

struct reconciliation *reconciliation_new(void);
void reconciliation_free(struct reconciliation *row);
OWN_TYPE(reconciliation, reconciliation_free)

/* Keeps it, in the transaction that is open, with its history entry
 * "reconciled". day follows from finished. */
gboolean reconciliation_add(struct ledger *ledger,
			    const struct reconciliation *row, GError **error);

/* The newest of all that a source had, if it could be made; NULL if there is
 * none. */
struct reconciliation *reconciliation_latest(struct ledger *ledger,
					     const char *source,
					     GError **error);

/* When the first and the last of a source was tried, made or not; TIME_NONE
 * if never. */
gboolean reconciliation_tried(struct ledger *ledger, const char *source,
			      gint64 *first, gint64 *last, GError **error);

/* Those that finished at that instant or later, TIME_NONE for all, oldest
 * first; struct reconciliation, the caller's. */
GPtrArray *reconciliation_list(struct ledger *ledger, gint64 since,
			       GError **error);

#endif
