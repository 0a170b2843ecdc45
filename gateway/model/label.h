/*
 * The names of docs/LABELLING.md: category, ground and flags of a message.
 * The order of the enums is the order of the tables there and is stored
 * nowhere: JSON, the ledger and the rules all use the names.
 */
#ifndef MODEL_LABEL_H
#define MODEL_LABEL_H

#include <glib.h>

enum category {
	CATEGORY_COMPLAINT,
	CATEGORY_SERVICE_REQUEST,
	CATEGORY_ESCALATION,
	CATEGORY_EXCLUSION,
	CATEGORY_SURVEY_FEEDBACK,
	CATEGORY_COMPLIMENT,
	CATEGORY_ENQUIRY,
	CATEGORY_COUNT,
	CATEGORY_NONE = CATEGORY_COUNT
};

enum ground {
	GROUND_ASB_REPORT,
	GROUND_TENANCY_BREACH,
	GROUND_CHARGE_LEVEL,
	GROUND_THIRD_PARTY,
	GROUND_PERSONNEL,
	GROUND_LEGAL_PROCEEDINGS,
	GROUND_INSURANCE_CLAIM,
	GROUND_OVER_12_MONTHS,
	GROUND_PREVIOUSLY_CONSIDERED,
	GROUND_ANONYMOUS,
	GROUND_SEPARATE_APPEAL,
	GROUND_PROPOSED, /* how many can be proposed; the rest is for people */
	GROUND_SPECIAL_ARRANGEMENTS = GROUND_PROPOSED,
	GROUND_GENERAL_LAW,
	GROUND_COUNT,
	GROUND_NONE = GROUND_COUNT
};

enum flag {
	FLAG_SAFEGUARDING,
	FLAG_HEALTH_AND_SAFETY,
	FLAG_DAMP_MOULD,
	FLAG_HEAT_NETWORK,
	FLAG_VULNERABILITY,
	FLAG_REASONABLE_ADJUSTMENT,
	FLAG_REPRESENTATIVE,
	FLAG_ELECTED_MEMBER,
	FLAG_STAFF_CONDUCT,
	FLAG_COMPENSATION,
	FLAG_LEGAL_THREAT,
	FLAG_OMBUDSMAN,
	FLAG_GROUP,
	FLAG_REQUEST_INSIDE,
	FLAG_UNSAFE_CONTACT,
	FLAG_OTHER_LANGUAGE,
	FLAG_COUNT
};

#define FLAG_BIT(flag) (1u << (flag))

/* The names used in JSON, rules and the ledger: "service_request".
 * NULL for CATEGORY_NONE and GROUND_NONE. The strings are constants. */
const char *category_name(enum category category);
const char *ground_name(enum ground ground);
const char *flag_name(enum flag flag);

/* The same for people: "service request", "damp or mould". */
const char *category_words(enum category category);
const char *ground_words(enum ground ground);
const char *flag_words(enum flag flag);

/* The value of a name; CATEGORY_NONE, GROUND_NONE or FLAG_COUNT if there is
 * no such name or name is NULL. */
enum category category_of(const char *name);
enum ground ground_of(const char *name);
enum flag flag_of(const char *name);

/* "a, b" of the flags set, for the ledger and for lists; the caller's. */
char *flags_join(guint32 flags);

/* The reverse; names that are unknown are passed over. NULL gives 0. */
guint32 flags_split(const char *joined);

#endif
