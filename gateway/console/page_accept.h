/*
 * The page that the link in a call to the rota leads to: whoever has the link
 * takes the danger on by name. It opens one danger and tells nothing of it
 * but the case's reference (domain.md 10.5, 10.12).
 */
#ifndef CONSOLE_PAGE_ACCEPT_H
#define CONSOLE_PAGE_ACCEPT_H

#include "console/route.h"

/* GET and POST /accept/{token}. */
extern const struct route page_accept_routes[];

#endif
