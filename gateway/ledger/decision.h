/*
 * What a named person settled about a case. Decisions are only ever added.
 * Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_DECISION_H
#define LEDGER_DECISION_H

#include "ledger/ledger.h"
#include "model/label.h"

struct decision_row {
	gint64 id;
	gint64 case_id;
	gint64 at;
	char *who;
	enum category category;
	enum ground ground;
	char *reason; /* "" if none was needed */
};

void decision_row_free(struct decision_row *row);
OWN_TYPE(decision_row, decision_row_free)

/* Files row, all but id; who must not be empty. FALSE on failure. */
gboolean decision_add(struct ledger *ledger, const struct decision_row *row,
		      GError **error);

/* The newest decision on a case; NULL if there is none. The caller's. */
struct decision_row *decision_latest(struct ledger *ledger, gint64 case_id,
				     GError **error);

#endif
