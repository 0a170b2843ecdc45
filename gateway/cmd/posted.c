/*
 * "postroom posted": a person says that letters on paper were posted. Only
 * then are they issued. GOV.UK Notify is asked instead.
 */
#include "cmd/posted.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "cmd/case.h"
#include "desk/settle.h"
#include "ledger/outbox.h"

/* --- what a person says ---------------------------------------------------*/

struct said {
	const char *by;
	guint32 day;
	guint count; /* letters that were settled */
};

static gboolean
settle_row(struct post *post, const struct outbox_row *row, struct said *said,
	   GError **error)
{
	g_autofree char *printed = clock_words(clock_day(row->printed));

	if (row->route == ROUTE_NOTIFY)
		return fault_set(error, FAULT_INPUT,
				 "Letter %" G_GINT64_FORMAT " is with GOV.UK "
				 "Notify, which says by itself when it was "
				 "posted.",
				 row->id);
	if (said->day < clock_day(row->printed))
		return fault_set(error, FAULT_INPUT,
				 "Letter %" G_GINT64_FORMAT " was printed only "
				 "on %s. Give --date as the day of posting.",
				 row->id, printed);
	said->count++;
	return settle_posted(post, row, said->day, said->by, error);
}

/* A letter's number, as the alarms give it; 0 if it is no number. */
static gint64
letter_number(const char *text)
{
	gint64 id = 0;

	return g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &id, NULL) ? id
									    : 0;
}

static gboolean
settle_number(struct post *post, gint64 id, struct said *said, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_outbox_row) row =
		outbox_by_id(post->ledger, id, &problem);

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (row == NULL || row->state != OUTBOX_PRINTED)
		return fault_set(error, FAULT_INPUT,
				 "Letter %" G_GINT64_FORMAT " is not in print.",
				 id);
	return settle_row(post, row, said, error);
}

static gboolean
settle_case(struct post *post, const char *ref, struct said *said,
	    GError **error)
{
	g_autoptr(own_case_row) row = case_named(post->ledger, ref, error);
	g_autoptr(GPtrArray) letters =
		row != NULL
			? outbox_list(post->ledger, OUTBOX_ON_PAPER, 0, error)
			: NULL;
	guint before = said->count;
	guint i;

	if (letters == NULL)
		return FALSE;
	for (i = 0; i < letters->len; i++) {
		const struct outbox_row *letter = letters->pdata[i];

		if (letter->case_id == row->id &&
		    !settle_row(post, letter, said, error))
			return FALSE;
	}
	return said->count > before ||
	       fault_set(error, FAULT_INPUT, "%s has no letter in print.",
			 row->ref);
}

static gboolean
settle_all(struct post *post, char **words, struct said *said, GError **error)
{
	for (; *words != NULL; words++) {
		gint64 id = letter_number(*words);

		if (!(id > 0 ? settle_number(post, id, said, error)
			     : settle_case(post, *words, said, error)))
			return FALSE;
	}
	return TRUE;
}

static gboolean
in_transaction(struct post *post, char **words, struct said *said,
	       GError **error)
{
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (!settle_all(post, words, said, error)) {
		ledger_rollback(post->ledger);
		return FALSE;
	}
	if (!ledger_commit(post->ledger, error))
		return FALSE;
	printf("%u letter%s posted.\n", said->count,
	       said->count == 1 ? "" : "s");
	return TRUE;
}

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
	struct said said = {NULL, DAY_NONE, 0};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
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
	said.by = by;
	if (read_day(date, &said.day, &error))
		post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL ||
	    !in_transaction(post, call->argv + 1, &said, &error))
		return cmd_fail(call, error);
	return 0;
}

/* --- what Notify says ------------------------------------------------------*/

/* day is DAY_NONE if it is lost. */
static gboolean
note_fate(struct post *post, const struct outbox_row *row, guint32 day,
	  const char *words, GError **error)
{
	gboolean done;

	if (!ledger_begin(post->ledger, error))
		return FALSE;
	done = day != DAY_NONE
		       ? settle_posted(post, row, day, "GOV.UK Notify", error)
		       : settle_lost(post, row, words, error);
	if (done)
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
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
			 !note_fate(post, row, day, words, error))
			return FALSE;
	}
	return rows != NULL;
}
