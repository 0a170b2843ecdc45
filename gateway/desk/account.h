/*
 * Accounts of staff and clients of the API, as console and command line make
 * and change them. Each act is a transaction of its own and leaves a line in
 * the log of views and acts. post needs its ledger and its key.
 *
 * Ownership: what is returned is the caller's; what opens a door is given
 * back with secret_free.
 */
#ifndef DESK_ACCOUNT_H
#define DESK_ACCOUNT_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/session.h"
#include "ledger/staff.h"

/* For how long a link to set a password is good. */
#define ACCOUNT_LINK_HOURS 72

/* Adds an account and sets its id; by is who does it: "Ann Smith", or "the
 * command line". FAULT_INPUT as staff_add. */
gboolean account_add(struct post *post, struct staff *staff, const char *by,
		     GError **error);

/* Changes name, email and roles; locks the account or opens it again.
 * FAULT_INPUT as staff_change, and if no administrator would be left. */
gboolean account_change(struct post *post, const struct staff *staff,
			const char *by, GError **error);
gboolean account_disable(struct post *post, const struct staff *staff,
			 gboolean disabled, const char *by, GError **error);

/* A link with which its holder sets a password, once, within
 * ACCOUNT_LINK_HOURS: "https://…/link/TOKEN". Earlier ones are void. */
char *account_link(struct post *post, const struct staff *staff, const char *by,
		   GError **error);

/* Whose link that token is; NULL if it is none, or not good any more. */
struct staff *account_of_link(struct post *post, const char *token,
			      GError **error);

/* Sets a password; sessions and links of the account end. FAULT_INPUT, with
 * what to do, if it is shorter than 12 characters, is too simple or holds the
 * account's own names. */
gboolean account_set_password(struct post *post, const struct staff *staff,
			      const char *password, GError **error);

/* TRUE if it is the password of this account. staff may be NULL: it takes as
 * long, so that nobody learns which names exist. */
gboolean account_password_is(struct post *post, const struct staff *staff,
			     const char *password, GError **error);

/* Sets up a second factor (totp_new_secret) in the place of an earlier one.
 * FAULT_INPUT unless code shows that the app has its secret. */
gboolean account_set_factor(struct post *post, const struct staff *staff,
			    const char *secret, const char *code,
			    GError **error);

/* Takes the second factor away. */
gboolean account_drop_factor(struct post *post, const struct staff *staff,
			     const char *by, GError **error);

/* FAULT_INPUT unless code is right now and was not used before. */
gboolean account_use_code(struct post *post, const struct staff *staff,
			  const char *code, GError **error);

/* Adds a client of the API and gives its token, which is shown once. */
char *account_add_client(struct post *post, const char *name, guint roles,
			 const char *by, GError **error);
gboolean account_end_client(struct post *post, const char *name, const char *by,
			    GError **error);

#endif
