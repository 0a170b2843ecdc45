/*
 * Telling other systems what happens to cases. An event is put in the outbox
 * of events in the transaction that makes it true, once for each webhook of
 * the configuration that wants it. It holds identifiers, labels that a person
 * has settled, and days; no personal data (domain.md 10.12).
 */
#ifndef DESK_ANNOUNCE_H
#define DESK_ANNOUNCE_H

#include <glib.h>

#include "base/own.h"
#include "config/webhook.h"
#include "desk/post.h"

/* In the caller's transaction. which tells apart events of one kind on one
 * case: the entry of the history that made it so, or 0 if there is only one
 * ever. */
gboolean announce(struct post *post, enum hook_kind kind, gint64 case_id,
		  gint64 which, GError **error);

/* Every duty that is due by the end of the next working day, once, in a
 * transaction of its own if there is any to be told. */
gboolean announce_due(struct post *post, GError **error);

/* Which hooks are left alone for a while, because one did not answer. Start
 * from announcer_new. */
struct announcer;
struct announcer *announcer_new(void);
void announcer_free(struct announcer *announcer);
OWN_TYPE(announcer, announcer_free)

/* What one round came to. */
struct carried {
	guint told;  /* events: if any was, there may be more */
	char *words; /* for the log: a hook that does not answer; or NULL */
};

/* Tells each hook its next event at now (the real clock, seconds). What is
 * not taken is tried again after 1, 2, 5, 15, 30 and then every 60 minutes,
 * for LIMIT_HOOK_DAYS, and then given up, which is an alarm. FALSE only if
 * the ledger fails. The caller frees carried->words. */
gboolean announce_carry(struct post *post, struct announcer *announcer,
			gint64 now, struct carried *carried, GError **error);

#endif
