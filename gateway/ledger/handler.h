/*
 * Who has a case, who must not see it, and who is away. Logins are those of
 * ledger/staff.h, in lower case. Conventions of ledger/ledger.h.
 *
 * Ownership: handler_free frees a row; lists are the caller's.
 */
#ifndef LEDGER_HANDLER_H
#define LEDGER_HANDLER_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

/* --- who has it -----------------------------------------------------------*/

struct handler {
	gint64 case_id;
	char *login;
	gint64 since;
	char *given_by; /* a person's name */
	gint64 cleared; /* when he said that he has no conflict of interest
			   (Code 5.8c); TIME_NONE while he has not */
};

void handler_free(struct handler *handler);
OWN_TYPE(handler, handler_free)

/* Who has the case; NULL if nobody has. */
struct handler *handler_load(struct ledger *ledger, gint64 case_id,
			     GError **error);

/* Gives it to that login, in place of whoever had it; takes it away. */
gboolean handler_set(struct ledger *ledger, const struct handler *handler,
		     GError **error);
gboolean handler_remove(struct ledger *ledger, gint64 case_id, GError **error);

/* --- who must not see it --------------------------------------------------*/

struct bar {
	gint64 case_id;
	char *login;
	gint64 since;
	char *set_by; /* a person's name */
	char *reason;
};

void bar_free(struct bar *bar);

/* TRUE in *barred if that login must not see the case; FALSE for a NULL
 * login. */
gboolean bar_holds(struct ledger *ledger, gint64 case_id, const char *login,
		   gboolean *barred, GError **error);

/* The bars of a case: struct bar. */
GPtrArray *bar_list(struct ledger *ledger, gint64 case_id, GError **error);

/* The ids (gint64) of the cases that a login must not see, ascending; for
 * lists and searches, which leave them out. */
GArray *bar_cases(struct ledger *ledger, const char *login, GError **error);

/* Sets a bar, or lifts it. A bar that is there already keeps its date. */
gboolean bar_set(struct ledger *ledger, const struct bar *bar, GError **error);
gboolean bar_lift(struct ledger *ledger, gint64 case_id, const char *login,
		  GError **error);

/* --- who is away ----------------------------------------------------------*/

struct absence {
	char *login;
	guint32 until; /* the last day of it */
	gint64 told;
	char *told_by; /* a person's name */
};

void absence_free(struct absence *absence);

/* The day until which somebody is away, DAY_NONE if he is here on today. */
gboolean absence_until(struct ledger *ledger, const char *login, guint32 today,
		       guint32 *until, GError **error);

/* Everybody who is away on that day, by login: struct absence. */
GPtrArray *absence_list(struct ledger *ledger, guint32 today, GError **error);

/* Away until that day, or back. */
gboolean absence_set(struct ledger *ledger, const struct absence *absence,
		     GError **error);
gboolean absence_end(struct ledger *ledger, const char *login, GError **error);

#endif
