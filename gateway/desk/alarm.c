/*
 * Alarms are queries over duties, cursors and the outbox: nothing here keeps
 * a state of its own.
 */
#include "desk/alarm.h"

#include <stdarg.h>

#include "base/clock.h"
#include "desk/oblige.h"
#include "ledger/outbox.h"
#include "policy/workday.h"
#include "send/schedule.h"
#include "spool/cursor.h"

/* A source that has brought nothing for this long, in seconds of the real
 * clock, is silent: it is polled every minute. */
#define SOURCE_SILENT ((gint64)30 * 60)

/* A letter that nobody has tried to send for this long is late. */
#define LETTER_SILENT ((gint64)60 * 60)

#define NOTIFY_DAYS 3

/* Days before the end of the calendar at which to ask for a new one. */
#define CALENDAR_DAYS 180

static void say(GPtrArray *alarms, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
say(GPtrArray *alarms, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(alarms, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

static char *
due_words(const struct duty_row *duty)
{
	return duty->due_day != DAY_NONE ? clock_words(duty->due_day)
					 : clock_short(duty->due_at);
}

static gboolean
explain_delay(struct post *post, const struct duty_row *duty, GError **error)
{
	enum duty_kind kind = duty_of(duty->kind);
	g_autoptr(own_duty_row) known = NULL;

	if (kind == DUTY_COUNT || !duty_missed_explains(kind))
		return TRUE;
	if (!oblige_find(post, duty->case_id, DUTY_EXPLAIN_DELAY, &known,
			 error))
		return FALSE;
	if (known != NULL)
		return TRUE;
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (oblige_by_day(post, duty->case_id, DUTY_EXPLAIN_DELAY,
			  clock_day(clock_now()), error))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

static void
say_duty(GPtrArray *alarms, const struct duty_row *duty)
{
	g_autofree char *when = due_words(duty);
	enum duty_kind kind = duty_of(duty->kind);
	const char *words = kind == DUTY_COUNT ? duty->kind : duty_words(kind);

	if (duty_is_overdue(duty, clock_now()))
		say(alarms, "%s: overdue since %s: %s (Code %s)", duty->ref,
		    when, words, duty->provision);
	else if (kind == DUTY_URGENT || kind == DUTY_TELEPHONE ||
		 kind == DUTY_OMBUDSMAN)
		say(alarms, "%s: now, by %s at the latest: %s", duty->ref, when,
		    words);
	else if ((kind == DUTY_LOOK || kind == DUTY_REVIEWER) &&
		 duty->due_day == clock_day(clock_now()))
		say(alarms, "%s: today: %s", duty->ref, words);
	else if (kind == DUTY_ANSWER_OTHER_ROUTE)
		say(alarms, "%s: by %s: %s", duty->ref, when, words);
}

/* Late, due today, or of a kind that is told from the start. */
static struct duty_each *
pressing(struct post *post, GError **error)
{
	guint32 tomorrow = clock_day(clock_now()) + 1;

	return duty_each_open(post->ledger, DUTIES_PRESSING,
			      clock_at(tomorrow, 0, 0), error);
}

gboolean
alarm_duties(struct post *post, GPtrArray *alarms, GError **error)
{
	g_autoptr(GPtrArray) open =
		g_ptr_array_new_with_free_func((GDestroyNotify)duty_row_free);
	g_autoptr(own_duty_each) each = pressing(post, error);
	struct duty_row *row;
	guint i;

	while (each != NULL && (row = duty_each_next(each, NULL)) != NULL)
		g_ptr_array_add(open, row);
	for (i = 0; i < open->len; i++) {
		const struct duty_row *duty = g_ptr_array_index(open, i);

		say_duty(alarms, duty);
		if (duty_is_overdue(duty, clock_now()) &&
		    !explain_delay(post, duty, error))
			return FALSE;
	}
	return each != NULL;
}

static void
say_letter(GPtrArray *alarms, const struct outbox_row *row, const char *words)
{
	say(alarms, "letter %" G_GINT64_FORMAT " (%s): %s: %s", row->id,
	    letter_name(row->notice->letter), words,
	    *row->reply != '\0' ? row->reply : "no attempt has been made");
}

/* When the duty that the letter would meet is due; TIME_NONE if none. */
static gint64
due_of(struct post *post, const struct outbox_row *row)
{
	enum duty_kind kind = duty_met_by(row->notice->letter);
	g_autoptr(own_duty_row) duty = NULL;

	if (kind == DUTY_COUNT ||
	    !oblige_find(post, row->case_id, kind, &duty, NULL) ||
	    duty == NULL || duty->due_day == DAY_NONE)
		return TIME_NONE;
	return clock_at(duty->due_day + 1, 0, 0);
}

/* A letter that still tries is no alarm until a person should know. */
static gboolean
is_late(struct post *post, const struct outbox_row *row)
{
	gint64 now = clock_now();

	if (row->created >= now - LETTER_SILENT)
		return FALSE;
	return row->attempts == 0 ||
	       schedule_tells(row->created, now, (guint)row->attempts,
			      due_of(post, row));
}

/* On paper since before today, and nobody has said that it was posted. What
 * Notify has it posts the next working day: three days are too long. */
static void
say_paper(GPtrArray *alarms, const struct outbox_row *row)
{
	guint32 today = clock_day(clock_now());
	guint32 since = clock_day(row->printed);
	g_autofree char *day = clock_words(since);

	if (row->route == ROUTE_NOTIFY && today > since + NOTIFY_DAYS)
		say(alarms,
		    "letter %" G_GINT64_FORMAT " (%s): GOV.UK Notify has it "
		    "since %s and has not posted it",
		    row->id, letter_name(row->notice->letter), day);
	else if (row->route == ROUTE_POST && today > since)
		say(alarms,
		    "letter %" G_GINT64_FORMAT " (%s): printed on %s. Post it, "
		    "then record that: \"postroom posted %" G_GINT64_FORMAT
		    " --by NAME\"",
		    row->id, letter_name(row->notice->letter), day, row->id);
}

static gboolean
say_letters(struct post *post, enum outbox_which which, GPtrArray *alarms,
	    GError **error)
{
	g_autoptr(own_outbox_each) each = outbox_each_open(
		post->ledger, which, which == OUTBOX_WAITING ? clock_now() : 0,
		error);

	while (each != NULL) {
		g_autoptr(own_outbox_row) row = outbox_each_next(each, NULL);

		if (row == NULL)
			break;
		if (which == OUTBOX_ON_PAPER)
			say_paper(alarms, row);
		else if (which == OUTBOX_STUCK)
			say_letter(alarms, row, "a person must act");
		else if (is_late(post, row))
			say_letter(alarms, row, "has not gone out yet");
	}
	return each != NULL;
}

gboolean
alarm_letters(struct post *post, GPtrArray *alarms, GError **error)
{
	return say_letters(post, OUTBOX_WAITING, alarms, error) &&
	       say_letters(post, OUTBOX_STUCK, alarms, error) &&
	       say_letters(post, OUTBOX_ON_PAPER, alarms, error);
}

static void
say_source(GPtrArray *alarms, const char *name, const struct cursor *cursor)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	g_autofree char *when = clock_short(cursor->last_success);

	if (*cursor->remark != '\0')
		say(alarms, "source %s: %s", name, cursor->remark);
	if (cursor->last_success != TIME_NONE &&
	    cursor->last_success > now - SOURCE_SILENT)
		return;
	say(alarms, "source %s: %s%s. %s", name,
	    when == NULL ? "never fetched" : "not fetched since ",
	    when == NULL ? "" : when,
	    *cursor->last_error != '\0' ? cursor->last_error
					: "Is \"postroom run\" running?");
}

void
alarm_sources(struct post *post, GPtrArray *alarms)
{
	const struct config *config = post->config;
	guint i;

	for (i = 0; i < config->mailboxes->len; i++) {
		const struct mailbox *m =
			g_ptr_array_index(config->mailboxes, i);
		g_autoptr(GError) trouble = NULL;
		g_autoptr(own_cursor) cursor =
			cursor_load(config->data, m->name, &trouble);

		if (cursor == NULL)
			say(alarms, "source %s: %s", m->name, trouble->message);
		else
			say_source(alarms, m->name, cursor);
	}
}

void
alarm_stores(struct post *post, GPtrArray *alarms)
{
	g_autoptr(GError) trouble = NULL;
	guint32 today = clock_day(clock_now());
	int held = spool_count_held(post->spool);
	int left = workday_horizon(post->calendar, today);

	if (!spool_has_room(post->spool, &trouble))
		say(alarms, "spool: %s", trouble->message);
	if (held != 0)
		say(alarms,
		    "spool: %d held in %s/spool/held. Each has a file that "
		    "says why.",
		    held, post->config->data);
	if (left < CALENDAR_DAYS)
		say(alarms,
		    "calendar: the bank holidays are known for %d more days. "
		    "Put a newer bank-holidays.json from gov.uk in its place.",
		    left);
	if (ombudsman_is_stale(post->profile->ombudsman, today))
		say(alarms, "ombudsman: nobody has checked the Ombudsman's "
			    "details for over a year. Check them, and set "
			    "verified_on.");
}
