/*
 * "postroom case date" and "case ombudsman": a named person settles a day: on
 * which a case was received, or by which the Ombudsman wants something.
 */
#include "base/clock.h"
#include "cmd/case.h"
#include "desk/ombudsman.h"
#include "desk/redate.h"

/* What both are given. */
struct wish {
	struct act act;
	const char *duty; /* NULL for the day of receipt */
	const char *day;
	const char *reason;
};

static gboolean
act_on(struct post *post, const struct wish *wish, guint32 day, GError **error)
{
	const struct ombudsman_day asked = {wish->duty, day, wish->reason};

	return wish->duty == NULL
		       ? redate_settle(post, &wish->act, day, wish->reason,
				       error)
		       : ombudsman_redate(post, &wish->act, &asked, error);
}

static int
settle(struct call *call, const struct wish *wish)
{
	g_autoptr(own_post) post = NULL;
	guint32 day = clock_parse_day(wish->day);
	GError *error = NULL;

	if (day == DAY_NONE) {
		fprintf(stderr, "postroom %s: Give the day as 2026-11-20.\n",
			call->argv[0]);
		return 2;
	}
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !act_on(post, wish, day, &error))
		return cmd_fail(call, error);
	return 0;
}

/* words: how many the command is given. */
static int
run(struct call *call, int words, const char *usage, const char *summary)
{
	g_autofree char *by = NULL;
	g_autofree char *reason = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who says so", "NAME"},
		{"reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, "how you know",
		 "TEXT"},
		G_OPTION_ENTRY_NULL,
	};
	struct wish wish = {.duty = NULL};
	int status;

	if (!cmd_options(call, entries, usage, summary, &status))
		return status;
	if (call->argc != words + 1 || reason == NULL) {
		fprintf(stderr, "postroom %s: Give %s and --reason.\n",
			call->argv[0], usage);
		return 2;
	}
	if (!case_is_named(call, by))
		return 2;
	wish.act.ref = call->argv[1];
	wish.act.by = by;
	wish.duty = words == 3 ? call->argv[2] : NULL;
	wish.day = call->argv[words];
	wish.reason = g_strstrip(reason);
	return settle(call, &wish);
}

int
cmd_case_date(struct call *call)
{
	return run(call, 2, "REF DAY",
		   "Settles on which day a case was received. What is counted "
		   "from it is counted anew.");
}

int
cmd_case_ombudsman(struct call *call)
{
	return run(
		call, 3, "REF DUTY DAY",
		"Gives a duty that the Ombudsman set (ombudsman-information, "
		"ombudsman-order, ombudsman-accept) its right day.");
}
