/*
 * "postroom case date": a named person settles on which day a case was
 * received.
 */
#include "base/clock.h"
#include "cmd/case.h"
#include "desk/redate.h"

static int
settle(struct call *call, const char *by, const char *reason)
{
	g_autoptr(own_post) post = NULL;
	struct act act = {.ref = call->argv[1], .by = by};
	guint32 day = clock_parse_day(call->argv[2]);
	GError *error = NULL;

	if (day == DAY_NONE) {
		fputs("postroom case date: Give the day as 2026-11-20.\n",
		      stderr);
		return 2;
	}
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !redate_settle(post, &act, day, reason, &error))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_case_date(struct call *call)
{
	g_autofree char *by = NULL;
	g_autofree char *reason = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who says so", "NAME"},
		{"reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, "how you know",
		 "TEXT"},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (!cmd_options(call, entries, "REF DAY",
			 "Settles on which day a case was received. What is "
			 "counted from it is counted anew.",
			 &status))
		return status;
	if (call->argc != 3 || reason == NULL) {
		fputs("postroom case date: Give the case's reference, the "
		      "day, and --reason.\n",
		      stderr);
		return 2;
	}
	return case_is_named(call, by) ? settle(call, by, g_strstrip(reason))
				       : 2;
}
