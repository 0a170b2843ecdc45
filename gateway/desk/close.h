/*
 * A person closes a case for which nothing is owed any more, or opens it
 * again. Nothing closes by itself, and whatever is owed opens a case again.
 */
#ifndef DESK_CLOSE_H
#define DESK_CLOSE_H

#include <glib.h>

#include "desk/act.h"

struct closing {
	struct act act;
	const char *reason; /* may be NULL; required to open it again */
	gboolean reopen;
};

/* FAULT_INPUT also if something is still owed (the message says what), nobody
 * has confirmed what the case is, or it is closed, or open, already. */
gboolean close_case(struct post *post, const struct closing *closing,
		    GError **error);

#endif
