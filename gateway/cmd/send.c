/*
 * send: the one process that carries letters out. No SMTP happens inside a
 * transaction: claim and commit, send, note what came and commit.
 */
#include "cmd/cmd.h"

#include "base/fault.h"
#include "base/lock.h"
#include "cmd/loop.h"
#include "cmd/post.h"
#include "cmd/settle.h"
#include "send/carrier.h"

#define PAUSE_SECONDS 2

struct sender {
	struct post *post;
	struct carrier *carrier;
	gboolean once;
	gboolean warm; /* it has tried to connect */
};

static gint64
real_now(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

static gboolean
reclaim(struct post *post, GError **error)
{
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (outbox_reclaim(post->ledger, error) >= 0)
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

/* NULL without *failure if nothing is due. */
static struct outbox_row *
claim(struct post *post, GError **failure)
{
	struct outbox_row *row;

	if (!ledger_begin(post->ledger, failure))
		return NULL;
	row = outbox_claim(post->ledger, real_now(), failure);
	if (row == NULL) {
		ledger_rollback(post->ledger);
		return NULL;
	}
	if (ledger_commit(post->ledger, failure))
		return row;
	outbox_row_free(row);
	return NULL;
}

static gboolean
note(struct post *post, const struct outbox_row *row, enum sent sent,
     const char *reply, GError **error)
{
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (settle(post, row, sent, reply, error))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

/* What was sent and could not be noted would be sent once more after a
 * restart: so with a full disk it is noted as soon as there is room, and
 * nothing else is sent before. */
static gboolean
note_at_last(const struct sender *sender, const struct outbox_row *row,
	     enum sent sent, const char *reply, GError **error)
{
	struct loop loop = {.pause = PAUSE_SECONDS};
	GError *trouble = NULL;

	while (!note(sender->post, row, sent, reply, &trouble)) {
		if (sender->once || !fault_is(trouble, FAULT_TEMPORARY) ||
		    loop_stopping()) {
			g_free(loop.fault);
			g_propagate_error(error, trouble);
			return FALSE;
		}
		loop_result(&loop, g_steal_pointer(&trouble));
		loop_wait(&loop);
	}
	loop_result(&loop, NULL);
	return TRUE;
}

static gboolean
carry(const struct sender *sender, const struct outbox_row *row, GError **error)
{
	g_autofree char *reply = NULL;
	enum sent sent = carrier_send(sender->carrier, row->envelope_from,
				      row->notice->to, row->mail, &reply);

	return note_at_last(sender, row, sent, reply, error);
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

/* Sends all that is due. */
static gboolean
drain(struct sender *sender, GError **error)
{
	GError *failure = NULL;

	warm_up(sender);

	while (!loop_stopping()) {
		g_autoptr(own_outbox_row) row = claim(sender->post, &failure);

		if (row == NULL)
			break;
		if (!carry(sender, row, error))
			return FALSE;
	}
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, failure);
	return FALSE;
}

static int
work(struct call *call, struct sender *sender)
{
	struct loop loop = {.pause = PAUSE_SECONDS};

	do {
		GError *error = NULL;

		if (!drain(sender, &error) && sender->once)
			return cmd_fail(call, error);
		loop_result(&loop, error);
	} while (!sender->once && loop_wait(&loop));
	return 0;
}

int
cmd_send(struct call *call)
{
	gboolean once = FALSE;
	const GOptionEntry entries[] = {
		{"once", 0, 0, G_OPTION_ARG_NONE, &once,
		 "Send what is due, then end", NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(own_post) post = NULL;
	g_autoptr(own_lock) lock = NULL;
	g_autoptr(own_carrier) carrier = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Carries the letters in the outbox out.", &status))
		return status;
	post = post_open(call->config, POST_LEDGER, &error);
	if (post != NULL)
		lock = lock_take(post->config->data, "send", &error);
	if (lock != NULL && reclaim(post, &error))
		carrier = carrier_open(&post->config->sending, &error);
	if (carrier == NULL)
		return cmd_fail(call, error);
	loop_start();
	return work(call, &(struct sender){post, carrier, once, FALSE});
}
