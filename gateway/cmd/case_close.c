/*
 * "postroom case close" and "postroom case reopen".
 */
#include "cmd/case.h"

#include "desk/close.h"

static int
run(struct call *call, struct closing *closing)
{
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;

	if (!case_is_called_well(call, closing->act.by))
		return 2;
	closing->act.ref = call->argv[1];
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !close_case(post, closing, &error))
		return cmd_refuse(call, error,
				  "\"postroom case show REF\" shows what is "
				  "owed; \"postroom case done\" records that "
				  "it was done, or need not be.");
	return 0;
}

static int
change(struct call *call, gboolean reopen)
{
	struct case_why why = {NULL, NULL};
	int status;

	if (case_why_options(call, &why, "REF",
			     reopen ? "Opens a closed case again."
				    : "Closes a case for which nothing is "
				      "owed.",
			     &status))
		status = run(call, &(struct closing){.act.by = why.by,
						     .reason = why.reason,
						     .reopen = reopen});
	case_why_clear(&why);
	return status;
}

int
cmd_case_close(struct call *call)
{
	return change(call, FALSE);
}

int
cmd_case_reopen(struct call *call)
{
	return change(call, TRUE);
}
