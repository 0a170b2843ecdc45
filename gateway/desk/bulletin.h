/*
 * Telling people of alarms: once when one begins, then once a day while it
 * lasts, and once when it is over. Never a flood:
 *
 * - What begins within a minute is told in one mail, and what begins within
 *   five minutes of a mail waits for the next.
 * - What lasts is told again in one mail a day, from the hour digest on.
 * - It is over when it has been gone for ten minutes. What comes back before
 *   that has never been away; what comes back later is told again at the
 *   earliest an hour after a mail last spoke of it.
 *
 * Technical alarms go to "it", the others to "to" (config/alarms.h). The
 * ledger remembers what was told, so that a restart tells nothing twice; a
 * process that dies while it tells may tell it again.
 */
#ifndef DESK_BULLETIN_H
#define DESK_BULLETIN_H

#include <glib.h>

#include "desk/alarm.h"
#include "ledger/alarm.h"

enum telling {
	TELL_NOTHING,
	TELL_BEGUN,
	TELL_STILL, /* once a day */
	TELL_OVER,
	TELL_FORGET, /* it was over before anybody was told */
};

/* What is to be told of a row at that instant; pure. */
enum telling bulletin_telling(const struct alarm_row *row, int digest_hour,
			      gint64 now);

/* Enters into the ledger which alarms are there now and which are over.
 * FAULT_TEMPORARY. */
gboolean bulletin_note(struct post *post, const struct alarms *alarms,
		       GError **error);

/* Mails what is to be told, and remembers it. *sent counts the mails.
 * FAULT_TEMPORARY if they cannot be sent; then it is tried again at the next
 * call. */
gboolean bulletin_send(struct post *post, guint *sent, GError **error);

#endif
