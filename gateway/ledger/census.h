/*
 * The ledger counted over against what is outside it: the archive, for
 * verify and backup, and the mailboxes, for reconcile. Nothing of a message
 * is read. Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_CENSUS_H
#define LEDGER_CENSUS_H

#include "ledger/item.h"

/* The SHA-256 (char *) of the items whose hash begins with these two
 * hexadecimal digits, ascending. The caller's. */
GPtrArray *census_hashes(struct ledger *ledger, const char *digits,
			 GError **error);

/* The state of the item with those bytes; ITEM_STATE_COUNT if there is none
 * or, with *error set, on failure. */
enum item_state census_state(struct ledger *ledger, const char *sha256,
			     GError **error);

/* How many messages of a source were seen under a UIDVALIDITY; -1 on
 * failure. */
gint64 census_sightings(struct ledger *ledger, const char *source,
			guint32 uidvalidity, GError **error);

#endif
