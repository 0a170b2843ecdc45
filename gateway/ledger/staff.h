/*
 * Members of staff: their accounts, passwords and second factors.
 * Conventions of ledger/ledger.h.
 *
 * Of a password only its argon2id hash is kept (base/secret.h), of a link
 * only a keyed hash, and the second factor's secret is sealed, so that a copy
 * of the ledger opens no door.
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

/* Adds an account without password and sets its id and created. FAULT_INPUT
 * if login, name or email cannot be, is taken, or no role is given. */
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

/* All accounts by name (struct staff); the caller's to unref. */
GPtrArray *staff_list(struct ledger *ledger, GError **error);

/* Locks an account out, or lets it in again; its sessions and links end. */
gboolean staff_disable(struct ledger *ledger, gint64 id, gboolean disabled,
		       GError **error);

/* How many accounts that are not disabled have one of these roles. */
gboolean staff_count(struct ledger *ledger, guint roles, gint64 *count,
		     GError **error);

/* Notes a sign-in. */
gboolean staff_seen(struct ledger *ledger, gint64 id, GError **error);

/* --- proofs -------------------------------------------------------------*/

/* The argon2id hash of the password; "" if none is set. The caller's. */
char *staff_password(struct ledger *ledger, gint64 id, GError **error);

/* Sets the hash; every session and link of the account ends. */
gboolean staff_set_password(struct ledger *ledger, gint64 id, const char *hash,
			    GError **error);

/* The second factor: its sealed secret ("" if there is none) and the step
 * last used. Setting one takes the place of the old one, unproven; "" takes
 * it away. */
struct totp_row {
	char *sealed; /* the caller's to g_free */
	gboolean proven;
	gint64 step;
};
gboolean staff_totp(struct ledger *ledger, gint64 id, struct totp_row *row,
		    GError **error);
gboolean staff_set_totp(struct ledger *ledger, gint64 id, const char *sealed,
			GError **error);

/* A code was right: its factor is proven, and no code up to this step is
 * good again. FAULT_INPUT if another request has used the step. */
gboolean staff_use_totp(struct ledger *ledger, gint64 id, gint64 step,
			GError **error);

/* A link for an account, by its hash; earlier ones end. */
gboolean staff_add_link(struct ledger *ledger, gint64 id, const char *hash,
			gint64 until, GError **error);

/* Whose link it is, if it is still good; NULL if it is none. */
struct staff *staff_of_link(struct ledger *ledger, const char *hash,
			    GError **error);

#endif
