/*
 * Which literal words a pattern cannot do without.
 */
#ifndef CLASSIFY_LITERAL_H
#define CLASSIFY_LITERAL_H

#include <glib.h>

/* A set of strings (char *) one of which every match of the pattern holds,
 * or NULL if no useful set can be told. The caller's. It errs to NULL. */
GPtrArray *literal_needed(const char *pattern);

#endif
