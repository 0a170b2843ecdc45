/*
 * When a case was received: the earliest plausible day counts until a person
 * settles it (domain.md 10.14), and every day that is counted from it moves
 * with it. ledger/receipt.h tells what is known of the day.
 */
#ifndef DESK_REDATE_H
#define DESK_REDATE_H

#include <glib.h>

#include "desk/act.h"
#include "desk/filing.h"

/* When an item was received, as far as can be told: what staff forwarded
 * counts from the day on which the resident wrote or on which they say that
 * it was handed in, whichever is earlier; mail from before the first
 * connection from its own date. *why, the caller's, says in words what an
 * earlier day than that of its arrival rests on; NULL if it is certain. */
gint64 redate_received(const struct post *post, const struct filing *filing,
		       char **why);

/* For a case that was just opened: notes that its day is uncertain. */
gboolean redate_note(struct post *post, const struct filing *filing,
		     const struct case_row *row, GError **error);

/* The person of act says on which day the case was received, and why. The
 * duties that are open and were counted from the old day are counted anew;
 * what was met or given a date by a person stands. FAULT_INPUT for a day
 * after that on which it reached us or more than a year before, or without a
 * reason; FAULT_SETUP past the known calendar. */
gboolean redate_settle(struct post *post, const struct act *act, guint32 day,
		       const char *reason, GError **error);

#endif
