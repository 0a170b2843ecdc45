/*
 * Where in a text the branches of patterns may match.
 */
#ifndef CLASSIFY_CHANCE_H
#define CLASSIFY_CHANCE_H

#include <glib.h>

#include "base/own.h"
#include "classify/regex.h"

/* Where a branch may match: matches begin at one of count places, or
 * anywhere after them if there is more. What a search has found is kept
 * here. */
struct chance {
	guint branch;
	guint count;
	guint first; /* of them in the list of places */
	gboolean more;
	gboolean tried;
	enum regex_result result;
	gsize span[2];
};

/* What a pass has found. */
struct chances {
	struct chance *list; /* in the order of the branches */
	guint count;
	guint32 *places; /* bytes from base on; those of a branch rise */
	gsize base;
};

/* Frees it; NULL is fine. */
void chances_free(struct chances *chances);
OWN_TYPE(chances, chances_free)

/* The first chance of the branches from first up to, not including, end; the
 * number of such chances in count. */
struct chance *chances_of(const struct chances *chances, guint first, guint end,
			  guint *count);

#endif
