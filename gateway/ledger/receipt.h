/*
 * Cases whose day of receipt is uncertain (domain.md 10.14): the earliest
 * plausible one counts, and stands as the case's own, until a person settles
 * it. Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_RECEIPT_H
#define LEDGER_RECEIPT_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct receipt {
	gint64 arrived;	  /* when it reached the post room */
	char *why;	  /* why an earlier day counts; "" if a person said
			     so of a day that nobody had doubted */
	gint64 settled;	  /* TIME_NONE while nobody has */
	char *settled_by; /* "" while nobody has */
	char *reason;	  /* that person's */
};

void receipt_free(struct receipt *receipt);
OWN_TYPE(receipt, receipt_free)

/* What is known of the day of a case; NULL if it is certain, or with *error
 * set on failure. */
struct receipt *receipt_of(struct ledger *ledger, gint64 case_id,
			   GError **error);

/* Notes that the day is uncertain, in words. */
gboolean receipt_doubt(struct ledger *ledger, gint64 case_id, gint64 arrived,
		       const char *why, GError **error);

/* A person says when the case was received: it becomes the case's own. by and
 * reason must not be empty. */
struct receipt_settled {
	gint64 received;
	gint64 arrived; /* used if the day was certain so far */
	const char *by;
	const char *reason;
};
gboolean receipt_settle(struct ledger *ledger, gint64 case_id,
			const struct receipt_settled *settled, GError **error);

#endif
