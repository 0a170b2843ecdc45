/*
 * What is noted of a case that was just opened, besides the message: when it
 * was received if that is uncertain, who was told, whether it may be the same
 * as another.
 */
#ifndef DESK_NEWCOMER_H
#define DESK_NEWCOMER_H

#include <glib.h>

#include "desk/filing.h"
#include "ledger/case.h"

/* In the caller's transaction; errors are those of the ledger. */
gboolean newcomer_note(struct post *post, const struct filing *filing,
		       const struct case_row *row, GError **error);

#endif
