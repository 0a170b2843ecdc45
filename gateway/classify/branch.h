/*
 * The top-level alternatives of a pattern. "a|b c|(?:d|e)" has three: where
 * a text needs each of them for itself, most need not be tried on it.
 */
#ifndef CLASSIFY_BRANCH_H
#define CLASSIFY_BRANCH_H

#include <glib.h>

/* False if the pattern holds what reaches from one alternative into another,
 * or what is not told apart here: options, back references, \Q, \K, verbs. */
gboolean branch_is_plain(const char *pattern);

/* The alternatives (char *) in their order; the whole pattern alone if it is
 * not plain. The caller's. */
GPtrArray *branch_split(const char *pattern);

/* What follows the set that begins with "[" at c, or its end. */
const char *branch_after_set(const char *c);

#endif
