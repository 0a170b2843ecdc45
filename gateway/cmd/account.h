/*
 * Where each message of a source stands: what reconcile counts. The order in
 * which it looks is that in which a message travels (cursor, source, spool,
 * ledger), so that one which moves on meanwhile is never missed.
 */
#ifndef CMD_ACCOUNT_H
#define CMD_ACCOUNT_H

#include <glib.h>
#include <jansson.h>

#include "config/config.h"
#include "ledger/item.h"
#include "poll/listing.h"

/* Where a message stands besides the states of an item. */
enum {
	ACCOUNT_WAITING = ITEM_STATE_COUNT, /* in the spool */
	ACCOUNT_HELD,			    /* in the spool, for a person */
	ACCOUNT_AGAIN,	 /* could not be fetched; tried again */
	ACCOUNT_NOT_YET, /* not fetched yet */
	ACCOUNT_MISSING, /* passed by, and nowhere */
	ACCOUNT_PLACES
};

struct account {
	const struct door *door;
	gint64 from; /* of receipt; TIME_NONE: no bound */
	gint64 to;
	guint counts[ACCOUNT_PLACES];
	guint all;
	guint fetched; /* of the missing */
	guint before;  /* of those filed, received before the cut-off */
	gint64 gone;   /* filed, and no longer there; 0 if it has bounds */
};

/* Lists the source, counts, and marks in the listing what is missing. door,
 * from and to are set; the listing is the caller's. NULL with the faults of
 * listing_open and of the ledger. */
struct listing *account_count(struct account *account, const char *data,
			      struct ledger *ledger, GError **error);

/* "case": 3, … by place; and all that is counted, with the source's name. */
json_t *account_counts(const struct account *account);
json_t *account_json(const struct account *account);

/* Prints the same, a line a place. */
void account_print(const struct account *account);

/* "3 opened a case, 1 machine-made" of such counts as text; the caller's. */
char *account_words(const char *counts);

#endif
