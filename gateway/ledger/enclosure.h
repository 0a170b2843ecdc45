/*
 * Files that people put with a case: a survey, minutes, photographs. Their
 * bytes are in the archive. Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_ENCLOSURE_H
#define LEDGER_ENCLOSURE_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct enclosure {
	gint64 id;
	gint64 case_id;
	gint64 event; /* the entry of the history that it belongs to */
	char *filename;
	char *type; /* media type as the browser told it; "" */
	gsize size;
	char *sha256;
};

void enclosure_free(struct enclosure *enclosure);
OWN_TYPE(enclosure, enclosure_free)

/* Returns its id, 0 on failure; id is not read. */
gint64 enclosure_add(struct ledger *ledger, const struct enclosure *enclosure,
		     GError **error);

/* Those of a case, oldest first: struct enclosure, the caller's. */
GPtrArray *enclosure_list(struct ledger *ledger, gint64 case_id,
			  GError **error);

/* One of them; NULL if there is none. */
struct enclosure *enclosure_load(struct ledger *ledger, gint64 id,
				 GError **error);

#endif
