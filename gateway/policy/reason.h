/*
 * The reason of a decision, from what a form asks for one by one. The Code
 * wants more than a word: what is left blank is refused in its own terms, so
 * that a form cannot be passed by filling one field. Pure functions.
 */
#ifndef POLICY_REASON_H
#define POLICY_REASON_H

#include <glib.h>

/* Not to accept a complaint or an escalation: the evidence on the case's own
 * merits (Code 2.1, 2.5, 5.11), and how circumstances and discretion were
 * considered (2.3, 2.5). The text for struct decision; the caller's. NULL
 * with FAULT_INPUT, and *field ("evidence" or "discretion", a constant), for
 * the first that is blank. */
char *reason_refuse(const char *evidence, const char *discretion,
		    const char **field, GError **error);

/* What the resident chose, where a message is made less than a complaint. */
enum resident_choice {
	CHOSE_NO_COMPLAINT, /* was asked, and does not want to complain */
	CHOSE_NOTHING,	    /* is not asked yet: the choice is offered */
	CHOSE_UNSAID	    /* whoever decides has not said */
};

/* "declined", "offered"; CHOSE_UNSAID for any other text or NULL. */
enum resident_choice resident_choice_of(const char *name);

/* To make less of it: why it is no complaint, and what the resident chose
 * (Code 1.3). As above, *field "reason" or "choice". */
char *reason_less(const char *reason, enum resident_choice choice,
		  const char **field, GError **error);

#endif
