/*
 * Letters on paper that were posted, as a person or GOV.UK Notify says.
 */
#include "desk/posted.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/act.h"
#include "desk/settle.h"

static gboolean
settle_row(struct post *post, const struct outbox_row *row,
	   const struct posting *posting, GError **error)
{
	g_autofree char *printed = clock_words(clock_day(row->printed));

	if (row->route == ROUTE_NOTIFY)
		return fault_set(error, FAULT_INPUT,
				 "Letter %" G_GINT64_FORMAT " is with GOV.UK "
				 "Notify, which says by itself when it was "
				 "posted.",
				 row->id);
	if (posting->day < clock_day(row->printed))
		return fault_set(error, FAULT_INPUT,
				 "Letter %" G_GINT64_FORMAT " was printed only "
				 "on %s. Give the day of posting.",
				 row->id, printed);
	return settle_posted(post, row, posting->day, posting->by, error);
}

/* A letter's number; 0 if it is no number. */
static gint64
letter_number(const char *text)
{
	gint64 id = 0;

	return g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &id, NULL) ? id
									    : 0;
}

static gboolean
settle_number(struct post *post, gint64 id, const struct posting *posting,
	      GError **error)
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
	return settle_row(post, row, posting, error);
}

/* Returns how many; 0 on failure. */
static guint
settle_case(struct post *post, const char *ref, const struct posting *posting,
	    GError **error)
{
	g_autoptr(own_case_row) row = act_case(post->ledger, ref, error);
	g_autoptr(GPtrArray) letters =
		row != NULL
			? outbox_list(post->ledger, OUTBOX_ON_PAPER, 0, error)
			: NULL;
	guint i, count = 0;

	if (letters == NULL)
		return 0;
	for (i = 0; i < letters->len; i++) {
		const struct outbox_row *letter = letters->pdata[i];

		if (letter->case_id != row->id)
			continue;
		if (!settle_row(post, letter, posting, error))
			return 0;
		count++;
	}
	if (count == 0)
		(void)fault_set(error, FAULT_INPUT,
				"%s has no letter in print.", row->ref);
	return count;
}

static gboolean
settle_all(struct post *post, const struct posting *posting, guint *count,
	   GError **error)
{
	const char *const *word;

	for (word = posting->which; *word != NULL; word++) {
		gint64 id = letter_number(*word);
		guint done =
			id > 0 ? (guint)settle_number(post, id, posting, error)
			       : settle_case(post, *word, posting, error);

		if (done == 0)
			return FALSE;
		*count += done;
	}
	return TRUE;
}

gboolean
posted(struct post *post, const struct posting *posting, guint *count,
       GError **error)
{
	guint32 today = clock_day(clock_now());
	struct posting told = *posting;

	*count = 0;
	if (told.day == DAY_NONE)
		told.day = today;
	if (told.day > today)
		return fault_set(error, FAULT_INPUT,
				 "The day of posting is yet to come. Record it "
				 "once the letter is posted.");
	return act_open(post, told.by, error) &&
	       act_end(post, settle_all(post, &told, count, error), error);
}

gboolean
posted_by_notify(struct post *post, const struct outbox_row *row, guint32 day,
		 const char *words, GError **error)
{
	gboolean done;

	if (!ledger_begin(post->ledger, error))
		return FALSE;
	done = day != DAY_NONE
		       ? settle_posted(post, row, day, "GOV.UK Notify", error)
		       : settle_lost(post, row, words, error);
	return act_end(post, done, error);
}
