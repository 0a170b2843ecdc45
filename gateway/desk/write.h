/*
 * A letter that a person writes: a question, a refusal with its reasons, an
 * explanation of a delay. The template has the words that are always the
 * same; what only this letter says is typed.
 */
#ifndef DESK_WRITE_H
#define DESK_WRITE_H

#include <glib.h>

#include "desk/act.h"
#include "model/notice.h"

/* All borrowed. */
struct writing {
	struct act act;
	enum letter letter; /* one that write_is_for allows */
	GHashTable *fields; /* key of policy/letter.h -> char * */
};

/* TRUE if it is a letter for this: receipts and acknowledgements have acts
 * of their own. */
gboolean write_is_for(enum letter letter);

/* The letter as it would leave now; nothing is kept. The caller's.
 * FAULT_INPUT if a field is missing, is none of the letter's, or holds words
 * that the Code forbids. */
struct notice *write_preview(struct post *post, const struct writing *writing,
			     GError **error);

/* Puts it in the outbox. FAULT_INPUT also if the case does not stand so that
 * this letter may go, or one of its kind has not left yet. */
gboolean write_letter(struct post *post, const struct writing *writing,
		      GError **error);

#endif
