/*
 * Keying in a new matter that a resident told by telephone, at the desk or on
 * a social network; and the page that lists the keys.
 */
#ifndef CONSOLE_PAGE_TOLD_H
#define CONSOLE_PAGE_TOLD_H

#include "console/route.h"

extern const struct route page_told_routes[];

#endif
