/*
 * Reading a scan: pages to words, in a second box. A child, our own program
 * run again with the hidden command "scanner", is given the file in a folder
 * of its own, closes the box of the programs (base/box.h) around itself and
 * runs poppler and tesseract there, page by page. Each page is looked at by a
 * child of that child: what one page breaks, the others outlive.
 *
 * PDF with words (20 or more on a page) is taken by its words; all other
 * pages by their pictures. Each page is drawn, for a separator may be among
 * them. The same bytes give the same words as long as the programs are the
 * same. Seconds a page: see tests/bench/scan.sh.
 *
 * Each call makes a folder DATA/scanning/PID-… and removes it again.
 * Errors: FAULT_INPUT if the file broke the child, took more than
 * LIMIT_SCAN_WAIT_SECONDS or was answered with nonsense; FAULT_SETUP if the
 * box cannot be closed here; FAULT_TEMPORARY if no child can be had.
 */
#ifndef READ_SCANNER_H
#define READ_SCANNER_H

#include <glib.h>

#include "read/transcript.h"

/* What is on the pages: type, pages, notes and leaves are filled, the rest is
 * the caller's to fill. A file that is no scan has notes and no leaves. The
 * caller's. */
struct transcript *scanner_read(GBytes *scan, const char *data, GError **error);

/* A page, from 1, as PNG, upright; for people to look at beside the text.
 * It is made on demand and kept nowhere: whatever rule ends the original's
 * keeping ends that of its pictures. The caller's. */
GBytes *scanner_page(GBytes *scan, int page, const char *data, GError **error);

/* Pages first to last of a PDF or TIFF as a file of their own, not drawn
 * anew. The caller's. */
GBytes *scanner_cut(GBytes *scan, int first, int last, const char *data,
		    GError **error);

/* Removes what dead processes left in DATA/scanning. */
void scanner_tidy(const char *data);

/* The child's side: what is one of {"read", "page", "cut"} with numbers after
 * it; folder holds the file "scan". Answers on standard output. Returns an
 * exit status. */
int scanner_serve(const char *folder, int argc, char **argv);

#endif
