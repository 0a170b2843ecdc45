/*
 * Cases that belong together: linked by a person, seen from both.
 */
#ifndef DESK_LINK_H
#define DESK_LINK_H

#include <glib.h>

#include "desk/act.h"

struct linking {
	struct act act;
	const char *other;  /* the other case, as typed */
	const char *reason; /* may be NULL */
	gboolean unlink;
};

/* Links two cases or takes the link back; the history of both says so.
 * FAULT_INPUT also if they are one case, are linked already, or are not. */
gboolean link_cases(struct post *post, const struct linking *linking,
		    GError **error);

#endif
