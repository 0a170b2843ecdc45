/*
 * Alarms: what a person must be told. Overdue duties, dangers, letters that
 * do not leave, sources that are silent, and what will soon be wrong. Nothing
 * here keeps a state: an alarm is there as long as its reason is. Who is told
 * of it and when is in desk/bulletin.h; docs/ALARMS.md explains each.
 *
 * Identifiers only, no personal data: a case is named by its reference, a
 * source and a letter by name and number.
 *
 * To add a kind: a row in the enum here and in the table of alarm.c, a line
 * in docs/ALARMS.md, and alarm_add wherever it is found.
 */
#ifndef DESK_ALARM_H
#define DESK_ALARM_H

#include <glib.h>

#include "desk/post.h"

enum alarm_kind {
	ALARM_DUTY_OVERDUE,
	ALARM_DUTY_NOW,	 /* a danger: a person, by the hour */
	ALARM_DUTY_SOON, /* due today or on the next working day */
	ALARM_GUARD,	 /* the guard could not write */
	ALARM_REVIEW,	 /* of a restriction or an adjustment */
	ALARM_LETTER_STUCK,
	ALARM_LETTER_LATE,
	ALARM_LETTER_PAPER, /* printed, and nobody says that it was posted */
	ALARM_MISSING,	    /* reconcile found a difference */
	ALARM_SILENT,	    /* a source brings less than it used to */
	ALARM_HELD,
	ALARM_CALENDAR,
	ALARM_OMBUDSMAN,
	ALARM_SOURCE,	 /* cannot be fetched: log-in, server, token */
	ALARM_SEND,	 /* no letter can go out: log-in, rights, TLS */
	ALARM_REMARK,	 /* what is odd about a source */
	ALARM_RECONCILE, /* could not be made for two days */
	ALARM_TOKEN,	 /* a token or secret ends soon */
	ALARM_BACKLOG,	 /* what was taken in is not being filed */
	ALARM_DISK,
	ALARM_PROCESS, /* does not run, or dies again and again */
	ALARM_BACKUP,
	ALARM_HOOK, /* another system was not told for days */
	ALARM_COUNT
};

enum alarm_level { LEVEL_OK, LEVEL_WARN, LEVEL_FAIL };

/* "ok", "warn", "fail"; constants. */
const char *alarm_level_name(enum alarm_level level);

/* What is known of a kind; all constants. */
struct alarm_facts {
	const char *name; /* "duty-overdue": in the ledger and in JSON */
	const char *good; /* "No duty is overdue." */
	const char *one;  /* "duty is overdue", after "1 " */
	const char *many; /* "duties are overdue" */
	enum alarm_level level;
	gboolean technical; /* for whoever runs the machine */
};
const struct alarm_facts *alarm_facts(enum alarm_kind kind);

/* ALARM_COUNT if there is none of that name. */
enum alarm_kind alarm_of(const char *name);

/* An alarm. Kind and subject are its identity: they stay as they are while
 * the sentence may change. */
struct alarm {
	enum alarm_kind kind;
	char *subject;
	char *sentence;
	gboolean told; /* already, by desk/tell.h */
};

/* Alarms as they are found. Of a kind only the first LIMIT_ALARMS are kept,
 * the others are counted. */
struct alarms {
	GPtrArray *list; /* struct alarm */
	guint counts[ALARM_COUNT];
};
struct alarms *alarms_new(void);
void alarms_free(struct alarms *alarms);
OWN_TYPE(alarms, alarms_free)

/* Adds one; it belongs to the list. NULL if it was only counted. */
struct alarm *alarm_add(struct alarms *alarms, enum alarm_kind kind,
			const char *subject, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/* Adds all that there are now. What cannot be looked at is an alarm itself,
 * but for the ledger: FAULT_TEMPORARY, FAULT_INPUT. It needs POST_SPOOL and a
 * ledger, which may be open to read only. */
gboolean alarm_look(struct post *post, struct alarms *alarms, GError **error);

#endif
