/*
 * /health and /metrics, for whoever watches the machine: open to everybody
 * who reaches the server, because they name no case and no person.
 */
#ifndef CONSOLE_PAGE_HEALTH_H
#define CONSOLE_PAGE_HEALTH_H

#include "console/route.h"

extern const struct route page_health_routes[];

#endif
