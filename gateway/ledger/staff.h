/*
 * Members of staff, their sessions, the clients of the API, and the log of
 * views and acts. Conventions of ledger/ledger.h.
 *
 * Of passwords only their argon2id hash is kept, of session and API tokens
 * only a keyed hash, so that a copy of the ledger opens no door. The log says
 * who, when, what and on which case, and holds no text.
 *
 * Ownership: staff_free frees a member; no string is NULL, "" is unset.
 */
#ifndef LEDGER_STAFF_H
#define LEDGER_STAFF_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"
#include "model/role.h"

struct staff {
	gint64 id;
	char *login; /* in lower case, [a-z0-9._@+-]; never changes */
	char *name;  /* as acts are recorded */
	char *email; /* in lower case; for sign-in by a proxy's header */
	guint roles;
	gint64 created;
	gint64 disabled; /* TIME_NONE while the account is good */
	gint64 seen;	 /* last sign-in; TIME_NONE */
	gboolean has_password;
	gboolean has_totp; /* a second factor that was proven once */
};

void staff_free(struct staff *staff);
OWN_TYPE(staff, staff_free)

/* Adds an account without password and sets its id. FAULT_INPUT if login or
 * email is taken, is none, or no role is given. */
gboolean staff_add(struct ledger *ledger, struct staff *staff, GError **error);

/* Changes name, email and roles. FAULT_INPUT as staff_add. */
gboolean staff_change(struct ledger *ledger, const struct staff *staff,
		      GError **error);

/* One account; NULL if there is none. */
struct staff *staff_load(struct ledger *ledger, gint64 id, GError **error);
struct staff *staff_find(struct ledger *ledger, const char *login,
			 GError **error);
struct staff *staff_of_email(struct ledger *ledger, const char *email,
			     GError **error);

/* All accounts by name (struct staff); the caller's. */
GPtrArray *staff_list(struct ledger *ledger, GError **error);

/* Locks an account out, or lets it in again. Its sessions end. */
gboolean staff_disable(struct ledger *ledger, gint64 id, gboolean disabled,
		       GError **error);

#endif
