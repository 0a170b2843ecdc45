/*
 * "postroom case same" and "case different": a named person says whether two
 * cases are one matter.
 */
#include "cmd/case.h"
#include "desk/same.h"

typedef gboolean (*settle_act)(struct post *post, const struct act *act,
			       const char *other, GError **error);

static int
settle(struct call *call, const char *summary, settle_act act_on)
{
	g_autofree char *by = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who says so", "NAME"},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "REF OTHER", summary, &status))
		return status;
	if (call->argc != 3) {
		fprintf(stderr, "postroom %s: Give two references.\n",
			call->argv[0]);
		return 2;
	}
	if (!case_is_named(call, by))
		return 2;
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL ||
	    !act_on(post, &(struct act){.ref = call->argv[1], .by = by},
		    call->argv[2], &error))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_case_same(struct call *call)
{
	return settle(call,
		      "Both are one matter: the messages of the younger move "
		      "to the older, which keeps its dates.",
		      same_join);
}

int
cmd_case_different(struct call *call)
{
	return settle(call, "They are two matters: the proposal ends.",
		      same_keep_apart);
}
