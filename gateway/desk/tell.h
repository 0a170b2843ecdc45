/*
 * Telling the officers by mail what has gone wrong with Postroom itself. It
 * goes straight to the way out, past ledger and outbox, because these may be
 * what is broken.
 */
#ifndef DESK_TELL_H
#define DESK_TELL_H

#include <glib.h>

#include "config/config.h"

/* Mails text to the landlord's address, at most once a day for each kind (a
 * file name, such as "disk"). DATA/spool/told/KIND remembers it; if that
 * cannot be written, the mail goes all the same. FAULT_TEMPORARY or
 * FAULT_SETUP if it could not be sent. */
gboolean tell_officers(const struct config *config, const char *kind,
		       const char *text, GError **error);

/* Adds a line for each thing that was told within the last day. */
void tell_recent(const struct config *config, GPtrArray *alarms);

#endif
