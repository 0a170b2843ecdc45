/*
 * Finding cases by what people remember: words of a message, a name, an
 * address, a reference typed with a slip. Conventions of ledger/ledger.h.
 *
 * Ownership: the caller owns what is returned.
 */
#ifndef LEDGER_SEARCH_H
#define LEDGER_SEARCH_H

#include <glib.h>

#include "base/own.h"
#include "ledger/item.h"
#include "ledger/ledger.h"
#include "ledger/snippet.h"

struct search_hit {
	gint64 case_id;
	char *snippet; /* of snippet_make; "" for a reference */
};

void search_hit_free(struct search_hit *hit);

/* Enters the words of a message under the id of its item; item_add does it. */
gboolean search_add(struct ledger *ledger, gint64 item,
		    const struct message *message, GError **error);

/* Cases in whose messages every word of the query stands, newest message
 * first, a case once; at most limit. A word finds those that begin with it;
 * case and accents do not count; "words in quotes" stand together. Other
 * signs have no meaning, whatever they are in SQL or FTS5. An empty query
 * finds nothing. FAULT_TEMPORARY. (struct search_hit) */
GPtrArray *search_words(struct ledger *ledger, const char *query, guint limit,
			GError **error);

/* Cases whose reference differs from text, read as a reference, by one wrong
 * sign or two that changed places; the case itself if it has none. Empty if
 * text is not like a reference. FAULT_TEMPORARY. (struct search_hit) */
GPtrArray *search_ref(struct ledger *ledger, const char *text, GError **error);

#endif
