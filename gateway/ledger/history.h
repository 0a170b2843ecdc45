/*
 * The history: everything that happened, in order, for ever. Triggers refuse
 * to change or remove an entry, and each carries a hash over itself and the
 * entry before it, made with the ledger's key (ledger/seal.h), so that
 * ledger_check finds one that was changed, removed or put in behind our
 * back. Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_HISTORY_H
#define LEDGER_HISTORY_H

#include <glib.h>
#include <jansson.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct history_row {
	gint64 id;
	gint64 case_id; /* 0 if it concerns no case */
	gint64 at;
	char *actor;	/* a person's name, or "postroom" */
	char *event;	/* a short constant name: "received", "confirmed" */
	json_t *detail; /* an object */
	char *chain;
};

void history_row_free(struct history_row *row);
OWN_TYPE(history_row, history_row_free)

/* What is written: borrowed, but for detail, which is taken over also on
 * failure (NULL for none), so that it can be made in place. at is usually
 * clock_now(). Returns the entry's id, 0 on failure. */
struct history_new {
	gint64 case_id;
	gint64 at;
	const char *actor;
	const char *event;
	json_t *detail;
};
gint64 history_add(struct ledger *ledger, struct history_new entry,
		   GError **error);

/* The first entry of a case with this event; NULL if there is none, or with
 * *error set. */
struct history_row *history_first(struct ledger *ledger, gint64 case_id,
				  const char *event, GError **error);

/* The newest entry of a case that tells of a change: any but "viewed". NULL
 * if there is none, or with *error set. */
struct history_row *history_last(struct ledger *ledger, gint64 case_id,
				 GError **error);

/* Walks the history of a case, oldest first; case 0 walks everything. */
struct history_each;
struct history_each *history_each_open(struct ledger *ledger, gint64 case_id,
				       GError **error);
struct history_row *history_each_next(struct history_each *each,
				      GError **error);
void history_each_close(struct history_each *each);
OWN_TYPE(history_each, history_each_close)

/* Follows the chain from the first entry and adds a sentence to findings
 * that names the first wrong entry. Part of ledger_check. FAULT_SETUP if
 * there is no key to follow it with. */
gboolean history_check(struct ledger *ledger, GPtrArray *findings,
		       GError **error);

#endif
