/*
 * The entries of a feed's answer, cut out of its text as they stand there:
 * each is kept byte for byte, white space within it and escapes included, and
 * nothing is written anew.
 */
#ifndef POLL_CUT_H
#define POLL_CUT_H

#include <glib.h>

/* One entry: where it stands in the text; borrowed from it. */
struct slice {
	const char *at;
	gsize size;
};

/* The elements (struct slice) of the answer's list: the answer itself if it is
 * an array, else the first member of the outer object that is called
 * "entries", "items", "data", "results", "submissions" or "records" and is an
 * array. The text must be JSON that a parser has taken as a whole. NULL with
 * FAULT_INPUT if there is no such list. The caller's to unref. */
GArray *cut_entries(const char *text, gsize size, GError **error);

#endif
