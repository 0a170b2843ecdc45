/*
 * "postroom case confirm": a named person settles what a message is. One
 * transaction holds the decision and the duties that follow from it.
 */
#include "base/clock.h"
#include "base/fault.h"
#include "cmd/case.h"
#include "desk/followup.h"
#include "desk/resolve.h"
#include "ledger/suggestion.h"
#include "policy/route.h"

struct options {
	char *by;
	char *category;
	char *ground;
	char *reason;
};

static void
options_clear(struct options *options)
{
	g_free(options->by);
	g_free(options->category);
	g_free(options->ground);
	g_free(options->reason);
}

/* Without a category the proposal is confirmed as it is. */
static gboolean
read_labels(const struct options *options, const struct case_row *row,
	    struct decision *decision, GError **error)
{
	decision->category = options->category != NULL
				     ? category_of(options->category)
				     : row->category;
	decision->ground = decision->category == CATEGORY_EXCLUSION
				   ? row->ground
				   : GROUND_NONE;
	if (options->category == NULL && row->category == CATEGORY_NONE)
		return fault_set(
			error, FAULT_INPUT,
			"%s could not be read, so nothing is proposed. "
			"Read the original and say what it is with "
			"--category.",
			row->ref);
	if (options->ground == NULL)
		return TRUE;
	decision->ground = ground_of(options->ground);
	if (decision->ground != GROUND_NONE)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "There is no ground \"%s\". The names are in "
			 "docs/LABELLING.md.",
			 options->ground);
}

static gboolean
settle_case(struct post *post, const struct options *options,
	    const struct case_row *row, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_suggestion) suggestion =
		suggestion_of_case(post->ledger, row->id, &problem);
	struct decision decision = {
		.by = options->by,
		.reason = options->reason,
		.present = row->category,
		.flags = row->flags,
		.received = clock_day(row->received),
		.profile = post->profile,
	};

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (suggestion != NULL && !row->confirmed)
		decision.guarded = policy_route(post->profile, suggestion,
						post->settings.guard_threshold)
					   .guarded;
	return read_labels(options, row, &decision, error) &&
	       decision_check(&decision, error) &&
	       resolve(post, row, &decision, error);
}

static void
say_what_next(struct post *post, const char *ref)
{
	g_autoptr(own_case_row) row = case_by_ref(post->ledger, ref, NULL);
	g_autoptr(own_duty_row) duty = NULL;
	g_autofree char *due = NULL;

	if (row == NULL)
		return;
	printf("%s is settled as %s.\n", ref, category_words(row->category));
	if (row->stage == 0)
		return;
	duty = duty_find(post->ledger, row->id,
			 row->stage == 2 ? "acknowledge-2" : "acknowledge-1",
			 row->stage, NULL);
	if (duty == NULL || !duty_is_open(duty))
		return;
	due = case_due_words(duty, clock_now());
	printf("The acknowledgement is due %s.\n"
	       "Read it:  postroom case show %s\n"
	       "Send it:  postroom case release %s --by NAME\n",
	       due, ref, ref);
}

static gboolean
confirm(struct post *post, const struct options *options, const char *text,
	GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	g_autofree char *words = NULL;

	if (!ledger_begin(post->ledger, error))
		return FALSE;
	row = case_named(post->ledger, text, error);
	if (row == NULL || !settle_case(post, options, row, error) ||
	    !followup(post, row->id, &words, error)) {
		ledger_rollback(post->ledger);
		return FALSE;
	}
	if (!ledger_commit(post->ledger, error))
		return FALSE;
	say_what_next(post, row->ref);
	if (words != NULL)
		puts(words);
	return TRUE;
}

static int
run(struct call *call, const struct options *options)
{
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;

	if (call->argc != 2) {
		fputs("postroom case confirm: Give one reference.\n", stderr);
		return 2;
	}
	if (!case_is_named(call, options->by))
		return 2;
	if (!case_check_text(options->reason, &error))
		return cmd_fail(call, error);
	post = post_open(call->config, POST_LEDGER | POST_LETTERS, &error);
	if (post == NULL || !confirm(post, options, call->argv[1], &error))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_case_confirm(struct call *call)
{
	struct options o = {NULL, NULL, NULL, NULL};
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &o.by, "who decides",
		 "NAME"},
		{"category", 0, 0, G_OPTION_ARG_STRING, &o.category,
		 "what it is, if not as proposed", "C"},
		{"ground", 0, 0, G_OPTION_ARG_STRING, &o.ground,
		 "the ground of an exclusion", "G"},
		{"reason", 0, 0, G_OPTION_ARG_FILENAME, &o.reason,
		 "why; needed for anything less than a complaint", "TEXT"},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (cmd_options(call, entries, "REF",
			"Settles what a case is. Without --category the "
			"proposal is confirmed.",
			&status))
		status = run(call, &o);
	options_clear(&o);
	return status;
}
