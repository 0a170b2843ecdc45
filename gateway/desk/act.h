/*
 * What every act of a person on a case has in common: whose it is, which
 * case, and what the person had seen of it. An act is one transaction; it
 * is refused if the case has changed since the person looked, so that a
 * stale form is never saved over newer facts.
 *
 * The act's own functions are in a header each (confirm.h, release.h,
 * note.h …). They return FALSE with an error that is fit for whoever acted,
 * on a page as in a shell, and have then changed nothing.
 */
#ifndef DESK_ACT_H
#define DESK_ACT_H

#include <glib.h>
#include <jansson.h>

#include "desk/post.h"
#include "ledger/case.h"

/* All borrowed. */
struct act {
	const char *ref;   /* the case, as typed */
	const char *by;	   /* who acts, by name; required */
	gint64 revision;   /* act_revision as that person saw it; 0: any */
	const char *login; /* of staff who signed in; NULL from a shell */
};

/* The case of a reference, or of a web form's receipt number
 * (model/receipt.h), however it was typed. FAULT_INPUT if it is no
 * reference or there is no such case. The caller's. */
struct case_row *act_case(struct ledger *ledger, const char *ref,
			  GError **error);

/* The same for whoever signed in as login, who may be barred from it: then
 * there is no such case. A NULL login is barred from nothing. */
struct case_row *act_case_for(struct ledger *ledger, const char *ref,
			      const char *login, GError **error);

/* A number that grows with each change of the case: the last entry of its
 * history that is more than a look. 0 only on failure. */
gint64 act_revision(struct ledger *ledger, gint64 case_id, GError **error);

struct act_event {
	const char *name; /* "assigned" */
	json_t *detail;	  /* taken, also on failure; NULL for none */
};

/* Begins the transaction of an act that is on no case in particular.
 * FAULT_INPUT if by does not say who acts. */
gboolean act_open(struct post *post, const char *by, GError **error);

/* Begins the transaction and returns the case, the caller's. NULL with no
 * transaction open: as act_case and act_open;
 * FAULT_BUSY, with who changed it and when, if the revision is stale. */
struct case_row *act_begin(struct post *post, const struct act *act,
			   GError **error);

/* What the act was, in the history of a case (0: of none), under the name of
 * whoever acts. detail is taken. Returns the entry's id, 0 on failure. */
gint64 act_note(struct post *post, const char *by, gint64 case_id,
		struct act_event event, GError **error);

/* Ends it: commits what was done, or forgets it all if done is FALSE.
 * Returns whether it is done for good. */
gboolean act_end(struct post *post, gboolean done, GError **error);

/* TRUE for a name on one line that is not ours. A line break in a name
 * could forge a line of the history. */
gboolean act_is_name(const char *name);

/* FAULT_INPUT unless text is valid UTF-8; NULL is. */
gboolean act_check_text(const char *text, GError **error);

/* The same for a text that must say something, and not more than
 * LIMIT_TYPED_BYTES. NULL says nothing. */
gboolean act_check_reason(const char *reason, GError **error);

#endif
