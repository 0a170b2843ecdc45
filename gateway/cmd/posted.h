/*
 * What GOV.UK Notify says became of the letters that it has.
 */
#ifndef CMD_POSTED_H
#define CMD_POSTED_H

#include <glib.h>

#include "desk/post.h"
#include "send/carrier.h"

/* Asks about each letter in print that Notify has, and settles those that
 * were posted or are lost, each in a transaction of its own. What cannot be
 * asked now waits for the next time. FALSE if the ledger fails. */
gboolean posted_ask(struct post *post, struct carrier *carrier, GError **error);

#endif
