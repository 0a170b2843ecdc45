/*
 * From what was found to points and probabilities.
 */
#ifndef CLASSIFY_SCORE_H
#define CLASSIFY_SCORE_H

#include "classify/match.h"
#include "classify/words.h"

/* Together the words of a message weigh as much as this many rules. */
#define WORDS_WEIGH 4.0

/* n rules that speak for the same count n to the power of minus this each. */
#define SATURATION 0.3

struct feature {
	guint index; /* of the model */
	double value;
	int field;  /* of a word: where it stands first, in bytes of */
	gsize from; /* the normalised form */
	gsize to;
};

/* struct feature: the rules that fired and the words of the model that are
 * there. The caller's. */
GArray *score_features(const struct model *model,
		       const struct matches *matches);

/* Points of every target. */
void score_points(const struct model *model, const GArray *features,
		  double points[TARGETS]);

/* In place: points of the classes to probabilities that add up to 1. */
void score_classes(double points[CLASSES], double sharpness);

/* The probability of a flag. */
double score_flag(double points);

/* Adds what the context tells, before score_classes. */
void score_context(const struct ruleset *ruleset, const struct context *context,
		   double points[CLASSES]);

/* After score_classes: a complaint after an answer is mostly an escalation. */
void score_answered(const struct ruleset *ruleset,
		    const struct context *context, double classes[CLASSES]);

/* Sets category, ground, confidence and scores. */
void score_choose(const struct ruleset *ruleset, const double classes[CLASSES],
		  struct suggestion *suggestion);

/* Sets the flags, by the probabilities of the classes, the points of the
 * flags and what labelling.md says of the category. "request_inside" is asked
 * of complaints only, so that its probability is that of both. */
void score_flags(const struct ruleset *ruleset, const double classes[CLASSES],
		 const double flags[FLAG_COUNT], struct suggestion *suggestion);

#endif
