/*
 * Alarms about sources: those that cannot be fetched, and what is odd in
 * them.
 */
#include "desk/alarm_inside.h"

#include "base/clock.h"
#include "config/entrance.h"
#include "desk/silence.h"
#include "ledger/reconciliation.h"
#include "ledger/source.h"
#include "spool/cursor.h"

/* A source that has brought nothing for this long, in seconds of the real
 * clock, is silent: it is looked into every minute. */
#define SOURCE_SILENT ((gint64)30 * 60)

#define STATEMENT_SILENT ((gint64)2 * 24 * 60 * 60)

/* A form may be asked for more seldom. */
static gint64
silent_after(const struct entrance *entrance)
{
	return entrance->form == NULL
		       ? SOURCE_SILENT
		       : MAX(SOURCE_SILENT, 2 * (gint64)entrance->form->every);
}

static void
say_source(struct alarms *alarms, const struct entrance *entrance,
	   const struct cursor *cursor)
{
	const char *name = entrance->name;
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	g_autofree char *when = clock_short(cursor->last_success);

	if (*cursor->remark != '\0')
		alarm_add(alarms, ALARM_REMARK, name, "source %s: %s", name,
			  cursor->remark);
	if (cursor->setup) {
		alarm_add(alarms, ALARM_SOURCE, name, "source %s: %s", name,
			  cursor->last_error);
		return;
	}
	if (cursor->last_success != TIME_NONE &&
	    cursor->last_success > now - silent_after(entrance))
		return;
	alarm_add(alarms, ALARM_SOURCE, name, "source %s: %s%s. %s", name,
		  when == NULL ? "never fetched" : "not fetched since ",
		  when == NULL ? "" : when,
		  *cursor->last_error != '\0' ? cursor->last_error
					      : "Is \"postroom run\" running?");
}

/* A refusal that only a person can mend is told at once, not when the first
 * letter is late; and the end of a secret before it comes. */
static void
say_log_ins(struct alarms *alarms, const struct config *config)
{
	g_autoptr(own_cursor) cursor =
		cursor_load(config->data, CURSOR_SEND, NULL);
	guint i;

	if (cursor != NULL && cursor->setup)
		alarm_add(alarms, ALARM_SEND, "send",
			  "no letter can go out: %s", cursor->last_error);
	for (i = 0; i < config->oauths->len; i++) {
		const struct oauth *oauth = config->oauths->pdata[i];
		g_autofree char *words =
			oauth_secret_ends(oauth, clock_day(clock_now()));

		if (words != NULL)
			alarm_add(alarms, ALARM_TOKEN, oauth->name, "%s",
				  words);
	}
}

/* A statement that cannot be made is tried every hour; nothing is said where
 * none was ever tried. */
static gboolean
say_statement(struct post *post, struct alarms *alarms, const char *name,
	      GError **error)
{
	g_autoptr(own_reconciliation) latest = NULL;
	g_autofree char *day = NULL;
	GError *problem = NULL;
	gint64 first, last, good;

	latest = reconciliation_latest(post->ledger, name, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (latest != NULL && latest->missing > 0) {
		day = clock_words(latest->day);
		alarm_add(alarms, ALARM_MISSING, name,
			  "source %s: %" G_GINT64_FORMAT " message%s had been "
			  "passed by on %s, %" G_GINT64_FORMAT " fetched then. "
			  "\"postroom report completeness\" shows it.",
			  name, latest->missing,
			  latest->missing == 1 ? "" : "s", day,
			  latest->fetched);
	}
	if (!reconciliation_tried(post->ledger, name, &first, &last, error))
		return FALSE;
	good = latest == NULL ? first : latest->finished;
	if (good != TIME_NONE && good < clock_now() - STATEMENT_SILENT)
		alarm_add(alarms, ALARM_RECONCILE, name,
			  "source %s: it could not be reconciled for two "
			  "days. \"postroom reconcile %s\" says why.",
			  name, name);
	return TRUE;
}

/* How a person finds out whether the silence is a fault. */
static const char *
trial_of(const struct entrance *entrance)
{
	if (entrance->letters != NULL)
		return "Scan a test page into its folder.";
	return entrance->form != NULL ? "Fill in the form once as a test."
				      : "Send a test message to its address.";
}

/* Its messages are counted to now only: a clock that was set back, or a
 * forged date, must not hide a silence. */
static gboolean
say_silence(struct post *post, struct alarms *alarms,
	    const struct entrance *entrance, GError **error)
{
	const char *name = entrance->name;
	gint64 now = clock_now(), limit, last;
	g_autoptr(GArray) arrivals = source_arrivals(
		post->ledger, name, now - SILENCE_SECONDS, error);
	g_autofree char *when = NULL;

	if (arrivals == NULL)
		return FALSE;
	while (arrivals->len > 0 &&
	       g_array_index(arrivals, gint64, arrivals->len - 1) > now)
		g_array_set_size(arrivals, arrivals->len - 1);
	limit = silence_limit(arrivals, post->calendar, now);
	if (limit < 0)
		return TRUE;
	last = g_array_index(arrivals, gint64, arrivals->len - 1);
	if (now - last <= limit)
		return TRUE;
	when = clock_short(last);
	alarm_add(alarms, ALARM_SILENT, name,
		  "source %s: nothing has come since %s. More than %d hours "
		  "without a message are unusual at this hour of this weekday. "
		  "%s",
		  name, when, (int)(limit / 3600), trial_of(entrance));
	return TRUE;
}

/* A form that is only pushed has no cursor, and no statement. */
static gboolean
say_looks(struct post *post, struct alarms *alarms,
	  const struct entrance *entrance, GError **error)
{
	const char *name = entrance->name;
	g_autoptr(GError) trouble = NULL;
	g_autoptr(own_cursor) cursor =
		cursor_load(post->config->data, name, &trouble);

	if (cursor == NULL)
		alarm_add(alarms, ALARM_SOURCE, name, "source %s: %s", name,
			  trouble->message);
	else
		say_source(alarms, entrance, cursor);
	return say_statement(post, alarms, name, error);
}

gboolean
alarm_sources(struct post *post, struct alarms *alarms, GError **error)
{
	g_autoptr(GPtrArray) all = entrances_of(post->config);
	guint i;

	say_log_ins(alarms, post->config);
	for (i = 0; i < all->len; i++) {
		const struct entrance *one = all->pdata[i];

		if ((one->looked && !say_looks(post, alarms, one, error)) ||
		    !say_silence(post, alarms, one, error))
			return FALSE;
	}
	return TRUE;
}
