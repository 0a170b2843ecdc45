/*
 * The file names of a Maildir that are in the spool already:
 * DATA/spool/source/NAME.seen, one a line. Names are added in batches,
 * each durable before seen_sync returns. A line cut short by a crash is
 * dropped; its message is then put again and found to be a duplicate.
 */
#ifndef SPOOL_SEEN_H
#define SPOOL_SEEN_H

#include <glib.h>

#include "base/own.h"

struct seen;

/* FAULT_TEMPORARY if the file cannot be read. */
struct seen *seen_open(const char *data, const char *source, GError **error);
void seen_close(struct seen *seen);
OWN_TYPE(seen, seen_close)

/* True for a name that was added, synced or not. */
gboolean seen_has(const struct seen *seen, const char *name);

/* Remembers a name; it is durable after the next seen_sync. */
void seen_add(struct seen *seen, const char *name);
gboolean seen_sync(struct seen *seen, GError **error);

/* Forgets every name that is not in the set of names present, if those are
 * more than the rest, so that the file follows the Maildir's size. */
gboolean seen_prune(struct seen *seen, GHashTable *present, GError **error);

#endif
