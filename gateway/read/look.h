/*
 * One page of a scan: its picture looked at in a child, then its words. For
 * the box of the programs, in its folder (read/program.h).
 */
#ifndef READ_LOOK_H
#define READ_LOOK_H

#include <glib.h>

#include "read/pdf.h"
#include "read/transcript.h"

/* The file, and the picture of one page made upright, in the folder. */
#define LOOK_SCAN "scan"
#define LOOK_PAGE "page.png"

#define LOOK_WHY_BYTES 200

/* Of less dark than this a page is blank; a line of print has 0.001. */
#define LOOK_INK_LEAST 0.0004

/* What a child of ours makes out about one page; plain values. */
struct look {
	const char *path;
	int page;
	gboolean code_only; /* its words are known */
	gboolean anyway;    /* wanted as a picture, whatever is on it */
	int turn;	    /* in: -1 to find out; out: degrees, -1 unknown */
	int dots;
	double ink;
	gboolean separator;
	char date[12];
	gboolean good;
	char why[LOOK_WHY_BYTES];
};

/* Draws the page of the PDF, or takes that of the picture if pdf is NULL, and
 * fills *look, of which code_only and anyway were set before. FALSE, with why,
 * if it cannot be looked at. */
gboolean look_at(const struct pdf *pdf, int page, struct look *look);

/* Recognises the words of LOOK_PAGE, turned once more if hardly one of them is
 * sure. FALSE if the program broke. */
gboolean look_recognise(struct look *look, struct leaf *leaf);

#endif
