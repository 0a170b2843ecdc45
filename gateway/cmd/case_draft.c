/*
 * "postroom case draft": shows the acknowledgement before it is released,
 * and lets a named person change what it says of the complaint.
 */
#include "cmd/case.h"
#include "cmd/case_paper.h"
#include "desk/draft_edit.h"

#define HINT                                                         \
	"To settle what it is: postroom case confirm REF --by NAME " \
	"--category complaint. A letter of its own: postroom letter write."

static const struct {
	const char *help;
	const char *value;
} parts[DRAFT_PARTS] = {
	[DRAFT_DEFINITION] = {"what the complaint is about, as numbered "
			      "points",
			      "TEXT"},
	[DRAFT_OUTCOMES] = {"what the resident would like", "TEXT"},
	[DRAFT_RESPONSIBILITY] = {"what we are and are not responsible for",
				  "TEXT"},
	[DRAFT_CLARIFICATION] = {"what we still ask; empty if nothing", "TEXT"},
	[DRAFT_REVIEWER] = {"stage 2: the role that looks at it", "ROLE"},
	[DRAFT_HEARING] = {"stage 2 before a panel: when and where it meets",
			   "TEXT"},
};

static gboolean
show(struct post *post, const char *ref, GError **error)
{
	g_autoptr(own_notice) notice = draft_preview(post, ref, NULL, error);

	if (notice == NULL)
		return FALSE;
	case_paper_text(notice->body);
	printf("\nSend it:  postroom case release %s --by NAME\n", ref);
	return TRUE;
}

static int
run(struct call *call, struct case_parts *typed)
{
	struct draft_edit edit = {.act = {.by = typed->by}};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	gboolean any = FALSE;

	if (call->argc != 2) {
		fputs("postroom case draft: Give one reference.\n", stderr);
		return 2;
	}
	edit.act.ref = call->argv[1];
	if (!case_read_parts(typed, edit.text, &any, &error))
		return cmd_fail(call, error);
	if (any && !case_is_named(call, typed->by))
		return 2;
	post = post_open(call->config, POST_LEDGER | POST_LETTERS, &error);
	if (post == NULL || (any && !draft_edit(post, &edit, &error)) ||
	    !show(post, call->argv[1], &error))
		return cmd_refuse(call, error, HINT);
	return 0;
}

int
cmd_case_draft(struct call *call)
{
	G_STATIC_ASSERT(DRAFT_PARTS <= CASE_PARTS);
	struct case_parts typed = {.by = NULL};
	GOptionEntry entries[DRAFT_PARTS + 2] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &typed.by, "who edits",
		 "NAME"},
	};
	enum draft_part i;
	int status;

	for (i = 0; i < DRAFT_PARTS; i++)
		entries[i + 1] = (GOptionEntry){
			.long_name = draft_part_name(i),
			.arg = G_OPTION_ARG_FILENAME,
			.arg_data = &typed.given[i],
			.description = parts[i].help,
			.arg_description = parts[i].value,
		};
	if (cmd_options(call, entries, "REF",
			"Shows the acknowledgement as it would leave, and "
			"changes what it says. TEXT may be @FILE, or @- for "
			"standard input.",
			&status))
		status = run(call, &typed);
	case_parts_clear(&typed);
	return status;
}
