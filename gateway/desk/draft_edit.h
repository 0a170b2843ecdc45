/*
 * The acknowledgement before it is released: a person edits what it says of
 * the complaint (Code 5.6, 5.7), and sees the letter as it would leave.
 */
#ifndef DESK_DRAFT_EDIT_H
#define DESK_DRAFT_EDIT_H

#include <glib.h>

#include "desk/act.h"
#include "model/notice.h"

enum draft_part {
	DRAFT_DEFINITION,     /* what the complaint is about, in points */
	DRAFT_OUTCOMES,	      /* what the resident would like */
	DRAFT_RESPONSIBILITY, /* what we are and are not responsible for */
	DRAFT_CLARIFICATION,  /* what we still ask; "" if nothing */
	DRAFT_REVIEWER,	      /* stage 2: the role that looks at it */
	DRAFT_HEARING,	      /* stage 2 before a panel: when and where */
	DRAFT_PARTS
};

/* "definition" and so on; a constant. */
const char *draft_part_name(enum draft_part part);

struct draft_edit {
	struct act act;
	const char *text[DRAFT_PARTS]; /* NULL: stays as it is */
};

/* Changes the draft of the case's stage. Which parts were changed stands in
 * the history, what they say does not. FAULT_INPUT also if a part has words
 * that may not stand in a letter, the case is no complaint, or its
 * acknowledgement has left. */
gboolean draft_edit(struct post *post, const struct draft_edit *edit,
		    GError **error);

/* The letter as it would leave now, with the edit in place of what is kept
 * (NULL: as it is kept); nothing is changed. The caller's. FAULT_INPUT as
 * above, and if what it needs is missing. */
struct notice *draft_preview(struct post *post, const char *ref,
			     const struct draft_edit *edit, GError **error);

#endif
