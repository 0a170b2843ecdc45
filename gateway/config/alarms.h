/*
 * The section alarms { }: who is told of what is wrong, and what is looked at
 * once a day. Each key is told in docs/CONFIGURATION.md.
 */
#ifndef CONFIG_ALARMS_H
#define CONFIG_ALARMS_H

#include <glib.h>

#include "config/source.h"

struct alarm_settings {
	GPtrArray *to;	    /* char *: addresses of the officers */
	GPtrArray *it;	    /* of whoever runs the machine; may be to's */
	int digest_hour;    /* London: what still lasts is told again */
	int reconcile_hour; /* London: each source is reconciled */
	int reconcile_minute;
	int backup_days; /* a backup that is older is an alarm; 0: none */
};

/* Fills settings from the section; the landlord's address is told if nobody
 * else is named. Faults are noted in the source. */
void alarms_read(struct source *source, const char *landlord,
		 struct alarm_settings *settings);

void alarms_clear(struct alarm_settings *settings);

#endif
