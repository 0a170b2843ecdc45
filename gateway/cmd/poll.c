/*
 * poll: from mailboxes and fetched forms to the spool. It knows nothing of the
 * ledger. It may be killed at any moment: what is not durable yet is still in
 * the mailbox.
 */
#include "cmd/cmd.h"

#include <signal.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/lock.h"
#include "base/log.h"
#include "cmd/loop.h"
#include "config/config.h"
#include "poll/door.h"
#include "spool/cursor.h"

/* What a person must mend is tried seldom: log-ins refused by the dozen
 * make servers lock an account. */
#define SETUP_PAUSE_SECONDS 600

static void
log_report(const struct door *door, const struct poll_report *report)
{
	if (report->new + report->old > 0)
		log_event("%s: took in %d new and %d older messages, %d of "
			  "them too large to keep whole",
			  door->name, report->new, report->old,
			  report->truncated);
	if (report->changed > 0)
		log_event("%s: %d of them were changed at the source",
			  door->name, report->changed);
	if (report->moved > 0)
		log_event("%s: moved %d filed messages", door->name,
			  report->moved);
	if (report->failed > 0)
		log_event("%s: %d messages could not be fetched yet",
			  door->name, report->failed);
}

static void
log_remark(const struct door *door, const struct spool *spool)
{
	g_autoptr(own_cursor) cursor =
		cursor_load(spool_data(spool), door->name, NULL);

	if (cursor != NULL)
		log_event("%s: %s", door->name, cursor->remark);
}

static gboolean
pass(const struct door *door, struct spool *spool, GError **error)
{
	struct poll_report report;
	gboolean good = door_pass(door, spool, &report, error);

	log_report(door, &report);
	if (report.remark)
		log_remark(door, spool);
	if (!good)
		g_prefix_error(error, "%s: ", door->name);
	return good;
}

/* Seconds to wait before the next pass; after a good one the wait for news
 * is a part of it. */
static guint
pause_after(const struct door *door, struct loop *loop, GError *error)
{
	gboolean good = error == NULL;
	guint pause = fault_is(error, FAULT_SETUP) ? SETUP_PAUSE_SECONDS
						   : door_pause(door);

	loop_result(loop, error);
	return good ? door_rest(door) : pause;
}

/* A signal ends the process at once: that loses nothing, and a silent
 * server could hold up a pass for minutes. */
static void
leave(int number)
{
	(void)number;
	_exit(0);
}

static void
watch_door(const struct door *one, struct spool *spool)
{
	struct loop loop = {0};
	struct kept kept = {0};
	struct door door = *one;

	door.kept = &kept;
	signal(SIGTERM, leave);
	signal(SIGINT, leave);
	loop_follow();
	do {
		GError *error = NULL;

		pass(&door, spool, &error);
		loop.pause = pause_after(&door, &loop, error);
	} while (loop_wait(&loop));
}

static int
poll_one(struct call *call, const struct config *config,
	 const struct door *door, gboolean once)
{
	g_autofree char *name = g_strconcat("poll-", door->name, NULL);
	g_autoptr(own_spool) spool = NULL;
	g_autoptr(own_lock) lock = NULL;
	GError *error = NULL;

	spool = spool_open(config->data, &error);
	if (spool != NULL)
		lock = lock_take(config->data, name, &error);
	if (lock == NULL || (once && !pass(door, spool, &error)))
		return cmd_fail(call, error);
	if (!once)
		watch_door(door, spool);
	return 0;
}

/* One pass over each; the status is that of the last that failed. */
static int
poll_each(struct call *call, const struct config *config,
	  const GPtrArray *doors)
{
	int worst = 0;
	guint i;

	for (i = 0; i < doors->len; i++) {
		int status = poll_one(call, config, doors->pdata[i], TRUE);

		worst = status == 0 ? worst : status;
	}
	return worst;
}

static int
refuse(struct call *call, const char *why, const char *name)
{
	fprintf(stderr, "postroom %s: %s%s.\n", call->argv[0], why, name);
	return 2;
}

static int
poll_chosen(struct call *call, const struct config *config, gboolean once)
{
	g_autoptr(GPtrArray) doors = doors_of(config);
	const struct door *door = doors->pdata[0];

	if (call->argc > 2)
		return refuse(call, "Name one source, not also ",
			      call->argv[2]);
	if (call->argc < 2 && once)
		return poll_each(call, config, doors);
	if (call->argc < 2 && doors->len > 1)
		return refuse(call, "Name one of the sources, such as ",
			      door->name);
	if (call->argc == 2)
		door = doors_find(doors, call->argv[1]);
	if (door == NULL)
		return refuse(call,
			      "The configuration has no mailbox or fetched "
			      "form ",
			      call->argv[1]);
	return poll_one(call, config, door, once);
}

int
cmd_poll(struct call *call)
{
	gboolean once = FALSE;
	const GOptionEntry entries[] = {
		{"once", 0, 0, G_OPTION_ARG_NONE, &once,
		 "Look once, into each source if none is named, then end",
		 NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(own_config) config = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "[SOURCE]",
			 "Fetches what is new in a mailbox or a web form's "
			 "feed into the spool.\nNothing there is deleted or "
			 "marked.",
			 &status))
		return status;
	signal(SIGPIPE, SIG_IGN);
	config = config_load(call->config, &error);
	if (config == NULL)
		return cmd_fail(call, error);
	return poll_chosen(call, config, once);
}
