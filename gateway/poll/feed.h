/*
 * A web form's feed as a source: REST API v2 of Gravity Forms, or any address
 * that answers with a JSON list of entries. Each entry becomes an item that
 * holds the bytes of the answer that are the entry (poll/cut.h), the mapping,
 * and the files that it links to (model/packet.h).
 *
 * In the address {since}, {page} and {last} stand for the instant from which
 * on entries are wanted (RFC 3339), the number of the page, and the last
 * entry's id. A member "next" of the answer, or of its "links", that leads to
 * the same server is followed. Gravity Forms' query is added by itself.
 *
 * What is new is told by the entry's id and a digest of what was filled in
 * (DATA/spool/source/NAME.seen), never by the order in which a server lists.
 * An id that is known with another digest was changed at the source: it is
 * put once more, and its note says so. The cursor's mark is the last instant
 * up to which all was taken in; each pass begins a little before it, and
 * the first of a day at the feed's beginning.
 */
#ifndef POLL_FEED_H
#define POLL_FEED_H

#include <glib.h>

#include "config/form.h"
#include "poll/mailbox.h"
#include "spool/cursor.h"

/* One pass, for poll/door.c. */
gboolean pass_feed(const struct web_form *form, struct spool *spool,
		   struct cursor *cursor, struct poll_report *report,
		   GError **error);

/* For "postroom check": asks for the first page, and reads it. *entries is
 * how many the server says there are, else how many are on that page. */
gboolean feed_check(const struct web_form *form, int *entries, GError **error);

/* For "postroom reconcile": an entry as it stands at the source now. */
struct feed_entry {
	char *id; /* "" of one that cannot be read: no JSON object */
	char *digest;
	gint64 date; /* when it was filled in; TIME_NONE */
};
void feed_entry_free(struct feed_entry *entry);

/* Every entry (struct feed_entry) that the feed has from the beginning. The
 * caller's. The same faults. */
GPtrArray *feed_list(const struct web_form *form, GError **error);

/* Puts the entries of which the set holds feed_seen_name into the spool, as
 * when they first came, and takes those from the set that are durable there.
 * Neither the cursor nor the list of those seen is changed. The faults of
 * pass_feed. */
gboolean feed_fetch(const struct web_form *form, struct spool *spool,
		    struct cursor *cursor, GHashTable *wanted, GError **error);

/* How an entry stands in the list of those seen: "ID DIGEST". */
char *feed_seen_name(const char *id, const char *digest);

#endif
