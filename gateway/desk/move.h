/*
 * Messages that are on the wrong case: moved to another, or to one of their
 * own. What two cases are one and the same is told by desk/same.h.
 */
#ifndef DESK_MOVE_H
#define DESK_MOVE_H

#include <glib.h>

#include "desk/act.h"

struct moving {
	struct act act;
	const char *message; /* its SHA-256, or eight digits of it or more */
	const char *to;	     /* the other case, as typed; NULL: a new one */
	const char *reason;  /* required */
};

/* Moves a message that came on a case. The history of both says so, and who
 * has the other case must look at it. A new case is opened as intake would
 * have: classified, with its duties counted from the day the message came,
 * and its receipt. *ref, the caller's, is where the message is now.
 * FAULT_INPUT also if the case has no such message, it is the one that
 * opened the case, or it could not be read and is to be a case of its own.
 * Needs POST_RULES and POST_LETTERS for a new case. */
gboolean move_message(struct post *post, const struct moving *moving,
		      char **ref, GError **error);

#endif
