/*
 * The limits of what came on paper: scans and PDF files in a drop folder. A
 * part of base/limits.h, which is the header to include.
 */
#ifndef BASE_LIMITS_SCAN_H
#define BASE_LIMITS_SCAN_H

#include <glib.h>

/* --- a scan --------------------------------------------------------------*/

/* Pages that are read of one file: a feeder takes 100 sheets, both sides. */
#define LIMIT_SCAN_PAGES 200

/* Pixels of one page before it is made small: A4 at 600 dpi has 35 million.
 * A page of more is not decoded (of a JPEG, at half the size or less). */
#define LIMIT_SCAN_PIXELS ((guint64)60 * 1000 * 1000)

/* The long side of a page that is drawn from a PDF, whatever size it says it
 * has: A4 at 200 dpi is 2,339 pixels, A3 3,307. */
#define LIMIT_SCAN_SIDE 4400

/* Memory of each process that looks at a scan: 60 million pixels in colour
 * are 240 MB, and turning them takes as much again. */
#define LIMIT_SCAN_BYTES ((gsize)1024 * 1024 * 1024)

/* Processor seconds of each program: a dense page takes three. */
#define LIMIT_SCAN_CPU_SECONDS 20

/* A file that one of them writes: a page without compression. */
#define LIMIT_SCAN_FILE_BYTES ((gsize)256 * 1024 * 1024)

/* Seconds for a whole scan; pages that are left then are not recognised. The
 * second is for whoever waits, and ends all that is still at work. */
#define LIMIT_SCAN_SECONDS 900
#define LIMIT_SCAN_WAIT_SECONDS (LIMIT_SCAN_SECONDS + 60)

/* What the box may answer: the text of 200 full pages, or one page as PNG. */
#define LIMIT_SCAN_ANSWER_BYTES ((gsize)48 * 1024 * 1024)

/* Text that is kept of one page; a page of small print has 8,000 letters. */
#define LIMIT_SCAN_TEXT_BYTES ((gsize)64 * 1024)

/* Files that one look into the drop folder takes in, so that many of them do
 * not keep it from saying how it goes. */
#define LIMIT_SCAN_FILES 500

/* How many days before it was scanned a letter may be said to have come, by
 * file name or separator sheet, and be believed: half a year. */
#define LIMIT_SCAN_DAYS 183

/* Separator sheets that are printed at once: a packet of paper. */
#define LIMIT_SHEETS 500

#endif
