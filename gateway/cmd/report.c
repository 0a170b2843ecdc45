/*
 * "postroom report NAME": figures over the whole ledger, for people and as
 * JSON. A report is a row of the table below.
 */
#include "base/clock.h"
#include "base/fault.h"
#include "cmd/cmd.h"
#include "cmd/account.h"
#include "desk/post.h"
#include "ledger/reconciliation.h"
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

static json_t *
statement_json(const struct reconciliation *row)
{
	g_autofree char *day = clock_iso(row->day);
	g_autofree char *from = clock_rfc3339(row->from);
	g_autofree char *to = clock_rfc3339(row->to);
	g_autofree char *finished = clock_rfc3339(row->finished);

	return json_pack("{s:s, s:s, s:s?, s:s?, s:I, s:o, s:I, s:I, s:s, s:s}",
			 "day", day, "source", row->source, "from", from, "to",
			 to, "messages", (json_int_t)row->messages, "counts",
			 json_loads(row->counts, 0, NULL), "missing",
			 (json_int_t)row->missing, "fetched",
			 (json_int_t)row->fetched, "finished", finished,
			 "error", row->error);
}

static void
print_statement(const struct reconciliation *row)
{
	g_autofree char *when = clock_short(row->finished);
	g_autofree char *words = account_words(row->counts);

	if (*row->error != '\0') {
		printf("%s  %s: could not be made. %s\n", when, row->source,
		       row->error);
		return;
	}
	printf("%s  %s: %" G_GINT64_FORMAT " messages%s%s. ", when, row->source,
	       row->messages, *words == '\0' ? "" : ": ", words);
	if (row->missing == 0)
		puts("None was passed by.");
	else
		printf("%" G_GINT64_FORMAT
		       " had been passed by, %" G_GINT64_FORMAT
		       " of them fetched then.\n",
		       row->missing, row->fetched);
}

static gboolean
report_completeness(struct post *post, const struct wish *wish, GError **error)
{
	g_autoptr(GPtrArray) rows =
		reconciliation_list(post->ledger, wish->since, error);
	json_t *array = wish->json ? json_array() : NULL;
	guint i;

	for (i = 0; rows != NULL && i < rows->len; i++)
		if (array != NULL)
			json_array_append_new(array,
					      statement_json(rows->pdata[i]));
		else
			print_statement(rows->pdata[i]);
	if (array != NULL)
		cmd_print_json(array);
	else if (rows != NULL && rows->len == 0)
		puts("There is no statement yet. \"postroom reconcile\" makes "
		     "one; watch does every day.");
	return rows != NULL;
}

static const struct {
	const char *name;
	gboolean (*run)(struct post *post, const struct wish *wish,
			GError **error);
} reports[] = {
	{"agreement", report_agreement},
	{"completeness", report_completeness},
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
		fputs("postroom report: Say which one: agreement, "
		      "completeness.\n",
		      stderr);
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
		 "only what is of that day or later", "DATE"},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (!cmd_options(call, entries, "NAME",
			 "Prints a report. agreement: staff's decisions "
			 "against the proposals, by category,\nby rule, by "
			 "month, and by how sure the proposal was. "
			 "completeness: each statement that\nall messages of "
			 "a source were taken in.",
			 &status))
		return status;
	return run(call, &wish, since);
}
