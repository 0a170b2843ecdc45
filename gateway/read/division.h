/*
 * Where separator sheets cut a scan into letters.
 */
#ifndef READ_DIVISION_H
#define READ_DIVISION_H

#include "read/transcript.h"

/* Pages of one letter; none of them is a separator. */
struct stretch {
	int first;  /* page, from 1 */
	int last;   /* not below first */
	char *date; /* of the sheet before it, "2026-12-18"; "" if none */
};

/* The letters in their order, struct stretch; the caller's. A sheet counts
 * for all that follows it until the next one; the back of a sheet, and other
 * empty pages at either end of a letter, are left out. Without separators it
 * is one letter of all pages, also if nothing was read of them; with
 * separators and nothing between them there is none. */
GArray *division_of(const struct transcript *transcript);

/* The pages of a stretch as a transcript of its own, with head and notes
 * copied. The caller's. */
struct transcript *division_take(const struct transcript *transcript,
				 const struct stretch *stretch);

/* The pages are a file of their own now: counts them from 1. */
void division_renumber(struct transcript *part);

#endif
