/*
 * "postroom case note": a named person's remark in the history.
 */
#include "cmd/case.h"
#include "desk/note.h"

static int
run(struct call *call, const char *by)
{
	g_autofree char *text = g_strjoinv(" ", call->argv + 2);
	const struct act act = {.ref = call->argv[1], .by = by};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;

	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !note_add(post, &act, text, &error))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_case_note(struct call *call)
{
	g_autofree char *by = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who writes it",
		 "NAME"},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (!cmd_options(call, entries, "REF TEXT",
			 "Adds a remark to the history of a case.", &status))
		return status;
	if (call->argc < 3) {
		fputs("postroom case note: Give the case's reference, then "
		      "the note.\n",
		      stderr);
		return 2;
	}
	return case_is_named(call, by) ? run(call, by) : 2;
}
