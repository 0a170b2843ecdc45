/*
 * Moving a message, with its duplicates and what was proposed about it.
 */
#include "desk/move.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "desk/oblige.h"
#include "desk/opening.h"
#include "ledger/item.h"
#include "policy/workday.h"

#define LEAST_DIGITS 8

/* NULL with *error set if there is none of that hash. */
static struct item_row *
message_of(struct ledger *ledger, const struct case_row *row, const char *sha,
	   GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_item_each) each =
		item_each_open(ledger, row->id, &problem);

	while (each != NULL && strlen(sha) >= LEAST_DIGITS) {
		g_autoptr(own_item_row) item = item_each_next(each, &problem);

		if (item == NULL)
			break;
		if (g_str_has_prefix(item->sha256, sha))
			return g_steal_pointer(&item);
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	else
		(void)fault_set(error, FAULT_INPUT,
				"%s has no message %s. The case shows its "
				"messages, each with its number.",
				row->ref, sha);
	return NULL;
}

static gboolean
check(const struct case_row *row, const struct item_row *item, GError **error)
{
	if (item->state == ITEM_REPLY)
		return TRUE;
	if (g_str_equal(item->sha256, row->item))
		return fault_set(error, FAULT_INPUT,
				 "This message opened %s and cannot leave it. "
				 "Link the two cases, or say that they are one "
				 "and the same.",
				 row->ref);
	return fault_set(error, FAULT_INPUT,
			 "Only a message by a person that came on %s can be "
			 "moved.",
			 row->ref);
}

/* Both histories say so. */
static gboolean
note(struct post *post, const struct moving *from, const struct case_row *row,
     const struct case_row *other, GError **error)
{
	const char *event =
		from->to != NULL ? "message-moved" : "message-split";
	const struct case_row *const ends[] = {row, other};
	guint i;

	for (i = 0; i < G_N_ELEMENTS(ends); i++) {
		json_t *detail = json_pack(
			"{s:s, s:s, s:s}", "item", from->message, "ref",
			ends[1 - i]->ref, "reason", from->reason);

		if (act_note(post, from->act.by, ends[i]->id,
			     (struct act_event){i == 0 ? event : "message-came",
						detail},
			     error) == 0)
			return FALSE;
	}
	return TRUE;
}

/* Whoever has the other case must look; the three working days count from
 * when the message came, but not into the past; where the calendar has ended
 * it is today. */
static gboolean
look(struct post *post, const struct item_row *item,
     const struct case_row *other, GError **error)
{
	guint32 today = clock_day(clock_now());
	guint32 due = workday_add(post->calendar, clock_day(item->received),
				  DAYS_LOOK, NULL);

	return oblige_by_day(post, other->id, DUTY_LOOK, MAX(due, today),
			     error);
}

static gboolean
to_other(struct post *post, const struct moving *from,
	 const struct case_row *row, const struct item_row *item,
	 GError **error)
{
	g_autoptr(own_case_row) other =
		act_case_for(post->ledger, from->to, from->act.login, error);

	if (other == NULL)
		return FALSE;
	if (other->id == row->id)
		return fault_set(error, FAULT_INPUT,
				 "The message is on %s already.", row->ref);
	return item_move(post->ledger, item->id, other->id, ITEM_REPLY,
			 error) &&
	       note(post, from, row, other, error) &&
	       look(post, item, other, error);
}

static struct item *
facts_of(const struct item_row *row)
{
	struct item *item = item_new();

	g_free(item->source);
	g_free(item->channel);
	g_free(item->sha256);
	g_free(item->note);
	item->source = g_strdup(row->source);
	item->channel = g_strdup(row->channel);
	item->sha256 = g_strdup(row->sha256);
	item->note = g_strdup(row->note);
	item->received = row->received;
	item->size = row->size;
	item->original_size = row->size;
	item->answer = row->answered_by_itself;
	return item;
}

/* The case that the item is on now; NULL with *error set. */
static struct case_row *
case_now(struct post *post, const char *sha256, GError **error)
{
	g_autoptr(own_item_row) item = item_seen(post->ledger, sha256, error);

	return item != NULL ? case_by_id(post->ledger, item->case_id, error)
			    : NULL;
}

static gboolean
to_new(struct post *post, const struct moving *from, const struct case_row *row,
       const struct item_row *item, GError **error)
{
	g_autoptr(own_item) facts = facts_of(item);
	const struct filing filing = {facts, item->message, ""};
	const struct origin origin = {.item_id = item->id};
	g_autoptr(own_case_row) other = NULL;

	if (item->message == NULL)
		return fault_set(error, FAULT_INPUT,
				 "This message could not be read, so nothing "
				 "can be worked out for a case of its own.");
	if (!opening_case(post, &filing, &origin, error))
		return FALSE;
	other = case_now(post, item->sha256, error);
	return other != NULL && note(post, from, row, other, error);
}

static gboolean
move(struct post *post, const struct moving *from, const struct case_row *row,
     char **ref, GError **error)
{
	g_autoptr(own_item_row) item =
		message_of(post->ledger, row, from->message, error);
	g_autoptr(own_case_row) now = NULL;

	struct moving whole = *from;

	if (item == NULL || !check(row, item, error))
		return FALSE;
	whole.message = item->sha256;
	if (!(from->to != NULL ? to_other(post, &whole, row, item, error)
			       : to_new(post, &whole, row, item, error)))
		return FALSE;
	now = case_now(post, item->sha256, error);
	if (now != NULL)
		*ref = g_strdup(now->ref);
	return now != NULL;
}

gboolean
move_message(struct post *post, const struct moving *moving, char **ref,
	     GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	g_autofree char *now = NULL;

	*ref = NULL;
	if (!act_check_reason(moving->reason, error))
		return FALSE;
	row = act_begin(post, &moving->act, error);
	if (row == NULL ||
	    !act_end(post, move(post, moving, row, &now, error), error))
		return FALSE;
	*ref = g_steal_pointer(&now);
	return TRUE;
}
