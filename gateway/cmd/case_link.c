/*
 * "postroom case link": cases that belong together. "postroom case move" and
 * "postroom case split": a message that is on the wrong case.
 */
#include "cmd/case.h"

#include "desk/link.h"
#include "desk/move.h"

int
cmd_case_link(struct call *call)
{
	g_autofree char *by = NULL;
	g_autofree char *reason = NULL;
	gboolean undo = FALSE;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who decides it",
		 "NAME"},
		{"reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, "why", "TEXT"},
		{"undo", 0, 0, G_OPTION_ARG_NONE, &undo, "take the link back",
		 NULL},
		G_OPTION_ENTRY_NULL,
	};
	struct linking linking = {.other = NULL};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "REF OTHER",
			 "Links two cases, so that each shows the other.",
			 &status))
		return status;
	if (call->argc != 3) {
		fputs("postroom case link: Give two references.\n", stderr);
		return 2;
	}
	if (!case_is_named(call, by))
		return 2;
	linking.act.ref = call->argv[1];
	linking.act.by = by;
	linking.other = call->argv[2];
	linking.reason = reason;
	linking.unlink = undo;
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !link_cases(post, &linking, &error))
		return cmd_fail(call, error);
	return 0;
}

static int
run(struct call *call, struct moving *moving, guint parts)
{
	g_autoptr(own_post) post = NULL;
	g_autofree char *ref = NULL;
	GError *error = NULL;

	if (!case_is_named(call, moving->act.by))
		return 2;
	moving->act.ref = call->argv[1];
	moving->message = call->argv[2];
	post = post_open(call->config, parts, &error);
	if (post == NULL || !move_message(post, moving, &ref, &error))
		return cmd_refuse(call, error,
				  "\"postroom case show REF\" shows each "
				  "message with its original's number; "
				  "\"postroom case link\" links two cases.");
	printf("The message is on %s now.\n", ref);
	return 0;
}

static int
misused(const struct call *call, const char *what)
{
	fprintf(stderr,
		"postroom %s: Give the case's reference, the message's "
		"number%s.\n",
		call->argv[0], what);
	return 2;
}

int
cmd_case_move(struct call *call)
{
	struct case_why why = {NULL, NULL};
	struct moving moving = {.to = NULL};
	int status;

	if (case_why_options(call, &why, "REF MESSAGE OTHER",
			     "Moves a message that is on the wrong case.",
			     &status)) {
		moving.act.by = why.by;
		moving.reason = why.reason;
		moving.to = call->argc == 4 ? call->argv[3] : NULL;
		status = moving.to != NULL
				 ? run(call, &moving, POST_LEDGER)
				 : misused(call, ", and where it belongs");
	}
	case_why_clear(&why);
	return status;
}

int
cmd_case_split(struct call *call)
{
	struct case_why why = {NULL, NULL};
	struct moving moving = {.to = NULL};
	int status;

	if (case_why_options(call, &why, "REF MESSAGE",
			     "Makes a case of its own of a message that came "
			     "on another.",
			     &status)) {
		moving.act.by = why.by;
		moving.reason = why.reason;
		status = call->argc == 3
				 ? run(call, &moving,
				       POST_LEDGER | POST_RULES | POST_LETTERS)
				 : misused(call, "");
	}
	case_why_clear(&why);
	return status;
}
