/*
 * A stranger who quotes a reference must not get into a case: only a token
 * opens the door to an address that the case does not know.
 */
#include "desk/thread.h"

#include "desk/same.h"

/* A look-up: NULL without *failure means that there is nothing. */
typedef struct case_row *(*find_case)(struct ledger *ledger, const char *key,
				      GError **error);

static struct case_row *
first_of(struct ledger *ledger, const GPtrArray *keys, find_case find,
	 GError **failure)
{
	struct case_row *row = NULL;
	guint i;

	for (i = keys->len; i > 0 && row == NULL && *failure == NULL; i--)
		row = find(ledger, g_ptr_array_index(keys, i - 1), failure);
	return row;
}

static gboolean
is_from(const struct case_row *row, const char *sender)
{
	return *sender != '\0' &&
	       g_ascii_strcasecmp(row->from_address, sender) == 0;
}

/* The sender's own earlier message, or ours to him. */
static struct case_row *
by_ids(struct ledger *ledger, const GPtrArray *ids, const char *sender,
       GError **failure)
{
	struct case_row *row = first_of(ledger, ids, case_by_letter, failure);

	if (row == NULL && *failure == NULL)
		row = first_of(ledger, ids, case_by_message, failure);
	if (row != NULL && !is_from(row, sender))
		g_clear_pointer(&row, case_row_free);
	return row;
}

static void
by_refs(struct ledger *ledger, const struct message *message,
	const char *sender, struct thread *thread, GError **failure)
{
	guint i;

	for (i = 0; i < message->case_refs->len && thread->row == NULL &&
		    *failure == NULL;
	     i++) {
		const char *ref = g_ptr_array_index(message->case_refs, i);
		g_autoptr(own_case_row) row = case_by_ref(ledger, ref, failure);

		if (row == NULL)
			continue;
		if (is_from(row, sender))
			thread->row = g_steal_pointer(&row);
		else if (thread->possible == NULL)
			thread->possible = g_strdup(row->ref);
	}
}

static GPtrArray *
all_ids(const struct message *message)
{
	GPtrArray *ids = g_ptr_array_new();
	guint i;

	for (i = 0; i < message->references->len; i++)
		g_ptr_array_add(ids, g_ptr_array_index(message->references, i));
	if (*message->in_reply_to != '\0')
		g_ptr_array_add(ids, message->in_reply_to);
	return ids;
}

gboolean
thread_find(struct ledger *ledger, const struct message *message,
	    const char *sender, struct thread *thread, GError **error)
{
	g_autoptr(GPtrArray) ids = all_ids(message);
	GError *failure = NULL;

	thread->possible = NULL;
	thread->row =
		first_of(ledger, message->tokens, case_by_token, &failure);
	if (thread->row == NULL && failure == NULL)
		thread->row = by_ids(ledger, ids, sender, &failure);
	if (thread->row == NULL && failure == NULL)
		by_refs(ledger, message, sender, thread, &failure);
	if (thread->row != NULL && failure == NULL)
		thread->row = same_follow(ledger, thread->row, &failure);
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, failure);
	return FALSE;
}

void
thread_clear(struct thread *thread)
{
	g_clear_pointer(&thread->row, case_row_free);
	g_clear_pointer(&thread->possible, g_free);
}
