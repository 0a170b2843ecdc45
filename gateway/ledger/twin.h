/*
 * Cases that may be one, and what a person said about them; the keys by
 * which the cases of one person are found. Conventions of ledger/ledger.h.
 *
 * Ownership: twin_free frees a twin and all that it points to.
 */
#ifndef LEDGER_TWIN_H
#define LEDGER_TWIN_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

/* The case is found by this key (policy/alike.h) from now on; again is no
 * fault. */
gboolean trait_add(struct ledger *ledger, gint64 key, gint64 received,
		   gint64 case_id, GError **error);

/* Where to look for cases of the same person. */
struct trait_search {
	gint64 key;
	gint64 from, to;     /* instants of receipt */
	const char *channel; /* of any other channel than this */
	gint64 except;	     /* not this case */
};

/* Adds their ids (gint64) to found, the newest five. */
gboolean trait_find(struct ledger *ledger, const struct trait_search *search,
		    GArray *found, GError **error);

enum twin_state { TWIN_PROPOSED, TWIN_SAME, TWIN_DIFFERENT };

/* "proposed", "same", "different"; a constant. */
const char *twin_state_name(enum twin_state state);

struct twin {
	gint64 younger; /* case ids */
	gint64 older;
	char *other;  /* the reference of the other one, seen from a case */
	double share; /* of the words that are the same, 0 to 1 */
	enum twin_state state;
	gint64 at; /* of the state */
	char *by;  /* "postroom", or a person */
};

void twin_free(struct twin *twin);
OWN_TYPE(twin, twin_free)

/* The twins of a case (struct twin), the newest first; the caller's. NULL
 * on failure. */
GPtrArray *twin_list(struct ledger *ledger, gint64 case_id, GError **error);

/* Proposes that they are one; a proposal or an answer that is there stands. */
gboolean twin_propose(struct ledger *ledger, gint64 younger, gint64 older,
		      double share, GError **error);

/* A person says what they are: younger, older, state and by are read. */
gboolean twin_settle(struct ledger *ledger, const struct twin *settled,
		     GError **error);

/* The case that this one was found to be the same as; 0 if none or, with
 * *error set, on failure. */
gint64 twin_of(struct ledger *ledger, gint64 case_id, GError **error);

/* Moves every message of one case to another, where they count as replies. */
gboolean twin_move_items(struct ledger *ledger, gint64 from, gint64 to,
			 GError **error);

#endif
