/*
 * What other systems are to be told by webhooks: an outbox of events, written
 * in the case's own transaction and told by the one sender. The events of a
 * case reach a hook in their order: a later one waits for an earlier one.
 * Conventions of ledger/ledger.h; instants here are of the real clock.
 */
#ifndef LEDGER_HOOK_EVENT_H
#define LEDGER_HOOK_EVENT_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct hook_event {
	gint64 id;
	char *hook; /* its name in the configuration */
	char *key;  /* the event's own name, the same for ever */
	gint64 case_id;
	char *body; /* JSON */
	gint64 created;
	guint attempts; /* that have failed */
};

void hook_event_free(struct hook_event *event);
OWN_TYPE(hook_event, hook_event_free)

/* Puts one in, to be told at once; id and attempts are not read. One of that
 * hook and key that is there already is left alone. */
gboolean hook_event_add(struct ledger *ledger, const struct hook_event *event,
			GError **error);

/* TRUE in *known if there is one of that hook and key. */
gboolean hook_event_is_known(struct ledger *ledger, const char *hook,
			     const char *key, gboolean *known, GError **error);

/* The event of a hook that is to be told next at now; NULL if none is. */
struct hook_event *hook_event_next(struct ledger *ledger, const char *hook,
				   gint64 now, GError **error);

/* What became of it: told at that instant; to be tried again; given up.
 * reply is the answer, or our reason, in words. FAULT_INPUT if it does not
 * wait. */
gboolean hook_event_told(struct ledger *ledger, gint64 id, gint64 at,
			 GError **error);
gboolean hook_event_later(struct ledger *ledger, gint64 id, gint64 next_at,
			  const char *reply, GError **error);
gboolean hook_event_failed(struct ledger *ledger, gint64 id, const char *reply,
			   GError **error);

/* All that waits or was given up is to be told at once, with three days
 * before it. */
gboolean hook_event_hasten(struct ledger *ledger, gint64 now, GError **error);

/* How many of a hook were given up and not hastened since; -1 on failure. */
gint64 hook_event_given_up(struct ledger *ledger, const char *hook,
			   GError **error);

#endif
