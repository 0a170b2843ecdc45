/*
 * The pages around the cases: letters and outbox, what is on hold, sources,
 * rules, templates, calendar, and who saw and did what. Their routes.
 */
#ifndef CONSOLE_PAGE_OFFICE_H
#define CONSOLE_PAGE_OFFICE_H

#include "console/route.h"

extern const struct route page_outbox_routes[];
extern const struct route page_place_routes[];
extern const struct route page_rules_routes[];
extern const struct route page_template_routes[];
extern const struct route page_audit_routes[];

#endif
