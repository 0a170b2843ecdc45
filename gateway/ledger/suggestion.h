/*
 * What the classifier proposed, item by item, kept as it was.
 * Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_SUGGESTION_H
#define LEDGER_SUGGESTION_H

#include "ledger/ledger.h"
#include "model/suggestion.h"

/* Keeps a suggestion about an item; case_id 0 if the item has none. */
gboolean suggestion_save(struct ledger *ledger, gint64 item_id, gint64 case_id,
			 const struct suggestion *suggestion, GError **error);

/* The suggestion about an item; NULL if none. The caller's. */
struct suggestion *suggestion_of_item(struct ledger *ledger, gint64 item_id,
				      GError **error);

/* The newest suggestion on a case. The caller's. */
struct suggestion *suggestion_of_case(struct ledger *ledger, gint64 case_id,
				      GError **error);

#endif
