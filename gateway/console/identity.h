/*
 * Who asks: a session by its cookie, a program by its token, a member of
 * staff by the header of a trusted proxy.
 *
 * A cookie holds 256 random bits; the ledger knows a keyed hash of it. A
 * session gets a new cookie at sign-in, and ends when it was idle for too
 * long, after a day's work, at sign-out, or when the account is locked or its
 * password set anew. The CSRF token of a session is a keyed hash of its
 * cookie; who is not signed in has a cookie for that alone.
 *
 * Ownership: identity_clear frees what an identity holds.
 */
#ifndef CONSOLE_IDENTITY_H
#define CONSOLE_IDENTITY_H

#include <glib.h>

#include "config/console.h"
#include "console/reply.h"
#include "console/request.h"
#include "ledger/session.h"
#include "ledger/staff.h"

struct post;

struct identity {
	struct staff *staff;   /* NULL if nobody is signed in */
	struct client *client; /* a program, which acts under its name */
	gint64 session;	       /* its row; 0 for none */
	char *csrf;	       /* what a form must bring; never NULL */
	char *visitor;	       /* a cookie to be set with a form, or NULL */
};

/* Who sent this request. FALSE with FAULT_TEMPORARY if the ledger cannot be
 * asked, FAULT_INPUT if the proxy's header comes from elsewhere or names
 * nobody, FAULT_SETUP never. May sign a member in by the proxy's header, and
 * then sets the cookie on reply. */
gboolean identity_find(struct post *post, const struct request *request,
		       struct reply *reply, struct identity *identity,
		       GError **error);

/* Which program shows a token ("Authorization: Bearer …"); none and no error
 * if there is no such header or no such token. */
gboolean identity_find_client(struct post *post, const struct request *request,
			      struct identity *identity, GError **error);

void identity_clear(struct identity *identity);

/* Signs a member in with a new session and sets its cookie; the session that
 * was there ends. identity is theirs from now on; staff is taken. A
 * transaction of its own. FAULT_TEMPORARY. */
gboolean identity_sign_in(struct post *post, struct identity *identity,
			  struct staff *staff, struct reply *reply,
			  GError **error);

/* Signs out: the session ends, or all of the member's, and the cookie goes.
 * The same. */
gboolean identity_sign_out(struct post *post, const struct identity *identity,
			   gboolean everywhere, struct reply *reply,
			   GError **error);

/* True if the form brings the token of this session, and the browser does
 * not say that another site sent it. */
gboolean identity_csrf_is(const struct identity *identity,
			  const struct request *request);

/* Sets the cookie of a visitor who is given a form. */
void identity_keep_visitor(struct post *post, const struct identity *identity,
			   struct reply *reply);

/* True if cookies are for https alone. */
gboolean identity_is_secure(const struct console_settings *console);

#endif
