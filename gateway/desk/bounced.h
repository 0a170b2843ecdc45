/*
 * Letters of ours that came back (RFC 3464). A letter that failed for good
 * met no duty: its duty opens again with the date it had, and a person is
 * asked to answer by another route.
 */
#ifndef DESK_BOUNCED_H
#define DESK_BOUNCED_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/case.h"
#include "model/message.h"

/* Notes what a machine's message tells about our letters. row is the case
 * that its tokens or references lead to; NULL if none. */
gboolean bounced_note(struct post *post, const struct message *message,
		      const struct case_row *row, GError **error);

#endif
