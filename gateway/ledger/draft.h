/*
 * The draft of an acknowledgement, waiting for a person to read it, or for
 * the guard. One for a case and stage. Conventions of ledger/ledger.h.
 *
 * Ownership: draft_free frees a draft and all that it points to.
 */
#ifndef LEDGER_DRAFT_H
#define LEDGER_DRAFT_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct draft {
	gint64 case_id;
	int stage;
	char *definition;     /* the complaint, Code 5.6 */
	char *outcomes;	      /* what the resident wants, Code 5.6 */
	char *responsibility; /* what is ours and what not, Code 5.7;
				 "" while nobody has written it */
	char *clarification;  /* what we still ask; "" if nothing */
	char *reviewer;	 /* stage 2: a role, Code 6.13; "" if not settled */
	char *hearing;	 /* stage 2 before a panel: when and where */
	char *edited_by; /* "" while nobody has */
	gint64 at;
};

/* Every string "", at TIME_NONE. */
struct draft *draft_new(gint64 case_id, int stage);
void draft_free(struct draft *draft);
OWN_TYPE(draft, draft_free)

/* Puts a draft in the place of the one there is. */
gboolean draft_save(struct ledger *ledger, const struct draft *draft,
		    GError **error);

/* The caller's; NULL if there is none. */
struct draft *draft_load(struct ledger *ledger, gint64 case_id, int stage,
			 GError **error);

#endif
