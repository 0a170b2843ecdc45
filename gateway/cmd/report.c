/*
 * "postroom report NAME": figures over the whole ledger, for people and as
 * JSON. A report is a row of the table below.
 */
#include "base/clock.h"
#include "base/fault.h"
#include "cmd/cmd.h"
#include "desk/post.h"
#include "ledger/settled.h"
#include "report/agreement.h"

struct wish {
	gboolean json;
	gint64 since; /* TIME_NONE: all there is */
};

static gboolean
add_all(struct ledger *ledger, gint64 since, struct agreement *agreement,
	GError **error)
{
	g_autoptr(own_settled_each) each =
		settled_each_open(ledger, since, error);
	GError *problem = NULL;

	if (each == NULL)
		return FALSE;
	while (TRUE) {
		g_autoptr(own_settled) row = settled_each_next(each, &problem);
		struct verdict verdict;

		if (row == NULL)
			break;
		verdict = (struct verdict){
			row->at,       row->category,	     row->ground,
			row->proposed, row->proposed_ground, row->suggestion};
		agreement_add(agreement, &verdict);
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

static gboolean
report_agreement(struct post *post, const struct wish *wish, GError **error)
{
	g_autoptr(own_agreement) agreement = agreement_new();
	g_autofree char *text = NULL;

	if (!add_all(post->ledger, wish->since, agreement, error))
		return FALSE;
	agreement_finish(agreement);
	if (wish->json) {
		cmd_print_json(agreement_json(agreement));
		return TRUE;
	}
	text = agreement_text(agreement);
	fputs(text, stdout);
	return TRUE;
}

static const struct {
	const char *name;
	gboolean (*run)(struct post *post, const struct wish *wish,
			GError **error);
} reports[] = {
	{"agreement", report_agreement},
};

static gboolean
read_since(const char *text, struct wish *wish, GError **error)
{
	guint32 day;

	wish->since = TIME_NONE;
	if (text == NULL)
		return TRUE;
	day = clock_parse_day(text);
	if (day == DAY_NONE)
		return fault_set(error, FAULT_INPUT,
				 "\"%s\" is not a date. Write it as "
				 "2026-11-23.",
				 text);
	wish->since = clock_at(day, 0, 0);
	return TRUE;
}

static int
run(struct call *call, struct wish *wish, const char *since)
{
	const char *name = call->argc == 2 ? call->argv[1] : "";
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	gsize i = 0;

	while (i < G_N_ELEMENTS(reports) && !g_str_equal(name, reports[i].name))
		i++;
	if (i == G_N_ELEMENTS(reports)) {
		fputs("postroom report: Say which one: agreement.\n", stderr);
		return 2;
	}
	if (!read_since(since, wish, &error)) {
		(void)cmd_fail(call, error);
		return 2;
	}
	post = post_open(call->config, POST_READ_LEDGER, &error);
	if (post == NULL || !reports[i].run(post, wish, &error))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_report(struct call *call)
{
	struct wish wish = {FALSE, TIME_NONE};
	g_autofree char *since = NULL;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &wish.json, "print JSON",
		 NULL},
		{"since", 0, 0, G_OPTION_ARG_STRING, &since,
		 "only what was settled on that day or later", "DATE"},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (!cmd_options(call, entries, "NAME",
			 "Prints a report. agreement: staff's decisions "
			 "against the proposals, by category,\nby rule, by "
			 "month, and by how sure the proposal was.",
			 &status))
		return status;
	return run(call, &wish, since);
}
