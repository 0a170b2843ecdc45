/*
 * Who has a case, who must not see it, and who is away (Code 5.8c;
 * domain.md 10.10).
 */
#ifndef DESK_ASSIGN_H
#define DESK_ASSIGN_H

#include <glib.h>

#include "desk/act.h"

/* --- who has it -----------------------------------------------------------*/

struct assigning {
	struct act act;
	const char *login; /* who is to have it; NULL: nobody */
	gboolean cleared;  /* that person says: I have no conflict */
};

/* Gives a case to somebody, or takes it away. The conflict question is put
 * to whoever is to have it, so that only he can answer it: cleared is
 * refused if act.login is another. FAULT_INPUT also if that person is barred
 * from the case, or there is no such member of staff. */
gboolean assign(struct post *post, const struct assigning *assigning,
		GError **error);

/* --- who must not see it --------------------------------------------------*/

struct barring {
	struct act act;
	const char *login;
	const char *reason; /* required; also when it is lifted */
	gboolean lift;
};

/* Bars somebody from the case, or lets him see it again. Whoever is barred
 * does not have it any more. Also for "I have a conflict": then login is
 * act.login. FAULT_INPUT also without a reason, and if there is no such bar
 * to be lifted. */
gboolean bar_person(struct post *post, const struct barring *barring,
		    GError **error);

/* --- who is away ----------------------------------------------------------*/

struct away {
	const char *by;	   /* who says so; required */
	const char *login; /* who is away */
	guint32 until;	   /* the last day of it; DAY_NONE: back again */
};

/* FAULT_INPUT if the day has passed, or there is no such member of staff. */
gboolean away(struct post *post, const struct away *away, GError **error);

#endif
