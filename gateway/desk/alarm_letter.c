/*
 * Alarms about letters: those that a person must release or send again, that
 * are late, and that lie printed and are not posted.
 */
#include "desk/alarm_inside.h"

#include <string.h>

#include "base/clock.h"
#include "desk/oblige.h"
#include "ledger/outbox.h"
#include "send/schedule.h"

/* A letter that nobody has tried to send for this long is late. */
#define LETTER_SILENT ((gint64)60 * 60)

#define NOTIFY_DAYS 3

/* A server's answer may name the resident's address. */
static char *
without_addresses(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	char **word;

	for (word = words; *word != NULL; word++)
		if (strchr(*word, '@') != NULL) {
			g_free(*word);
			*word = g_strdup("[address]");
		}
	return g_strjoinv(" ", words);
}

static void
add(struct alarms *alarms, enum alarm_kind kind, const struct outbox_row *row,
    const char *words)
{
	g_autofree char *bare = without_addresses(words);
	g_autofree char *subject =
		g_strdup_printf("%" G_GINT64_FORMAT, row->id);

	alarm_add(alarms, kind, subject, "letter %s (%s): %s", subject,
		  letter_name(row->notice->letter), bare);
}

static void
say_letter(struct alarms *alarms, enum alarm_kind kind,
	   const struct outbox_row *row, const char *words)
{
	g_autofree char *all = g_strdup_printf(
		"%s: %s", words,
		*row->reply != '\0' ? row->reply : "no attempt has been made");

	add(alarms, kind, row, all);
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
say_paper(struct alarms *alarms, const struct outbox_row *row)
{
	guint32 today = clock_day(clock_now());
	guint32 since = clock_day(row->printed);
	g_autofree char *day = clock_words(since);
	g_autofree char *words = NULL;

	if (row->route == ROUTE_NOTIFY && today > since + NOTIFY_DAYS)
		words = g_strdup_printf("GOV.UK Notify has it since %s and "
					"has not posted it",
					day);
	else if (row->route == ROUTE_POST && today > since)
		words = g_strdup_printf(
			"printed on %s. Post it, then record "
			"that: \"postroom posted %" G_GINT64_FORMAT
			" --by NAME\"",
			day, row->id);
	if (words != NULL)
		add(alarms, ALARM_LETTER_PAPER, row, words);
}

static gboolean
say_letters(struct post *post, enum outbox_which which, struct alarms *alarms,
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
			say_letter(alarms, ALARM_LETTER_STUCK, row,
				   "a person must act");
		else if (is_late(post, row))
			say_letter(alarms, ALARM_LETTER_LATE, row,
				   "has not gone out yet");
	}
	return each != NULL;
}

gboolean
alarm_letters(struct post *post, struct alarms *alarms, GError **error)
{
	return say_letters(post, OUTBOX_WAITING, alarms, error) &&
	       say_letters(post, OUTBOX_STUCK, alarms, error) &&
	       say_letters(post, OUTBOX_ON_PAPER, alarms, error);
}
