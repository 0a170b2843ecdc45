/*
 * Assigning cases, barring people from them, noting who is away.
 */
#include "desk/assign.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "ledger/handler.h"
#include "ledger/item.h"
#include "ledger/staff.h"

#define LOGIN_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789._@+-"

static gboolean
check_login(const char *login, GError **error)
{
	gsize size = login != NULL ? strlen(login) : 0;

	return (size > 0 && size <= LIMIT_ADDRESS_BYTES &&
		strspn(login, LOGIN_CHARACTERS) == size) ||
	       fault_set(error, FAULT_INPUT,
			 "Say who: the name that person signs in with, in "
			 "small letters.");
}

/* Whoever signs in must be known; a post room without accounts takes any
 * login. NULL in *staff then. */
static gboolean
find_staff(struct ledger *ledger, const char *login, struct staff **staff,
	   GError **error)
{
	GError *problem = NULL;
	g_autoptr(GPtrArray) all = NULL;

	if (!check_login(login, error))
		return FALSE;
	*staff = staff_find(ledger, login, &problem);
	if (*staff == NULL && problem == NULL)
		all = staff_list(ledger, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	return *staff != NULL || all->len == 0 ||
	       fault_set(error, FAULT_INPUT,
			 "Nobody signs in as \"%s\". Look at the list of "
			 "staff.",
			 login);
}

/* Whether a message of the case has that name in it. */
static gboolean
is_named(struct ledger *ledger, gint64 case_id, const char *name)
{
	g_autoptr(own_item_each) each = item_each_open(ledger, case_id, NULL);
	g_autofree char *wanted = text_lower(name);
	gboolean named = FALSE;

	while (each != NULL && !named && *wanted != '\0') {
		g_autoptr(own_item_row) item = item_each_next(each, NULL);
		g_autofree char *text = NULL;

		if (item == NULL)
			break;
		if (item->message == NULL)
			continue;
		text = text_lower(item->message->text);
		named = strstr(text, wanted) != NULL;
	}
	return named;
}

/* --- who has it -----------------------------------------------------------*/

static gboolean
check_handler(struct post *post, const struct case_row *row,
	      const struct assigning *from, GError **error)
{
	g_autoptr(own_staff) staff = NULL;
	gboolean barred;

	if (!find_staff(post->ledger, from->login, &staff, error) ||
	    !bar_holds(post->ledger, row->id, from->login, &barred, error))
		return FALSE;
	if (barred)
		return fault_set(error, FAULT_INPUT,
				 "%s is barred from %s and cannot have it "
				 "(Code 5.8c).",
				 from->login, row->ref);
	if (from->cleared && from->act.login != NULL &&
	    !g_str_equal(from->act.login, from->login))
		return fault_set(error, FAULT_INPUT,
				 "Only %s can say that there is no conflict of "
				 "interest (Code 5.8c).",
				 from->login);
	if (staff != NULL && staff->disabled != TIME_NONE)
		return fault_set(error, FAULT_INPUT,
				 "The account of %s is closed.", staff->name);
	if (staff != NULL && !from->cleared &&
	    is_named(post->ledger, row->id, staff->name))
		return fault_set(error, FAULT_INPUT,
				 "%s is named in %s. Give it to somebody else, "
				 "or let that person say that there is no "
				 "conflict of interest (Code 5.8c).",
				 staff->name, row->ref);
	return TRUE;
}

static gboolean
give(struct post *post, const struct case_row *row,
     const struct assigning *from, GError **error)
{
	gint64 now = clock_now();
	const struct handler handler = {
		.case_id = row->id,
		.login = (char *)(gintptr)from->login,
		.since = now,
		.given_by = (char *)(gintptr)from->act.by,
		.cleared = from->cleared ? now : TIME_NONE,
	};

	return check_handler(post, row, from, error) &&
	       handler_set(post->ledger, &handler, error) &&
	       act_note(post, from->act.by, row->id,
			(struct act_event){"assigned",
					   json_pack("{s:s, s:b}", "to",
						     from->login, "no_conflict",
						     (int)from->cleared)},
			error) != 0;
}

/* Whoever has the case has it no more, if it is that login (NULL: anybody). */
static gboolean
take_away(struct post *post, const struct act *act, gint64 case_id,
	  const char *login, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_handler) handler =
		handler_load(post->ledger, case_id, &problem);

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (handler == NULL ||
	    (login != NULL && !g_str_equal(handler->login, login)))
		return TRUE;
	return handler_remove(post->ledger, case_id, error) &&
	       act_note(post, act->by, case_id,
			(struct act_event){
				"unassigned",
				json_pack("{s:s}", "from", handler->login)},
			error) != 0;
}

gboolean
assign(struct post *post, const struct assigning *assigning, GError **error)
{
	g_autoptr(own_case_row) row = act_begin(post, &assigning->act, error);
	gboolean done;

	if (row == NULL)
		return FALSE;
	done = assigning->login != NULL
		       ? give(post, row, assigning, error)
		       : take_away(post, &assigning->act, row->id, NULL, error);
	return act_end(post, done, error);
}

/* --- who must not see it --------------------------------------------------*/

static gboolean
put_bar(struct post *post, const struct case_row *row,
	const struct barring *from, GError **error)
{
	const struct bar bar = {
		.case_id = row->id,
		.login = (char *)(gintptr)from->login,
		.since = clock_now(),
		.set_by = (char *)(gintptr)from->act.by,
		.reason = (char *)(gintptr)from->reason,
	};

	return (from->lift ? bar_lift(post->ledger, row->id, from->login, error)
			   : bar_set(post->ledger, &bar, error) &&
				     take_away(post, &from->act, row->id,
					       from->login, error)) &&
	       act_note(post, from->act.by, row->id,
			(struct act_event){from->lift ? "bar-lifted" : "barred",
					   json_pack("{s:s, s:s}", "login",
						     from->login, "reason",
						     from->reason)},
			error) != 0;
}

gboolean
bar_person(struct post *post, const struct barring *barring, GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	g_autoptr(own_staff) staff = NULL;

	if (!find_staff(post->ledger, barring->login, &staff, error) ||
	    !act_check_reason(barring->reason, error))
		return FALSE;
	row = act_begin(post, &barring->act, error);
	return row != NULL &&
	       act_end(post, put_bar(post, row, barring, error), error);
}

/* --- who is away ----------------------------------------------------------*/

static gboolean
put_absence(struct post *post, const struct away *away, GError **error)
{
	g_autofree char *day = clock_iso(away->until);
	const struct absence absence = {
		.login = (char *)(gintptr)away->login,
		.until = away->until,
		.told = clock_now(),
		.told_by = (char *)(gintptr)away->by,
	};

	if (away->until == DAY_NONE)
		return absence_end(post->ledger, away->login, error) &&
		       act_note(post, away->by, 0,
				(struct act_event){"back",
						   json_pack("{s:s}", "login",
							     away->login)},
				error) != 0;
	return absence_set(post->ledger, &absence, error) &&
	       act_note(post, away->by, 0,
			(struct act_event){
				"away", json_pack("{s:s, s:s}", "login",
						  away->login, "until", day)},
			error) != 0;
}

gboolean
away(struct post *post, const struct away *away, GError **error)
{
	g_autoptr(own_staff) staff = NULL;

	if (!find_staff(post->ledger, away->login, &staff, error))
		return FALSE;
	if (away->until != DAY_NONE && away->until < clock_day(clock_now()))
		return fault_set(error, FAULT_INPUT,
				 "The last day of the absence has passed. Give "
				 "a day that is yet to come.");
	return act_open(post, away->by, error) &&
	       act_end(post, put_absence(post, away, error), error);
}
