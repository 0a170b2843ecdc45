/*
 * Who may do what. A member of staff has one role or several; a row of the
 * console's route table names all that may come in.
 *
 * - read-only sees cases, letters and figures and changes nothing.
 * - handler works on cases: notes, calls and visits, drafts; nothing leaves.
 * - officer settles what a message is and releases letters.
 * - manager does what an officer does, assigns, bars and overrules.
 * - administrator looks after accounts, sources and rules; sees no case
 *   unless another role allows it.
 * - register is no post but a right beside one: the disability and
 *   adjustment register of persons (Code 5.10), which holds health data.
 */
#ifndef MODEL_ROLE_H
#define MODEL_ROLE_H

#include <glib.h>

enum role {
	ROLE_READ_ONLY = 1,
	ROLE_HANDLER = 2,
	ROLE_OFFICER = 4,
	ROLE_MANAGER = 8,
	ROLE_ADMINISTRATOR = 16,
	ROLE_REGISTER = 32,
	ROLE_ANYBODY = 64, /* also who is not signed in; never a person's */
};

/* The usual groups, for route tables. */
#define MAY_ANYBODY ROLE_ANYBODY
#define MAY_MANAGE ROLE_MANAGER
#define MAY_SETTLE (ROLE_OFFICER | MAY_MANAGE)
#define MAY_HANDLE (ROLE_HANDLER | MAY_SETTLE)
#define MAY_LOOK (ROLE_READ_ONLY | MAY_HANDLE)
#define MAY_ADMINISTER ROLE_ADMINISTRATOR
#define MAY_SIGNED_IN (MAY_LOOK | MAY_ADMINISTER)
#define MAY_REGISTER ROLE_REGISTER

/* The name of one role, "read-only"; NULL if it is no role of a person. */
const char *role_name(guint role);

/* "officer, register"; "" for none. The caller's. */
char *role_names(guint roles);

/* Reads names divided by commas or spaces; 0 if one of them is none or there
 * is none. */
guint role_read(const char *names);

#endif
