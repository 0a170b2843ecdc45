/*
 * The parent's side of the reader: starts the child, gives it one message at
 * a time, and does not wait for it longer than it may take.
 */
#include "read/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "read/frame.h"

#define SELF "/proc/self/exe"

struct reader {
	char **argv;
	pid_t pid; /* 0 if there is no child now */
	int in;	   /* we write, the child reads */
	int out;   /* the child writes, we read */
	int served;
};

static void
end_child(struct reader *r, gboolean now)
{
	if (r->pid == 0)
		return;
	close(r->in);
	close(r->out);
	if (now)
		kill(r->pid, SIGKILL);
	while (waitpid(r->pid, NULL, 0) < 0 && errno == EINTR)
		;
	r->pid = 0;
}

/* Starts the program with to as its input and from as its output. All other
 * descriptors are closed on exec, or by closefrom. */
static int
spawn(struct reader *r, int to, int from)
{
	char *environment[] = {NULL};
	posix_spawn_file_actions_t actions;
	int number;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, to, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, from, STDOUT_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
	number = posix_spawn(&r->pid, SELF, &actions, NULL, r->argv,
			     environment);
	posix_spawn_file_actions_destroy(&actions);
	if (number != 0)
		r->pid = 0;
	return number;
}

/* Moves fd above the standard ones, where adddup2 cannot tread on it. */
static int
lift(int fd)
{
	int up = fd > STDERR_FILENO ? fd : fcntl(fd, F_DUPFD_CLOEXEC, 3);

	if (up != fd)
		close(fd);
	return up;
}

static gboolean
start_child(struct reader *r, GError **error)
{
	int in[2];
	int out[2];
	int number;

	if (pipe2(in, O_CLOEXEC) != 0)
		return fault_errno(error, errno, "Cannot make a pipe");
	if (pipe2(out, O_CLOEXEC) != 0) {
		fault_errno(error, errno, "Cannot make a pipe");
		close(in[0]);
		close(in[1]);
		return FALSE;
	}
	in[0] = lift(in[0]);
	out[1] = lift(out[1]);
	number = spawn(r, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	r->in = in[1];
	r->out = out[0];
	r->served = 0;
	if (number == 0)
		return TRUE;
	close(r->in);
	close(r->out);
	return fault_errno(error, number, "Cannot start the reader");
}

/* The child says "ready" once its box is closed. */
static gboolean
await_ready(struct reader *r, GError **error)
{
	gint64 deadline =
		g_get_monotonic_time() + LIMIT_READ_SECONDS * G_USEC_PER_SEC;
	g_autofree char *word = NULL;
	gsize size = 0;

	if (frame_read(r->out, 16, deadline, &word, &size) == FRAME_DONE &&
	    g_str_equal(word, "ready"))
		return TRUE;
	end_child(r, TRUE);
	return fault_set(error, FAULT_TEMPORARY,
			 "The reader did not start. Look at the lines above "
			 "for the reason; mail waits until it does.");
}

struct reader *
reader_open(char *const argv[], GError **error)
{
	static char *const usual[] = {"postroom", "reader", NULL};
	struct reader *r = g_new0(struct reader, 1);

	signal(SIGPIPE, SIG_IGN);
	r->argv = g_strdupv((char **)(argv == NULL ? usual : argv));
	if (start_child(r, error) && await_ready(r, error))
		return r;
	reader_close(r);
	return NULL;
}

void
reader_close(struct reader *r)
{
	if (r == NULL)
		return;
	end_child(r, FALSE);
	g_strfreev(r->argv);
	g_free(r);
}

/* One message there and back. */
static enum frame
exchange(struct reader *r, const void *bytes, gsize size, char **answer,
	 gsize *length)
{
	gint64 deadline =
		g_get_monotonic_time() + LIMIT_READ_SECONDS * G_USEC_PER_SEC;
	enum frame done = frame_write(r->in, bytes, size, deadline);

	if (done != FRAME_DONE)
		return done;
	return frame_read(r->out, LIMIT_ANSWER_BYTES, deadline, answer, length);
}

static struct message *
understand(const char *answer, gsize length, GError **error)
{
	json_t *wire = json_loadb(answer, length, JSON_REJECT_DUPLICATES, NULL);
	struct message *message = NULL;

	if (wire != NULL)
		message = message_from_wire(wire, error);
	else
		fault_set(error, FAULT_INPUT,
			  "The reader's answer is not understood. The message "
			  "is kept as it came; a person must read it.");
	json_decref(wire);
	return message;
}

struct message *
reader_read(struct reader *r, const void *bytes, gsize size, GError **error)
{
	g_autofree char *answer = NULL;
	struct message *message;
	gsize length = 0;
	enum frame done;

	if (r->pid != 0 && r->served >= LIMIT_READER_MESSAGES)
		end_child(r, FALSE);
	if (r->pid == 0 && !(start_child(r, error) && await_ready(r, error)))
		return NULL;
	r->served++;
	size = MIN(size, LIMIT_MESSAGE_BYTES + 1);
	done = exchange(r, bytes, size, &answer, &length);
	if (done != FRAME_DONE) {
		end_child(r, TRUE);
		fault_set(error, FAULT_INPUT,
			  done == FRAME_LATE
				  ? "Reading the message took too long. It is "
				    "kept as it came; a person must read it."
				  : "The reader broke on the message. It is "
				    "kept as it came; a person must read it.");
		return NULL;
	}
	message = understand(answer, length, error);
	if (message == NULL)
		end_child(r, TRUE);
	return message;
}
