/*
 * What a source has now, for reconcile; and what of it is missing here,
 * fetched again. Listing fetches, marks and changes nothing: a folder of an
 * IMAP server is opened with EXAMINE (RFC 9051, 6.3.3).
 *
 * A message is known by its UID (IMAP), else by the SHA-256 of what is kept
 * of it, else by its name. An entry of a form is known by its id, a scan by
 * the SHA-256 of the file that its letters were read from, which lies in the
 * folder or in its "done".
 */
#ifndef POLL_LISTING_H
#define POLL_LISTING_H

#include <glib.h>

#include "base/own.h"
#include "poll/door.h"
#include "spool/spool.h"

/* A message as it lies there. No string is NULL. */
struct listed {
	char *place;	     /* for people: a path, "UID 3 (UIDVALIDITY 7)" */
	guint32 uid;	     /* 0 if it has none */
	char *name;	     /* in the envelope (spool/item.h); "" */
	char *seen;	     /* in spool/seen.h, "" if the cursor is by UID */
	char *sha256;	     /* "" if only fetching would tell */
	gint64 received;     /* TIME_NONE if it was not asked for */
	gboolean unreadable; /* and so is tried again by poll */
	gboolean passed;     /* it lies where only poll puts it */
	gboolean missing;    /* set by the caller: to be fetched */
	gboolean fetched;    /* set by listing_fetch */
};

struct listing {
	guint32 uidvalidity; /* 0 if it has none */
	GPtrArray *all;	     /* struct listed */
};
void listing_free(struct listing *listing);
OWN_TYPE(listing, listing_free)

/* What was received from one instant on, before another; TIME_NONE for
 * either is no bound. The faults are those of poll/imap.h and
 * poll/feed.h; FAULT_SETUP if a folder cannot be read. */
struct listing *listing_open(const struct door *door, gint64 from, gint64 to,
			     GError **error);

/* Puts those that are missing into the spool, as poll would have, and marks
 * those that are durable there. The cursor is left alone, so that poll may go
 * on meanwhile. The faults are those of door_pass. */
gboolean listing_fetch(const struct door *door, struct listing *listing,
		       struct spool *spool, GError **error);

#endif
