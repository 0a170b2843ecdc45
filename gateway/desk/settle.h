/*
 * What follows for case and duties from an attempt to send a letter. Only a
 * letter that a mail server took, or that was posted, meets a duty.
 */
#ifndef DESK_SETTLE_H
#define DESK_SETTLE_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/outbox.h"
#include "send/sent.h"

/* What became of an attempt. */
struct outcome {
	const struct outbox_row *row;
	enum sent sent;
	char *remote; /* Notify's id of a letter on paper; or NULL */
	char *reply;
};

/* Notes the outcome of a claimed letter in the caller's transaction. One on
 * paper was handed over to print, which meets no duty: until it is posted,
 * somebody owes it. */
gboolean settle(struct post *post, const struct outcome *outcome,
		GError **error);

/* The letter was posted on that day, as actor says: it is issued, and its
 * duty is met. FAULT_INPUT if it is not in print. */
gboolean settle_posted(struct post *post, const struct outbox_row *row,
		       guint32 day, const char *actor, GError **error);

/* The letter will never be posted: a person must act. */
gboolean settle_lost(struct post *post, const struct outbox_row *row,
		     const char *reason, GError **error);

#endif
