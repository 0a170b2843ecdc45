/*
 * "postroom explain FILE": what a message seems to be, for people, with the
 * words that made it think so and the duties that would follow.
 */
#include "cmd/classified.h"

#include "base/clock.h"
#include "config/calendar.h"
#include "config/resource.h"
#include "policy/plan.h"
#include "policy/route.h"

static void
print_proposal(const struct suggestion *suggestion)
{
	printf("\nIt seems to be: %s", category_words(suggestion->category));
	if (suggestion->ground != GROUND_NONE)
		printf(" (%s)", ground_words(suggestion->ground));
	printf(", with a confidence of %.0f %%.%s\n",
	       suggestion->confidence * 100,
	       suggestion->confidence < SUGGESTION_UNSURE ? " Please read it."
							  : "");
	for (int k = 0; k < (int)CATEGORY_COUNT; k++)
		printf("  %-20s %5.1f %%\n", category_words((enum category)k),
		       suggestion->scores[k] * 100);
	printf("It seems to mention:");
	const char *before = " ";
	for (int f = 0; f < (int)FLAG_COUNT; f++) {
		if (!(suggestion->flags & FLAG_BIT(f)))
			continue;
		printf("%s%s", before, flag_words((enum flag)f));
		before = ", ";
	}
	printf("%s\n", suggestion->flags ? "." : " nothing of note.");
}

static void
print_evidence(const struct suggestion *suggestion)
{
	printf("\nWhy: points, what for, the rule, the words\n");
	for (guint i = 0; i < suggestion->evidence->len; i++) {
		const struct evidence *e =
			g_ptr_array_index(suggestion->evidence, i);
		printf("  %+5.2f  %-20s %s: \"%s\"%s\n", e->weight, e->name,
		       e->rule, e->text,
		       e->field == FIELD_SUBJECT ? " (subject)" : "");
	}
}

static void
print_duty(const struct duty_due *duty)
{
	g_autofree char *due = duty->due != DAY_NONE
				       ? clock_words(duty->due)
				       : clock_short(duty->due_at);
	printf("  %s (%s): by %s", duty_words(duty->kind),
	       duty_provision(duty->kind), due);
	if (duty->guard_at != TIME_NONE) {
		g_autofree char *guard = clock_short(duty->guard_at);
		printf("; sent by itself at %s", guard);
	}
	printf("\n");
}

/* No landlord is known here, so that it is the Code's own policy. */
static void
print_policy(const struct suggestion *suggestion,
	     const struct duty_settings *settings)
{
	struct routed routed =
		policy_route(NULL, suggestion, settings->guard_threshold);
	g_autofree char *words = routed_words(&routed);
	if (words)
		printf("\nUnder the Code's own policy, without a landlord's "
		       "grounds: %s\n",
		       words);
}

static gboolean
print_duties(const struct suggestion *suggestion, GError **error)
{
	g_autofree char *path = resource_find("data/bank-holidays.json");
	g_autoptr(own_calendar) calendar = calendar_load(path, error);
	if (!calendar)
		return FALSE;
	struct plan plan = {.received = clock_now(),
			    .settings = duty_defaults()};
	plan_suggest(&plan, suggestion);
	print_policy(suggestion, &plan.settings);
	g_autoptr(GArray) duties = duty_plan(calendar, &plan, error);
	if (!duties)
		return FALSE;
	printf("\nDuties that follow, if it is received now:\n");
	for (guint i = 0; i < duties->len; i++)
		print_duty(&g_array_index(duties, struct duty_due, i));
	return TRUE;
}

int
cmd_explain(struct call *call)
{
	int status = 0;
	GError *error = NULL;
	g_autoptr(own_classified) classified = classified_open(
		call,
		"Shows what a message seems to be, why, and what duties would "
		"follow. \"-\" reads standard input.",
		&status);
	if (!classified)
		return status;
	const struct message *message = classified->message;
	printf("Subject: %s\n\n%s\n", message->subject, message->new_text);
	if (message->automated != AUTOMATED_NO) {
		printf("\nA machine wrote it (%s): %s. It gets no category.\n",
		       automated_name(message->automated),
		       message->automated_why);
		return 0;
	}
	print_proposal(classified->suggestion);
	print_evidence(classified->suggestion);
	if (!print_duties(classified->suggestion, &error))
		return cmd_fail(call, error);
	return 0;
}
