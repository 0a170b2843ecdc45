/*
 * The work that waits, for the page "To do": each case once, with what is
 * owed on it soonest. Conventions of ledger/ledger.h.
 *
 * Ownership: the caller owns what is returned; queue_row_free frees a row
 * and all that it points to.
 */
#ifndef LEDGER_QUEUE_H
#define LEDGER_QUEUE_H

#include <glib.h>

#include "base/own.h"
#include "ledger/case.h"
#include "ledger/duty.h"
#include "ledger/ledger.h"

struct queue_row {
	struct case_row *row;
	struct duty_row *duty; /* the soonest of those asked for */
	gint64 guard_at; /* when a letter on it leaves unread; TIME_NONE */
	char *words;	 /* how the newest message of a person begins; "" */
};

void queue_row_free(struct queue_row *row);
OWN_TYPE(queue_row, queue_row_free)

enum queue_whose {
	QUEUE_ALL,
	QUEUE_MINE,	  /* login has the case */
	QUEUE_UNASSIGNED, /* nobody has it */
	QUEUE_ABSENT,	  /* whoever has it is away */
};

/* What is asked for; all borrowed. Cases that login must not see are left
 * out of every answer. */
struct queue_query {
	const char *kind;  /* a duty's name; NULL for all */
	const char *login; /* who looks, ledger/staff.h; NULL: nobody */
	enum queue_whose whose;
	guint offset;
	guint limit;
};

/* Cases with an open duty, soonest due first (struct queue_row). */
GPtrArray *queue_load(struct ledger *ledger, const struct queue_query *query,
		      GError **error);

/* The same for one case; NULL if nothing is owed on it, or with *error. */
struct queue_row *queue_of_case(struct ledger *ledger, gint64 case_id,
				GError **error);

/* Open duties of a kind. */
struct queue_count {
	char *kind;
	guint open;
	guint overdue; /* of these, at the instant asked for */
};
void queue_count_free(struct queue_count *count);

/* One for each kind that is open (struct queue_count), for the query's login
 * and whose. */
GPtrArray *queue_counts(struct ledger *ledger, const struct queue_query *query,
			GError **error);

/* How many cases the query finds without its limit. -1 on failure. */
gint64 queue_cases(struct ledger *ledger, const struct queue_query *query,
		   GError **error);

/* The number of the newest entry of the history: it grows with every change,
 * so that a page can tell whether it is still new. -1 on failure. */
gint64 queue_revision(struct ledger *ledger, GError **error);

#endif
