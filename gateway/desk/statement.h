/*
 * The daily statement of completeness: when a source is to be reconciled.
 */
#ifndef DESK_STATEMENT_H
#define DESK_STATEMENT_H

#include "config/config.h"
#include "ledger/reconciliation.h"

/* Sets *due to whether the source has no statement of today yet, though the
 * hour of the configuration is past; one that failed is tried again after an
 * hour. FAULT_TEMPORARY. */
gboolean statement_is_due(const struct config *config, struct ledger *ledger,
			  const char *source, gboolean *due, GError **error);

#endif
