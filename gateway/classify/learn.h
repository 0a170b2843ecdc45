/*
 * Weights are learned, rules are written. The method: logistic regression,
 * multinomial over the classes and binary for each flag, with a Gaussian
 * prior around the weights that are written beside the rules (so that a rule
 * without examples keeps its own), and around nought for words. The result
 * depends on nothing but the rules and the labelled messages.
 */
#ifndef CLASSIFY_LEARN_H
#define CLASSIFY_LEARN_H

#include "classify/labelled.h"
#include "classify/ruleset.h"

struct lesson {
	const struct labelled *labelled;
	struct matches *matches; /* of the rules as they are */
	guint fold;
};

/* One a labelled message: struct lesson. Folds are dealt by group. The
 * caller's; the labelled messages must outlive it. */
GArray *lessons_new(const struct ruleset *ruleset, const GPtrArray *labelled,
		    guint folds);

/* A model fitted to the lessons of all folds but one (or of all, if without
 * is not a fold). The caller's. */
struct model *learn_fit(const struct ruleset *ruleset, const GArray *lessons,
			guint without);

/* The points of every target for every lesson, each by a model that has not
 * seen its fold: double [TARGETS] a lesson. The caller's. */
GArray *learn_cross(const struct ruleset *ruleset, const GArray *lessons,
		    guint folds);

/* The same by the model that the ruleset has. */
GArray *learn_as_is(const struct ruleset *ruleset, const GArray *lessons);

/* The sharpness at which these points are the best probabilities. */
double learn_sharpness(const GArray *lessons, const GArray *points);

#endif
