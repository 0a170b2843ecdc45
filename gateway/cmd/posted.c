/*
 * "postroom posted": a person says that letters on paper were posted.
 * GOV.UK Notify is asked instead.
 */
#include "cmd/posted.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "cmd/case.h"
#include "desk/posted.h"
#include "ledger/outbox.h"

/* Today if it was not given; nobody posts tomorrow. */
static gboolean
read_day(const char *date, guint32 *day, GError **error)
{
	guint32 today = clock_day(clock_now());

	*day = date != NULL ? clock_parse_day(date) : today;
	if (*day == DAY_NONE || *day > today)
		return fault_set(error, FAULT_INPUT,
				 "--date must be a day such as 2026-11-23, and "
				 "not after today.");
	return TRUE;
}

int
cmd_posted(struct call *call)
{
	g_autofree char *by = NULL;
	g_autofree char *date = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who posted them",
		 "NAME"},
		{"date", 0, 0, G_OPTION_ARG_FILENAME, &date,
		 "the day of posting; today if not given", "DAY"},
		G_OPTION_ENTRY_NULL,
	};
	struct posting posting = {NULL, NULL, DAY_NONE};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	guint count;
	int status;

	if (!cmd_options(call, entries, "REF|NUMBER …",
			 "Records that printed letters were posted. Give the "
			 "cases' references, or the letters' numbers.",
			 &status))
		return status;
	if (call->argc < 2) {
		fputs("postroom posted: Give the references of the cases whose "
		      "letters were posted.\n",
		      stderr);
		return 2;
	}
	if (!case_is_named(call, by))
		return 2;
	posting.by = by;
	posting.which = (const char *const *)call->argv + 1;
	if (read_day(date, &posting.day, &error))
		post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !posted(post, &posting, &count, &error))
		return cmd_refuse(call, error, "The day is given with --date.");
	printf("%u letter%s posted.\n", count, count == 1 ? "" : "s");
	return 0;
}

gboolean
posted_ask(struct post *post, struct carrier *carrier, GError **error)
{
	g_autoptr(GPtrArray) rows =
		outbox_list(post->ledger, OUTBOX_ON_PAPER, 0, error);
	guint i;

	for (i = 0; rows != NULL && i < rows->len; i++) {
		const struct outbox_row *row = rows->pdata[i];
		g_autofree char *words = NULL;
		guint32 day;
		enum fate fate;

		if (row->route != ROUTE_NOTIFY)
			continue;
		fate = carrier_look(carrier, row->remote, &day, &words);
		if (fate == FATE_UNKNOWN)
			log_event("letter %" G_GINT64_FORMAT ": %s", row->id,
				  words);
		else if (fate != FATE_WAITS &&
			 !posted_by_notify(post, row, day, words, error))
			return FALSE;
	}
	return rows != NULL;
}
