/*
 * The acknowledgement of a case (Code 6.2, 6.11): shown to whoever is to
 * release it, and queued by him or by the guard.
 */
#ifndef DESK_ACKNOWLEDGE_H
#define DESK_ACKNOWLEDGE_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/case.h"
#include "ledger/draft.h"
#include "ledger/outbox.h"
#include "model/notice.h"

/* The letter as it would leave now, for its stage; the caller's. It makes
 * the draft if there is none, so call it in a transaction of a ledger that
 * may be written. Errors as correspond_compose. */
struct notice *acknowledge_preview(struct post *post,
				   const struct case_row *row, gboolean guard,
				   GError **error);

/* The letter that a person is to release: the acknowledgement of the case's
 * stage, or, where that has left and its definition or reviewer is still to
 * be settled, the one that tells them (domain.md 10.1, 10.2); LETTER_COUNT if
 * neither is to be written any more. *live is that letter where it waits in
 * the outbox already, else NULL; the caller's. FALSE only if the ledger
 * fails. */
gboolean acknowledge_letter(struct post *post, const struct case_row *row,
			    enum letter *letter, struct outbox_row **live,
			    GError **error);

/* TRUE if the draft says who looks at stage 2 and, where the landlord has a
 * panel, when it meets (Code 6.13; domain.md 10.1). */
gboolean acknowledge_names_reviewer(const struct post *post,
				    const struct draft *draft);

/* Makes the draft of the case's stage, unless there is one. */
gboolean acknowledge_draft(struct post *post, const struct case_row *row,
			   GError **error);

/* Queues it; actor is the person who has read it, or "postroom" for the
 * guard. Errors as correspond_queue; also FAULT_INPUT, with the reason, if
 * the case may not be written to and the guard asks. */
gboolean acknowledge_queue(struct post *post, const struct case_row *row,
			   const char *actor, gboolean guard, GError **error);

#endif
