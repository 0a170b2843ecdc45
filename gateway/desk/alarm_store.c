/*
 * Alarms about what Postroom stands on: spool, disk, calendar, the record of
 * the Ombudsman's details, and processes that die.
 */
#include "desk/alarm_inside.h"

#include "base/clock.h"
#include "desk/tell.h"
#include "policy/workday.h"

/* Days before the end of the calendar at which to ask for a new one. */
#define CALENDAR_DAYS 180

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

void
alarm_stores(struct post *post, struct alarms *alarms)
{
	look_at_spool(post, alarms);
	look_at_calendar(post, alarms);
	look_at_told(post, alarms);
}
