/*
 * run: the small parent. It starts every process, starts again what dies,
 * later each time, and stops them all at a signal. It opens no store, so
 * that nothing in it can break.
 */
#include "cmd/cmd.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/lock.h"
#include "base/log.h"
#include "cmd/child.h"
#include "cmd/loop.h"
#include "poll/door.h"

#define LONGEST_PAUSE 60

/* A child that has lived for so many seconds had started well. */
#define HEALTHY_SECONDS 60

/* The officers are told by mail when a child has died so often within so
 * many seconds, or could not do its work for half an hour ("try again"). */
#define DEATHS 5
#define DEATHS_SECONDS 600
#define ILL_SECONDS 1800

#define TRY_AGAIN 75

struct child {
	char *kind;
	char *source;	      /* NULL but for poll */
	pid_t pid;	      /* 0 while it waits to be started */
	gint64 started, next; /* seconds of the monotonic clock */
	guint failures;	      /* in a row, without a healthy life between */
	gint64 ill;	      /* since the first of them; 0 if none */
	gint64 died[DEATHS];  /* the last ones, oldest first */
	gint64 told;	      /* when the officers were told; 0 if never */
};

static gint64
seconds(void)
{
	return g_get_monotonic_time() / G_USEC_PER_SEC;
}

static void
free_child(gpointer data)
{
	struct child *child = data;

	g_free(child->kind);
	g_free(child->source);
	g_free(child);
}

static void
add(GPtrArray *children, const char *kind, const char *source)
{
	struct child *child = g_new0(struct child, 1);

	child->kind = g_strdup(kind);
	child->source = g_strdup(source);
	g_ptr_array_add(children, child);
}

static GPtrArray *
plan(const struct config *config)
{
	GPtrArray *children = g_ptr_array_new_with_free_func(free_child);
	g_autoptr(GPtrArray) doors = doors_of(config);
	guint i;

	add(children, "intake", NULL);
	add(children, "send", NULL);
	add(children, "watch", NULL);
	add(children, "letters", "transcribe");
	if (config->console.on)
		add(children, "console", NULL);
	if (form_server_is_needed(&config->form_server, config->forms))
		add(children, "forms", NULL);
	for (i = 0; i < doors->len; i++) {
		const struct door *door = g_ptr_array_index(doors, i);

		add(children, "poll", door->name);
	}
	return children;
}

static void
start(struct child *child, const char *config)
{
	char *argv[] = {"postroom",  "-c",	    (char *)config,
			child->kind, child->source, NULL};
	int number = child_spawn(&child->pid, argv);

	child->started = seconds();
	if (number == 0)
		return;
	child->pid = 0;
	child->next = seconds() + LONGEST_PAUSE;
	log_event("cannot start %s: %s", child->kind, g_strerror(number));
}

/* A process of its own tells it, so that nothing in this one can break; it
 * knows what was told within the day. */
static void
tell(struct child *child, const char *config, const char *words)
{
	g_autofree char *text = g_strdup_printf(
		"The process \"%s%s%s\" %s. It is started again each time, and "
		"nothing is lost, but what it does waits. Look at Postroom's "
		"log for the reason.",
		child->kind, child->source == NULL ? "" : " ",
		child->source == NULL ? "" : child->source, words);
	g_autofree char *kind = g_strdelimit(
		g_strjoin("-", child->kind, child->source, NULL), "/", '_');
	char *argv[] = {"postroom", "-c", (char *)config, "watch",
			"--tell",   kind, text,		  NULL};
	pid_t pid;
	int number;

	if (child->told != 0 && seconds() - child->told < DEATHS_SECONDS)
		return;
	child->told = seconds();
	log_event("%s", text);
	number = child_spawn(&pid, argv);
	if (number != 0)
		log_event("cannot tell the officers: %s", g_strerror(number));
}

static void
note_death(struct child *child)
{
	memmove(child->died, child->died + 1, (DEATHS - 1) * sizeof(gint64));
	child->died[DEATHS - 1] = seconds();
}

/* Another of its kind at work, or a disk that is full, is no death. */
static void
judge(struct child *child, int status, const char *config)
{
	gboolean again = WIFEXITED(status) && WEXITSTATUS(status) == TRY_AGAIN;

	if (!again)
		note_death(child);
	if (!again && child->died[0] != 0 &&
	    seconds() - child->died[0] <= DEATHS_SECONDS)
		tell(child, config, "has died five times within ten minutes");
	else if (again && seconds() - child->ill >= ILL_SECONDS)
		tell(child, config,
		     "has not been able to work for half an "
		     "hour");
}

static void
bury(struct child *child, int status, const char *config)
{
	guint pause;

	if (seconds() - child->started >= HEALTHY_SECONDS)
		child->failures = 0;
	if (child->failures == 0)
		child->ill = seconds();
	pause = MIN(1u << MIN(child->failures, 6u), LONGEST_PAUSE);
	child->failures++;
	child->pid = 0;
	child->next = seconds() + pause;
	log_event("%s %s %s %d; starting again in %u s", child->kind,
		  child->source == NULL ? "" : child->source,
		  WIFSIGNALED(status) ? "was killed by signal"
				      : "ended with status",
		  WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
		  pause);
	judge(child, status, config);
}

static void
reap(GPtrArray *children, const char *config)
{
	pid_t pid;
	int status;
	guint i;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (i = 0; i < children->len; i++) {
			struct child *child = g_ptr_array_index(children, i);

			if (child->pid == pid)
				bury(child, status, config);
		}
}

static void
start_due(GPtrArray *children, const char *config)
{
	guint i;

	for (i = 0; i < children->len; i++) {
		struct child *child = g_ptr_array_index(children, i);

		if (child->pid == 0 && child->next <= seconds())
			start(child, config);
	}
}

static void
stop_all(GPtrArray *children)
{
	guint i;

	for (i = 0; i < children->len; i++) {
		const struct child *child = g_ptr_array_index(children, i);

		if (child->pid > 0)
			kill(child->pid, SIGTERM);
	}
	while (wait(NULL) > 0 || errno == EINTR)
		continue;
}

static void
supervise(GPtrArray *children, const char *config)
{
	struct loop loop = {.pause = 1};

	do {
		reap(children, config);
		start_due(children, config);
	} while (loop_wait(&loop));
	log_event("stopping");
	stop_all(children);
	log_event("stopped");
}

int
cmd_run(struct call *call)
{
	const GOptionEntry entries[] = {{NULL, 0, 0, 0, NULL, NULL, NULL}};
	g_autoptr(own_config) config = NULL;
	g_autoptr(own_lock) lock = NULL;
	g_autoptr(GPtrArray) children = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Runs every process, and starts again what dies.",
			 &status))
		return status;
	config = config_load(call->config, &error);
	if (config != NULL && g_mkdir_with_parents(config->data, 0700) != 0)
		fault_errno(&error, errno, "Cannot make %s", config->data);
	if (error == NULL)
		lock = lock_take(config->data, "run", &error);
	if (lock == NULL)
		return cmd_fail(call, error);
	children = plan(config);
	loop_start();
	loop_lead();
	log_event("starting %u processes", children->len);
	supervise(children, call->config);
	return 0;
}
