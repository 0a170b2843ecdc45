/*
 * "postroom case release": the acknowledgement that somebody has read goes
 * into the outbox.
 */
#include "cmd/case.h"
#include "desk/release.h"
#include "model/ref.h"

#define HINT                                                             \
	"To settle what it is: postroom case confirm REF --by NAME "     \
	"--category complaint. To record a duty as done: postroom case " \
	"done REF DUTY --by NAME --reason TEXT. To record an address: "  \
	"postroom person set REF --by NAME."

int
cmd_case_release(struct call *call)
{
	g_autofree char *by = NULL;
	g_autofree char *ref = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who has read it",
		 "NAME"},
		G_OPTION_ENTRY_NULL,
	};
	struct act act = {NULL, NULL, 0, NULL};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "REF",
			 "Sends the acknowledgement of a confirmed complaint. "
			 "Read it first with \"postroom case show REF\".",
			 &status))
		return status;
	if (!case_is_called_well(call, by))
		return 2;
	act.ref = call->argv[1];
	act.by = by;
	post = post_open(call->config, POST_LEDGER | POST_LETTERS, &error);
	if (post == NULL || !release(post, &act, &error))
		return cmd_refuse(call, error, HINT);
	ref = ref_read(act.ref);
	printf("The acknowledgement of %s is in the outbox.\n", ref);
	return 0;
}
