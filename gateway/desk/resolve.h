/*
 * What a decision that policy/decision.h allows changes in the ledger.
 */
#ifndef DESK_RESOLVE_H
#define DESK_RESOLVE_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/case.h"
#include "policy/decision.h"

/* Records the decision, meets, ends and adds duties, sets the stage, stops
 * an acknowledgement that must no longer go. In the caller's transaction.
 * Errors are those of the ledger and, past the known calendar, FAULT_SETUP. */
gboolean resolve(struct post *post, const struct case_row *row,
		 const struct decision *decision, GError **error);

#endif
