/*
 * What a person must be told: overdue duties, dangers, sources and letters
 * that have been silent too long, and what will soon be wrong.
 */
#ifndef DESK_ALARM_H
#define DESK_ALARM_H

#include <glib.h>

#include "desk/post.h"

/* Adds a sentence (char *) for each to alarms, and enters the duty to explain
 * a missed deadline (domain.md 10.17). Identifiers only, no personal data.
 * FAULT_TEMPORARY if the ledger cannot be read. */
gboolean alarm_duties(struct post *post, GPtrArray *alarms, GError **error);
gboolean alarm_letters(struct post *post, GPtrArray *alarms, GError **error);

/* The same for sources, spool, calendar and the Ombudsman's details, which
 * never fail: what cannot be read is an alarm itself. */
void alarm_sources(struct post *post, GPtrArray *alarms);
void alarm_stores(struct post *post, GPtrArray *alarms);

#endif
