/*
 * Letters that need a person's words: shown, then queued.
 */
#include "desk/write.h"

#include "base/fault.h"
#include "desk/correspond.h"
#include "policy/decision.h"
#include "policy/letter.h"

gboolean
write_is_for(enum letter letter)
{
	return letter != LETTER_COUNT && letter != LETTER_RECEIPT &&
	       !letter_acknowledges(letter);
}

static gboolean
check(const struct writing *writing, GError **error)
{
	GHashTableIter iter;
	gpointer text;

	if (!write_is_for(writing->letter))
		return fault_set(error, FAULT_INPUT,
				 "This letter is not written by hand. Choose "
				 "another.");
	g_hash_table_iter_init(&iter, writing->fields);
	while (g_hash_table_iter_next(&iter, NULL, &text))
		if (!act_check_text(text, error))
			return FALSE;
	return TRUE;
}

static struct correspondence
correspondence_of(const struct writing *writing, const struct case_row *row,
		  const struct message *message)
{
	return (struct correspondence){
		.row = row,
		.message = message,
		.letter = writing->letter,
		.actor = writing->act.by != NULL ? writing->act.by : "a person",
		.fields = writing->fields,
	};
}

static struct notice *
compose_it(struct post *post, const struct writing *writing, GError **error)
{
	g_autoptr(own_case_row) row =
		act_case(post->ledger, writing->act.ref, error);
	g_autoptr(own_message) message =
		row != NULL ? correspond_message(post, row, error) : NULL;
	struct correspondence letter = correspondence_of(writing, row, message);

	return message != NULL ? correspond_compose(post, &letter, error)
			       : NULL;
}

struct notice *
write_preview(struct post *post, const struct writing *writing, GError **error)
{
	struct notice *notice;

	if (!check(writing, error) || !ledger_begin(post->ledger, error))
		return NULL;
	notice = compose_it(post, writing, error);
	ledger_rollback(post->ledger);
	return notice;
}

static gboolean
queue_it(struct post *post, const struct case_row *row,
	 const struct writing *writing, GError **error)
{
	g_autoptr(own_message) message = correspond_message(post, row, error);
	struct correspondence letter = correspondence_of(writing, row, message);
	const struct standing standing = {
		.category = row->category,
		.confirmed = row->confirmed,
		.stage = row->stage,
	};

	return message != NULL &&
	       decision_permits(writing->letter, &standing, error) &&
	       correspond_queue(post, &letter, error);
}

gboolean
write_letter(struct post *post, const struct writing *writing, GError **error)
{
	g_autoptr(own_case_row) row = NULL;

	if (!check(writing, error))
		return FALSE;
	row = act_begin(post, &writing->act, error);
	return row != NULL &&
	       act_end(post, queue_it(post, row, writing, error), error);
}
