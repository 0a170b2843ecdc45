/*
 * What the landlord's policy makes of a proposal. The classifier tells what
 * a text is about; whether a ground exists at all is the policy's matter
 * (Code 2.1, 2.2; domain.md 10.7, 10.8). A proposal uses only grounds of the
 * policy: a report of nuisance or of a breach, without dissatisfaction, is
 * otherwise a request, with the choice to complain offered (1.3); any other
 * ground that the policy lacks is no ground, and the message a complaint.
 */
#ifndef POLICY_ROUTE_H
#define POLICY_ROUTE_H

#include <glib.h>

#include "model/label.h"
#include "model/profile.h"
#include "model/suggestion.h"

struct routed {
	enum category category;
	enum ground ground; /* GROUND_NONE unless exclusion */
	gboolean guarded;   /* the guard acts while nobody has confirmed */
	enum ground lacks;  /* proposed, but not in the policy; GROUND_NONE if
			       the proposal stands as it was made */
};

/* Pure. profile NULL: the Code's own. threshold is that of guard_acts(). A
 * report that is routed is acknowledged as a complaint only if the
 * probabilities of complaint and escalation alone reach it. */
struct routed policy_route(const struct profile *profile,
			   const struct suggestion *suggestion,
			   double threshold);

/* True if the policy has the ground; profile NULL: the Code's own. */
gboolean policy_has_ground(const struct profile *profile, enum ground ground);

/* What the policy made of the proposal, in a sentence for people; NULL if it
 * stands. The caller's. */
char *routed_words(const struct routed *routed);

#endif
