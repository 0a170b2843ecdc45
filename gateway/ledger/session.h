/*
 * Sessions of staff, and the clients of the API. Conventions of
 * ledger/ledger.h. Hashes are keyed (secret_seal): the cookie and the token
 * themselves are kept nowhere.
 *
 * Ownership: what is returned is the caller's.
 */
#ifndef LEDGER_SESSION_H
#define LEDGER_SESSION_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct session {
	gint64 id;
	gint64 staff;
	gint64 created;
	gint64 seen; /* to the minute */
};

/* Begins a session; *id is its row. */
gboolean session_add(struct ledger *ledger, gint64 staff, const char *hash,
		     gint64 *id, GError **error);

/* The session of a cookie that has not ended. FALSE with the error alone if
 * there is none. Whether it is too old is the caller's matter. */
gboolean session_find(struct ledger *ledger, const char *hash,
		      struct session *session, GError **error);

/* It was used now; it is over; all of a member's are over but one (0: all). */
gboolean session_touch(struct ledger *ledger, gint64 id, GError **error);
gboolean session_end(struct ledger *ledger, gint64 id, GError **error);
gboolean session_end_all(struct ledger *ledger, gint64 staff, gint64 but,
			 GError **error);

/* --- programs -----------------------------------------------------------*/

struct client {
	gint64 id;
	char *name;
	guint roles;
	gint64 created;
	char *by;
	gint64 seen;  /* TIME_NONE if never */
	gint64 ended; /* TIME_NONE while it is good */
};

void client_free(struct client *client);
OWN_TYPE(client, client_free)

/* Adds a client and sets id and created. FAULT_INPUT if the name is taken or
 * there is no role. */
gboolean client_add(struct ledger *ledger, struct client *client,
		    const char *hash, GError **error);

/* The client of a token that is still good; NULL. */
struct client *client_find(struct ledger *ledger, const char *hash,
			   GError **error);

/* All (struct client) by name; the end of one, FAULT_INPUT if there is no
 * such name. */
GPtrArray *client_list(struct ledger *ledger, GError **error);
gboolean client_end(struct ledger *ledger, const char *name, GError **error);

#endif
