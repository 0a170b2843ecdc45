/*
 * An item: one message with what is known about how it came to us.
 *
 * On disk it is one file: an envelope of key=value lines that begins with
 * "postroom=1", a blank line, the original bytes untouched. "cat" shows it.
 * In values each control character and % is written as %XX.
 *
 * Ownership: an item owns its strings; none of them is NULL.
 */
#ifndef SPOOL_ITEM_H
#define SPOOL_ITEM_H

#include <glib.h>

#include "base/own.h"

/* The envelope is padded to this size, because it stands before the bytes
 * and is known only after them. */
#define ITEM_ENVELOPE_BYTES 1024

struct item {
	char *id;	     /* of the spool; sorts by arrival */
	char *source;	     /* the mailbox's name, "submit", "forms" … */
	char *channel;	     /* "email", "form", "letter", "phone" … */
	gint64 received;     /* instant at which the landlord received it */
	guint32 uidvalidity; /* 0 if not from IMAP */
	guint32 uid;	     /* 0 if not from IMAP */
	char *name;	     /* Maildir: the file's base name; else "" */
	char *sha256;	     /* of the bytes that are kept */
	gsize size;	     /* of the bytes that are kept */
	gsize original_size; /* of the message; larger if truncated */
	gboolean truncated;  /* only the head of the message is kept */
	gboolean answer;     /* may be answered by itself; FALSE: older than
				the mailbox's cut-off, or from its junk */
	gboolean move;	     /* to be moved in its mailbox once filed */
	int attempts;	     /* how often reading it has been begun */
	char *note;	     /* what was odd when it came in; "" if nothing */
};

/* An item without facts: every string "", answer TRUE, received TIME_NONE. */
struct item *item_new(void);
void item_free(struct item *item);
OWN_TYPE(item, item_free)

/* The envelope, blank line included, ITEM_ENVELOPE_BYTES long. FAULT_INPUT
 * if the facts are too long for it. The caller's to free. */
char *item_envelope(const struct item *item, GError **error);

/* Reads the envelope at the head of data and sets *body to the offset of
 * the bytes. Unknown keys are passed over, so that an older program reads a
 * newer one's items. FAULT_INPUT if it is no envelope of version 1, a value
 * is malformed, or the end is not found in LIMIT_ENVELOPE_BYTES. id and
 * attempts are not in it; they are left "" and 0. */
struct item *item_parse(const char *data, gsize size, gsize *body,
			GError **error);

/* True if only a part of it is there to be read: it was cut, or is longer
 * than LIMIT_MESSAGE_BYTES. */
gboolean item_is_in_part(const struct item *item);

/* True for a text that an item's id can have: [0-9a-f-], 8 to 64 long. */
gboolean item_is_id(const char *id);

#endif
