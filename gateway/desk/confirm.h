/*
 * A person settles what a message is (Code 1.3, 2.1 to 2.5; domain.md 10.4).
 */
#ifndef DESK_CONFIRM_H
#define DESK_CONFIRM_H

#include <glib.h>

#include "desk/act.h"

/* What must be said with a decision before it is recorded. */
enum confirm_asks {
	CONFIRM_ASKS_NOTHING, /* a click is enough */
	CONFIRM_ASKS_CHOICE,  /* why it is less, and what the resident chose */
	CONFIRM_ASKS_GROUND   /* the ground, its evidence, discretion */
};

/* What it would be for this category, as the case stands. FALSE only if the
 * ledger fails. */
gboolean confirm_asks(struct post *post, const struct case_row *row,
		      enum category category, enum confirm_asks *asks,
		      GError **error);

/* All borrowed; as typed or chosen. */
struct confirming {
	struct act act;
	const char *category; /* a name; NULL: as it is proposed */
	const char *ground;   /* a name, for an exclusion; NULL likewise */
	const char *reason;   /* may be NULL where none is needed */
};

/* Records the decision and the duties that follow, and queues the letter of
 * set words that tells the resident. *words says what became of that letter,
 * for whoever decided; NULL if none follows; the caller's. FAULT_INPUT also
 * with a refusal that names the Code's paragraph and what to add. */
gboolean confirm(struct post *post, const struct confirming *confirming,
		 char **words, GError **error);

#endif
