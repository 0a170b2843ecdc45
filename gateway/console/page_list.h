/*
 * Pages that list cases: To do, all cases, search, and confirming many at
 * once. Their routes.
 */
#ifndef CONSOLE_PAGE_LIST_H
#define CONSOLE_PAGE_LIST_H

#include "console/route.h"

extern const struct route page_todo_routes[];
extern const struct route page_bulk_routes[];
extern const struct route page_cases_routes[];

#endif
