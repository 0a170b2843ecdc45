/*
 * "postroom case show": everything about one case, for a complaints officer
 * to read or as JSON.
 */
#include "desk/acknowledge.h"
#include "cmd/case.h"
#include "cmd/case_paper.h"
#include "desk/post.h"
#include "ledger/outbox.h"

/* The acknowledgement as release would send it now. Making it may fill in
 * the draft; showing it leaves nothing behind. */
static struct notice *
letter_to_read(struct post *post, const struct case_row *row, GError **error)
{
	struct notice *notice;

	if (!ledger_begin(post->ledger, error))
		return NULL;
	notice = acknowledge_preview(post, row, FALSE, error);
	ledger_rollback(post->ledger);
	return notice;
}

/* A letter that nobody has put in the outbox yet. */
static gboolean
is_to_be_written(struct post *post, const struct case_row *row)
{
	g_autoptr(own_outbox_row) live = NULL;
	enum letter letter;

	return row->stage != 0 &&
	       acknowledge_letter(post, row, &letter, &live, NULL) &&
	       letter != LETTER_COUNT && live == NULL;
}

static void
print_letter_to_read(struct post *post, const struct case_row *row)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(own_notice) notice = NULL;

	if (!is_to_be_written(post, row))
		return;
	notice = letter_to_read(post, row, &problem);
	printf("\nLetter that waits to be %s\n",
	       row->confirmed ? "read and released"
			      : "confirmed, read and released");
	if (notice != NULL)
		case_paper_text(notice->body);
	else
		printf("  It cannot be written yet: %s\n", problem->message);
}

static gboolean
show(struct post *post, const char *ref, gboolean json, GError **error)
{
	g_autoptr(own_case_row) row = act_case(post->ledger, ref, error);
	json_t *object;

	if (row == NULL)
		return FALSE;
	object = case_whole_json(post->ledger, row, error);
	if (object == NULL)
		return FALSE;
	if (json) {
		cmd_print_json(object);
		return TRUE;
	}
	case_paper(post->ledger, row, object);
	json_decref(object);
	print_letter_to_read(post, row);
	return TRUE;
}

int
cmd_case_show(struct call *call)
{
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "print JSON", NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "REF",
			 "Shows everything about one case.", &status))
		return status;
	if (call->argc != 2) {
		fputs("postroom case show: Give one reference.\n", stderr);
		return 2;
	}
	post = post_open(call->config,
			 json ? POST_READ_LEDGER : POST_LEDGER | POST_LETTERS,
			 &error);
	if (post == NULL || !show(post, call->argv[1], json, &error))
		return cmd_fail(call, error);
	return 0;
}
