/*
 * What was proposed about the messages that opened cases, and what staff
 * settled: for reports and for learning. Conventions of ledger/ledger.h.
 *
 * The newest decision counts, but none made after a later message asked for
 * stage 2, and none that made an escalation of the case by hand: those are
 * about a later message.
 */
#ifndef LEDGER_SETTLED_H
#define LEDGER_SETTLED_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"
#include "model/label.h"
#include "model/suggestion.h"

struct settled {
	gint64 item_id; /* the message that opened the case */
	char *item;	/* its SHA-256, for item_seen() */
	char *ref;
	char *from_address;	/* "" if unknown */
	guint32 flags;		/* of the case: proposed, nobody settles them */
	gint64 at;		/* of the decision */
	enum category category; /* decided */
	enum ground ground;
	enum category proposed; /* under the policy, when it came */
	enum ground proposed_ground;
	struct suggestion *suggestion; /* as the classifier made it; NULL if
					  the message could not be read */
};

void settled_free(struct settled *settled);
OWN_TYPE(settled, settled_free)

/* Walks what was settled at since or later (TIME_NONE: ever), by the order
 * of the cases. settled_each_next returns the caller's row; NULL at the end,
 * or with *error set. */
struct settled_each;
struct settled_each *settled_each_open(struct ledger *ledger, gint64 since,
				       GError **error);
struct settled *settled_each_next(struct settled_each *each, GError **error);
void settled_each_close(struct settled_each *each);
OWN_TYPE(settled_each, settled_each_close)

#endif
