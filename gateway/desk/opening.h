/*
 * Opening a case, or adding a message to one that is there.
 * For desk/filing.c; the same transaction rules.
 */
#ifndef DESK_OPENING_H
#define DESK_OPENING_H

#include <glib.h>

#include "desk/filing.h"
#include "ledger/case.h"
#include "model/suggestion.h"
#include "policy/plan.h"
#include "policy/route.h"

/* The item's row for the ledger, all but the message; the caller's. */
struct item_row *opening_item(const struct filing *filing,
			      enum item_state state);

/* Files the row together with filing's message. Its id, 0 on failure. */
gint64 opening_add_item(struct post *post, const struct filing *filing,
			struct item_row *row, GError **error);

/* The resident: whoever an answer would go to (respond/decide.h: the sender
 * of what a colleague forwarded, the Reply-To of a web form), else From.
 * Belongs to the message. */
const struct address *opening_sender(const struct post *post,
				     const struct message *message);

/* Why a case is opened; all borrowed, NULL for what there is not. */
struct origin {
	struct suggestion *suggestion; /* NULL: to be classified */
	const char *possible;	       /* a reference quoted without proof */
	const char *grew_out_of; /* the request it grew out of (Code 1.5) */
	gint64 item_id;		 /* the message is filed already, on a case
				    that a person splits it off; 0: it is new */
};

/* A new case for a message by a person. */
gboolean opening_case(struct post *post, const struct filing *filing,
		      const struct origin *origin, GError **error);

/* A line in the case's history; detail is taken over. */
gboolean opening_note(struct post *post, gint64 case_id, const char *event,
		      json_t *detail, GError **error);

/* The event that tells, with "reason", what the policy made of a proposal. */
#define EVENT_POLICY "policy-applied"

/* Notes on the case what the policy made of the suggestion, if anything; the
 * suggestion itself is kept as it was. NULL is none. */
gboolean opening_note_policy(struct post *post, gint64 case_id,
			     const struct suggestion *suggestion,
			     GError **error);

/* Enters what a plan asks for. Where the calendar has ended and no date can
 * be counted, a person must look today instead. */
gboolean opening_duties(struct post *post, const struct plan *plan,
			gint64 case_id, GError **error);

/* The plan for what a message on a case or a new one seems to be. */
struct plan opening_plan(const struct post *post, const struct filing *filing,
			 const struct suggestion *suggestion);

/* A message on a case. New dissatisfaction in the thread of a request opens
 * a case of its own, linked to it, and the request goes on (Code 1.5);
 * *state tells which it became. */
gboolean opening_reply(struct post *post, const struct filing *filing,
		       const struct case_row *row, enum item_state *state,
		       GError **error);

/* A web form's entry that was changed at its source after it opened this
 * case: kept with it, and the case is what it now seems to be, unless that is
 * less or a person has confirmed it. */
gboolean opening_changed(struct post *post, const struct filing *filing,
			 const struct case_row *row, GError **error);

/* A case for what could not be read: a person reads the original. */
gboolean opening_unreadable(struct post *post, const struct filing *filing,
			    GError **error);

#endif
