/*
 * "postroom case confirm": a named person settles what a message is.
 */
#include "base/clock.h"
#include "cmd/case.h"
#include "desk/confirm.h"

#define HINT                                                                \
	"Choose otherwise with --category, --ground and --reason. Who has " \
	"authority is recorded by \"postroom case done REF authority\"."

static void
say_what_next(struct post *post, const char *text)
{
	g_autoptr(own_case_row) row = act_case(post->ledger, text, NULL);
	g_autoptr(own_duty_row) duty = NULL;
	g_autofree char *due = NULL;

	if (row == NULL)
		return;
	printf("%s is settled as %s.\n", row->ref,
	       category_words(row->category));
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
	       due, row->ref, row->ref);
}

static int
run(struct call *call, struct confirming *confirming)
{
	g_autoptr(own_post) post = NULL;
	g_autofree char *words = NULL;
	GError *error = NULL;

	if (!case_is_called_well(call, confirming->act.by))
		return 2;
	confirming->act.ref = call->argv[1];
	post = post_open(call->config, POST_LEDGER | POST_LETTERS, &error);
	if (post == NULL || !confirm(post, confirming, &words, &error))
		return cmd_refuse(call, error, HINT);
	say_what_next(post, call->argv[1]);
	if (words != NULL)
		puts(words);
	return 0;
}

int
cmd_case_confirm(struct call *call)
{
	g_autofree char *by = NULL;
	g_autofree char *category = NULL;
	g_autofree char *ground = NULL;
	g_autofree char *reason = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who decides", "NAME"},
		{"category", 0, 0, G_OPTION_ARG_STRING, &category,
		 "what it is, if not as proposed", "C"},
		{"ground", 0, 0, G_OPTION_ARG_STRING, &ground,
		 "the ground of an exclusion", "G"},
		{"reason", 0, 0, G_OPTION_ARG_FILENAME, &reason,
		 "why; needed for anything less than a complaint", "TEXT"},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (!cmd_options(call, entries, "REF",
			 "Settles what a case is. Without --category the "
			 "proposal is confirmed.",
			 &status))
		return status;
	return run(call, &(struct confirming){
				 .act.by = by,
				 .category = category,
				 .ground = ground,
				 .reason = reason,
			 });
}
