/*
 * Separator sheets: pages that are laid between letters before they are
 * scanned in one go. Each has a QR code that read/separator.h finds, and says
 * in words what it is for.
 */
#ifndef RESPOND_SHEET_H
#define RESPOND_SHEET_H

#include <glib.h>

/* A PDF of count A4 pages, all alike. day is the day on which the letters
 * behind them were received, DAY_NONE to leave it to the scanner; landlord is
 * printed at the head. The caller's. FAULT_INPUT unless count is from 1 to
 * LIMIT_SHEETS; FAULT_SETUP if a font is missing; FAULT_TEMPORARY if there was
 * no room. */
GBytes *sheet_build(const char *landlord, guint32 day, guint count,
		    GError **error);

#endif
