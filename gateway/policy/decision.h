/*
 * Whether a person's decision about what a message is may be recorded
 * (domain.md 10.4; Code 1.3, 2.1 to 2.5).
 */
#ifndef POLICY_DECISION_H
#define POLICY_DECISION_H

#include <glib.h>

#include "model/label.h"
#include "model/notice.h"
#include "model/profile.h"

struct decision {
	const char *by; /* the person's name; required */
	enum category category;
	enum ground ground; /* GROUND_NONE unless exclusion */
	const char *reason; /* may be NULL or "" */

	/* As the case stands. */
	enum category present; /* proposed or confirmed; CATEGORY_NONE */
	gboolean guarded;      /* the guard acts on it */
	guint32 flags;
	guint32 received;	       /* London day; DAY_NONE if unknown */
	const struct profile *profile; /* NULL: the Code's own */
};

/* TRUE if it may be recorded. Else FAULT_INPUT with the refusal in words,
 * naming the Code's paragraph and what to add. */
gboolean decision_check(const struct decision *decision, GError **error);

/* True if it takes the message from complaint, escalation or exclusion (or
 * from what the guard acts on) to something less: a reason is required,
 * and the resident's choice must be recorded or offered (1.3). */
gboolean decision_is_less(const struct decision *decision);

/* The letter of set words that tells the resident what follows from a
 * decision (1.3, 1.4, 1.6); LETTER_COUNT if there is none. choice_owed: the
 * choice to complain is still to be offered. */
enum letter decision_letter(enum category category, gboolean choice_owed);

/* How a case stands, as far as a letter on it depends on that. */
struct standing {
	enum category category;
	gboolean confirmed;
	int stage;
};

/* TRUE if a person may send the letter on such a case: a refusal only where
 * a person has decided to refuse, and of the stage that it is about (2.4,
 * 5.11). Else FAULT_INPUT that says what to do first. */
gboolean decision_permits(enum letter letter, const struct standing *standing,
			  GError **error);

#endif
