/*
 * The same matter through two doors: an email, and then the form with the
 * same words. It is proposed when the second case is opened, and a person
 * settles it; nothing is ever merged by itself.
 *
 * ledger/twin.h lists what is proposed and what was settled on a case.
 */
#ifndef DESK_SAME_H
#define DESK_SAME_H

#include <glib.h>

#include "desk/act.h"
#include "desk/filing.h"

/* For a case that was just opened: makes it findable by its person, and
 * proposes an earlier one of another channel within ALIKE_DAYS that says the
 * same. In the caller's transaction. */
gboolean same_look(struct post *post, const struct filing *filing,
		   const struct case_row *row, GError **error);

/* The person of act says that the case of act and the other one are the same
 * matter. The messages of the younger move to the older, which keeps its
 * dates; what the younger owed and the older did not is owed there now, an
 * acknowledgement that left counts for both, letters that wait are
 * withdrawn, and the younger is closed. Answers to its letters come to the
 * older. Both histories say so. FAULT_INPUT if they are one case already. */
gboolean same_join(struct post *post, const struct act *act, const char *other,
		   GError **error);

/* The person says that they are two: the proposal ends. */
gboolean same_keep_apart(struct post *post, const struct act *act,
			 const char *other, GError **error);

/* The case that a case of a letter or token has become: the older one where
 * the two were settled to be the same, else the row itself. Takes row. NULL
 * with *error set on failure; row NULL stays NULL. */
struct case_row *same_follow(struct ledger *ledger, struct case_row *row,
			     GError **error);

#endif
