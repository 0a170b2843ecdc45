/*
 * Telling people by mail what has gone wrong with Postroom itself. It goes
 * straight to the way out, past ledger and outbox, because these may be what
 * is broken. What the ledger knows of is told by desk/bulletin.h, in the same
 * form.
 */
#ifndef DESK_TELL_H
#define DESK_TELL_H

#include <glib.h>

#include "config/config.h"

/* Mails text (lines by \n; ASCII, the rest becomes "?") under an ASCII
 * subject to each address (char *), once for all. FAULT_TEMPORARY or
 * FAULT_SETUP if nobody could be reached. */
gboolean tell_mail(const struct config *config, const GPtrArray *to,
		   const char *subject, const char *text, GError **error);

/* The same to those who look after the machine, at most once a day for each
 * kind (a file name, such as "disk"). DATA/spool/told/KIND remembers it; if
 * that cannot be written, the mail goes all the same. */
gboolean tell_officers(const struct config *config, const char *kind,
		       const char *text, GError **error);

/* Whether it has told of that kind within the last day. */
gboolean tell_is_recent(const struct config *config, const char *kind);

/* What it has told within the last day; struct told, the caller's. */
struct told {
	char *kind;
	char *text;
};
GPtrArray *tell_recent(const struct config *config);

#endif
