/*
 * Where messages come from, and when each source last brought one.
 * Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_SOURCE_H
#define LEDGER_SOURCE_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct source_row {
	char *name; /* the mailbox's name in the configuration */
	char *kind; /* the channel: "email" */
	gint64 first_seen;
	gint64 last_item; /* when it last brought an item */
};

void source_row_free(struct source_row *row);
OWN_TYPE(source_row, source_row_free)

/* The source brought an item at that instant; a new source is entered. */
gboolean source_touch(struct ledger *ledger, const char *name, const char *kind,
		      gint64 at, GError **error);

/* The source of that name; NULL if it never brought anything. */
struct source_row *source_find(struct ledger *ledger, const char *name,
			       GError **error);

/* When the source brought something since that instant (gint64), ascending;
 * the caller's. */
GArray *source_arrivals(struct ledger *ledger, const char *name, gint64 since,
			GError **error);

#endif
