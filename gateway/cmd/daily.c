/*
 * One child at a time. It knows itself what is due; what it finds is in the
 * ledger.
 */
#include "cmd/daily.h"

#include <signal.h>
#include <sys/wait.h>

#include "base/log.h"
#include "cmd/child.h"
#include "desk/statement.h"
#include "poll/door.h"

#define LONGEST G_TIME_SPAN_HOUR

/* A child that could not be started, or died at once, is tried again after
 * this long. */
#define APART (10 * G_TIME_SPAN_MINUTE)

static gboolean
is_any_due(struct post *post)
{
	g_autoptr(GPtrArray) doors = doors_of(post->config);
	gboolean due = FALSE;
	guint i;

	for (i = 0; i < doors->len && !due; i++) {
		const struct door *door = doors->pdata[i];
		g_autoptr(GError) trouble = NULL;

		if (!statement_is_due(post->config, post->ledger, door->name,
				      &due, &trouble))
			log_fault(trouble);
	}
	return due;
}

/* One that is still there when its time is over is ended; what it has not
 * reached is tried again in an hour. */
static void
attend(struct daily *daily)
{
	int status;

	if (waitpid(daily->pid, &status, WNOHANG) != 0)
		daily->pid = 0;
	else if (g_get_monotonic_time() - daily->since > LONGEST)
		kill(daily->pid, SIGKILL);
}

void
daily_look(struct daily *daily, struct post *post)
{
	char *argv[] = {"postroom",  "-c",	(char *)daily->config,
			"reconcile", "--daily", "--quiet",
			NULL};
	gint64 now = g_get_monotonic_time();
	int number;

	if (daily->pid != 0)
		attend(daily);
	if (daily->pid != 0 ||
	    (daily->since != 0 && now - daily->since < APART) ||
	    !is_any_due(post))
		return;
	daily->since = now;
	number = child_spawn(&daily->pid, argv);
	if (number == 0)
		return;
	daily->pid = 0;
	log_event("cannot start reconcile: %s", g_strerror(number));
}

void
daily_stop(struct daily *daily)
{
	if (daily->pid == 0)
		return;
	kill(daily->pid, SIGTERM);
	(void)waitpid(daily->pid, NULL, 0);
	daily->pid = 0;
}
