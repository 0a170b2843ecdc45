/*
 * Passages that a letter carries whatever the landlord's templates say
 * around them. Where a function has arguments, the result is the caller's.
 */
#ifndef RESPOND_WORDING_H
#define RESPOND_WORDING_H

#include <glib.h>

#include "respond/compose.h"

/* The right to a representative (Code 3.6); if one has written and his
 * authority is not recorded, also that the resident may say no. */
const char *wording_representative(gboolean authority_awaited);

/* The question about reasonable adjustments (3.1, 5.10). */
const char *wording_adjustments(void);

/* What happens to a request that nobody has said more about (1.4). */
const char *wording_what_next(void);

/* The right to take a refusal to the Ombudsman (2.4, 5.11). */
const char *wording_ombudsman_right(void);

/* The form by which a resident lets somebody act for him (3.6), with blanks
 * to fill in. */
const char *wording_authority_form(void);

/* How to complain (1.3, 1.6): a list of the ways that the landlord has. */
char *wording_how_to_complain(const struct letter_facts *facts);

/* When the appeal panel sits, or by when we say so (domain.md 10.1); "" if
 * neither is known. */
char *wording_panel_date(const char *hearing, guint32 decide_by);

/* By when a guard's letter promises an answer about what is ours (10.2);
 * "" if no day is known. */
char *wording_deciding(guint32 decide_by);

#endif
