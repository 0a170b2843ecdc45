/*
 * The kinds of alarms in one table, and a list of alarms that cannot grow
 * without end.
 */
#include "desk/alarm.h"

#include <stdarg.h>

#include "base/limits.h"
#include "desk/alarm_inside.h"

static const struct alarm_facts kinds[ALARM_COUNT] = {
	[ALARM_DUTY_OVERDUE] = {"duty-overdue", "No duty is overdue.",
				"duty is overdue", "duties are overdue",
				LEVEL_FAIL, FALSE},
	[ALARM_DUTY_NOW] = {"duty-now", "No danger waits for a person.",
			    "case needs a person now",
			    "cases need a person now", LEVEL_WARN, FALSE},
	[ALARM_DUTY_SOON] = {"duty-soon", "No duty is about to be late.",
			     "duty is due soon", "duties are due soon",
			     LEVEL_WARN, FALSE},
	[ALARM_GUARD] = {"guard",
			 "The guard could write every letter it had to.",
			 "acknowledgement cannot be sent by itself",
			 "acknowledgements cannot be sent by themselves",
			 LEVEL_FAIL, FALSE},
	[ALARM_REVIEW] = {"review", "No review is due.",
			  "adjustment or restriction is to be reviewed",
			  "adjustments or restrictions are to be reviewed",
			  LEVEL_WARN, FALSE},
	[ALARM_LETTER_STUCK] = {"letter-stuck", "No letter waits for a person.",
				"letter waits for a person to act",
				"letters wait for a person to act", LEVEL_FAIL,
				FALSE},
	[ALARM_LETTER_LATE] = {"letter-late", "Letters leave in time.",
			       "letter has not gone out yet",
			       "letters have not gone out yet", LEVEL_FAIL,
			       FALSE},
	[ALARM_LETTER_PAPER] = {"letter-paper",
				"Every printed letter was posted.",
				"letter was printed and not posted",
				"letters were printed and not posted",
				LEVEL_WARN, FALSE},
	[ALARM_MISSING] = {"missing", "No message was passed by.",
			   "source had messages that were passed by",
			   "sources had messages that were passed by",
			   LEVEL_FAIL, FALSE},
	[ALARM_SILENT] = {"silent", "No source is silent for unusually long.",
			  "source is silent for unusually long",
			  "sources are silent for unusually long", LEVEL_WARN,
			  FALSE},
	[ALARM_HELD] = {"held", "Nothing is held for a person.",
			"folder holds items that a person must look at",
			"folders hold items that a person must look at",
			LEVEL_WARN, FALSE},
	[ALARM_CALENDAR] = {"calendar", "The calendar reaches far enough.",
			    "calendar ends soon", "calendars end soon",
			    LEVEL_WARN, FALSE},
	[ALARM_OMBUDSMAN] = {"ombudsman",
			     "The Ombudsman's details were checked this year.",
			     "record of the Ombudsman's details is old",
			     "records of the Ombudsman's details are old",
			     LEVEL_WARN, FALSE},
	[ALARM_SOURCE] = {"source", "Every source is fetched.",
			  "source cannot be fetched",
			  "sources cannot be fetched", LEVEL_FAIL, TRUE},
	[ALARM_SEND] = {"send", "Letters can go out.",
			"reason keeps all letters back",
			"reasons keep all letters back", LEVEL_FAIL, TRUE},
	[ALARM_REMARK] = {"remark", "Nothing is odd about any source.",
			  "source holds something odd",
			  "sources hold something odd", LEVEL_WARN, TRUE},
	[ALARM_RECONCILE] = {"reconcile", "Every source was reconciled lately.",
			     "source could not be reconciled for two days",
			     "sources could not be reconciled for two days",
			     LEVEL_FAIL, TRUE},
	[ALARM_TOKEN] = {"token", "No token or secret ends soon.",
			 "token or secret ends soon",
			 "tokens or secrets end soon", LEVEL_WARN, TRUE},
	[ALARM_BACKLOG] = {"backlog", "What is taken in is filed at once.",
			   "backlog waits to be filed",
			   "backlogs wait to be filed", LEVEL_WARN, TRUE},
	[ALARM_DISK] = {"disk", "The disk has room.", "disk is nearly full",
			"disks are nearly full", LEVEL_FAIL, TRUE},
	[ALARM_PROCESS] = {"process", "No process has died or gone silent.",
			   "process does not run as it should",
			   "processes do not run as they should", LEVEL_FAIL,
			   TRUE},
	[ALARM_BACKUP] = {"backup", "No backup is known to be too old.",
			  "backup is too old", "backups are too old",
			  LEVEL_WARN, TRUE},
	[ALARM_HOOK] = {"webhook", "No webhook has missed an event.",
			"webhook has missed events",
			"webhooks have missed events", LEVEL_WARN, TRUE},
};

const char *
alarm_level_name(enum alarm_level level)
{
	static const char *const names[] = {"ok", "warn", "fail"};

	return names[level];
}

const struct alarm_facts *
alarm_facts(enum alarm_kind kind)
{
	g_assert(kind < ALARM_COUNT);
	return &kinds[kind];
}

enum alarm_kind
alarm_of(const char *name)
{
	enum alarm_kind kind = 0;

	while (kind < ALARM_COUNT && !g_str_equal(kinds[kind].name, name))
		kind++;
	return kind;
}

static void
alarm_free(gpointer data)
{
	struct alarm *alarm = data;

	g_free(alarm->subject);
	g_free(alarm->sentence);
	g_free(alarm);
}

struct alarms *
alarms_new(void)
{
	struct alarms *alarms = g_new0(struct alarms, 1);

	alarms->list = g_ptr_array_new_with_free_func(alarm_free);
	return alarms;
}

void
alarms_free(struct alarms *alarms)
{
	g_ptr_array_unref(alarms->list);
	g_free(alarms);
}

struct alarm *
alarm_add(struct alarms *alarms, enum alarm_kind kind, const char *subject,
	  const char *format, ...)
{
	struct alarm *alarm;
	va_list arguments;

	if (alarms->counts[kind]++ >= LIMIT_ALARMS)
		return NULL;
	alarm = g_new0(struct alarm, 1);
	alarm->kind = kind;
	alarm->subject = g_strdup(subject);
	va_start(arguments, format);
	alarm->sentence = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_ptr_array_add(alarms->list, alarm);
	return alarm;
}

gboolean
alarm_look(struct post *post, struct alarms *alarms, GError **error)
{
	if (!alarm_duties(post, alarms, error) ||
	    !alarm_reviews(post, alarms, error) ||
	    !alarm_letters(post, alarms, error) ||
	    !alarm_sources(post, alarms, error) ||
	    !alarm_hooks(post, alarms, error))
		return FALSE;
	alarm_stores(post, alarms);
	return TRUE;
}
