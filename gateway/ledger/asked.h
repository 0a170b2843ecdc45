/*
 * What the Ombudsman asks for on a case, as read from its letters, and its
 * own references of cases. Conventions of ledger/ledger.h.
 */
#ifndef LEDGER_ASKED_H
#define LEDGER_ASKED_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct asked_row {
	gint64 id;
	gint64 case_id;
	char *item;	/* SHA-256 of the letter */
	char *kind;	/* name of the duty */
	guint32 due;	/* DAY_NONE if it sets no day */
	char *words;	/* the sentence it was read from */
	gint64 settled; /* when a person dealt with it; TIME_NONE */
	char *settled_by;
	char *reason;
};

void asked_row_free(struct asked_row *row);
OWN_TYPE(asked_row, asked_row_free)

/* Files one: case_id, item, kind, due and words are read. */
gboolean asked_add(struct ledger *ledger, const struct asked_row *row,
		   GError **error);

/* Those of a case (struct asked_row), the earliest day first; the caller's.
 * NULL on failure. */
GPtrArray *asked_list(struct ledger *ledger, gint64 case_id, GError **error);

/* A person dealt with it. */
gboolean asked_settle(struct ledger *ledger, gint64 id, const char *by,
		      const char *reason, GError **error);

/* Keeps the Ombudsman's reference on the case; again is no fault. The newest
 * case that bears it; 0 if none or, with *error set, on failure. */
gboolean asked_number_add(struct ledger *ledger, const char *number,
			  gint64 case_id, GError **error);
gint64 asked_number_case(struct ledger *ledger, const char *number,
			 GError **error);

/* The references of a case (char *); the caller's. NULL on failure. */
GPtrArray *asked_number_list(struct ledger *ledger, gint64 case_id,
			     GError **error);

#endif
