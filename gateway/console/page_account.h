/*
 * Pages of accounts: signing in and out, one's own account, and the accounts
 * of all for administrators. Their routes.
 */
#ifndef CONSOLE_PAGE_ACCOUNT_H
#define CONSOLE_PAGE_ACCOUNT_H

#include "console/route.h"

extern const struct route page_sign_in_routes[];
extern const struct route page_me_routes[];
extern const struct route page_staff_routes[];

#endif
