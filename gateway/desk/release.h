/*
 * A person lets letters go, or stops them.
 */
#ifndef DESK_RELEASE_H
#define DESK_RELEASE_H

#include <glib.h>

#include "desk/act.h"
#include "ledger/outbox.h"

/* The acknowledgement that somebody has read goes into the outbox; the duty
 * is met when it leaves, not here. FAULT_INPUT also if nobody has settled
 * what the case is, it is no complaint, an authority is awaited, or the
 * letter may not go or has gone: the message says what to do first. */
gboolean release(struct post *post, const struct act *act, GError **error);

/* --- letters that wait for a person -------------------------------------*/

/* They wait because sending them again could answer somebody twice. */
struct waiting {
	gint64 id;	    /* the letter's number; 0: all that wait */
	const char *by;	    /* who decides; required */
	const char *reason; /* may be NULL */
	gboolean withdraw;  /* stop it; else let it go */
};

/* Those that wait, oldest first: struct outbox_row, the caller's. NULL if
 * the ledger fails. */
GPtrArray *release_waiting(struct ledger *ledger, GError **error);

/* Lets them go or stops them, each with an entry in its case's history;
 * *count is how many. FAULT_INPUT if the letter named does not wait, or by
 * does not say who. */
gboolean release_letters(struct post *post, const struct waiting *which,
			 guint *count, GError **error);

#endif
