/*
 * Days as people write them in English letters: "5 December 2026", "the 5th
 * of December", "Friday 5 Dec", "December 5, 2026", "05/12/2026" (day before
 * month), "5.12.26", "2026-12-05". Pure functions over hostile text; nothing
 * is read beyond its end.
 */
#ifndef POLICY_DATES_H
#define POLICY_DATES_H

#include <glib.h>

/* The year of a date that names none. */
enum date_lean {
	DATE_BEFORE, /* the newest such day that is not after near */
	DATE_AFTER,  /* the first such day that is not before near */
};

/* Reads a date at the beginning of text; a day of the week in front of it is
 * passed over, not checked. Returns how many bytes it has, 0 if there is none
 * (or no such day in the calendar), and sets *day. */
gsize date_read(const char *text, guint32 near, enum date_lean lean,
		guint32 *day);

/* Reads a number at the beginning of text: "15", "fifteen", "fifteen (15)",
 * "twenty-eight", up to 99. Returns its bytes, 0 if there is none. */
gsize date_number(const char *text, int *number);

/* Where a staff member's words tell that something was received on a day:
 * "handed in on 18 December", "dated 3 May", "given to me on …". */
struct date_said {
	guint32 day;
	gsize start; /* bytes of the words in the text */
	gsize length;
};

/* The earliest day not after arrived, and at most half a year before it,
 * that the text tells so. FALSE if there is none. */
gboolean date_handed(const char *text, guint32 arrived, struct date_said *said);

#endif
