/*
 * What a member of staff has seen: letters that the guard sent, and cases
 * that are followed. Logins as in ledger/staff.h. Conventions of
 * ledger/ledger.h.
 */
#ifndef LEDGER_FOLLOW_H
#define LEDGER_FOLLOW_H

#include <glib.h>

#include "ledger/ledger.h"

/* The letters (gint64 ids) that the guard has written and that this login
 * has not seen, oldest first; at most limit. Who was never here has seen all
 * that is older than now - 7 days. The caller's. */
GArray *guard_unseen(struct ledger *ledger, const char *login, guint limit,
		     GError **error);

/* This login has seen the guard's letters up to that id. */
gboolean guard_mark_seen(struct ledger *ledger, const char *login,
			 gint64 letter, GError **error);

/* Begins to follow a case, of which all is seen; or ends it. */
gboolean follow_begin(struct ledger *ledger, const char *login, gint64 case_id,
		      GError **error);
gboolean follow_end(struct ledger *ledger, const char *login, gint64 case_id,
		    GError **error);

/* TRUE in *follows if the login follows the case. */
gboolean follow_holds(struct ledger *ledger, const char *login, gint64 case_id,
		      gboolean *follows, GError **error);

/* All that happened on the case up to now is seen, if it is followed. */
gboolean follow_mark_seen(struct ledger *ledger, const char *login,
			  gint64 case_id, GError **error);

/* The ids (gint64) of followed cases on which something has happened since;
 * the caller's. */
GArray *follow_changed(struct ledger *ledger, const char *login,
		       GError **error);

#endif
