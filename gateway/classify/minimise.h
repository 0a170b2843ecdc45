/*
 * Finds the lowest point of a smooth convex function (L-BFGS, Nocedal 1980).
 * It is deterministic.
 */
#ifndef CLASSIFY_MINIMISE_H
#define CLASSIFY_MINIMISE_H

#include <glib.h>

/* The value at x; writes the slope, one number a number of x. */
typedef double (*minimise_function)(const double *x, double *slope, void *data);

/* Moves x, of n numbers, until a step of steps changes next to nothing. */
void minimise(minimise_function function, void *data, double *x, gsize n,
	      guint steps);

#endif
