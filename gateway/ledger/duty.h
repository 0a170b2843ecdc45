/*
 * Duties: what the Code obliges the landlord to do, a row each. A duty is
 * open until it is met by an event of the history, or ended by a named
 * person or rule with a reason. Which duties follow from what is decided in
 * policy/duty.h. Conventions of ledger/ledger.h.
 *
 * Ownership: duty_row_free frees a row and all that it points to.
 */
#ifndef LEDGER_DUTY_H
#define LEDGER_DUTY_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct duty_row {
	gint64 id;
	gint64 case_id;
	char *ref;	  /* of the case; read only */
	char *kind;	  /* the name of policy/duty.h: "acknowledge" */
	int stage;	  /* 0 if the duty has none */
	char *provision;  /* "Code 6.2" */
	guint32 due_day;  /* last London day; DAY_NONE if due_at is set */
	gint64 due_at;	  /* for clock hours; TIME_NONE if due_day is set */
	gint64 guard_at;  /* when the guard acts; TIME_NONE if never */
	gint64 met;	  /* TIME_NONE while it is not */
	gint64 met_event; /* history id; 0 */
	gint64 ended;	  /* TIME_NONE while it is not */
	char *ended_by;
	char *ended_reason;
};

struct duty_row *duty_row_new(void);
void duty_row_free(struct duty_row *row);
OWN_TYPE(duty_row, duty_row_free)

/* Files a duty: case_id, kind, stage, provision, due_day or due_at, and
 * guard_at are read from row. Returns its id, 0 on failure. FAULT_INPUT if
 * the case has an open duty of that kind and stage already. */
gint64 duty_add(struct ledger *ledger, const struct duty_row *row,
		GError **error);

/* The same, unless the case has an open duty of that kind and stage: then
 * nothing is changed. */
gboolean duty_ensure(struct ledger *ledger, const struct duty_row *row,
		     GError **error);

/* The open duty was met at that instant by that event of the history.
 * FAULT_INPUT if it is not open. */
gboolean duty_meet(struct ledger *ledger, gint64 id, gint64 at, gint64 event,
		   GError **error);

/* Ends an open duty without its being met. by and reason must not be empty;
 * FAULT_INPUT if they are or the duty is not open. The time is clock_now. */
gboolean duty_end(struct ledger *ledger, gint64 id, const char *by,
		  const char *reason, GError **error);

/* Gives an open duty the dates of row: due_day or due_at, and guard_at.
 * FAULT_INPUT if it is not open. */
gboolean duty_redate(struct ledger *ledger, gint64 id,
		     const struct duty_row *row, GError **error);

/* Opens a met or ended duty again with the due date it had; for a letter
 * that bounced. FAULT_INPUT if it is open. */
gboolean duty_reopen(struct ledger *ledger, gint64 id, GError **error);

/* The duty of that kind and stage of a case: the open one, else the newest;
 * NULL if there is none. The caller's. */
struct duty_row *duty_find(struct ledger *ledger, gint64 case_id,
			   const char *kind, int stage, GError **error);

/* One duty by its id; NULL if there is none. The caller's. */
struct duty_row *duty_by_id(struct ledger *ledger, gint64 id, GError **error);

/* TRUE if it is neither met nor ended. */
gboolean duty_is_open(const struct duty_row *row);

/* TRUE if it is open and its time had passed at that instant. */
gboolean duty_is_overdue(const struct duty_row *row, gint64 now);

/* Walks duties, soonest due first. The argument is: nothing (0) for
 * DUTIES_OPEN; the case's id for DUTIES_OF_CASE (open, met and ended) and
 * DUTIES_OPEN_OF_CASE; an instant for DUTIES_GUARD (open, guard_at reached)
 * and DUTIES_OVERDUE (open, late at it), and DUTIES_PRESSING: open, and late
 * at it or of a kind that presses at once: urgent, telephone, ombudsman,
 * answer-other-route. */
enum duties {
	DUTIES_OPEN,
	DUTIES_OF_CASE,
	DUTIES_OPEN_OF_CASE,
	DUTIES_GUARD,
	DUTIES_OVERDUE,
	DUTIES_PRESSING,
	DUTIES_COUNT
};
struct duty_each;
struct duty_each *duty_each_open(struct ledger *ledger, enum duties which,
				 gint64 argument, GError **error);
struct duty_row *duty_each_next(struct duty_each *each, GError **error);
void duty_each_close(struct duty_each *each);
OWN_TYPE(duty_each, duty_each_close)

/* How many duties such a walk would find; -1 on failure. */
gint64 duty_count(struct ledger *ledger, enum duties which, gint64 argument,
		  GError **error);

#endif
