/*
 * The fields of each letter as tables (domain.md 4.1 to 4.4, and 1 and 10
 * for the small letters). A new letter is a table here, a row in `letters`
 * and a file in templates/.
 */
#include "policy/letter.h"

#define MUST(key, provision, words)                      \
	{                                                \
		key, provision, words, NEED_VALUE, FALSE \
	}
#define PLACE(key, provision, words)                     \
	{                                                \
		key, provision, words, NEED_PLACE, FALSE \
	}
#define MAY(key, provision, words)                         \
	{                                                  \
		key, provision, words, NEED_NOTHING, FALSE \
	}

/* What a person, or the program for him, writes for this one letter. */
#define WRITTEN(key, provision, words)                  \
	{                                               \
		key, provision, words, NEED_VALUE, TRUE \
	}
#define ADDED(key, provision, words)                    \
	{                                               \
		key, provision, words, NEED_PLACE, TRUE \
	}

#define FIELDS_OF_SMALL                                    \
	MUST("landlord", "3.1", "the landlord's name"),    \
		MUST("ref", "5.12", "the case reference"), \
		MUST("received", "5.12", "the date it was received")

#define FIELD_TELEPHONE(provision) \
	MUST("landlord_telephone", provision, "how to reach us by telephone")

#define FIELD_EMERGENCY \
	MUST("emergency", "6.1", "the telephone number for emergencies")

#define FIELDS_OF_OFFICER                                 \
	MUST("officer", "4.1", "the complaints officer"), \
		MUST("landlord_telephone", "4.1",         \
		     "the officer's telephone number"),   \
		MUST("landlord_email", "4.1", "the officer's e-mail address")

#define FIELDS_OF_REDRESS(provision)                                      \
	MUST("ombudsman", provision, "the Housing Ombudsman's details"),  \
	{                                                                 \
		"heat_network", "3.7",                                    \
			"the Energy Ombudsman, where it is about a heat " \
			"network",                                        \
			NEED_HEAT, FALSE                                  \
	}

static const struct letter_field receipt[] = {
	FIELDS_OF_SMALL,
	FIELD_EMERGENCY,
	FIELD_TELEPHONE("3.1"),
};

static const struct letter_field request[] = {
	FIELDS_OF_SMALL,
	FIELD_EMERGENCY,
	FIELD_TELEPHONE("3.1"),
	WRITTEN("what_next", "1.4", "what happens next with the request"),
	MUST("how_to_complain", "1.3", "how to make it a complaint"),
};

static const struct letter_field choice[] = {
	FIELDS_OF_SMALL,
	FIELD_TELEPHONE("3.1"),
	MUST("how_to_complain", "1.3", "how to make it a complaint"),
	WRITTEN("what_next", "1.5", "that work on the request goes on"),
	MUST("process", "3.4", "the two stages and their times"),
	MUST("ombudsman", "3.7", "the Housing Ombudsman's details"),
};

static const struct letter_field survey[] = {
	FIELDS_OF_SMALL,
	FIELD_TELEPHONE("3.1"),
	MUST("how_to_complain", "1.6", "how to complain"),
};

/* What both acknowledgements share (Code 5.6 and 6.11 ask for the same). */
#define FIELDS_OF_ACKNOWLEDGEMENT                                              \
	MUST("landlord", "3.1", "the landlord's name"),                        \
		PLACE("name", "3.1", "the resident's name"),                   \
		MUST("outcomes", "5.6", "the outcomes the resident seeks"),    \
		PLACE("clarification", "5.6", "what is unclear"),              \
		MUST("responsibility", "5.7",                                  \
		     "what we are and are not responsible for"),               \
		FIELDS_OF_OFFICER,                                             \
		MUST("representative", "3.6",                                  \
		     "the right to a representative"),                         \
		MUST("adjustments", "5.10", "the question about adjustments"), \
		FIELDS_OF_REDRESS("3.7"),                                      \
		MUST("process", "3.4", "the two stages and their times"),      \
		PLACE("open_request", "1.5", "that an open request goes on"),  \
		PLACE("legal_redress", "3.4",                                  \
		      "what the policy says of legal redress"),                \
		MAY("decide_by", "5.7", "when we say which parts are ours")

static const struct letter_field acknowledgement_1[] = {
	MUST("ref", "6.2", "the case reference"),
	MUST("received", "6.2", "the date the complaint was received"),
	MUST("definition", "5.6", "the complaint definition"),
	MUST("today", "6.3", "the date of this letter"),
	MUST("response_due", "6.3", "the date the response is due"),
	FIELDS_OF_ACKNOWLEDGEMENT,
};

static const struct letter_field acknowledgement_2[] = {
	MUST("ref", "6.11", "the case reference"),
	MUST("received", "6.11", "the date the escalation was received"),
	MUST("definition", "5.6", "what remains in dispute"),
	MUST("today", "6.14", "the date of this letter"),
	MUST("response_due", "6.14", "the date the response is due"),
	PLACE("reviewer", "6.13", "who reviews it, not having decided stage 1"),
	{"panel_date", "6.11", "the date of the hearing, or when it follows",
	 NEED_PANEL, FALSE},
	{"hearing_rights", "3.6", "the right to attend, with somebody",
	 NEED_PANEL, FALSE},
	FIELDS_OF_ACKNOWLEDGEMENT,
};

/* What the guard's letter said would follow (domain.md 10.2). */
static const struct letter_field definition[] = {
	FIELDS_OF_SMALL,
	MUST("today", "5.12", "the date of this letter"),
	MUST("definition", "5.6", "the complaint definition"),
	MUST("outcomes", "5.6", "the outcomes the resident seeks"),
	PLACE("clarification", "5.6", "what is unclear"),
	MUST("responsibility", "5.7",
	     "what we are and are not responsible for"),
	MUST("response_due", "6.3, 6.14",
	     "the date the response is due, which does not change"),
	PLACE("reviewer", "6.13", "who reviews it at stage 2"),
	MAY("panel_date", "6.11", "the date of the hearing"),
	MAY("hearing_rights", "3.6", "the right to attend, with somebody"),
	FIELDS_OF_OFFICER,
	MUST("representative", "3.6", "the right to a representative"),
	MUST("adjustments", "5.10", "the question about adjustments"),
	FIELDS_OF_REDRESS("3.7"),
};

static const struct letter_field clarification[] = {
	FIELDS_OF_SMALL,
	MUST("today", "5.12", "the date of this letter"),
	WRITTEN("clarification", "5.6", "what is unclear"),
	MUST("response_due", "6.3, 6.14",
	     "the date the response is due, which does not change"),
	FIELDS_OF_OFFICER,
	MUST("adjustments", "5.10", "the question about adjustments"),
	FIELDS_OF_REDRESS("3.7"),
};

/* Refusals at both stages, and an early closure (Lumen 17), differ in the
 * paragraph that asks for the decision. */
#define FIELDS_OF_REFUSAL(provision)                                           \
	FIELDS_OF_SMALL, MUST("today", "5.12", "the date of this letter"),     \
		WRITTEN("asked", "5.12", "what the resident asked for"),       \
		WRITTEN("ground", provision,                                   \
			"the ground in the policy's words"),                   \
		WRITTEN("facts", "2.1", "the facts that fit the ground"),      \
		WRITTEN("discretion", "2.3, 2.5",                              \
			"how circumstances and discretion were considered"),   \
		WRITTEN("instead", "2.1",                                      \
			"what happens instead, or where to go"),               \
		WRITTEN("decision_maker", "2.1", "who decided, as a role"),    \
		WRITTEN("decided_on", "2.1", "the day of the decision"),       \
		MUST("ombudsman_right", "2.4",                                 \
		     "the right to take this decision to the Ombudsman"),      \
		FIELDS_OF_OFFICER,                                             \
		MUST("adjustments", "5.10", "the question about adjustments"), \
		FIELDS_OF_REDRESS("2.4")

static const struct letter_field refusal[] = {
	FIELDS_OF_REFUSAL("2.1, 2.2"),
	WRITTEN("dates_used", "2.2, 2.3", "the dates that were used"),
};

static const struct letter_field refusal_2[] = {
	FIELDS_OF_REFUSAL("5.11"),
	WRITTEN("dates_used", "2.2, 2.3", "the dates that were used"),
};

static const struct letter_field closure[] = {
	FIELDS_OF_REFUSAL("2.4"),
	ADDED("dates_used", "2.2, 2.3", "the dates that were used"),
};

static const struct letter_field compliment[] = {
	FIELDS_OF_SMALL,
	FIELD_TELEPHONE("3.1"),
};

static const struct letter_field unreadable[] = {
	FIELDS_OF_SMALL,
	FIELD_EMERGENCY,
	FIELD_TELEPHONE("3.1"),
	MUST("adjustments", "5.10", "the question about adjustments"),
};

static const struct letter_field authority[] = {
	FIELDS_OF_SMALL,
	MUST("today", "3.6", "the date of this letter"),
	FIELDS_OF_OFFICER,
	MUST("landlord_address", "3.6", "where to send the form"),
	MUST("authority_form", "3.6", "the form to fill in and sign"),
};

/* The Code's introduction: "Where a landlord is unable to comply". */
static const struct letter_field delay[] = {
	FIELDS_OF_SMALL,
	MUST("today", "introduction", "the date of this letter"),
	WRITTEN("late_step", "introduction", "what we have not done in time"),
	WRITTEN("was_due", "introduction", "when it was due"),
	WRITTEN("delay_reason", "introduction", "why it is late"),
	WRITTEN("new_date", "introduction", "when it will be done"),
	FIELDS_OF_OFFICER,
	MUST("adjustments", "5.10", "the question about adjustments"),
	FIELDS_OF_REDRESS("introduction, 3.7"),
};

/* What any letter may show: it tells nothing of the message. */
static const char *const common[] = {
	"landlord",
	"landlord_address",
	"landlord_telephone",
	"landlord_email",
	"emergency",
	"officer",
	"name",
	"ref",
	"received",
	"today",
	"ombudsman",
	"process",
	"by_post",
	"how_to_complain",
	"complaint_means",
};

#define FIELDS(name) .fields = name, .n = G_N_ELEMENTS(name)

static const struct {
	const struct letter_field *fields;
	gsize n;
	const char *phrase;
} letters[LETTER_COUNT] = {
	[LETTER_RECEIPT] = {FIELDS(receipt)},
	[LETTER_REQUEST] = {FIELDS(request)},
	[LETTER_CHOICE] = {FIELDS(choice)},
	[LETTER_SURVEY] = {FIELDS(survey)},
	[LETTER_ACKNOWLEDGE_1] = {FIELDS(acknowledgement_1),
				  .phrase = "stage 1"},
	[LETTER_ACKNOWLEDGE_2] = {FIELDS(acknowledgement_2),
				  .phrase = "stage 2"},
	[LETTER_DEFINITION] = {FIELDS(definition)},
	[LETTER_CLARIFICATION] = {FIELDS(clarification)},
	[LETTER_REFUSAL] = {FIELDS(refusal), .phrase = "stage 1"},
	[LETTER_REFUSAL_2] = {FIELDS(refusal_2), .phrase = "stage 2"},
	[LETTER_COMPLIMENT] = {FIELDS(compliment)},
	[LETTER_UNREADABLE] = {FIELDS(unreadable)},
	[LETTER_AUTHORITY] = {FIELDS(authority)},
	[LETTER_DELAY] = {FIELDS(delay)},
	[LETTER_CLOSURE] = {FIELDS(closure)},
};

const struct letter_field *
letter_fields(enum letter letter, gsize *n)
{
	g_assert(letter < LETTER_COUNT);
	*n = letters[letter].n;
	return letters[letter].fields;
}

const struct letter_field *
letter_field(enum letter letter, const char *key)
{
	gsize n = 0;
	const struct letter_field *fields = letter_fields(letter, &n);
	gsize i;

	for (i = 0; i < n; i++)
		if (g_strcmp0(fields[i].key, key) == 0)
			return &fields[i];
	return NULL;
}

const char *
letter_phrase(enum letter letter)
{
	g_assert(letter < LETTER_COUNT);
	return letters[letter].phrase;
}

static gboolean
is_common(const char *key)
{
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(common); i++)
		if (g_strcmp0(common[i], key) == 0)
			return TRUE;
	return FALSE;
}

gboolean
letter_allows(enum letter letter, const char *key)
{
	return is_common(key) || letter_field(letter, key) != NULL;
}

gboolean
letter_is_key(const char *key)
{
	enum letter letter;

	for (letter = 0; letter < LETTER_COUNT; letter++)
		if (letter_allows(letter, key))
			return TRUE;
	return FALSE;
}
