/*
 * Alarms about what the landlord owes: duties that are late or press, and
 * days on which a person's adjustments or restriction are looked at again.
 */
#include "desk/alarm_inside.h"

#include "base/clock.h"
#include "ledger/duty.h"
#include "ledger/person.h"
#include "policy/workday.h"

static char *
due_words(const struct duty_row *duty)
{
	return duty->due_day != DAY_NONE ? clock_words(duty->due_day)
					 : clock_short(duty->due_at);
}

/* The day by which a duty is due soon: the next working day. */
static guint32
soon(const struct post *post)
{
	guint32 today = clock_day(clock_now());
	guint32 next = workday_add(post->calendar, today, 1, NULL);

	return next == DAY_NONE ? today : next;
}

static void
say_duty(struct alarms *alarms, const struct duty_row *duty)
{
	g_autofree char *when = due_words(duty);
	g_autofree char *subject =
		g_strdup_printf("%s %s", duty->ref, duty->kind);
	enum duty_kind kind = duty_of(duty->kind);
	const char *words = kind == DUTY_COUNT ? duty->kind : duty_words(kind);

	if (duty_is_overdue(duty, clock_now()))
		alarm_add(alarms, ALARM_DUTY_OVERDUE, subject,
			  "%s: overdue since %s: %s (Code %s)", duty->ref, when,
			  words, duty->provision);
	else if (kind == DUTY_URGENT || kind == DUTY_TELEPHONE ||
		 kind == DUTY_OMBUDSMAN)
		alarm_add(alarms, ALARM_DUTY_NOW, subject,
			  "%s: now, by %s at the latest: %s", duty->ref, when,
			  words);
	else if ((kind == DUTY_LOOK || kind == DUTY_REVIEWER) &&
		 duty->due_day == clock_day(clock_now()))
		alarm_add(alarms, ALARM_DUTY_SOON, subject, "%s: today: %s",
			  duty->ref, words);
	else if (kind == DUTY_ANSWER_OTHER_ROUTE || kind == DUTY_RESPOND_1 ||
		 kind == DUTY_RESPOND_2)
		alarm_add(alarms, ALARM_DUTY_SOON, subject, "%s: by %s: %s",
			  duty->ref, when, words);
}

/* Late, due by the next working day, or of a kind that is told from the
 * start. */
gboolean
alarm_duties(struct post *post, struct alarms *alarms, GError **error)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(post->ledger, DUTIES_PRESSING,
			       clock_at(soon(post) + 1, 0, 0), error);
	GError *problem = NULL;

	if (each == NULL)
		return FALSE;
	while (TRUE) {
		g_autoptr(own_duty_row) row = duty_each_next(each, &problem);

		if (row == NULL)
			break;
		say_duty(alarms, row);
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

gboolean
alarm_reviews(struct post *post, struct alarms *alarms, GError **error)
{
	g_autoptr(GPtrArray) reviews =
		person_reviews(post->ledger, clock_day(clock_now()), error);
	guint i;

	for (i = 0; reviews != NULL && i < reviews->len; i++) {
		const struct person_review *one = reviews->pdata[i];
		const char *what = one->restriction ? "restriction of contact"
						    : "adjustments";
		g_autofree char *subject =
			g_strdup_printf("%s %s", one->ref, what);
		g_autofree char *day = clock_words(one->day);

		alarm_add(alarms, ALARM_REVIEW, subject,
			  "%s: look again at the %s of this person: that "
			  "was due on %s (Code %s). Then set the next "
			  "day with \"postroom person set\".",
			  one->ref, what, day,
			  one->restriction ? "5.15" : "5.10");
	}
	return reviews != NULL;
}
