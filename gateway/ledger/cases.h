/*
 * The list of cases, filtered, newest first, a page at a time. Conventions of
 * ledger/ledger.h.
 *
 * Ownership: the caller owns what is returned.
 */
#ifndef LEDGER_CASES_H
#define LEDGER_CASES_H

#include <glib.h>

#include "ledger/case.h"
#include "ledger/ledger.h"

enum cases_answer { CASES_EITHER, CASES_YES, CASES_NO };

/* What is asked for; all borrowed, NULL is any. Start from cases_any. */
struct cases_filter {
	const char *status;	     /* "open", "closed" */
	const char *category;	     /* as confirmed, else as proposed */
	const char *channel;	     /* "email", "form" … */
	const char *flag;	     /* a flag's name */
	enum cases_answer confirmed; /* by a person */
	int stage;		     /* 1, 2; 0 for any */
	gint64 from;		     /* received at or after; TIME_NONE */
	gint64 before;		     /* received before; TIME_NONE */
	gint64 due_before;	     /* with an open duty due; TIME_NONE */
	const char *assignee; /* the login of who has it; "" for nobody */
	const char *reader;   /* the login of who asks: what that person is
				 barred from is left out */
};

/* A filter that lets every case through. */
struct cases_filter cases_any(void);

/* Where a page begins: after this case in the list. Both 0 for the first. */
struct cases_place {
	gint64 received;
	gint64 id;
};

/* At most limit cases, received last first (struct case_row). */
GPtrArray *cases_page(struct ledger *ledger, const struct cases_filter *filter,
		      struct cases_place after, guint limit, GError **error);

#endif
