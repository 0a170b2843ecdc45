/*
 * A letter as the pages of a PDF file, for a window envelope.
 *
 * A4, upright. The address stands alone in the block that DL window
 * envelopes and GOV.UK Notify's precompiled letters ask for: 24.6 mm from
 * the left, 39.5 mm from the top, 95.4 mm wide, 26.8 mm high; no text of
 * page 1 begins above 95 mm but the sender's, at the top and on the right;
 * 15 mm at the sides and 5 mm at top and bottom are free on every page.
 *
 * Clear print and large print as UKAAF's G003 asks: a sans serif of 12 points
 * or more, left aligned, no italics, no blocks of capitals, an empty line
 * between paragraphs. Large print is laid out anew, never enlarged: only the
 * address, which has to stand in its window, stays at 12 points or less.
 * Headings stay with what follows, no line of a paragraph stands alone at
 * the head or foot of a page, and each page has its number and the reference.
 *
 * The file has a title, a language and a structure (headings, paragraphs,
 * lists, quotations) for those who hear it read aloud, its text can be
 * selected, and its fonts are inside it. The fonts are chosen by file, so
 * that a letter looks the same everywhere.
 */
#ifndef RESPOND_PAGE_H
#define RESPOND_PAGE_H

#include <glib.h>

/* Points of print: clear print, and the bounds of what can be asked for. */
#define PAGE_POINTS 12.0
#define PAGE_POINTS_LARGEST 28.0

/* Everything is borrowed, UTF-8, lines ended by \n. NULL means "". */
struct page_spec {
	const char *address; /* for the window: at most 7 lines */
	const char *sender;  /* the landlord's name, then its address */
	const char *date;    /* as it is printed; "" if the text has it */
	const char *ref;     /* at the foot of each page */
	const char *title; /* of the document; the subject, below "Dear …" */
	const char *language; /* "en-GB" if "" */
	/* Paragraphs between empty lines; a line break within one is kept.
	 * "# " begins a heading, "- " and "1. " an item of a list, and "> "
	 * a line of the resident's own words, in which "# " means nothing.
	 * Controls and bidirectional overrides are left out. */
	const char *text;
	double points; /* PAGE_POINTS if less, 16 to 28 for large print */
};

/* The PDF, which is the caller's; the same spec gives the same bytes. *pages
 * (may be NULL) is set to their number. FAULT_INPUT if there is no address,
 * if it does not fit the window (more than 7 lines, or too wide at the
 * smallest print and with its lines broken), or the text is longer than
 * LIMIT_PAGE_BYTES; FAULT_SETUP if a font is missing; FAULT_TEMPORARY if
 * there was no room to make it. */
GBytes *page_build(const struct page_spec *spec, guint *pages, GError **error);

/* False with FAULT_SETUP if a font is missing, naming the file and the Debian
 * package; for "postroom check". */
gboolean page_ready(GError **error);

#endif
