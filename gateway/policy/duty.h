/*
 * The kinds of things that the Code obliges the landlord to do, and their
 * dates (domain.md 3 and 10). Which of them follow from a message is in
 * policy/plan.h. Nothing here ends a duty; the ledger does, by an event or
 * a named person's reason.
 *
 * Days are London days, instants UTC seconds (base/clock.h). Every function
 * that counts days fails with FAULT_SETUP past the known calendar.
 */
#ifndef POLICY_DUTY_H
#define POLICY_DUTY_H

#include <glib.h>

#include "model/calendar.h"
#include "model/notice.h"

/* Working days that the Code sets. */
#define DAYS_LOOK 3 /* ours: nothing passes unlooked-at */
#define DAYS_ACKNOWLEDGE 5
#define DAYS_RESPOND_1 10
#define DAYS_RESPOND_2 20

enum duty_kind {
	DUTY_LOOK,
	DUTY_URGENT,
	DUTY_ACKNOWLEDGE_1,
	DUTY_RESPOND_1,
	DUTY_ACKNOWLEDGE_2,
	DUTY_RESPOND_2,
	DUTY_CONFIRM_DEFINITION, /* after a letter sent by the guard */
	DUTY_OFFER_CHOICE,
	DUTY_HOW_TO_COMPLAIN,
	DUTY_ANSWER_OTHER_ROUTE, /* mail cannot or must not carry it */
	DUTY_TELEPHONE,		 /* unsafe contact: a person, now */
	DUTY_READ_ORIGINAL,	 /* we could not read it */
	DUTY_EXPLAIN_DELAY,	 /* a deadline was missed */
	DUTY_EXCLUSION_LETTER,
	DUTY_AUTHORITY,	    /* of a representative */
	DUTY_OMBUDSMAN,	    /* the Ombudsman wrote */
	DUTY_REVIEWER,	    /* stage 2: by whom, before a panel also when */
	DUTY_RECORD_DANGER, /* what was done about a danger that was taken on */
	DUTY_OMBUDSMAN_INFORMATION, /* what it asks for, by when it says */
	DUTY_OMBUDSMAN_ORDER,	    /* what it orders */
	DUTY_OMBUDSMAN_ACCEPT,	    /* accept what was refused */
	DUTY_COUNT
};

/* "acknowledge-1", for the ledger and JSON; a constant. */
const char *duty_name(enum duty_kind kind);

/* The Code's paragraph, "6.2", or "introduction"; what only the design asks
 * for bears the paragraph it serves. A constant. */
const char *duty_provision(enum duty_kind kind);

/* For people: "acknowledge the complaint (stage 1)". A constant. */
const char *duty_words(enum duty_kind kind);

/* The stage a kind belongs to: 1, 2, or 0 if none. */
int duty_stage(enum duty_kind kind);

/* The duties to acknowledge and to respond at stage 2, or at stage 1 for any
 * other stage. */
enum duty_kind duty_acknowledging(int stage);
enum duty_kind duty_responding(int stage);

/* What is met when the letter has left us; DUTY_COUNT if nothing is. */
enum duty_kind duty_met_by(enum letter letter);

/* DUTY_COUNT if there is no such name or name is NULL. */
enum duty_kind duty_of(const char *name);

/* A duty that follows. Exactly one of due and due_at is set. */
struct duty_due {
	enum duty_kind kind;
	int stage;	 /* 0 if none */
	guint32 due;	 /* last day on which it is in time; DAY_NONE */
	gint64 due_at;	 /* for clock hours; else TIME_NONE */
	gint64 guard_at; /* when the guard sends the letter if nobody has;
			    TIME_NONE if it must not, or has no letter */
};

struct duty_settings {
	double guard_threshold;
	int guard_hour; /* London time */
	int guard_minute;
	int urgent_hours;
};

/* 0.2, 10:00 and 4 hours. */
struct duty_settings duty_defaults(void);

/* When the response is due: 10 or 20 working days from the day of the
 * acknowledgement (Code 6.3, 6.14). DAY_NONE with FAULT_SETUP. */
guint32 duty_response_due(const struct calendar *calendar, int stage,
			  guint32 acknowledged, GError **error);

/* The same had the acknowledgement left on its last day: a late one must
 * not hide a late response. DAY_NONE with FAULT_SETUP. */
guint32 duty_response_outer(const struct calendar *calendar, int stage,
			    guint32 received, GError **error);

/* By when a person confirms definition and responsibilities after the
 * guard's letter (5.6, 5.7): five working days. DAY_NONE, FAULT_SETUP. */
guint32 duty_definition_due(const struct calendar *calendar, guint32 sent,
			    GError **error);

/* When the guard sends an acknowledgement: guard time, London, on the
 * working day before the strict due date (domain.md 3.2, rule C); never
 * before receipt. TIME_NONE with FAULT_SETUP. */
gint64 duty_guard_at(const struct calendar *calendar,
		     const struct duty_settings *settings, gint64 received,
		     GError **error);

/* True if missing it owes the resident an explanation the same day
 * (Code, introduction; domain.md 10.17). */
gboolean duty_missed_explains(enum duty_kind kind);

#endif
