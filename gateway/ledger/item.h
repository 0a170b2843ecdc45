/*
 * Items: every message that was ever taken in, each in exactly one state,
 * and where it was seen. An item is known by the SHA-256 of its bytes.
 * Conventions of ledger/ledger.h.
 *
 * Ownership: item_row_free frees a row and all that it points to.
 */
#ifndef LEDGER_ITEM_H
#define LEDGER_ITEM_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"
#include "model/message.h"

enum item_state {
	ITEM_CASE,	 /* it opened a case */
	ITEM_REPLY,	 /* it belongs to a case that was there */
	ITEM_AUTOMATED,	 /* no person wrote it; case_id may be set */
	ITEM_DUPLICATE,	 /* the same message through another door */
	ITEM_UNREADABLE, /* could not be read; it opened a case */
	ITEM_STATE_COUNT
};

/* "case", "reply", "automated", "duplicate", "unreadable"; a constant. */
const char *item_state_name(enum item_state state);

/* The reverse; ITEM_STATE_COUNT for any other text. */
enum item_state item_state_of(const char *name);

struct item_row {
	gint64 id;
	char *sha256;
	enum item_state state;
	gint64 case_id;	     /* 0 if none */
	gint64 duplicate_of; /* item id, 0 unless ITEM_DUPLICATE */
	gint64 received;
	char *channel;
	char *source;
	gsize size;
	gboolean answered_by_itself; /* it was allowed to be, at intake */
	char *why;   /* the reason of the state in words; "" if plain */
	char *note;  /* what the spool noted, as "too large"; "" */
	char *entry; /* of a web form: its id at its source; else "" */
	struct message *message; /* NULL if it could not be read */
};

/* A row with every string "", received TIME_NONE, message NULL. */
struct item_row *item_row_new(void);
void item_row_free(struct item_row *row);
OWN_TYPE(item_row, item_row_free)

/* Files an item and returns its id, 0 on failure. Everything but id is read
 * from row, which stays the caller's. FAULT_INPUT if the SHA-256 is there
 * already. */
gint64 item_add(struct ledger *ledger, const struct item_row *row,
		GError **error);

/* The item of those bytes, or NULL. */
struct item_row *item_seen(struct ledger *ledger, const char *sha256,
			   GError **error);

/* The first item with the same Message-ID, sender and text, or NULL: the
 * same message through another door. A message without Message-ID has none. */
struct item_row *item_same(struct ledger *ledger, const struct message *message,
			   GError **error);

/* The item by which that entry of a web form came to its case, or NULL; and
 * the one of that entry that says the same, for a copy. */
struct item_row *item_of_entry(struct ledger *ledger, const char *source,
			       const char *entry, GError **error);
struct item_row *item_same_entry(struct ledger *ledger, const char *source,
				 const char *entry,
				 const struct message *message, GError **error);
/* The item and its duplicates belong to that case from now on, with what was
 * proposed about them, in that state. FAULT_INPUT if there is no such item. */
gboolean item_move(struct ledger *ledger, gint64 id, gint64 case_id,
		   enum item_state state, GError **error);

/* How many messages of a person a case has had from that address, the one
 * that opened it not counted; -1 on failure. For struct context. */
int item_chases(struct ledger *ledger, gint64 case_id, const char *address,
		GError **error);

/* Walks the items of a case, oldest first; case 0 walks all items. */
struct item_each;
struct item_each *item_each_open(struct ledger *ledger, gint64 case_id,
				 GError **error);
struct item_row *item_each_next(struct item_each *each, GError **error);
void item_each_close(struct item_each *each);
OWN_TYPE(item_each, item_each_close)

/* Where an item was seen. A sighting known already is no fault. */
struct sighting {
	const char *source;
	guint32 uidvalidity; /* 0 for sources without */
	guint32 uid;	     /* 0 for sources without */
	const char *sha256;
	gint64 seen;
};
gboolean sighting_add(struct ledger *ledger, const struct sighting *sighting,
		      GError **error);

#endif
