/*
 * The sources that are looked into: mailboxes, fetched forms and folders of
 * letters, all by their names, each with its cursor. One pass over any of them
 * puts what is new into the spool and notes in the cursor how it ended. Nothing
 * is deleted there.
 *
 * The first pass sets the cut-off (the source's since, else now) for good:
 * what was received before it is spooled with answer FALSE.
 */
#ifndef POLL_DOOR_H
#define POLL_DOOR_H

#include <glib.h>

#include "config/config.h"
#include "poll/mailbox.h"
#include "spool/spool.h"

struct imap;

/* What stays open between passes; begins zeroed. */
struct kept {
	struct imap *imap; /* NULL if nothing does */
	guint broken;	   /* times in a row that waiting on it broke */
};

/* One of them is set. All is borrowed from the configuration. */
struct door {
	const char *name;
	const struct mailbox *mailbox;
	const struct web_form *form;
	const struct drop_folder *letters;
	struct kept *kept; /* the caller's; NULL to close after each pass */
};

/* Every source that is looked into (struct door), mailboxes first; the
 * caller's to unref. */
GPtrArray *doors_of(const struct config *config);

/* The one of that name, or NULL. */
const struct door *doors_find(const GPtrArray *doors, const char *name);

/* What it is, in words: "mailbox complaints"; the caller's. */
char *door_words(const struct door *door);

/* What lies in it, many: "files in the folder". */
const char *door_holds(const struct door *door);

/* Seconds until one looks again after a pass that succeeded. */
guint door_pause(const struct door *door);

/* After a pass that succeeded: waits on the connection that was kept until
 * the server tells of new mail (IDLE), minutes at most. Returns the seconds
 * that are still to be waited: 0 or 1; door_pause where there is no such
 * connection or no such server; longer each time if the connection breaks. */
guint door_rest(const struct door *door);

/* Fills *report also when it fails half way, and notes in the source's
 * cursor how it ended. FAULT_TEMPORARY for the server, the network or the
 * disk; FAULT_SETUP for what a person must mend (password, folder, CA). The
 * text names the server and what to do. */
gboolean door_pass(const struct door *door, struct spool *spool,
		   struct poll_report *report, GError **error);

/* For "postroom check": connects, logs in and looks, changing nothing. Sets
 * *messages to how many there are now; -1 if it cannot be told. The same
 * faults. */
gboolean door_check(const struct door *door, int *messages, GError **error);

/* Where it is: "imaps://…", a folder, "https://…". Belongs to the door. */
const char *door_place(const struct door *door);

#endif
