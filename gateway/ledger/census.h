/*
 * The ledger counted over against what is outside it: the archive, for
 * verify and backup, and the sources, for reconcile. Nothing of a message
 * is read. Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_CENSUS_H
#define LEDGER_CENSUS_H

#include "ledger/item.h"

/* The SHA-256 (char *) of the items whose hash begins with these
 * hexadecimal digits, ascending. The caller's. */
GPtrArray *census_hashes(struct ledger *ledger, const char *digits,
			 GError **error);

/* A message by what its source knows of it; one of these is enough. */
struct census_mark {
	const char *source;
	guint32 uidvalidity;
	guint32 uid;	    /* 0 if it has none */
	const char *sha256; /* "" while its bytes are not known */
	const char *entry;  /* of a web form; "" */
	gboolean scan;	    /* sha256 is of a file that letters were read
			       from, and so has items of other bytes */
};

/* The state of what was taken in by UID, else by its bytes, else by entry, and
 * when it was received; ITEM_STATE_COUNT if there is none or, with *error
 * set, on failure. */
enum item_state census_find(struct ledger *ledger,
			    const struct census_mark *mark, gint64 *received,
			    GError **error);

/* How many messages of a source were seen under a UIDVALIDITY; -1 on
 * failure. */
gint64 census_sightings(struct ledger *ledger, const char *source,
			guint32 uidvalidity, GError **error);

#endif
