/*
 * Alarms as they were seen and told: one row for a kind and its subject,
 * whose spells follow one another. What an alarm is, and when it is told, is
 * in desk/alarm.h and desk/bulletin.h. Conventions of ledger/ledger.h.
 *
 * Ownership: alarm_row_free frees a row; no string is NULL.
 */
#ifndef LEDGER_ALARM_H
#define LEDGER_ALARM_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct alarm_row {
	gint64 id;
	char *kind;
	char *subject;
	char *sentence;
	gint64 first_seen;  /* when this spell began */
	gint64 last_seen;   /* written every few minutes only */
	gboolean announced; /* a mail has told of this spell */
	gint64 told;	    /* when a mail last spoke of it; TIME_NONE */
	gint64 cleared;	    /* TIME_NONE while it lasts */
};

void alarm_row_free(struct alarm_row *row);
OWN_TYPE(alarm_row, alarm_row_free)

/* Every row whose spell is not closed, by kind and subject; struct alarm_row,
 * the caller's. */
GPtrArray *alarm_rows(struct ledger *ledger, GError **error);

/* It is there at that instant. A spell that was not closed goes on; else a
 * new one begins, announced already if somebody was told another way. */
struct alarm_seen {
	const char *kind;
	const char *subject;
	const char *sentence;
	gboolean announced;
};
gboolean alarm_raise(struct ledger *ledger, const struct alarm_seen *seen,
		     gint64 now, GError **error);

/* It is gone since that instant. */
gboolean alarm_clear(struct ledger *ledger, gint64 id, gint64 now,
		     GError **error);

/* A mail spoke of it; and, its all-clear being given or not needed, its
 * spell is over. */
gboolean alarm_told(struct ledger *ledger, gint64 id, gint64 now,
		    GError **error);
gboolean alarm_close(struct ledger *ledger, gint64 id, GError **error);

/* Forgets spells that were closed before that instant. */
gboolean alarm_forget(struct ledger *ledger, gint64 before, GError **error);

#endif
