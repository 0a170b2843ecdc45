/*
 * Dangers: for each duty "urgent" since when the rota is called, which calls
 * were made, and who took it on (domain.md 10.5). Conventions of
 * ledger/ledger.h.
 *
 * Ownership: danger_free frees a danger and all that it points to.
 */
#ifndef LEDGER_DANGER_H
#define LEDGER_DANGER_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct danger {
	gint64 duty_id;
	gint64 case_id;
	char *ref;	   /* of the case */
	gint64 received;   /* when the case reached us */
	gint64 due_at;	   /* by when somebody must act */
	gboolean open;	   /* the duty is neither met nor ended */
	guint32 flags;	   /* of the case */
	gint64 begun;	   /* the rota is called since; TIME_NONE: not yet */
	gint64 accepted;   /* TIME_NONE while nobody has */
	char *accepted_by; /* "" while nobody has */
};

void danger_free(struct danger *danger);
OWN_TYPE(danger, danger_free)

/* The open ones that nobody has accepted, oldest first (struct danger); the
 * caller's. NULL on failure. */
GPtrArray *danger_waiting(struct ledger *ledger, GError **error);

/* How many there are; -1 on failure. */
gint64 danger_count(struct ledger *ledger, GError **error);

/* The danger of that duty, open or not; the newest of a case. NULL if there
 * is none, or with *error set. */
struct danger *danger_of_duty(struct ledger *ledger, gint64 duty_id,
			      GError **error);
struct danger *danger_of_case(struct ledger *ledger, gint64 case_id,
			      GError **error);

/* The rota is called from that instant on; the first one stands. */
gboolean danger_begin(struct ledger *ledger, const struct danger *danger,
		      gint64 at, GError **error);

/* Who took it on, when, and how ("command", "link", "console"). FAULT_INPUT
 * if somebody has. The duty is met with duty_meet. */
gboolean danger_accept(struct ledger *ledger, const struct danger *danger,
		       const char *by, const char *how, GError **error);

/* --- calls --------------------------------------------------------------*/

enum call_how { CALL_EMAIL, CALL_WEBHOOK, CALL_COMMAND, CALL_HOW_COUNT };
enum call_state { CALL_NONE, CALL_TRYING, CALL_MADE, CALL_FAILED };

/* "email", "webhook", "command"; a constant. */
const char *call_how_name(enum call_how how);

/* Which call it is; all borrowed. */
struct call_key {
	gint64 duty_id;
	const char *step;
	int turn;
	enum call_how how;
	const char *target;
};

/* How the call stands. *attempts and *at (of the last one) may be NULL.
 * FALSE only on failure. */
struct call_standing {
	enum call_state state;
	int attempts;
	gint64 at;
};
gboolean call_standing(struct ledger *ledger, const struct call_key *key,
		       struct call_standing *standing, GError **error);

/* It is about to be made; it was made or failed, in words. */
gboolean call_begin(struct ledger *ledger, const struct call_key *key,
		    GError **error);
gboolean call_end(struct ledger *ledger, const struct call_key *key,
		  gboolean made, const char *outcome, GError **error);

#endif
