/*
 * What a resident said to a member of staff, by telephone, on a visit or on
 * a social network: it becomes a message like any other, and the clock
 * starts when it was said (Code 3.1, 3.2; domain.md 10.14).
 *
 * It is kept as a small message (RFC 5322) that anybody can read: the
 * resident in From, the words as text, and below the line "-- " who was
 * told, when, and how the resident can be reached. The reader takes what
 * stands there for a signature, so that nobody takes it for the resident's
 * words. The same facts always give the same bytes, so that a form that is
 * sent twice makes one case.
 */
#ifndef DESK_TOLD_H
#define DESK_TOLD_H

#include <glib.h>

#include "desk/filing.h"
#include "ledger/case.h"
#include "spool/spool.h"

/* The source that such items have in the spool and in the ledger. */
#define TOLD_SOURCE "told"

/* All borrowed; what is not known is "" or NULL. */
struct told {
	const char *channel;   /* "phone", "visit" or "social" */
	const char *by;	       /* the member of staff who was told; required */
	gint64 when;	       /* when it was said: told_when */
	const char *name;      /* of the resident */
	const char *email;     /* "": the answer goes by post */
	const char *telephone; /* as it was given */
	const char *address;   /* of the home: parts divided by commas or \n */
	const char *subject;   /* "" makes one from the channel */
	const char *text;      /* what was said; required */
};

/* "2026-11-20T15:00" (London time), "2026-11-20" (from its first minute on:
 * the earliest plausible time counts) or RFC 3339. TIME_NONE if it is none
 * of these. */
gint64 told_when(const char *text);

/* True for "phone", "visit" and "social". */
gboolean told_is_channel(const char *channel);

/* "by telephone", "on a visit", "on a social network"; a constant. */
const char *told_channel_words(const char *channel);

/* FAULT_INPUT, in words for whoever keyed it in: no channel of these, no
 * name of the member of staff, nothing said, a time that is in the future or
 * more than a year ago, an e-mail address that is none, a text that is not
 * UTF-8 or too long, nothing by which the resident could be known. */
gboolean told_check(const struct told *told, GError **error);

/* Checks it and puts it into the spool, where intake finds it. On TRUE it is
 * safe on the disk. *sha256, the caller's, is what the case will know the
 * item by; it may be NULL. Errors as told_check and spool_sync. */
gboolean told_put(struct spool *spool, const struct told *told, char **sha256,
		  GError **error);

/* For filing: enters into the history of the case who was told, and keeps a
 * postal address for the answers. It does nothing for other items. */
gboolean told_keep(struct post *post, const struct filing *filing,
		   const struct case_row *row, GError **error);

#endif
