/*
 * Signs of life: DATA/pulse/NAME is touched by a process that goes on, so
 * that another one can see that it does. Real time, not POSTROOM_NOW.
 */
#ifndef BASE_PULSE_H
#define BASE_PULSE_H

#include <glib.h>

/* Touches the file, at most every ten seconds. A disk that refuses is not
 * told: it is told by whoever looks. */
void pulse_beat(const char *data, const char *name);

/* Seconds since the last beat; -1 if there never was one. */
gint64 pulse_age(const char *data, const char *name);

#endif
