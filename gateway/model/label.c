/*
 * The one table of labels. It holds names only, no rules about them.
 */
#include "model/label.h"

struct label {
	const char *name;
	const char *words;
};

static const struct label categories[CATEGORY_COUNT] = {
	[CATEGORY_COMPLAINT] = {"complaint", "complaint"},
	[CATEGORY_SERVICE_REQUEST] = {"service_request", "service request"},
	[CATEGORY_ESCALATION] = {"escalation", "request for stage 2"},
	[CATEGORY_EXCLUSION] = {"exclusion", "possible exclusion"},
	[CATEGORY_SURVEY_FEEDBACK] = {"survey_feedback", "survey answer"},
	[CATEGORY_COMPLIMENT] = {"compliment", "compliment"},
	[CATEGORY_ENQUIRY] = {"enquiry", "enquiry"},
};

static const struct label grounds[GROUND_COUNT] = {
	[GROUND_ASB_REPORT] = {"asb_report", "report of nuisance"},
	[GROUND_TENANCY_BREACH] = {"tenancy_breach",
				   "report of a breach of tenancy"},
	[GROUND_CHARGE_LEVEL] = {"charge_level", "level of rent or charge"},
	[GROUND_THIRD_PARTY] = {"third_party",
				"organisation not working for the landlord"},
	[GROUND_PERSONNEL] = {"personnel", "staff employment"},
	[GROUND_LEGAL_PROCEEDINGS] = {"legal_proceedings", "court claim filed"},
	[GROUND_INSURANCE_CLAIM] = {"insurance_claim", "insurance claim"},
	[GROUND_OVER_12_MONTHS] = {"over_12_months",
				   "known for over 12 months"},
	[GROUND_PREVIOUSLY_CONSIDERED] = {"previously_considered",
					  "already considered"},
	[GROUND_ANONYMOUS] = {"anonymous", "sender withholds identity"},
	[GROUND_SEPARATE_APPEAL] = {"separate_appeal",
				    "appeal with its own route"},
	[GROUND_SPECIAL_ARRANGEMENTS] = {"special_arrangements",
					 "special arrangements for contact"},
	[GROUND_GENERAL_LAW] = {"general_law", "general law rightly applied"},
};

static const struct label flags_table[FLAG_COUNT] = {
	[FLAG_SAFEGUARDING] = {"safeguarding", "safeguarding"},
	[FLAG_HEALTH_AND_SAFETY] = {"health_and_safety", "hazard"},
	[FLAG_DAMP_MOULD] = {"damp_mould", "damp or mould"},
	[FLAG_HEAT_NETWORK] = {"heat_network", "heat network"},
	[FLAG_VULNERABILITY] = {"vulnerability", "vulnerable person"},
	[FLAG_REASONABLE_ADJUSTMENT] = {"reasonable_adjustment",
					"reasonable adjustment asked"},
	[FLAG_REPRESENTATIVE] = {"representative", "writes for someone else"},
	[FLAG_ELECTED_MEMBER] = {"elected_member", "MP or councillor"},
	[FLAG_STAFF_CONDUCT] = {"staff_conduct", "conduct of staff"},
	[FLAG_COMPENSATION] = {"compensation", "money asked for"},
	[FLAG_LEGAL_THREAT] = {"legal_threat", "legal action mentioned"},
	[FLAG_OMBUDSMAN] = {"ombudsman", "Ombudsman mentioned"},
	[FLAG_GROUP] = {"group", "several residents"},
	[FLAG_REQUEST_INSIDE] = {"request_inside", "something to be done"},
	[FLAG_UNSAFE_CONTACT] = {"unsafe_contact", "not safe to contact"},
	[FLAG_OTHER_LANGUAGE] = {"other_language", "not in English"},
};

static guint
find(const struct label *table, guint count, const char *name)
{
	guint i;

	for (i = 0; name != NULL && i < count; i++)
		if (g_str_equal(table[i].name, name))
			return i;
	return count;
}

const char *
category_name(enum category category)
{
	return category < CATEGORY_COUNT ? categories[category].name : NULL;
}

const char *
category_words(enum category category)
{
	return category < CATEGORY_COUNT ? categories[category].words : NULL;
}

const char *
ground_name(enum ground ground)
{
	return ground < GROUND_COUNT ? grounds[ground].name : NULL;
}

const char *
ground_words(enum ground ground)
{
	return ground < GROUND_COUNT ? grounds[ground].words : NULL;
}

const char *
flag_name(enum flag flag)
{
	return flag < FLAG_COUNT ? flags_table[flag].name : NULL;
}

const char *
flag_words(enum flag flag)
{
	return flag < FLAG_COUNT ? flags_table[flag].words : NULL;
}

enum category
category_of(const char *name)
{
	return (enum category)find(categories, CATEGORY_COUNT, name);
}

enum ground
ground_of(const char *name)
{
	return (enum ground)find(grounds, GROUND_COUNT, name);
}

enum flag
flag_of(const char *name)
{
	return (enum flag)find(flags_table, FLAG_COUNT, name);
}

char *
flags_join(guint32 flags)
{
	GString *out = g_string_new(NULL);
	guint i;

	for (i = 0; i < FLAG_COUNT; i++)
		if (flags & FLAG_BIT(i))
			g_string_append_printf(out, "%s%s",
					       out->len > 0 ? ", " : "",
					       flags_table[i].name);
	return g_string_free(out, FALSE);
}

guint32
flags_split(const char *joined)
{
	g_auto(GStrv) names = g_strsplit(joined == NULL ? "" : joined, ",", -1);
	guint32 flags = 0;
	guint i;

	for (i = 0; names[i] != NULL; i++) {
		enum flag flag = flag_of(g_strstrip(names[i]));

		if (flag < FLAG_COUNT)
			flags |= FLAG_BIT(flag);
	}
	return flags;
}
