/*
 * The print folder, for an office that prints and posts by itself: a PDF a
 * letter, REF-ID.pdf, and for each day a list of them, index-DAY.csv, which
 * a mail merge or a spreadsheet opens. Names of files hold no personal data.
 *
 * What is in the folder is handed over to print, not yet posted. The second
 * delivery of a letter replaces the first, also in the list.
 */
#ifndef SEND_PRINT_H
#define SEND_PRINT_H

#include <glib.h>

#include "base/own.h"
#include "send/parcel.h"
#include "send/sent.h"

struct print;

/* Makes the folder if it is missing. FAULT_SETUP if the path is not absolute,
 * FAULT_TEMPORARY if it cannot be made or written to. */
struct print *print_open(const char *path, GError **error);

/* Writes the PDF, then the list, each whole or not at all. day is the one
 * in the list's name. *reply gets words for the record, the caller's.
 * SENT_LATER if the disk does not take it. */
enum sent print_send(struct print *print, const struct parcel *parcel,
		     guint32 day, char **reply);

void print_close(struct print *print);
OWN_TYPE(print, print_close)

#endif
