/*
 * Filing one item in the ledger: where it belongs, what it seems to be, what
 * is owed because of it, and the receipt. Called between ledger_savepoint
 * and ledger_release, so that an item is filed wholly or not at all.
 */
#ifndef DESK_FILING_H
#define DESK_FILING_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/item.h"
#include "model/message.h"
#include "spool/item.h"

/* What is to be filed; all borrowed. */
struct filing {
	const struct item *item;
	struct message *message; /* NULL if it could not be read */
	const char *why;	 /* then why, in words; else "" */
};

/* Files the item and sets *state. An item that was filed before gets one
 * more sighting and no more. FAULT_TEMPORARY if the ledger does not take it
 * now; any other fault means that this item cannot be filed like this: undo,
 * and file it as one that could not be read. */
gboolean filing_file(struct post *post, const struct filing *filing,
		     enum item_state *state, GError **error);

/* The id of a web form's entry, "" for every other item: a Maildir's file
 * has its name in the same place. */
const char *filing_entry(const struct item *item);

#endif
