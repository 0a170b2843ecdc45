/*
 * Pages of accounts: signing in and out, one's own account, and the accounts
 * of all for administrators. Their routes, and the fields that several of them
 * have.
 */
#ifndef CONSOLE_PAGE_ACCOUNT_H
#define CONSOLE_PAGE_ACCOUNT_H

#include "console/input.h"
#include "console/route.h"

extern const struct route page_sign_in_routes[];
extern const struct route page_me_routes[];
extern const struct route page_staff_routes[];

/* A new password twice: "password" and "again". */
void account_password_fields(struct html *html, const char *label,
			     const struct errors *errors);

/* The field "code" for six digits; name and form are filled in here. */
void account_code_field(struct html *html, const struct input *input);

#endif
