/*
 * Counts over the whole ledger, for people: the demo, the watch, reports.
 */
#ifndef LEDGER_FIGURES_H
#define LEDGER_FIGURES_H

#include <glib.h>

#include "ledger/item.h"
#include "ledger/ledger.h"
#include "ledger/outbox.h"
#include "model/label.h"

struct figures {
	gint64 items[ITEM_STATE_COUNT];
	gint64 cases;
	gint64 open;
	gint64 confirmed;
	gint64 category[CATEGORY_COUNT + 1]; /* the last: none */
	gint64 duties_open;
	gint64 duties_overdue;
	gint64 outbox[OUTBOX_STATE_COUNT];
	gint64 receipts_sent;
	gint64 acknowledgements_sent;
	gint64 acknowledgements_by_guard; /* of those, unread by anybody */
};

/* Fills figures, as of now. */
gboolean figures_load(struct ledger *ledger, gint64 now,
		      struct figures *figures, GError **error);

#endif
