/*
 * Finding the earliest plausible day, and settling another. A duty moves if
 * it stands where the plan of the old day puts it: so nothing moves that a
 * person or a later message has dated.
 */
#include "desk/redate.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "desk/oblige.h"
#include "ledger/history.h"
#include "ledger/receipt.h"
#include "policy/dates.h"
#include "policy/plan.h"

#define DAY_SECONDS ((gint64)24 * 60 * 60)

/* How long before it reached us a message may have been received and its
 * date still be believed, in seconds: half a year. */
#define BACK_SECONDS ((gint64)183 * DAY_SECONDS)

#define YEAR_DAYS 366

/* --- finding it ---------------------------------------------------------*/

static gboolean
is_plausible(gint64 instant, gint64 arrived)
{
	return instant != TIME_NONE && instant <= arrived &&
	       instant >= arrived - BACK_SECONDS;
}

/* What a colleague wrote above what is forwarded. */
static char *
own_words(const struct message *message)
{
	static const char *const marks[] = {"\n--", "\nFrom:", "\n>", "\n____",
					    "Forwarded"};
	gsize end = strlen(message->text), i;

	for (i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char *mark = strstr(message->text, marks[i]);

		if (mark != NULL)
			end = MIN(end, (gsize)(mark - message->text));
	}
	return g_strndup(message->text, end);
}

static gint64
of_forward(const struct message *message, gint64 arrived, char **why)
{
	gint64 inner = message->forwarded == NULL ? TIME_NONE
						  : message->forwarded->date;
	g_autofree char *day = NULL;

	if (!is_plausible(inner, arrived))
		return arrived;
	day = clock_words(clock_day(inner));
	*why = g_strdup_printf("A colleague forwarded it; the message is of "
			       "%s.",
			       day);
	return inner;
}

static gint64
of_staff(const struct message *message, gint64 arrived, char **why)
{
	g_autofree char *words = own_words(message);
	gint64 received = of_forward(message, arrived, why);
	struct date_said said;
	g_autofree char *phrase = NULL;

	if (!date_handed(words, clock_day(arrived), &said) ||
	    said.day >= clock_day(received))
		return received;
	phrase = g_strndup(words + said.start, said.length);
	g_free(*why);
	*why = g_strdup_printf("A colleague writes: \"%s\".", phrase);
	return clock_at(said.day, 0, 0);
}

/* The mailbox may have been moved since, and every mail been given that
 * day. */
static gint64
of_old_mail(const struct message *message, gint64 arrived, char **why)
{
	g_autofree char *day = NULL;

	if (!is_plausible(message->date, arrived - DAY_SECONDS))
		return arrived;
	day = clock_words(clock_day(message->date));
	*why = g_strdup_printf("It is from before the mailbox was connected, "
			       "and says that it was sent on %s.",
			       day);
	return message->date;
}

gint64
redate_received(const struct post *post, const struct filing *filing,
		char **why)
{
	const struct message *message = filing->message;
	gint64 arrived = filing->item->received;

	*why = NULL;
	if (message == NULL)
		return arrived;
	if (config_is_staff(post->config, message->from->address))
		return of_staff(message, arrived, why);
	if (!filing->item->answer)
		return of_old_mail(message, arrived, why);
	return arrived;
}

gboolean
redate_note(struct post *post, const struct filing *filing,
	    const struct case_row *row, GError **error)
{
	g_autofree char *why = NULL;

	(void)redate_received(post, filing, &why);
	return why == NULL || receipt_doubt(post->ledger, row->id,
					    filing->item->received, why, error);
}

/* --- settling it --------------------------------------------------------*/

/* What is carried through one act. */
struct settling {
	struct post *post;
	const struct act *act;
	const struct case_row *row;
	const char *reason;
	gint64 arrived;
	gint64 received; /* as it is settled */
	enum route route;
};

/* What the case asks for by its date alone; kinds that it does not have are
 * of no matter. */
static struct plan
plan_of(const struct settling *settling, gint64 received)
{
	const struct case_row *row = settling->row;
	struct plan plan = {
		.received = received,
		.settings = settling->post->settings,
		.profile = settling->post->profile,
		.category = row->category,
		.ground = row->ground,
		.flags = row->flags,
		.confirmed = row->confirmed,
		.guarded = row->stage > 0,
		.stage1_answered = row->stage == 2,
		.choice_open = row->stage == 0,
		.acknowledged = row->acknowledged1 != TIME_NONE,
		.unreadable = TRUE,
		.ombudsman = TRUE,
		.route = settling->route,
	};

	return plan;
}

static const struct duty_due *
due_of(const GArray *plan, const char *kind)
{
	guint i;

	for (i = 0; i < plan->len; i++) {
		const struct duty_due *due =
			&g_array_index(plan, struct duty_due, i);

		if (g_str_equal(duty_name(due->kind), kind))
			return due;
	}
	return NULL;
}

/* A letter that the guard must not send is not sent because of a date. */
static gboolean
move(const struct settling *settling, const struct duty_row *duty,
     const struct duty_due *before, const struct duty_due *after,
     GError **error)
{
	struct duty_row moved = *duty;

	if (before == NULL || after == NULL || duty->stage == 2 ||
	    duty->due_day != before->due || duty->due_at != before->due_at)
		return TRUE;
	moved.due_day = after->due;
	moved.due_at = after->due_at;
	if (duty->guard_at != TIME_NONE)
		moved.guard_at = after->guard_at;
	return duty_redate(settling->post->ledger, duty->id, &moved, error);
}

static gboolean
move_all(const struct settling *settling, const GArray *before,
	 const GArray *after, GError **error)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(settling->post->ledger, DUTIES_OPEN_OF_CASE,
			       settling->row->id, error);
	GError *problem = NULL;

	while (each != NULL) {
		g_autoptr(own_duty_row) duty = duty_each_next(each, &problem);

		if (duty == NULL)
			break;
		if (!move(settling, duty, due_of(before, duty->kind),
			  due_of(after, duty->kind), error))
			return FALSE;
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	return each != NULL && problem == NULL;
}

static gboolean
recount(const struct settling *settling, GError **error)
{
	struct plan old = plan_of(settling, settling->row->received);
	struct plan new = plan_of(settling, settling->received);
	g_autoptr(GArray) before =
		duty_plan(settling->post->calendar, &old, error);
	g_autoptr(GArray) after = NULL;

	if (before != NULL)
		after = duty_plan(settling->post->calendar, &new, error);
	return after != NULL && move_all(settling, before, after, error);
}

/* Where the guard must not write, somebody owes an answer by another way. */
static gboolean
find_route(struct settling *settling, GError **error)
{
	gboolean other = FALSE;

	if (!oblige_is_open(settling->post, settling->row->id,
			    DUTY_ANSWER_OTHER_ROUTE, &other, error))
		return FALSE;
	settling->route = other ? ROUTE_OTHER : ROUTE_MAIL;
	return TRUE;
}

static gboolean
check_day(const struct settling *settling, guint32 day, GError **error)
{
	g_autofree char *last = NULL;
	guint32 arrived = clock_day(settling->arrived);

	if (settling->reason == NULL || *settling->reason == '\0')
		return fault_set(error, FAULT_INPUT,
				 "Say how you know on which day it was "
				 "received.");
	if (day != DAY_NONE && day <= arrived && day + YEAR_DAYS >= arrived)
		return TRUE;
	last = clock_words(arrived);
	return fault_set(error, FAULT_INPUT,
			 "The day must be one up to %s, on which it reached "
			 "us, and within the year before it.",
			 last);
}

static gboolean
find_arrival(struct settling *settling, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_receipt) receipt =
		receipt_of(settling->post->ledger, settling->row->id, &problem);

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	settling->arrived =
		receipt != NULL ? receipt->arrived : settling->row->received;
	return TRUE;
}

/* The hour is kept where it is known for that day. */
static gint64
instant_of(const struct settling *settling, guint32 day)
{
	if (clock_day(settling->row->received) == day)
		return settling->row->received;
	if (clock_day(settling->arrived) == day)
		return settling->arrived;
	return clock_at(day, 0, 0);
}

static gboolean
record(const struct settling *settling, GError **error)
{
	g_autofree char *day = clock_iso(clock_day(settling->received));
	g_autofree char *was = clock_iso(clock_day(settling->row->received));
	struct history_new entry = {
		.case_id = settling->row->id,
		.at = clock_now(),
		.actor = settling->act->by,
		.event = "date-settled",
		.detail = json_pack("{s:s, s:s, s:s}", "day", day, "before",
				    was, "reason", settling->reason),
	};
	const struct receipt_settled settled = {
		.received = settling->received,
		.arrived = settling->arrived,
		.by = settling->act->by,
		.reason = settling->reason,
	};

	return history_add(settling->post->ledger, entry, error) > 0 &&
	       receipt_settle(settling->post->ledger, settling->row->id,
			      &settled, error);
}

static gboolean
settle(struct settling *settling, guint32 day, GError **error)
{
	if (!find_arrival(settling, error) || !find_route(settling, error) ||
	    !check_day(settling, day, error))
		return FALSE;
	settling->received = instant_of(settling, day);
	return recount(settling, error) && record(settling, error);
}

gboolean
redate_settle(struct post *post, const struct act *act, guint32 day,
	      const char *reason, GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	struct settling settling = {
		.post = post,
		.act = act,
		.reason = reason,
	};

	if (!act_check_text(reason, error))
		return FALSE;
	row = act_begin(post, act, error);
	settling.row = row;
	return row != NULL &&
	       act_end(post, settle(&settling, day, error), error);
}
