/*
 * "postroom case": finding the subcommand, and what they all share.
 */
#include "cmd/case.h"

#include "base/limits.h"
#include "base/text.h"

static const struct command subcommands[] = {
	{"list", "case list", cmd_case_list},
	{"show", "case show", cmd_case_show},
	{"confirm", "case confirm", cmd_case_confirm},
	{"draft", "case draft", cmd_case_draft},
	{"release", "case release", cmd_case_release},
	{"note", "case note", cmd_case_note},
	{"done", "case done", cmd_case_done},
	{"same", "case same", cmd_case_same},
	{"different", "case different", cmd_case_different},
	{"assign", "case assign", cmd_case_assign},
	{"bar", "case bar", cmd_case_bar},
	{"log", "case log", cmd_case_log},
	{"link", "case link", cmd_case_link},
	{"move", "case move", cmd_case_move},
	{"split", "case split", cmd_case_split},
	{"close", "case close", cmd_case_close},
	{"reopen", "case reopen", cmd_case_reopen},
	{"date", "case date", cmd_case_date},
	{"ombudsman", "case ombudsman", cmd_case_ombudsman},
	{NULL, NULL, NULL},
};

#define USAGE                                                                  \
	"Usage: postroom case list [--json]\n"                                 \
	"       postroom case show REF [--json]\n"                             \
	"       postroom case confirm REF --by NAME [--category C "            \
	"[--ground G]] [--reason TEXT]\n"                                      \
	"       postroom case draft REF [--by NAME --definition TEXT …]\n"   \
	"       postroom case release REF --by NAME\n"                         \
	"       postroom case note REF --by NAME TEXT\n"                       \
	"       postroom case done REF DUTY --by NAME --reason TEXT "          \
	"[--not-needed]\n"                                                     \
	"       postroom case same|different REF OTHER --by NAME\n"            \
	"       postroom case date REF DAY --by NAME --reason TEXT\n"          \
	"       postroom case ombudsman REF DUTY DAY --by NAME --reason "      \
	"TEXT\n"                                                               \
	"       postroom case log REF KIND --by NAME [--file FILE …] TEXT\n" \
	"       postroom case assign REF LOGIN --by NAME [--no-conflict]\n"    \
	"       postroom case bar REF LOGIN --by NAME --reason TEXT\n"         \
	"       postroom case link REF OTHER --by NAME\n"                      \
	"       postroom case move REF MESSAGE OTHER --by NAME --reason "      \
	"TEXT\n"                                                               \
	"       postroom case split REF MESSAGE --by NAME --reason TEXT\n"     \
	"       postroom case close|reopen REF --by NAME [--reason TEXT]\n\n"  \
	"list shows every case, show everything about one. confirm settles "   \
	"what it is;\ndraft edits the acknowledgement, release sends it once " \
	"you have read it;\nnote adds a remark; done records a duty met by "   \
	"other means; log a call, a\nvisit, a survey, a report with its "      \
	"files. assign gives it to somebody, bar keeps it\nfrom whoever it "   \
	"complains of. same joins two cases that are one matter, link\nkeeps " \
	"two apart that belong together; move and split take a message "       \
	"\noff the wrong one; date settles when a case was received,\n"        \
	"ombudsman by when the Ombudsman wants something.\n"

int
cmd_case(struct call *call)
{
	return cmd_subcommand(call, subcommands, USAGE);
}

char *
case_read_text(const char *typed, GError **error)
{
	g_autofree char *text = NULL;
	gsize size = 0;

	if (*typed != '@')
		text = g_strdup(typed);
	else
		text = text_read_file(g_str_equal(typed, "@-") ? "/dev/stdin"
							       : typed + 1,
				      LIMIT_TYPED_BYTES, &size, error);
	if (text == NULL || !act_check_text(text, error))
		return NULL;
	return g_strdup(g_strstrip(text));
}

void
case_parts_clear(struct case_parts *parts)
{
	guint i;

	g_free(parts->by);
	for (i = 0; i < CASE_PARTS; i++) {
		g_free(parts->given[i]);
		g_free(parts->text[i]);
	}
}

gboolean
case_read_parts(struct case_parts *parts, const char **edit, gboolean *any,
		GError **error)
{
	guint i;

	for (i = 0; i < CASE_PARTS; i++) {
		if (parts->given[i] == NULL)
			continue;
		parts->text[i] = case_read_text(parts->given[i], error);
		if (parts->text[i] == NULL)
			return FALSE;
		edit[i] = parts->text[i];
		*any = TRUE;
	}
	return TRUE;
}

gboolean
case_is_named(const struct call *call, const char *name)
{
	if (act_is_name(name))
		return TRUE;
	fprintf(stderr, "postroom %s: Say who you are: --by \"Your Name\".\n",
		call->argv[0]);
	return FALSE;
}

void
case_why_clear(struct case_why *why)
{
	g_free(why->by);
	g_free(why->reason);
}

gboolean
case_why_options(struct call *call, struct case_why *why, const char *usage,
		 const char *summary, int *status)
{
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &why->by, "who decides it",
		 "NAME"},
		{"reason", 0, 0, G_OPTION_ARG_FILENAME, &why->reason, "why",
		 "TEXT"},
		G_OPTION_ENTRY_NULL,
	};

	return cmd_options(call, entries, usage, summary, status);
}

gboolean
case_is_called_well(const struct call *call, const char *by)
{
	if (call->argc == 2)
		return case_is_named(call, by);
	fprintf(stderr, "postroom %s: Give one reference.\n", call->argv[0]);
	return FALSE;
}

struct post *
case_list_open(struct call *call, const char *summary, json_t **array,
	       int *status)
{
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "print JSON", NULL},
		G_OPTION_ENTRY_NULL,
	};
	struct post *post;
	GError *error = NULL;

	*array = NULL;
	if (!cmd_options(call, entries, "", summary, status))
		return NULL;
	post = post_open(call->config, POST_READ_LEDGER, &error);
	if (post == NULL)
		*status = cmd_fail(call, error);
	else if (json)
		*array = json_array();
	return post;
}

int
case_list_close(struct call *call, gboolean done, json_t *array, GError *error)
{
	if (!done) {
		json_decref(array);
		return cmd_fail(call, error);
	}
	if (array != NULL)
		cmd_print_json(array);
	return 0;
}
