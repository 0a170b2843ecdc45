/*
 * The other cases of whoever a case is of, as far as the address tells.
 * Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_EARLIER_H
#define LEDGER_EARLIER_H

#include <glib.h>

#include "ledger/case.h"

/* Cases opened from the same address, received last first, without this one,
 * at most limit (struct case_row); empty if it has no address. The caller's.
 * NULL on failure. */
GPtrArray *earlier_cases(struct ledger *ledger, const struct case_row *row,
			 guint limit, GError **error);

#endif
