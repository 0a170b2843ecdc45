/*
 * Reads the bank holidays as gov.uk publishes them
 * (https://www.gov.uk/bank-holidays.json, domain.md 3.3): the whole file,
 * or the object of the division england-and-wales alone.
 * Other divisions are passed over: their holidays differ.
 */
#ifndef CONFIG_CALENDAR_H
#define CONFIG_CALENDAR_H

#include <glib.h>

#include "model/calendar.h"

/* NULL with FAULT_SETUP if it is not such a file, has a date that does not
 * exist, or a year within that has fewer than eight holidays (a file cut
 * short must not pass for a year without holidays); FAULT_TEMPORARY if it
 * cannot be read. The caller frees with calendar_free. */
struct calendar *calendar_load(const char *path, GError **error);

#endif
