/*
 * The gate before a decision is recorded. Each check is a sentence of the
 * Code; the first that fails is the refusal.
 */
#include "policy/decision.h"

#include "base/clock.h"
#include "base/fault.h"
#include "policy/ground.h"
#include "policy/route.h"
#include "policy/workday.h"

#define MONTHS_OF_REACH 12 /* Code 2.2, 2.3 */

static gboolean
is_blank(const char *text)
{
	for (; text != NULL && *text != '\0'; text = g_utf8_next_char(text))
		if (!g_unichar_isspace(g_utf8_get_char(text)))
			return FALSE;
	return TRUE;
}

static gboolean
mentions(const char *text, const char *word)
{
	g_autofree char *folded = g_utf8_casefold(text, -1);

	return strstr(folded, word) != NULL;
}

static gboolean
is_at_least_a_complaint(enum category category)
{
	return category == CATEGORY_COMPLAINT ||
	       category == CATEGORY_ESCALATION ||
	       category == CATEGORY_EXCLUSION;
}

gboolean
decision_is_less(const struct decision *decision)
{
	return (decision->guarded ||
		is_at_least_a_complaint(decision->present)) &&
	       !is_at_least_a_complaint(decision->category);
}

static gboolean
check_person(const struct decision *decision, GError **error)
{
	if (is_blank(decision->by))
		return fault_set(error, FAULT_INPUT,
				 "A person decides what a message is. Give "
				 "your name.");
	if (decision->category >= CATEGORY_COUNT)
		return fault_set(error, FAULT_INPUT,
				 "There is no such category. Choose complaint, "
				 "service_request, escalation, exclusion, "
				 "survey_feedback, compliment or enquiry.");
	return TRUE;
}

static gboolean
check_less(const struct decision *decision, GError **error)
{
	if (!decision_is_less(decision) || !is_blank(decision->reason))
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "Whoever is dissatisfied must be given the choice to "
			 "complain (Code 1.3). Give a reason why this is no "
			 "complaint, and what the resident chose.");
}

static char *
grounds_of(const struct profile *profile)
{
	GString *names = g_string_new(NULL);
	enum ground ground;

	for (ground = 0; ground < GROUND_COUNT; ground++) {
		if (!policy_has_ground(profile, ground))
			continue;
		g_string_append_printf(names, "%s%s", names->len ? ", " : "",
				       ground_name(ground));
	}
	return g_string_free(names, FALSE);
}

static gboolean
check_ground(const struct decision *decision, GError **error)
{
	g_autofree char *grounds = grounds_of(decision->profile);
	const struct ground_rule *rule = ground_rule(decision->ground);

	if (rule == NULL)
		return fault_set(error, FAULT_INPUT,
				 "A complaint must be accepted unless there "
				 "is a valid reason (Code 2.1). Name the "
				 "ground, one of: %s.",
				 grounds);
	if (!policy_has_ground(decision->profile, decision->ground))
		return fault_set(error, FAULT_INPUT,
				 "The complaints policy has no ground \"%s\" "
				 "(Code 2.2). It has: %s.",
				 ground_words(decision->ground), grounds);
	if (is_blank(decision->reason))
		return fault_set(error, FAULT_INPUT,
				 "The reasoning must be evidenced, on the "
				 "case's own merits (Code 2.1, 2.5). Give a "
				 "reason that tells %s.",
				 rule->requires);
	return TRUE;
}

/* The newest date written as 2026-11-23 in a text; DAY_NONE if none is. */
static guint32
newest_date(const char *text)
{
	g_autoptr(GRegex) regex =
		g_regex_new("\\b\\d{4}-\\d{2}-\\d{2}\\b", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	guint32 newest = DAY_NONE;

	g_regex_match(regex, text, 0, &match);
	while (g_match_info_matches(match)) {
		g_autofree char *iso = g_match_info_fetch(match, 0);

		newest = MAX(newest, clock_parse_day(iso));
		g_match_info_next(match, NULL);
	}
	return newest;
}

static gboolean
check_age(const struct decision *decision, GError **error)
{
	guint32 newest = newest_date(decision->reason);

	if (newest == DAY_NONE || !mentions(decision->reason, "discretion"))
		return fault_set(error, FAULT_INPUT,
				 "The twelve months count from the issue or "
				 "from when the resident knew of it, and "
				 "discretion must be considered (Code 2.3). "
				 "Tell %s; write dates as 2026-11-23.",
				 ground_rule(decision->ground)->requires);
	if (decision->received != DAY_NONE &&
	    newest >= workday_months(decision->received, -MONTHS_OF_REACH))
		return fault_set(error, FAULT_INPUT,
				 "The newest date in the reason lies within "
				 "twelve months of receipt, so the complaint "
				 "must be accepted (Code 2.3).");
	return TRUE;
}

static gboolean
has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

/* What the reason of this ground must tell, as far as a machine sees it. */
static gboolean
check_evidence(const struct decision *decision, GError **error)
{
	const struct ground_rule *rule = ground_rule(decision->ground);
	guint32 danger =
		FLAG_BIT(FLAG_SAFEGUARDING) | FLAG_BIT(FLAG_HEALTH_AND_SAFETY);

	if (rule->code_named && !has_digit(decision->reason))
		return fault_set(error, FAULT_INPUT,
				 "This ground needs its dates or numbers (Code "
				 "%s). Give a reason that tells %s.",
				 rule->provision, rule->requires);
	if (rule->safety_override && (decision->flags & danger) != 0 &&
	    !mentions(decision->reason, "safe"))
		return fault_set(error, FAULT_INPUT,
				 "This ground does not hold where safeguarding "
				 "or health and safety is touched, and the "
				 "message seems to touch it. Give a reason "
				 "that says why it does not.");
	if (rule->equality && (newest_date(decision->reason) == DAY_NONE ||
			       !mentions(decision->reason, "equality")))
		return fault_set(error, FAULT_INPUT,
				 "A restriction needs its evidence, a date of "
				 "review and regard to the Equality Act (Code "
				 "%s). Give a reason that tells %s; write "
				 "dates as 2026-11-23.",
				 rule->provision, rule->requires);
	if (rule->discretion)
		return check_age(decision, error);
	return TRUE;
}

gboolean
decision_check(const struct decision *decision, GError **error)
{
	if (!check_person(decision, error))
		return FALSE;
	if (decision->category == CATEGORY_EXCLUSION)
		return check_ground(decision, error) &&
		       check_evidence(decision, error);
	if (decision->ground != GROUND_NONE)
		return fault_set(error, FAULT_INPUT,
				 "A ground goes only with the category "
				 "exclusion. Leave the ground out.");
	return check_less(decision, error);
}

enum letter
decision_letter(enum category category, gboolean choice_owed)
{
	if (choice_owed)
		return LETTER_CHOICE;
	switch (category) {
	case CATEGORY_SERVICE_REQUEST:
		return LETTER_REQUEST;
	case CATEGORY_SURVEY_FEEDBACK:
		return LETTER_SURVEY;
	case CATEGORY_COMPLIMENT:
		return LETTER_COMPLIMENT;
	default:
		return LETTER_COUNT;
	}
}

gboolean
decision_permits(enum letter letter, const struct standing *standing,
		 GError **error)
{
	gboolean refused =
		standing->confirmed && standing->category == CATEGORY_EXCLUSION;
	gboolean second = standing->stage == 2;

	switch (letter) {
	case LETTER_REFUSAL:
	case LETTER_CLOSURE:
		if (refused && !(letter == LETTER_REFUSAL && second))
			return TRUE;
		break;
	case LETTER_REFUSAL_2:
		if (refused && second)
			return TRUE;
		break;
	default:
		return TRUE;
	}
	if (refused)
		return fault_set(error, FAULT_INPUT,
				 "The case is at stage %d. There the letter is "
				 "\"%s\" (Code 2.4, 5.11).",
				 standing->stage,
				 letter_name(second ? LETTER_REFUSAL_2
						    : LETTER_REFUSAL));
	return fault_set(error, FAULT_INPUT,
			 "Nobody has decided that this is not accepted. "
			 "Decide that first: confirm it as an exclusion, with "
			 "the ground and the reason (Code 2.4, 5.11).");
}
