/*
 * The log of views and acts: who saw or did what, when, on which case. It
 * holds identifiers only, no text of anybody, and is only ever added to.
 * Conventions of ledger/ledger.h.
 *
 * Ownership: access_line_free frees a line; lists are the caller's.
 */
#ifndef LEDGER_ACCESS_H
#define LEDGER_ACCESS_H

#include <glib.h>

#include "ledger/ledger.h"

/* Who saw or did what: staff or client is 0, what is a route ("GET
 * /case/{ref}"), ref a case's reference or NULL. */
struct access {
	gint64 at;
	gint64 staff;
	gint64 client;
	const char *what;
	const char *ref;
};

/* Adds one line to the log. */
gboolean access_add(struct ledger *ledger, const struct access *access,
		    GError **error);

/* One line of the log with names; strings are the line's. */
struct access_line {
	gint64 id;
	gint64 at;
	char *who; /* name of a member or of a client */
	char *what;
	char *ref; /* "" if none */
};

void access_line_free(struct access_line *line);

/* What is asked for. */
struct access_query {
	const char *ref; /* of one case; NULL for all */
	gint64 staff;	 /* of one member; 0 for all */
	gint64 before;	 /* older than this line; 0 from the newest */
	guint limit;
};

/* Lines, the newest first (struct access_line); the caller's. */
GPtrArray *access_list(struct ledger *ledger, const struct access_query *query,
		       GError **error);

#endif
