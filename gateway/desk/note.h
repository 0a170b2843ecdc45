/*
 * A person's remark in the history of a case.
 */
#ifndef DESK_NOTE_H
#define DESK_NOTE_H

#include <glib.h>

#include "desk/act.h"

/* FAULT_INPUT also if text has nothing to say, is longer than
 * LIMIT_TYPED_BYTES or is not UTF-8. */
gboolean note_add(struct post *post, const struct act *act, const char *text,
		  GError **error);

#endif
