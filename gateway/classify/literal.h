/*
 * Which strings a pattern cannot do without.
 */
#ifndef CLASSIFY_LITERAL_H
#define CLASSIFY_LITERAL_H

#include <glib.h>

#include "base/own.h"

/* Strings one of which every match holds. */
struct literals {
	GPtrArray *strings; /* char * */
	gboolean first;	    /* every match begins with one of them */
	gboolean last;	    /* every match ends with one of them */
};

/* The set that is met least often, or NULL if no useful one can be told; it
 * errs to NULL. The caller's. */
struct literals *literals_needed(const char *pattern);

/* Frees it; NULL is fine. */
void literals_free(struct literals *literals);
OWN_TYPE(literals, literals_free)

#endif
