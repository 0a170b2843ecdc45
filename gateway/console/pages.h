/*
 * Every page of the console, and its navigation. A page is a row in a table
 * of its own file (page_*.c); a new table gets a line in pages.c.
 */
#ifndef CONSOLE_PAGES_H
#define CONSOLE_PAGES_H

#include "console/page.h"
#include "console/route.h"

/* The tables of all pages of the console, ended by NULL. */
extern const struct route *const pages_tables[];

/* What stands at the top and at the bottom of each. */
extern const struct page_link pages_navigation[];
extern const struct page_link pages_footer[];

#endif
