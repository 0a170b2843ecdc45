/*
 * Cases that a person found to belong together. A link has no direction: it
 * is seen from both sides. Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_LINK_H
#define LEDGER_LINK_H

#include <glib.h>

#include "ledger/ledger.h"

struct case_link {
	gint64 case_id;	 /* one of them … */
	gint64 other_id; /* … and the other; their order means nothing */
	char *other_ref; /* read only */
	char *reason;	 /* "" if none was given */
	gint64 at;
	char *set_by; /* a person's name */
};

void case_link_free(struct case_link *link);

/* The links of a case, newest first, each seen from it: struct case_link,
 * the caller's. */
GPtrArray *link_list(struct ledger *ledger, gint64 case_id, GError **error);

/* FAULT_INPUT if they are linked already, or, for link_remove, are not. */
gboolean link_add(struct ledger *ledger, const struct case_link *link,
		  GError **error);
gboolean link_remove(struct ledger *ledger, gint64 case_id, gint64 other_id,
		     GError **error);

#endif
