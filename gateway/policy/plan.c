/*
 * Which duties follow. Each rule is one function of the plan that adds what
 * it asks for; their order is the order of urgency. After a decision the
 * same rules say what must hold now, and the difference is the change.
 */
#include "policy/plan.h"

#include "base/clock.h"
#include "policy/ground.h"
#include "policy/route.h"
#include "policy/workday.h"

#define SECONDS_AN_HOUR 3600
#define DAYS_PROMPT 1	/* the next working day */
#define DAYS_BY_HAND 3	/* early enough to write a letter in time */
#define DAYS_REVIEWER 2 /* the letter of stage 2 is not far (10.1) */

/* One run over the rules. */
struct planning {
	const struct calendar *calendar;
	const struct plan *plan;
	GArray *duties;
	GError **error;
};

gboolean
guard_acts(const struct suggestion *suggestion, double threshold)
{
	const double *p = suggestion->scores;

	switch (suggestion->category) {
	case CATEGORY_COMPLAINT:
	case CATEGORY_ESCALATION:
	case CATEGORY_EXCLUSION:
		return TRUE;
	case CATEGORY_NONE:
		return FALSE;
	default:
		/* So that 0.2 in thirds of tenths still reaches 0.2. */
		return p[CATEGORY_COMPLAINT] + p[CATEGORY_ESCALATION] +
			       p[CATEGORY_EXCLUSION] >=
		       threshold - 1e-9;
	}
}

void
plan_suggest(struct plan *plan, const struct suggestion *suggestion)
{
	struct routed routed;

	plan->unreadable = suggestion == NULL;
	plan->category = CATEGORY_NONE;
	plan->ground = GROUND_NONE;
	if (suggestion == NULL)
		return;
	routed = policy_route(plan->profile, suggestion,
			      plan->settings.guard_threshold);
	plan->category = routed.category;
	plan->ground = routed.ground;
	plan->flags = suggestion->flags;
	plan->guarded = routed.guarded;
	plan->choice_open = routed.lacks != GROUND_NONE &&
			    routed.category != CATEGORY_COMPLAINT;
}

void
plan_chased(struct plan *plan, int chases)
{
	int enough =
		plan->profile == NULL ? 0 : plan->profile->chases_to_complaint;

	if (enough <= 0 || chases < enough ||
	    plan->category != CATEGORY_SERVICE_REQUEST)
		return;
	plan->category = CATEGORY_COMPLAINT;
	plan->guarded = TRUE;
}

static gboolean
has_flag(const struct plan *plan, enum flag flag)
{
	return (plan->flags & FLAG_BIT(flag)) != 0;
}

/* The stage to acknowledge; 0 if nothing is to be acknowledged. */
static int
stage_wanted(const struct plan *plan)
{
	gboolean wanted =
		plan->confirmed ? plan->category == CATEGORY_COMPLAINT ||
					  plan->category == CATEGORY_ESCALATION
				: plan->guarded;

	if (!wanted)
		return 0;
	return plan->category == CATEGORY_ESCALATION && plan->stage1_answered
		       ? 2
		       : 1;
}

/* A refusal exists only where somebody wanted a complaint (10.7). */
static gboolean
wants_refusal_letter(const struct plan *plan)
{
	const struct ground_rule *rule = ground_rule(plan->ground);

	if (!plan->confirmed || plan->category != CATEGORY_EXCLUSION)
		return FALSE;
	return plan->acknowledged || rule == NULL || !rule->routed;
}

static gboolean
wants_choice(const struct plan *plan)
{
	if (plan->category == CATEGORY_EXCLUSION)
		return plan->confirmed && !wants_refusal_letter(plan);
	return plan->choice_open && stage_wanted(plan) == 0 &&
	       plan->category != CATEGORY_COMPLIMENT &&
	       plan->category != CATEGORY_SURVEY_FEEDBACK;
}

static gboolean
wants_survey_answer(const struct plan *plan)
{
	return plan->category == CATEGORY_SURVEY_FEEDBACK &&
	       stage_wanted(plan) == 0;
}

/* Who has neither a complaint nor a request needs no answer by law. */
static gboolean
wants_other_route(const struct plan *plan)
{
	if (plan->route != ROUTE_OTHER || has_flag(plan, FLAG_UNSAFE_CONTACT))
		return FALSE;
	return stage_wanted(plan) != 0 || wants_refusal_letter(plan) ||
	       wants_choice(plan) || wants_survey_answer(plan) ||
	       plan->category == CATEGORY_SERVICE_REQUEST;
}

static gboolean
wants_authority(const struct plan *plan)
{
	if (!has_flag(plan, FLAG_REPRESENTATIVE) || stage_wanted(plan) == 0)
		return FALSE;
	return !has_flag(plan, FLAG_ELECTED_MEMBER) ||
	       (plan->profile != NULL &&
		plan->profile->elected_member_needs_authority);
}

static void
add(struct planning *planning, struct duty_due duty)
{
	duty.stage = duty_stage(duty.kind);
	g_array_append_val(planning->duties, duty);
}

static gboolean
add_hours(struct planning *planning, gboolean wanted, enum duty_kind kind)
{
	const struct plan *plan = planning->plan;
	struct duty_due duty = {
		.kind = kind,
		.due = DAY_NONE,
		.due_at = plan->received +
			  plan->settings.urgent_hours * SECONDS_AN_HOUR,
		.guard_at = TIME_NONE,
	};

	if (wanted)
		add(planning, duty);
	return TRUE;
}

/* n working days after the instant from. */
static gboolean
add_days(struct planning *planning, gboolean wanted, enum duty_kind kind,
	 gint64 from, int n)
{
	struct duty_due duty = {
		.kind = kind,
		.due_at = TIME_NONE,
		.guard_at = TIME_NONE,
	};

	if (!wanted)
		return TRUE;
	duty.due = workday_add(planning->calendar, clock_day(from), n,
			       planning->error);
	if (duty.due == DAY_NONE)
		return FALSE;
	add(planning, duty);
	return TRUE;
}

static gboolean
add_acknowledgement(struct planning *planning)
{
	const struct plan *plan = planning->plan;
	int stage = stage_wanted(plan);
	struct duty_due *duty;

	if (stage == 0)
		return TRUE;
	if (!add_days(planning, TRUE,
		      stage == 2 ? DUTY_ACKNOWLEDGE_2 : DUTY_ACKNOWLEDGE_1,
		      plan->received, DAYS_ACKNOWLEDGE))
		return FALSE;
	if (plan->route != ROUTE_MAIL || has_flag(plan, FLAG_UNSAFE_CONTACT))
		return TRUE;
	duty = &g_array_index(planning->duties, struct duty_due,
			      planning->duties->len - 1);
	duty->guard_at = duty_guard_at(planning->calendar, &plan->settings,
				       plan->received, planning->error);
	return duty->guard_at != TIME_NONE;
}

static gboolean
add_prompt(struct planning *planning)
{
	const struct plan *plan = planning->plan;
	gboolean danger = has_flag(plan, FLAG_SAFEGUARDING) ||
			  has_flag(plan, FLAG_HEALTH_AND_SAFETY);

	return add_hours(planning, danger, DUTY_URGENT) &&
	       add_hours(planning, has_flag(plan, FLAG_UNSAFE_CONTACT),
			 DUTY_TELEPHONE) &&
	       add_days(planning, plan->ombudsman, DUTY_OMBUDSMAN,
			plan->received, DAYS_PROMPT) &&
	       add_days(planning, plan->unreadable && !plan->confirmed,
			DUTY_READ_ORIGINAL, plan->received, DAYS_PROMPT) &&
	       add_days(planning, !plan->confirmed, DUTY_LOOK, plan->received,
			DAYS_LOOK);
}

static int
refusal_days(const struct plan *plan)
{
	if (plan->profile == NULL || plan->profile->exclusion_letter_days <= 0)
		return DAYS_ACKNOWLEDGE;
	return plan->profile->exclusion_letter_days;
}

static gboolean
add_answers(struct planning *planning)
{
	const struct plan *plan = planning->plan;
	gint64 from = plan->decided == 0 ? plan->received : plan->decided;

	return add_days(planning, wants_choice(plan), DUTY_OFFER_CHOICE, from,
			DAYS_PROMPT) &&
	       add_days(planning, wants_other_route(plan),
			DUTY_ANSWER_OTHER_ROUTE, plan->received,
			DAYS_BY_HAND) &&
	       add_acknowledgement(planning) &&
	       add_days(planning, stage_wanted(plan) == 2, DUTY_REVIEWER,
			plan->received, DAYS_REVIEWER) &&
	       add_days(planning, wants_authority(plan), DUTY_AUTHORITY,
			plan->received, DAYS_ACKNOWLEDGE) &&
	       add_days(planning, wants_survey_answer(plan),
			DUTY_HOW_TO_COMPLAIN, plan->received,
			DAYS_ACKNOWLEDGE) &&
	       add_days(planning, wants_refusal_letter(plan),
			DUTY_EXCLUSION_LETTER, plan->received,
			refusal_days(plan));
}

GArray *
duty_plan(const struct calendar *calendar, const struct plan *plan,
	  GError **error)
{
	struct planning planning = {
		.calendar = calendar,
		.plan = plan,
		.duties = g_array_new(FALSE, TRUE, sizeof(struct duty_due)),
		.error = error,
	};

	if (add_prompt(&planning) && add_answers(&planning))
		return planning.duties;
	g_array_unref(planning.duties);
	return NULL;
}
