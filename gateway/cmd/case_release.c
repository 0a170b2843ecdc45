/*
 * "postroom case release": the acknowledgement that somebody has read goes
 * into the outbox. The duty is met when the letter leaves, not here.
 */
#include "base/clock.h"
#include "base/fault.h"
#include "desk/acknowledge.h"
#include "cmd/case.h"
#include "desk/oblige.h"
#include "desk/post.h"
#include "ledger/history.h"
#include "ledger/outbox.h"

static gboolean
check_settled(const struct case_row *row, GError **error)
{
	if (!row->confirmed)
		return fault_set(error, FAULT_INPUT,
				 "Nobody has confirmed what %s is. Do that "
				 "first: postroom case confirm %s --by NAME "
				 "--category complaint.",
				 row->ref, row->ref);
	if (row->category == CATEGORY_COMPLAINT ||
	    row->category == CATEGORY_ESCALATION)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "%s is settled as %s, which is not acknowledged as a "
			 "complaint. To accept it as one: postroom case "
			 "confirm %s --by NAME --category complaint.",
			 row->ref, category_words(row->category), row->ref);
}

/* The definition goes to the resident, not to whoever writes for him without
 * authority (domain.md 10.9). */
static gboolean
check_authority(const struct post *post, const struct case_row *row,
		GError **error)
{
	gboolean awaited = FALSE;

	if (!oblige_is_open(post, row->id, DUTY_AUTHORITY, &awaited, error))
		return FALSE;
	if (!awaited)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "Somebody writes for the resident, and no authority "
			 "is recorded. If you have seen it: postroom case "
			 "done %s authority --by NAME --reason \"signed form "
			 "of 3 December\". If not, write to the resident by "
			 "post, then: postroom case done %s %s --by NAME "
			 "--reason \"posted\".",
			 row->ref, row->ref,
			 duty_name(duty_acknowledging(row->stage)));
}

static gboolean
is_stuck(const struct outbox_row *letter)
{
	return letter->state == OUTBOX_HELD ||
	       (letter->state == OUTBOX_UNCERTAIN && letter->uncertain > 1);
}

/* A letter that waits for a person is let go as it is. */
static gboolean
let_go(struct ledger *ledger, const struct outbox_row *letter, const char *by,
       GError **error)
{
	struct history_new entry = {
		.case_id = letter->case_id,
		.at = clock_now(),
		.actor = by,
		.event = "released",
	};

	if (!is_stuck(letter))
		return fault_set(error, FAULT_INPUT,
				 "The letter is %s already.",
				 outbox_state_name(letter->state));
	entry.detail = json_pack("{s:s, s:s}", "letter",
				 letter_name(letter->notice->letter),
				 "message_id", letter->notice->message_id);
	return outbox_release(ledger, letter->id, error) &&
	       history_add(ledger, entry, error) != 0;
}

static gboolean
release(struct post *post, const struct case_row *row, const char *by,
	GError **error)
{
	enum letter letter;
	g_autoptr(own_outbox_row) live = NULL;

	if (!check_settled(row, error) || !check_authority(post, row, error) ||
	    !acknowledge_letter(post, row, &letter, &live, error))
		return FALSE;
	if (live != NULL)
		return let_go(post->ledger, live, by, error);
	return acknowledge_queue(post, row, by, FALSE, error);
}

static gboolean
in_transaction(struct post *post, const char *ref, const char *by,
	       GError **error)
{
	g_autoptr(own_case_row) row = NULL;

	if (!ledger_begin(post->ledger, error))
		return FALSE;
	row = case_named(post->ledger, ref, error);
	if (row == NULL || !release(post, row, by, error)) {
		ledger_rollback(post->ledger);
		return FALSE;
	}
	if (!ledger_commit(post->ledger, error))
		return FALSE;
	printf("The acknowledgement of %s is in the outbox.\n", row->ref);
	return TRUE;
}

int
cmd_case_release(struct call *call)
{
	g_autofree char *by = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who has read it",
		 "NAME"},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "REF",
			 "Sends the acknowledgement of a confirmed complaint. "
			 "Read it first with \"postroom case show REF\".",
			 &status))
		return status;
	if (call->argc != 2) {
		fputs("postroom case release: Give one reference.\n", stderr);
		return 2;
	}
	if (!case_is_named(call, by))
		return 2;
	post = post_open(call->config, POST_LEDGER | POST_LETTERS, &error);
	if (post == NULL || !in_transaction(post, call->argv[1], by, &error))
		return cmd_fail(call, error);
	return 0;
}
