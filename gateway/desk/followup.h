/*
 * The letter of set words that follows from a decision: what happens with a
 * request, the choice to complain, how to complain after a survey, thanks
 * for praise (Code 1.3, 1.4, 1.6). What needs a person's words is written
 * with "postroom letter write".
 */
#ifndef DESK_FOLLOWUP_H
#define DESK_FOLLOWUP_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/case.h"

/* Queues the letter, in the caller's transaction, which has settled the case.
 * *words tells what became of it, for whoever decided; NULL if no letter
 * follows. Where none may go by itself the reason is noted in the case's
 * history, and the duty it would have met stays. The caller frees *words. */
gboolean followup(struct post *post, gint64 case_id, char **words,
		  GError **error);

/* The form for whoever writes for a resident without authority, which goes
 * once what he wrote is settled, or at the guard time (Code 3.6; domain.md
 * 10.9). *words as above; NULL also if none is needed. */
gboolean followup_form(struct post *post, const struct case_row *row,
		       char **words, GError **error);

#endif
