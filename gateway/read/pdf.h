/*
 * A PDF file by poppler's programs: how many pages, their words, their
 * pictures. For the box of the programs, in its folder (read/program.h).
 */
#ifndef READ_PDF_H
#define READ_PDF_H

#include <glib.h>

#include "base/own.h"

struct pdf {
	int pages;	 /* as the file says; they need not be there */
	gboolean locked; /* with a password that is not known */
	GArray *sides;	 /* double: the long side in points, of each of the
			    first LIMIT_SCAN_PAGES; 0 if not told */
	GPtrArray *text; /* char *: the words of each of these pages */
};

/* Looks into the file. pages is 0 if it cannot be opened. The caller's. */
struct pdf *pdf_open(const char *path);
void pdf_free(struct pdf *pdf);
OWN_TYPE(pdf, pdf_free)

/* The words of a page, from 1; "" if it has none or is not there. */
const char *pdf_text(const struct pdf *pdf, int page);

/* Draws a page, from 1, in grey at 200 dots an inch or less, so that its long
 * side is within LIMIT_SCAN_SIDE; the picture is then at PDF_PICTURE. */
#define PDF_PICTURE "drawn.pgm"
gboolean pdf_draw(const struct pdf *pdf, const char *path, int page);

/* Writes pages first to last to another file, as they are. */
gboolean pdf_cut(const char *path, int first, int last, const char *to);

#endif
