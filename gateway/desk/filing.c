/*
 * The order of the post room: seen before? a machine's? which case? what is
 * it? what do we owe? Nothing here decides for a person.
 */
#include "desk/filing.h"

#include "base/clock.h"
#include "desk/bounced.h"
#include "desk/ombudsman.h"
#include "desk/opening.h"
#include "desk/thread.h"
#include "ledger/history.h"
#include "ledger/source.h"
#include "respond/decide.h"

const char *
filing_entry(const struct item *item)
{
	return g_str_equal(item->channel, "form") ? item->name : "";
}

static gboolean
add_sighting(struct post *post, const struct item *item, GError **error)
{
	struct sighting sighting = {
		.source = item->source,
		.uidvalidity = item->uidvalidity,
		.uid = item->uid,
		.sha256 = item->sha256,
		.seen = clock_now(),
	};

	return sighting_add(post->ledger, &sighting, error);
}

/* An item that a person need not see: automated or a duplicate. */
static gboolean
file_quietly(struct post *post, const struct filing *filing,
	     struct item_row *row, const char *why, GError **error)
{
	struct history_new entry = {
		.case_id = row->case_id,
		.at = clock_now(),
		.actor = "postroom",
		.event = item_state_name(row->state),
		.detail = json_pack("{s:s, s:s, s:s}", "item",
				    filing->item->sha256, "not_answered", why,
				    "reason", row->why),
	};

	return opening_add_item(post, filing, row, error) > 0 &&
	       history_add(post->ledger, entry, error) > 0;
}

static gboolean
file_duplicate(struct post *post, const struct filing *filing,
	       const struct item_row *first, GError **error)
{
	g_autoptr(own_item_row) row = opening_item(filing, ITEM_DUPLICATE);

	row->case_id = first->case_id;
	row->duplicate_of = first->id;
	g_free(row->why);
	row->why = g_strdup("The same message came by another way.");
	return file_quietly(post, filing, row, "It was answered once.", error);
}

static enum silence
silence_of_machine(enum automated automated)
{
	switch (automated) {
	case AUTOMATED_BOUNCE:
		return SILENCE_BOUNCE;
	case AUTOMATED_LIST:
		return SILENCE_LIST;
	case AUTOMATED_LOOP:
		return SILENCE_OURSELVES;
	default:
		return SILENCE_AUTOMATED;
	}
}

static gboolean
file_automated(struct post *post, const struct filing *filing,
	       struct thread *thread, GError **error)
{
	const struct message *message = filing->message;
	g_autoptr(own_item_row) row = opening_item(filing, ITEM_AUTOMATED);
	enum silence silence = silence_of_machine(message->automated);

	if (thread->row != NULL)
		row->case_id = thread->row->id;
	g_free(row->why);
	row->why = g_strdup(message->automated_why);
	return file_quietly(post, filing, row, silence_words(silence), error) &&
	       bounced_note(post, message, thread->row, error);
}

static gboolean
file_person(struct post *post, const struct filing *filing,
	    struct thread *thread, enum item_state *state, GError **error)
{
	struct origin origin = {.possible = thread->possible};

	*state = thread->row == NULL ? ITEM_CASE : ITEM_REPLY;
	if (thread->row == NULL)
		return opening_case(post, filing, &origin, error);
	return opening_reply(post, filing, thread->row, state, error);
}

/* What their case system sends is theirs as well; what came back, or says
 * that somebody is away, is not. */
static gboolean
is_ombudsman(const struct post *post, const struct message *message)
{
	return (message->automated == AUTOMATED_NO ||
		message->automated == AUTOMATED_NOTICE) &&
	       ombudsman_wrote(post, message);
}

/* A letter of theirs about no case that we can find opens one. */
static gboolean
file_ombudsman(struct post *post, const struct filing *filing,
	       struct thread *thread, enum item_state *state, GError **error)
{
	struct origin origin = {NULL};
	g_autoptr(own_item_row) item = NULL;

	if (!ombudsman_find(post, filing->message, thread, error))
		return FALSE;
	*state = thread->row == NULL ? ITEM_CASE : ITEM_REPLY;
	if (thread->row != NULL)
		return ombudsman_file(post, filing, thread->row, error);
	origin.possible = thread->possible;
	if (!opening_case(post, filing, &origin, error))
		return FALSE;
	item = item_seen(post->ledger, filing->item->sha256, error);
	return item != NULL &&
	       ombudsman_note(post, filing, item->case_id, error);
}

/* An entry that was changed at its source goes to the case that it opened. */
static gboolean
file_changed(struct post *post, const struct filing *filing, gint64 case_id,
	     GError **error)
{
	g_autoptr(own_case_row) row = case_by_id(post->ledger, case_id, error);

	return row != NULL && opening_changed(post, filing, row, error);
}

/* The item by which the same entry came before; NULL without *failure if it
 * is a new one or no entry. */
static struct item_row *
earlier_entry(struct post *post, const struct filing *filing, GError **failure)
{
	const struct item *item = filing->item;

	return item_of_entry(post->ledger, item->source, filing_entry(item),
			     failure);
}

static gboolean
file_threaded(struct post *post, const struct filing *filing,
	      enum item_state *state, GError **error)
{
	const struct message *message = filing->message;
	const char *sender = opening_sender(post, message)->address;
	struct thread thread = {NULL, NULL};
	gboolean filed;

	if (!thread_find(post->ledger, message, sender, &thread, error))
		return FALSE;
	if (is_ombudsman(post, message)) {
		filed = file_ombudsman(post, filing, &thread, state, error);
	} else if (message->automated != AUTOMATED_NO) {
		*state = ITEM_AUTOMATED;
		filed = file_automated(post, filing, &thread, error);
	} else {
		filed = file_person(post, filing, &thread, state, error);
	}
	thread_clear(&thread);
	return filed;
}

static gboolean
file_read(struct post *post, const struct filing *filing,
	  enum item_state *state, GError **error)
{
	GError *failure = NULL;
	g_autoptr(own_item_row) before = earlier_entry(post, filing, &failure);

	if (failure != NULL) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	if (before == NULL)
		return file_threaded(post, filing, state, error);
	*state = ITEM_REPLY;
	return file_changed(post, filing, before->case_id, error);
}

/* The same bytes, or the same message through another door. NULL without
 * *failure if it is new. */
static struct item_row *
known_item(struct post *post, const struct filing *filing, gboolean *same,
	   GError **failure)
{
	struct item_row *row =
		item_seen(post->ledger, filing->item->sha256, failure);

	*same = row != NULL;
	if (row == NULL && *failure == NULL && filing->message != NULL)
		row = item_same(post->ledger, filing->message, failure);
	if (row == NULL && *failure == NULL && filing->message != NULL)
		row = item_same_entry(post->ledger, filing->item->source,
				      filing_entry(filing->item),
				      filing->message, failure);
	return row;
}

static gboolean
file_once(struct post *post, const struct filing *filing,
	  enum item_state *state, GError **error)
{
	GError *failure = NULL;
	gboolean same;
	g_autoptr(own_item_row) known =
		known_item(post, filing, &same, &failure);

	if (failure != NULL) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	*state = same ? known->state : ITEM_DUPLICATE;
	if (same)
		return TRUE;
	if (known != NULL)
		return file_duplicate(post, filing, known, error);
	if (filing->message != NULL)
		return file_read(post, filing, state, error);
	*state = ITEM_UNREADABLE;
	return opening_unreadable(post, filing, error);
}

gboolean
filing_file(struct post *post, const struct filing *filing,
	    enum item_state *state, GError **error)
{
	const struct item *item = filing->item;

	return file_once(post, filing, state, error) &&
	       add_sighting(post, item, error) &&
	       source_touch(post->ledger, item->source, item->channel,
			    item->received, error);
}
