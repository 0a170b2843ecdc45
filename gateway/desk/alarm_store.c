/*
 * Alarms about what Postroom stands on: spool, disk, calendar, the record of
 * the Ombudsman's details, and processes that die.
 */
#include "desk/alarm_inside.h"

#include "base/clock.h"
#include "base/pulse.h"
#include "desk/tell.h"
#include "policy/workday.h"
#include "spool/look.h"

/* Days before the end of the calendar at which to ask for a new one. */
#define CALENDAR_DAYS 180

/* Intake files what waits within seconds; a loop gives a sign of life at
 * least once a minute, but while it works through many messages. */
#define BACKLOG_SECONDS ((gint64)15 * 60)
#define PULSE_SECONDS ((gint64)15 * 60)
#define DAY_SECONDS ((gint64)24 * 60 * 60)

static void
look_at_spool(struct post *post, struct alarms *alarms)
{
	g_autoptr(GError) trouble = NULL;
	struct alarm *full = NULL;
	int held = spool_count_held(post->spool);

	if (!spool_has_room(post->spool, &trouble))
		full = alarm_add(alarms, ALARM_DISK, "disk", "spool: %s",
				 trouble->message);
	if (full != NULL)
		full->told = tell_is_recent(post->config, "disk");
	if (held != 0)
		alarm_add(alarms, ALARM_HELD, "spool",
			  "spool: %d held in %s/spool/held. Each has a file "
			  "that says why.",
			  held, post->config->data);
}

static void
look_at_calendar(struct post *post, struct alarms *alarms)
{
	guint32 today = clock_day(clock_now());
	int left = workday_horizon(post->calendar, today);

	if (left < CALENDAR_DAYS)
		alarm_add(alarms, ALARM_CALENDAR, "bank-holidays",
			  "calendar: the bank holidays are known for %d more "
			  "days. Put a newer bank-holidays.json from gov.uk in "
			  "its place.",
			  left);
	if (ombudsman_is_stale(post->profile->ombudsman, today))
		alarm_add(alarms, ALARM_OMBUDSMAN, "details",
			  "ombudsman: nobody has checked the Ombudsman's "
			  "details for over a year. Check them, and set "
			  "verified_on.");
}

/* What "run" had to tell past the ledger; a full disk is looked at above. */
static void
look_at_told(struct post *post, struct alarms *alarms)
{
	g_autoptr(GPtrArray) told = tell_recent(post->config);
	guint i;

	for (i = 0; i < told->len; i++) {
		const struct told *one = told->pdata[i];
		struct alarm *alarm = NULL;

		if (!g_str_equal(one->kind, "disk"))
			alarm = alarm_add(alarms, ALARM_PROCESS, one->kind,
					  "%s: %s", one->kind, one->text);
		if (alarm != NULL)
			alarm->told = TRUE;
	}
}

/* What waits longer than this is not being filed; what waits is named by
 * its time of arrival. */
static void
look_at_backlog(struct post *post, struct alarms *alarms)
{
	int waiting = spool_count_new(post->spool);
	g_autofree char *folder =
		g_build_filename(post->config->data, "spool", "new", NULL);
	gint64 oldest = look_oldest(folder);
	gint64 age = oldest == TIME_NONE
			     ? 0
			     : g_get_real_time() / G_USEC_PER_SEC - oldest;

	if (waiting > 0 && age > BACKLOG_SECONDS)
		alarm_add(alarms, ALARM_BACKLOG, "spool",
			  "spool: %d messages wait to be filed, the oldest for "
			  "%d minutes. Is \"postroom run\" running? Look at "
			  "the log of intake.",
			  waiting, (int)(age / 60));
}

/* A process that never ran on this data folder is not missed. */
static void
look_at_pulses(struct post *post, struct alarms *alarms)
{
	static const char *const names[] = {"intake", "send", "watch"};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(names); i++) {
		gint64 age = pulse_age(post->config->data, names[i]);

		g_autofree char *subject =
			g_strconcat("silent ", names[i], NULL);

		if (age > PULSE_SECONDS)
			alarm_add(alarms, ALARM_PROCESS, subject,
				  "process %s: no sign of life for %d minutes. "
				  "Is \"postroom run\" running?",
				  names[i], (int)(age / 60));
	}
}

static void
look_at_backup(struct post *post, struct alarms *alarms)
{
	int days = post->config->alarms.backup_days;
	gint64 age = pulse_age(post->config->data, "backup");

	if (days == 0 || (age >= 0 && age <= days * DAY_SECONDS))
		return;
	if (age < 0)
		alarm_add(alarms, ALARM_BACKUP, "backup",
			  "backup: there is none yet. \"postroom backup DIR\" "
			  "makes one.");
	else
		alarm_add(alarms, ALARM_BACKUP, "backup",
			  "backup: the last is %d days old. \"postroom backup "
			  "DIR\" makes one.",
			  (int)(age / DAY_SECONDS));
}

void
alarm_stores(struct post *post, struct alarms *alarms)
{
	look_at_spool(post, alarms);
	look_at_calendar(post, alarms);
	look_at_told(post, alarms);
	look_at_backlog(post, alarms);
	look_at_pulses(post, alarms);
	look_at_backup(post, alarms);
}
