/*
 * "postroom case note": a named person's remark in the history.
 */
#include "base/clock.h"
#include "base/fault.h"
#include "cmd/case.h"
#include "desk/post.h"
#include "ledger/history.h"

static gboolean
add(struct ledger *ledger, const char *ref, const char *by, const char *text,
    GError **error)
{
	g_autoptr(own_case_row) row = case_named(ledger, ref, error);

	if (row == NULL)
		return FALSE;
	return history_add(ledger,
			   (struct history_new){
				   .case_id = row->id,
				   .at = clock_now(),
				   .actor = by,
				   .event = "note",
				   .detail = json_pack("{s:s}", "text", text),
			   },
			   error) != 0;
}

static gboolean
note(const char *config, char **words, const char *by, GError **error)
{
	g_autofree char *joined = g_strjoinv(" ", words + 1);
	const char *text = g_strstrip(joined);
	g_autoptr(own_post) post = NULL;

	if (!case_check_text(text, error))
		return FALSE;
	if (*text == '\0')
		return fault_set(error, FAULT_INPUT,
				 "The note is empty. Write what to remember.");
	post = post_open(config, POST_LEDGER, error);
	if (post == NULL || !ledger_begin(post->ledger, error))
		return FALSE;
	if (add(post->ledger, words[0], by, text, error))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
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
	GError *error = NULL;
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
	if (!case_is_named(call, by))
		return 2;
	if (!note(call->config, call->argv + 1, by, &error))
		return cmd_fail(call, error);
	return 0;
}
