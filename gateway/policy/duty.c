/*
 * The kinds of duties as a table, and the dates that the Code attaches to
 * them. Which kinds follow from a message is decided in plan.c.
 */
#include "policy/duty.h"

#include "base/clock.h"
#include "policy/workday.h"

struct duty_text {
	const char *name;
	const char *provision;
	const char *words;
	int stage;
};

static const struct duty_text texts[DUTY_COUNT] = {
	[DUTY_LOOK] = {"look", "1.4",
		       "look at the message and confirm what it is", 0},
	[DUTY_URGENT] = {"urgent", "6.1",
			 "act on a danger now: safeguarding or a hazard", 0},
	[DUTY_ACKNOWLEDGE_1] = {"acknowledge-1", "6.2",
				"acknowledge the complaint (stage 1)", 1},
	[DUTY_RESPOND_1] = {"respond-1", "6.3", "send the stage 1 response", 1},
	[DUTY_ACKNOWLEDGE_2] = {"acknowledge-2", "6.11",
				"acknowledge the escalation (stage 2)", 2},
	[DUTY_RESPOND_2] = {"respond-2", "6.14", "send the stage 2 response",
			    2},
	[DUTY_CONFIRM_DEFINITION] =
		{"confirm-definition", "5.6, 5.7",
		 "confirm the complaint's definition and say what we are "
		 "responsible for",
		 0},
	[DUTY_OFFER_CHOICE] = {"offer-choice", "1.3",
			       "offer the choice to complain", 0},
	[DUTY_HOW_TO_COMPLAIN] = {"how-to-complain", "1.6",
				  "tell the person how to complain", 0},
	[DUTY_ANSWER_OTHER_ROUTE] =
		{"answer-other-route", "3.1",
		 "answer by post or telephone: mail cannot do it", 0},
	[DUTY_TELEPHONE] = {"telephone", "3.1",
			    "agree a safe way to answer: nothing may be sent "
			    "before",
			    0},
	[DUTY_READ_ORIGINAL] = {"read-original", "5.12",
				"read the original: it could not be read "
				"by machine",
				0},
	[DUTY_EXPLAIN_DELAY] = {"explain-delay", "introduction",
				"explain the missed date, give a new one and "
				"the Ombudsman's details",
				0},
	[DUTY_EXCLUSION_LETTER] = {"exclusion-letter", "2.4",
				   "send the letter that says why it is not "
				   "accepted",
				   0},
	[DUTY_AUTHORITY] = {"authority", "3.6",
			    "settle the representative's authority", 0},
	[DUTY_OMBUDSMAN] = {"ombudsman", "4.1",
			    "the liaison officer reads the Ombudsman's letter",
			    0},
	[DUTY_REVIEWER] = {"name-reviewer", "6.13",
			   "say who looks at stage 2, and when if a panel does",
			   2},
	[DUTY_RECORD_DANGER] = {"record-danger", "6.1",
				"record what was done about the danger: a "
				"referral, a repair, or why nothing",
				0},
	[DUTY_OMBUDSMAN_INFORMATION] = {"ombudsman-information", "4.1",
					"send the Ombudsman what it asks for",
					0},
	[DUTY_OMBUDSMAN_ORDER] = {"ombudsman-order", "4.1",
				  "do what the Ombudsman orders, and tell it",
				  0},
	[DUTY_OMBUDSMAN_ACCEPT] = {"ombudsman-accept", "2.4",
				   "accept the complaint that was refused, as "
				   "the Ombudsman says",
				   0},
};

const char *
duty_name(enum duty_kind kind)
{
	g_assert(kind < DUTY_COUNT);
	return texts[kind].name;
}

const char *
duty_provision(enum duty_kind kind)
{
	g_assert(kind < DUTY_COUNT);
	return texts[kind].provision;
}

const char *
duty_words(enum duty_kind kind)
{
	g_assert(kind < DUTY_COUNT);
	return texts[kind].words;
}

int
duty_stage(enum duty_kind kind)
{
	g_assert(kind < DUTY_COUNT);
	return texts[kind].stage;
}

enum duty_kind
duty_acknowledging(int stage)
{
	return stage == 2 ? DUTY_ACKNOWLEDGE_2 : DUTY_ACKNOWLEDGE_1;
}

enum duty_kind
duty_responding(int stage)
{
	return stage == 2 ? DUTY_RESPOND_2 : DUTY_RESPOND_1;
}

enum duty_kind
duty_met_by(enum letter letter)
{
	switch (letter) {
	case LETTER_ACKNOWLEDGE_1:
		return DUTY_ACKNOWLEDGE_1;
	case LETTER_ACKNOWLEDGE_2:
		return DUTY_ACKNOWLEDGE_2;
	case LETTER_DEFINITION:
		return DUTY_CONFIRM_DEFINITION;
	case LETTER_CHOICE:
		return DUTY_OFFER_CHOICE;
	case LETTER_SURVEY:
		return DUTY_HOW_TO_COMPLAIN;
	case LETTER_REFUSAL:
	case LETTER_REFUSAL_2:
	case LETTER_CLOSURE:
		return DUTY_EXCLUSION_LETTER;
	case LETTER_DELAY:
		return DUTY_EXPLAIN_DELAY;
	default:
		return DUTY_COUNT;
	}
}

enum duty_kind
duty_of(const char *name)
{
	enum duty_kind kind = 0;

	while (kind < DUTY_COUNT && g_strcmp0(texts[kind].name, name) != 0)
		kind++;
	return kind;
}

struct duty_settings
duty_defaults(void)
{
	struct duty_settings settings = {
		.guard_threshold = 0.2,
		.guard_hour = 10,
		.guard_minute = 0,
		.urgent_hours = 4,
	};

	return settings;
}

static int
response_days(int stage)
{
	return stage == 2 ? DAYS_RESPOND_2 : DAYS_RESPOND_1;
}

guint32
duty_response_due(const struct calendar *calendar, int stage,
		  guint32 acknowledged, GError **error)
{
	return workday_add(calendar, acknowledged, response_days(stage), error);
}

guint32
duty_response_outer(const struct calendar *calendar, int stage,
		    guint32 received, GError **error)
{
	return workday_add(calendar, received,
			   DAYS_ACKNOWLEDGE + response_days(stage), error);
}

guint32
duty_definition_due(const struct calendar *calendar, guint32 sent,
		    GError **error)
{
	return workday_add(calendar, sent, DAYS_ACKNOWLEDGE, error);
}

gint64
duty_guard_at(const struct calendar *calendar,
	      const struct duty_settings *settings, gint64 received,
	      GError **error)
{
	guint32 day = workday_add_strict(calendar, clock_day(received),
					 DAYS_ACKNOWLEDGE, error);

	if (day != DAY_NONE)
		day = workday_add(calendar, day, -1, error);
	if (day == DAY_NONE)
		return TIME_NONE;
	return MAX(received,
		   clock_at(day, settings->guard_hour, settings->guard_minute));
}

gboolean
duty_missed_explains(enum duty_kind kind)
{
	return kind == DUTY_ACKNOWLEDGE_1 || kind == DUTY_RESPOND_1 ||
	       kind == DUTY_ACKNOWLEDGE_2 || kind == DUTY_RESPOND_2 ||
	       kind == DUTY_EXCLUSION_LETTER;
}
