/*
 * The parts of alarm_look, for alarm*.c. Each adds what it finds; those that
 * return nothing make an alarm of what they cannot look at.
 */
#ifndef DESK_ALARM_INSIDE_H
#define DESK_ALARM_INSIDE_H

#include "desk/alarm.h"

/* What is owed. FAULT_TEMPORARY if the ledger cannot be read, as below. */
gboolean alarm_duties(struct post *post, struct alarms *alarms, GError **error);
/* Days set for a person's adjustments or restriction. */
gboolean alarm_reviews(struct post *post, struct alarms *alarms,
		       GError **error);
/* The outbox. */
gboolean alarm_letters(struct post *post, struct alarms *alarms,
		       GError **error);
/* Events that a webhook did not take. */
gboolean alarm_hooks(struct post *post, struct alarms *alarms, GError **error);
/* What the sources bring, and whether they can be fetched. */
gboolean alarm_sources(struct post *post, struct alarms *alarms,
		       GError **error);
/* Spool, disk, calendar, processes. */
void alarm_stores(struct post *post, struct alarms *alarms);

#endif
