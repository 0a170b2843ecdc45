/*
 * Letters on a case: composing them from ledger, profile and configuration,
 * and putting them in the outbox in the caller's transaction. Whether a
 * letter may go is asked of respond/decide.h each time.
 */
#ifndef DESK_CORRESPOND_H
#define DESK_CORRESPOND_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/case.h"
#include "ledger/draft.h"
#include "ledger/person.h"
#include "model/message.h"
#include "model/suggestion.h"
#include "respond/compose.h"
#include "respond/decide.h"

/* A letter that is to be written on a case. All borrowed. */
struct correspondence {
	const struct case_row *row;
	GHashTable *fields; /* what is written for this letter alone, as in
			       respond/compose.h; or NULL */
	const struct message *message; /* that it answers; not NULL */
	enum letter letter;
	gboolean guard;		     /* sent by the guard, read by nobody */
	const char *actor;	     /* who lets it go; "postroom" */
	const struct answer *answer; /* what correspond_decide has said in
					this transaction; or NULL */
	const struct person *person; /* set for a letter on paper; else NULL */
	gboolean mail_only;	     /* it needs no page */
};

/* True for the channels on which an answer can go by mail. */
gboolean correspond_by_mail(const char *channel);

/* May it go, and to whom? Never NULL unless the ledger fails. */
struct answer *correspond_decide(const struct post *post,
				 const struct correspondence *letter,
				 GError **error);

/* The letter as it would leave now; for case show and for the queue.
 * FAULT_SETUP or FAULT_INPUT as compose(). */
struct notice *correspond_compose(const struct post *post,
				  const struct correspondence *letter,
				  GError **error);

/* Composes the letter, puts it in the outbox and notes it in the history. It
 * goes on paper if cmd/paper.h says so.
 * FAULT_INPUT if there is a live letter of the kind, or decide() says no:
 * the message is then the reason in words. */
gboolean correspond_queue(struct post *post,
			  const struct correspondence *letter, GError **error);

/* The message that opened the case, or for stage 2 the newest of a person;
 * the caller's. FAULT_INPUT if it could not be read. */
struct message *correspond_message(struct post *post,
				   const struct case_row *row, GError **error);

/* What an acknowledgement is drafted from; all borrowed. */
struct drafting {
	gint64 case_id;
	int stage;
	const struct message *message;
	const struct suggestion *suggestion;
};

/* Drafts the acknowledgement of a stage in the resident's words (Code 5.6)
 * and keeps it for a person or the guard. */
gboolean correspond_draft(struct post *post, const struct drafting *from,
			  GError **error);

/* Puts name, address and telephones of the landlord into a letter's facts,
 * which borrow them. */
void correspond_landlord(const struct landlord *landlord,
			 struct letter_facts *facts);

#endif
