/*
 * The code on a separator sheet, as respond/sheet.h prints it: a QR code with
 * "POSTROOM-SEPARATOR-1", and the day on which what follows was received
 * after another "-", such as "POSTROOM-SEPARATOR-1-20261218". Found however
 * the page lies. A resident may print one too: it then cuts his own letter,
 * and the day is believed only within LIMIT_SCAN_DAYS (cmd/letters.c).
 */
#ifndef READ_SEPARATOR_H
#define READ_SEPARATOR_H

#include <glib.h>

/* Looks for the code in a grey picture of a byte a pixel. NULL if there is
 * none; else the day as "2026-12-18", or "". The caller's. */
char *separator_find(const guchar *grey, guint width, guint height);

/* What a code's text means, as above. */
char *separator_read(const char *text, gsize size);

#endif
