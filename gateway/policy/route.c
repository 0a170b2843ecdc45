/*
 * From what a text is about to what it is under the landlord's policy.
 */
#include "policy/route.h"

#include "policy/ground.h"
#include "policy/plan.h"

/* So that 0.2 in thirds of tenths still reaches 0.2. */
#define ROUNDING 1e-9

gboolean
policy_has_ground(const struct profile *profile, enum ground ground)
{
	const struct ground_rule *rule = ground_rule(ground);

	if (rule == NULL)
		return FALSE;
	return profile == NULL ? rule->code_named
			       : profile_has_ground(profile, ground);
}

static gboolean
is_dissatisfied(const struct suggestion *suggestion, double threshold)
{
	const double *p = suggestion->scores;

	return p[CATEGORY_COMPLAINT] + p[CATEGORY_ESCALATION] >=
	       threshold - ROUNDING;
}

struct routed
policy_route(const struct profile *profile, const struct suggestion *suggestion,
	     double threshold)
{
	struct routed routed = {
		.category = suggestion->category,
		.ground = suggestion->ground,
		.guarded = guard_acts(suggestion, threshold),
		.lacks = GROUND_NONE,
	};
	const struct ground_rule *rule = ground_rule(suggestion->ground);

	if (suggestion->category != CATEGORY_EXCLUSION || rule == NULL ||
	    policy_has_ground(profile, suggestion->ground))
		return routed;
	routed.lacks = suggestion->ground;
	routed.ground = GROUND_NONE;
	routed.category = CATEGORY_COMPLAINT;
	if (!rule->routed)
		return routed;
	routed.category = CATEGORY_SERVICE_REQUEST;
	routed.guarded = is_dissatisfied(suggestion, threshold);
	return routed;
}

char *
routed_words(const struct routed *routed)
{
	const char *what;

	if (routed->lacks == GROUND_NONE)
		return NULL;
	if (routed->category == CATEGORY_COMPLAINT)
		what = "so that it is proposed as a complaint (Code 2.1).";
	else if (routed->guarded)
		what = "so that it is proposed as a service request. It may "
		       "hold dissatisfaction as well: unless a person decides "
		       "otherwise, it is acknowledged as a complaint.";
	else
		what = "so that it is proposed as a service request, and the "
		       "choice to complain is to be offered (Code 1.3).";
	return g_strdup_printf("The text seems to be an exclusion (%s), which "
			       "the landlord's policy does not have, %s",
			       ground_words(routed->lacks), what);
}
