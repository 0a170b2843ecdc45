/*
 * send: the one process that carries letters out. No SMTP happens inside a
 * transaction: claim and commit, send, then note what came and claim the
 * next in one commit. So one letter at a time is in our hands, and each
 * costs one synchronisation of the disk.
 */
#include "cmd/cmd.h"

#include "base/fault.h"
#include "base/lock.h"
#include "base/log.h"
#include "cmd/loop.h"
#include "desk/post.h"
#include "cmd/posted.h"
#include "desk/announce.h"
#include "desk/settle.h"
#include "ledger/hook_event.h"
#include "send/carrier.h"
#include "spool/cursor.h"

#define PAUSE_SECONDS 2

/* Between two questions to GOV.UK Notify, which prints once a day. */
#define ASK_SECONDS ((gint64)15 * 60)

struct sender {
	struct post *post;
	struct carrier *carrier;
	gboolean once;
	gboolean warm; /* it has tried to connect */
	gint64 asked;  /* when Notify was asked last; 0 for never */
	char *barred;  /* what is noted of carrier_barred; NULL if nothing */
	struct announcer *announcer;
};

static gint64
real_now(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

/* What was in hand when the last sender died, and with all what waits. */
static gboolean
reclaim(struct post *post, gboolean all, GError **error)
{
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (outbox_reclaim(post->ledger, error) >= 0 &&
	    (!all || (outbox_hasten(post->ledger, real_now(), error) &&
		      hook_event_hasten(post->ledger, real_now(), error))))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

/* Claims what is due next inside the transaction that is open, and commits.
 * *next stays NULL if nothing is due. */
static gboolean
claim_and_commit(struct post *post, struct outbox_row **next, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_outbox_row) row =
		outbox_claim(post->ledger, real_now(), &problem);

	if (problem != NULL) {
		ledger_rollback(post->ledger);
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (!ledger_commit(post->ledger, error))
		return FALSE;
	*next = g_steal_pointer(&row);
	return TRUE;
}

/* The first of a run. Nothing is written where nothing is due. */
static gboolean
claim_first(struct post *post, struct outbox_row **next, GError **error)
{
	GError *problem = NULL;

	if (!outbox_is_due(post->ledger, real_now(), &problem)) {
		if (problem != NULL)
			g_propagate_error(error, problem);
		return problem == NULL;
	}
	return ledger_begin(post->ledger, error) &&
	       claim_and_commit(post, next, error);
}

/* Where next is NULL, nothing more is claimed. */
static gboolean
note(struct post *post, const struct outcome *outcome, struct outbox_row **next,
     GError **error)
{
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (!settle(post, outcome, error)) {
		ledger_rollback(post->ledger);
		return FALSE;
	}
	return next != NULL ? claim_and_commit(post, next, error)
			    : ledger_commit(post->ledger, error);
}

/* What was sent and could not be noted would be sent once more after a
 * restart: so with a full disk it is noted as soon as there is room, and
 * nothing else is claimed or sent before. */
static gboolean
note_at_last(const struct sender *sender, const struct outcome *outcome,
	     struct outbox_row **next, GError **error)
{
	struct loop loop = {.pause = PAUSE_SECONDS};
	GError *trouble = NULL;

	while (!note(sender->post, outcome, next, &trouble)) {
		if (sender->once || !fault_is(trouble, FAULT_TEMPORARY) ||
		    loop_stopping()) {
			g_free(loop.fault);
			g_propagate_error(error, trouble);
			return FALSE;
		}
		loop_result(&loop, g_steal_pointer(&trouble));
		loop_wait(&loop);
		next = NULL;
	}
	loop_result(&loop, NULL);
	return TRUE;
}

/* Who is asked to stop claims nothing more. */
static gboolean
carry(const struct sender *sender, const struct outbox_row *row,
      struct outbox_row **next, GError **error)
{
	struct outcome outcome = {.row = row};
	gboolean noted;

	outcome.sent =
		row->route == ROUTE_EMAIL
			? carrier_send(sender->carrier, row->envelope_from,
				       row->notice->to, row->mail,
				       &outcome.reply)
			: carrier_print(sender->carrier, row, &outcome.remote,
					&outcome.reply);
	noted = note_at_last(sender, &outcome, loop_stopping() ? NULL : next,
			     error);
	g_free(outcome.remote);
	g_free(outcome.reply);
	return noted;
}

/* Connecting and logging in take most of the time that the first letter
 * needs. A sender that dies then has claimed nothing yet, so that nothing is
 * uncertain. What goes wrong here, the letter's own attempt will tell. */
static void
warm_up(struct sender *sender)
{
	if (sender->warm ||
	    !outbox_is_due(sender->post->ledger, real_now(), NULL))
		return;
	sender->warm = TRUE;
	(void)carrier_check(sender->carrier, NULL);
}

/* From the first that is due to the last. What is claimed is carried, also
 * if a signal came in between: given back it would be none the safer. */
static gboolean
carry_all(const struct sender *sender, GError **error)
{
	g_autoptr(own_outbox_row) row = NULL;

	if (!claim_first(sender->post, &row, error))
		return FALSE;
	while (row != NULL) {
		struct outbox_row *next = NULL;

		if (!carry(sender, row, &next, error))
			return FALSE;
		outbox_row_free(row);
		row = next;
	}
	return TRUE;
}

/* What only a person can mend is noted where "watch" sees it, so that it is
 * told at once and not when the first letter is late. */
static void
note_barred(struct sender *sender)
{
	const char *data = sender->post->config->data;
	const char *words = carrier_barred(sender->carrier);
	g_autoptr(own_cursor) cursor = NULL;
	g_autoptr(GError) barred = NULL;

	if (!sender->warm || g_strcmp0(words, sender->barred) == 0)
		return;
	cursor = cursor_load(data, CURSOR_SEND, NULL);
	if (words != NULL)
		fault_set(&barred, FAULT_SETUP, "%s", words);
	if (cursor == NULL)
		return;
	cursor_note(cursor, barred);
	if (!cursor_save(data, CURSOR_SEND, cursor, NULL))
		return;
	g_free(sender->barred);
	sender->barred = g_strdup(words);
}

static gboolean
ask_notify(struct sender *sender, GError **error)
{
	gint64 now = real_now();

	if (sender->asked != 0 && now < sender->asked + ASK_SECONDS)
		return TRUE;
	sender->asked = now;
	return posted_ask(sender->post, sender->carrier, error);
}

/* After the letters: other systems can wait, residents cannot. */
static gboolean
tell_hooks(const struct sender *sender, GError **error)
{
	struct ledger *ledger = sender->post->ledger;
	struct carried carried;
	gboolean noted;

	do {
		noted = announce_carry(sender->post, sender->announcer,
				       real_now(), &carried, error);
		if (carried.words != NULL)
			log_event("%s", carried.words);
		g_free(carried.words);
	} while (noted && carried.told > 0 && !loop_stopping() &&
		 !outbox_is_due(ledger, real_now(), NULL));
	return noted;
}

/* Sends all that is due. */
static gboolean
drain(struct sender *sender, GError **error)
{
	warm_up(sender);
	return loop_stopping() ||
	       (carry_all(sender, error) && ask_notify(sender, error) &&
		tell_hooks(sender, error));
}

static int
work(struct call *call, struct sender *sender)
{
	struct loop loop = {.pause = PAUSE_SECONDS};

	if (!sender->once)
		loop_live(sender->post->config->data, "send");
	do {
		GError *error = NULL;

		gboolean drained = drain(sender, &error);

		note_barred(sender);
		if (!drained && sender->once)
			return cmd_fail(call, error);
		loop_result(&loop, error);
	} while (!sender->once && loop_wait(&loop));
	return 0;
}

int
cmd_send(struct call *call)
{
	gboolean once = FALSE, all = FALSE;
	const GOptionEntry entries[] = {
		{"once", 0, 0, G_OPTION_ARG_NONE, &once,
		 "Send what is due, then end", NULL},
		{"now", 0, 0, G_OPTION_ARG_NONE, &all,
		 "Try at once what waits for its next attempt", NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(own_post) post = NULL;
	g_autoptr(own_lock) lock = NULL;
	g_autoptr(own_carrier) carrier = NULL;
	g_autoptr(own_announcer) announcer = announcer_new();
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Carries the letters in the outbox out.", &status))
		return status;
	post = post_open(call->config, POST_LEDGER, &error);
	if (post != NULL)
		lock = lock_take(post->config->data, "send", &error);
	if (lock != NULL && reclaim(post, all, &error))
		carrier = carrier_open(&post->config->sending, &error);
	if (carrier == NULL)
		return cmd_fail(call, error);
	loop_start();
	return work(call, &(struct sender){post, carrier, once, FALSE, 0,
					   g_strdup(""), announcer});
}
