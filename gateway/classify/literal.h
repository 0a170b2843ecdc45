/*
 * Which strings a pattern cannot do without, and where in a match they stand.
 */
#ifndef CLASSIFY_LITERAL_H
#define CLASSIFY_LITERAL_H

#include <glib.h>

#include "base/own.h"
#include "classify/shape.h"

/* Strings one of which every match holds. */
struct literals {
	char **strings; /* as many as count; 0 if no useful ones can be told */
	guint count;
	gboolean first; /* every match begins with one of them */
	gboolean last;	/* every match ends with one of them */
	gboolean word;	/* no letter stands before them */
	gboolean start; /* a match begins where the text does */
	guint bytes;	/* at most, from a match's beginning to the string's; */
	guint spaces;	/* and how many of these are spaces */
	struct shape shape; /* of the whole pattern */
	gboolean plain;	    /* if not, nothing is known of the shape */
	struct arena *arena;
};

/* The set that is met least often; it errs to none. The caller's. */
struct literals *literals_needed(const char *pattern);

/* Frees it; NULL is fine. */
void literals_free(struct literals *literals);
OWN_TYPE(literals, literals_free)

#endif
