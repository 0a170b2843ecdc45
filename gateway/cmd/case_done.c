/*
 * "postroom case done": a named person records that a duty was met outside
 * Postroom, or why it need not be.
 */
#include "cmd/case.h"
#include "desk/done.h"

#define HINT                                                                 \
	"\"postroom case show REF --json\" lists the case's duties. To say " \
	"what it is: postroom case confirm REF --by NAME."

static int
run(struct call *call, struct done *what)
{
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;

	if (call->argc != 3 || what->reason == NULL || *what->reason == '\0') {
		fputs("postroom case done: Give the case's reference, the "
		      "duty's name, and --reason.\n",
		      stderr);
		return 2;
	}
	if (!case_is_named(call, what->act.by))
		return 2;
	what->act.ref = call->argv[1];
	what->duty = call->argv[2];
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !done_record(post, what, &error))
		return cmd_refuse(call, error, HINT);
	return 0;
}

int
cmd_case_done(struct call *call)
{
	g_autofree char *by = NULL;
	g_autofree char *reason = NULL;
	gboolean not_needed = FALSE;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who did it", "NAME"},
		{"reason", 0, 0, G_OPTION_ARG_FILENAME, &reason,
		 "what was done, or why it need not be", "TEXT"},
		{"not-needed", 0, 0, G_OPTION_ARG_NONE, &not_needed,
		 "it was not done, and need not be", NULL},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (!cmd_options(call, entries, "REF DUTY",
			 "Records that a duty was met by other means. \"case "
			 "show\" and \"due --json\" give the duties' names.",
			 &status))
		return status;
	if (reason != NULL)
		g_strstrip(reason);
	return run(call, &(struct done){
				 .act.by = by,
				 .reason = reason,
				 .not_needed = not_needed,
			 });
}
