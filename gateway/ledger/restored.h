/*
 * What must not simply go on in a ledger that comes from a backup: letters
 * may have left, and numbers may have been given out, that it knows nothing
 * of. Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_RESTORED_H
#define LEDGER_RESTORED_H

#include <glib.h>

#include "ledger/ledger.h"

/* Case numbers that are left out, so that none is given to two cases. */
#define RESTORED_GAP 1000

struct restored {
	gint64 held;	 /* letters that wait for a person now */
	gint64 silenced; /* cases that the guard leaves to a person */
};

/* In a transaction: holds each letter that is not sent, with the reason;
 * takes every open acknowledgement from the guard; leaves out RESTORED_GAP
 * case numbers of this year and of those in use; and enters it all into the
 * history, with the instant at which the backup was made. */
gboolean restored_enter(struct ledger *ledger, gint64 made, const char *reason,
			struct restored *restored, GError **error);

#endif
