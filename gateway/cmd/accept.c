/*
 * accept: a named person takes on a danger, and the rota is called no more.
 */
#include "cmd/cmd.h"

#include "cmd/case.h"
#include "desk/accept.h"

int
cmd_accept(struct call *call)
{
	g_autofree char *by = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who takes it on",
		 "NAME"},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_post) post = NULL;
	struct act act = {0};
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "REF",
			 "Takes on the danger that a case tells of. What was "
			 "done is recorded later: case done REF record-danger.",
			 &status))
		return status;
	if (!case_is_called_well(call, by))
		return 2;
	post = post_open(call->config, POST_LEDGER, &error);
	act = (struct act){.ref = call->argv[1], .by = by};
	if (post == NULL || !accept_danger(post, &act, ACCEPT_COMMAND, &error))
		return cmd_fail(call, error);
	printf("You have taken it on. Read it: postroom case show %s\n",
	       call->argv[1]);
	return 0;
}
