/*
 * The two regressions that "rules learn" is made of.
 */
#ifndef CLASSIFY_FIT_H
#define CLASSIFY_FIT_H

#include "classify/model.h"

struct fit_row {
	GArray *features; /* struct feature */
	int class;
	guint32 flags;
};

/* Fit the weights of the classes, or of one flag, around those that the
 * model has. */
void fit_classes(struct model *model, const GArray *rows);
void fit_flag(struct model *model, const GArray *rows, enum flag flag);

#endif
