/*
 * Waiting is done with the signals unblocked only inside ppoll, so that one
 * that comes between two passes is never missed.
 */
#include "cmd/loop.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/log.h"
#include "base/pulse.h"

#define LONGEST_PAUSE 60
#define PARENT "POSTROOM_PARENT"

static volatile sig_atomic_t stopping;
static sigset_t while_waiting;
static const char *live_data, *live_name;

static void
stop(int number)
{
	(void)number;
	stopping = 1;
}

void
loop_lead(void)
{
	g_autofree char *id = g_strdup_printf("%d", (int)getpid());

	g_setenv(PARENT, id, TRUE);
}

/* The parent may have died before we asked to be told. */
void
loop_follow(void)
{
	const char *parent = g_getenv(PARENT);
	g_autofree char *now = NULL;

	if (parent == NULL)
		return;
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	now = g_strdup_printf("%d", (int)getppid());
	if (!g_str_equal(parent, now))
		(void)raise(SIGTERM);
}

void
loop_start(void)
{
	struct sigaction action = {.sa_handler = stop};
	sigset_t blocked;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGINT);
	sigprocmask(SIG_BLOCK, &blocked, &while_waiting);
	sigdelset(&while_waiting, SIGTERM);
	sigdelset(&while_waiting, SIGINT);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	loop_follow();
}

static void
look_for_signal(guint seconds)
{
	struct timespec pause = {.tv_sec = (time_t)seconds};

	ppoll(NULL, 0, &pause, &while_waiting);
}

static void
beat(void)
{
	if (live_data != NULL)
		pulse_beat(live_data, live_name);
}

void
loop_live(const char *data, const char *name)
{
	live_data = data;
	live_name = name;
	beat();
}

gboolean
loop_stopping(void)
{
	beat();
	if (!stopping)
		look_for_signal(0);
	return stopping;
}

void
loop_result(struct loop *loop, GError *error)
{
	if (error == NULL) {
		if (loop->fault != NULL)
			log_event("works again");
		g_clear_pointer(&loop->fault, g_free);
		loop->failures = 0;
		return;
	}
	if (g_strcmp0(loop->fault, error->message) != 0)
		log_fault(error);
	g_free(loop->fault);
	loop->fault = g_strdup(error->message);
	loop->failures++;
	g_error_free(error);
}

gboolean
loop_wait(struct loop *loop)
{
	guint pause = loop->pause << MIN(loop->failures, 6u);

	beat();

	if (loop->failures > 0)
		pause = MIN(pause, MAX(loop->pause, LONGEST_PAUSE));
	if (!stopping)
		look_for_signal(pause);
	return !stopping;
}
