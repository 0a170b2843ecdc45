/*
 * The grounds on which a landlord may refuse a complaint (Code 2.2 and
 * landlords' policies, domain.md 2.2), and what each asks of the person
 * who decides. A ground is never applied by software (2.5).
 * All strings are constants.
 */
#ifndef POLICY_GROUND_H
#define POLICY_GROUND_H

#include <glib.h>

#include "model/label.h"

struct ground_rule {
	const char *provision;	  /* "2.2", or "2.1" if only a policy's */
	gboolean code_named;	  /* one of the three the Code names */
	gboolean discretion;	  /* discretion must be considered (2.3) */
	gboolean safety_override; /* does not hold where safeguarding or
				     health and safety is touched */
	gboolean equality;	  /* a restriction: a review date and a note on
				     the Equality Act (5.14, 5.15) */
	gboolean routed;      /* without dissatisfaction it is no complaint at
				 all but a report to be routed (10.7) */
	const char *requires; /* what the reason must tell */
	const char *signpost; /* where the resident can go instead */
};

/* NULL for GROUND_NONE. */
const struct ground_rule *ground_rule(enum ground ground);

#endif
