/*
 * How right the proposals are, against labelled messages.
 */
#ifndef CLASSIFY_FIGURES_H
#define CLASSIFY_FIGURES_H

#include "classify/learn.h"

struct figures {
	guint messages;
	guint confusion[CATEGORY_COUNT][CATEGORY_COUNT]; /* [true][told] */
	guint grounds;	     /* exclusions told as exclusions */
	guint grounds_right; /* of these, with the right ground */
	guint flag_right[FLAG_COUNT];
	guint flag_told[FLAG_COUNT];
	guint flag_true[FLAG_COUNT];
	guint sure[10];	      /* by confidence: 0 to 0.1, … */
	guint sure_right[10]; /* of these, with the right category */
};

/* Adds the proposals that points (double [TARGETS] a lesson) make. */
void figures_add(struct figures *figures, const struct ruleset *ruleset,
		 const GArray *lessons, const GArray *points);

/* The mean of the categories' F1, of those that occur. */
double figures_macro_f1(const struct figures *figures);

/* The share of a category's messages that were told as it. */
double figures_recall(const struct figures *figures, enum category category);
/* The share of what was told as a category that is it. */
double figures_precision(const struct figures *figures, enum category category);
/* The share of rightly told exclusions that have the right ground. */
double figures_ground(const struct figures *figures);
/* F1 over all flags together. */
double figures_flags_f1(const struct figures *figures);

/* The figures in one line. The caller's. */
char *figures_line(const struct figures *figures);

/* All tables. The caller's. */
char *figures_tables(const struct figures *figures);

/* Proposal for one lesson, without evidence. The caller's. */
struct suggestion *figures_suggestion(const struct ruleset *ruleset,
				      const double points[TARGETS]);

#endif
