/*
 * Messages that the cursor has passed although they could not be fetched.
 * They are tried again alone, so that one bad message keeps back no other.
 */
#ifndef POLL_SKIPPED_H
#define POLL_SKIPPED_H

#include <glib.h>

struct skip {
	guint32 uid;
	guint32 tries; /* that failed */
	gint64 got;    /* bytes handed over, other than announced; -1: none */
	gint64 since;  /* real time of the first failure */
};

/* Reads "uid:tries:got:since ..."; what is malformed is passed over. The
 * array (struct skip) is the caller's. */
GArray *skipped_read(const char *text);

/* The reverse; the caller's to g_free. */
char *skipped_write(const GArray *skipped);

/* The entry of a UID, which stays the array's; NULL if there is none. */
struct skip *skipped_find(GArray *skipped, guint32 uid);

/* Adds an entry if there is none yet, and returns it. */
struct skip *skipped_add(GArray *skipped, guint32 uid);

/* Forgets a UID, if it is there. */
void skipped_remove(GArray *skipped, guint32 uid);

/* True if it has been tried long and often enough (LIMIT_FETCH_ATTEMPTS and
 * LIMIT_FETCH_SECONDS). */
gboolean skipped_is_hopeless(const struct skip *skip);

#endif
