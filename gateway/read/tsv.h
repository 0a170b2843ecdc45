/*
 * tesseract's table of words (its "tsv" output) as lines of text, with how
 * sure it is of them. Hostile in so far as hostile pictures make it.
 */
#ifndef READ_TSV_H
#define READ_TSV_H

#include <glib.h>

struct tsv {
	char *text; /* lines; an empty one between paragraphs */
	int words;
	int sure; /* percent, each word counted by its letters; 0 without */
};

/* Columns: level, page, block, paragraph, line, word, left, top, width,
 * height, confidence, text. Rows that are none of it are passed over. At
 * most LIMIT_SCAN_TEXT_BYTES are kept. A "|" that stands alone is read as
 * "I", which it nearly always is. tsv->text is the caller's to free. */
void tsv_read(const char *table, gsize size, struct tsv *tsv);

#endif
