/*
 * What follows for case and duties from an attempt to send a letter. Only a
 * letter that a mail server took meets a duty; one that failed never does.
 */
#ifndef CMD_SETTLE_H
#define CMD_SETTLE_H

#include <glib.h>

#include "cmd/post.h"
#include "ledger/outbox.h"
#include "send/sent.h"

/* Notes the outcome of a claimed letter in the caller's transaction. */
gboolean settle(struct post *post, const struct outbox_row *row, enum sent sent,
		const char *reply, GError **error);

#endif
