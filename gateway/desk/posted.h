/*
 * A person says that printed letters were posted. Only then are they issued.
 */
#ifndef DESK_POSTED_H
#define DESK_POSTED_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/outbox.h"

/* All borrowed. */
struct posting {
	const char *const *which; /* references of cases, or letters' numbers
				     as the alarms give them; ends with NULL */
	const char *by;		  /* who posted them; required */
	guint32 day;		  /* the day of posting; DAY_NONE: today */
};

/* Settles each letter in print of those cases, or of those numbers; *count
 * is how many. FAULT_INPUT, and nothing is settled, if one of them is not in
 * print, is with GOV.UK Notify, or was printed after that day, or the day is
 * yet to come. */
gboolean posted(struct post *post, const struct posting *posting, guint *count,
		GError **error);

/* What GOV.UK Notify says of a letter: posted on day, or, if day is
 * DAY_NONE, lost, with its words. */
gboolean posted_by_notify(struct post *post, const struct outbox_row *row,
			  guint32 day, const char *words, GError **error);

#endif
