/*
 * A duty that was met outside Postroom (a letter posted, a repair made, an
 * authority seen), or why it need not be. What was done is recorded with it
 * (domain.md 10.5).
 */
#ifndef DESK_DONE_H
#define DESK_DONE_H

#include <glib.h>

#include "desk/act.h"

/* All borrowed. */
struct done {
	struct act act;
	const char *duty;    /* its name: "respond-1" */
	const char *reason;  /* what was done, or why it need not be */
	gboolean not_needed; /* it was not done, and need not be */
};

/* Meets or ends the open duty of that name. FAULT_INPUT also if there is no
 * such duty, it is met by another act (a look is a decision), or no reason
 * is given. */
gboolean done_record(struct post *post, const struct done *what,
		     GError **error);

#endif
