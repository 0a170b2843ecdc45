/*
 * How far a source has been read: DATA/spool/source/NAME, key=value lines.
 * It is written only after what it stands for is durable in the spool. The
 * name CURSOR_SEND is the way out's: how sending goes.
 */
#ifndef SPOOL_CURSOR_H
#define SPOOL_CURSOR_H

#include <glib.h>

#include "base/own.h"

#define CURSOR_SEND "send"

struct cursor {
	guint32 uidvalidity; /* 0 before the first pass, and for Maildir */
	guint32 uid;	     /* the highest that is in the spool */
	gint64 cutoff;	     /* what came before is not answered by itself;
				TIME_NONE before the first pass */
	gint64 last_success; /* real time of the last whole pass, or
				TIME_NONE */
	gint64 last_failure; /* real time since when it has been failing;
				TIME_NONE if the last pass succeeded */
	char *last_error;    /* in words; "" if the last pass succeeded */
	gboolean setup;	     /* last_error is for a person to mend, so it is
				told at once */
	char *remark;	     /* what a person should know of the source though
				its passes succeed, a sentence; "" if nothing */
	gint64 whole;	     /* when a feed was last walked from its beginning;
				TIME_NONE for other sources */
	char *mark;	     /* of a feed: up to when all was taken in, RFC
				3339; "" for other sources */
	char *skipped;	     /* UIDs below uid that are still to be fetched,
				as poll/skipped.h writes them; "" if none */
};

/* The cursor of a source; an empty one if there is none yet. FAULT_INPUT if
 * the file is not a cursor, FAULT_TEMPORARY if it cannot be read. */
struct cursor *cursor_load(const char *data, const char *name, GError **error);
void cursor_free(struct cursor *cursor);
OWN_TYPE(cursor, cursor_free)

/* Replaces the cursor durably. FAULT_TEMPORARY. */
gboolean cursor_save(const char *data, const char *name,
		     const struct cursor *cursor, GError **error);

/* Notes in the cursor how a pass ended, at this moment of the real clock;
 * failure NULL for success. */
void cursor_note(struct cursor *cursor, const GError *failure);

#endif
