/*
 * A QR code as a picture in a page (SVG, no script, no request).
 */
#ifndef CONSOLE_QR_H
#define CONSOLE_QR_H

#include "console/html.h"

/* Writes the code of a text; label is what those hear who do not see it.
 * Nothing is written if the text is too long for one (2,331 bytes). */
void qr_write(struct html *html, const char *text, const char *label);

#endif
