/*
 * The parent's side of the reader: starts the child, keeps its pipe full,
 * and does not wait for a message longer than that may take. The child
 * answers each message before it looks at the next: the first without an
 * answer is the one over which it died.
 */
#include "read/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "read/frame.h"

#define SELF "/proc/self/exe"

/* What a pipe may hold, the most that Linux gives to everybody: the child
 * does not wait for us, nor we for it. */
#define PIPE_BYTES (1024 * 1024)

/* Messages that are given by one call. */
#define GIVEN_AT_ONCE 32

struct reader {
	char **argv;
	pid_t pid; /* 0 if there is no child now */
	int in;	   /* we write, the child reads */
	int out;   /* the child writes, we read */
	int given; /* messages, to this child */
	struct inlet inlet;
	GQueue asked; /* struct question *, oldest first */
	GList *next;  /* the first that was not given wholly; NULL: none */
	gsize begun;  /* bytes of it that were given, its head included */
};

struct question {
	guchar head[FRAME_HEAD];
	GBytes *bytes;
	gsize size; /* of what is read of it */
};

static void
question_free(gpointer data)
{
	struct question *q = data;

	g_bytes_unref(q->bytes);
	g_free(q);
}

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
	r->next = NULL;
	inlet_clear(&r->inlet);
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

/* Ours do not block, the child's do. Pipes that stay small are slow, no
 * more. */
static void
set_pipe(int fd)
{
	(void)fcntl(fd, F_SETPIPE_SZ, PIPE_BYTES);
	(void)fcntl(fd, F_SETFL, O_NONBLOCK);
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
	set_pipe(r->in);
	set_pipe(r->out);
	r->given = 0;
	r->begun = 0;
	r->next = r->asked.head;
	if (number == 0)
		return TRUE;
	close(r->in);
	close(r->out);
	return fault_errno(error, number, "Cannot start the reader");
}

static gboolean
may_give(const struct reader *r)
{
	return r->next != NULL && r->given < LIMIT_READER_MESSAGES;
}

/* What is to be written next: the number of pieces. */
static int
gather(const struct reader *r, struct iovec pieces[2 * GIVEN_AT_ONCE])
{
	int most = MIN(GIVEN_AT_ONCE, LIMIT_READER_MESSAGES - r->given);
	gsize skip = r->begun;
	GList *link = r->next;
	int n = 0;

	for (; link != NULL && most-- > 0; link = link->next) {
		struct question *q = link->data;
		char *bytes = (char *)g_bytes_get_data(q->bytes, NULL);
		gsize head = MIN(skip, FRAME_HEAD);
		gsize body = skip - head;

		pieces[n++] = (struct iovec){q->head + head, FRAME_HEAD - head};
		if (q->size > body)
			pieces[n++] =
				(struct iovec){bytes + body, q->size - body};
		skip = 0;
	}
	return n;
}

/* So many bytes more have been given. */
static void
advance(struct reader *r, gsize bytes)
{
	for (r->begun += bytes; r->next != NULL; r->next = r->next->next) {
		const struct question *q = r->next->data;

		if (r->begun < FRAME_HEAD + q->size)
			return;
		r->begun -= FRAME_HEAD + q->size;
		r->given++;
	}
}

/* Gives what the pipe takes. A pipe that broke shows when it is read. */
static void
give(struct reader *r)
{
	struct iovec pieces[2 * GIVEN_AT_ONCE];

	while (may_give(r)) {
		ssize_t n = writev(r->in, pieces, gather(r, pieces));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return;
		advance(r, (gsize)n);
	}
}

/* Waits until the child can be given something or has said something.
 * FALSE at the deadline. */
static gboolean
wait_for_child(const struct reader *r, gint64 deadline)
{
	struct pollfd pipes[2] = {{r->out, POLLIN, 0}, {r->in, POLLOUT, 0}};
	gint64 left = deadline - g_get_monotonic_time();

	if (left <= 0)
		return FALSE;
	(void)poll(pipes, may_give(r) ? 2 : 1, (int)(left / 1000 + 1));
	return TRUE;
}

/* The next frame from the child; FRAME_MORE if it does not come in time. */
static enum frame
hear(struct reader *r, const char **answer, gsize *size)
{
	gint64 deadline =
		g_get_monotonic_time() + LIMIT_READ_SECONDS * G_USEC_PER_SEC;
	enum frame done = inlet_next(&r->inlet, answer, size);

	while (done == FRAME_MORE) {
		give(r);
		done = inlet_fill(&r->inlet, r->out);
		if (done == FRAME_MORE && !wait_for_child(r, deadline))
			return FRAME_MORE;
		if (done == FRAME_MORE || done == FRAME_DONE)
			done = inlet_next(&r->inlet, answer, size);
	}
	return done;
}

/* The child says "ready" once its box is closed. */
static gboolean
await_ready(struct reader *r, GError **error)
{
	const char *word = NULL;
	gsize size = 0;

	if (hear(r, &word, &size) == FRAME_DONE && size == strlen("ready") &&
	    memcmp(word, "ready", size) == 0)
		return TRUE;
	end_child(r, TRUE);
	return fault_set(error, FAULT_TEMPORARY,
			 "The reader did not start. Look at the lines above "
			 "for the reason; mail waits until it does.");
}

/* A child that may be given the oldest message, or has it. */
static gboolean
have_child(struct reader *r, GError **error)
{
	if (r->pid != 0 && r->given >= LIMIT_READER_MESSAGES &&
	    r->next == r->asked.head)
		end_child(r, FALSE);
	return r->pid != 0 || (start_child(r, error) && await_ready(r, error));
}

struct reader *
reader_open(char *const argv[], GError **error)
{
	static char *const usual[] = {"postroom", "reader", NULL};
	struct reader *r = g_new0(struct reader, 1);

	signal(SIGPIPE, SIG_IGN);
	r->argv = g_strdupv((char **)(argv == NULL ? usual : argv));
	r->inlet.limit = LIMIT_ANSWER_BYTES;
	g_queue_init(&r->asked);
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
	end_child(r, !g_queue_is_empty(&r->asked));
	g_queue_clear_full(&r->asked, question_free);
	g_strfreev(r->argv);
	g_free(r);
}

static struct question *
question_new(GBytes *bytes)
{
	struct question *q = g_new(struct question, 1);

	q->bytes = g_bytes_ref(bytes);
	q->size = MIN(g_bytes_get_size(bytes),
		      LIMIT_MESSAGE_BYTES + READER_TAKE_ROOM);
	frame_head(q->head, q->size);
	return q;
}

void
reader_ask(struct reader *r, GBytes *bytes)
{
	g_queue_push_tail(&r->asked, question_new(bytes));
	if (r->next == NULL)
		r->next = r->asked.tail;
}

void
reader_ask_again(struct reader *r, GBytes *bytes)
{
	g_assert(r->pid == 0);
	g_queue_push_head(&r->asked, question_new(bytes));
}

void
reader_send(struct reader *r)
{
	if (r->pid != 0)
		give(r);
}

void
reader_forget(struct reader *r)
{
	if (g_queue_is_empty(&r->asked))
		return;
	end_child(r, TRUE);
	g_queue_clear_full(&r->asked, question_free);
}

static gboolean
broken(struct reader *r, gboolean late, GError **error)
{
	end_child(r, TRUE);
	return fault_set(error, FAULT_INPUT,
			 late ? "Reading the message took too long. It is "
				"kept as it came; a person must read it."
			      : "The reader broke on the message. It is "
				"kept as it came; a person must read it.");
}

/* What the child says to the oldest question. */
static gboolean
hear_answer(struct reader *r, const char **answer, gsize *size, GError **error)
{
	enum frame done;

	if (!have_child(r, error))
		return FALSE;
	done = hear(r, answer, size);
	if (done == FRAME_DONE && r->next == r->asked.head)
		done = FRAME_BROKEN; /* it answers what it cannot know */
	question_free(g_queue_pop_head(&r->asked));
	return done == FRAME_DONE || broken(r, done == FRAME_MORE, error);
}

struct message *
reader_answer(struct reader *r, GError **error)
{
	const char *answer = NULL;
	struct message *message;
	gsize size = 0;

	if (!hear_answer(r, &answer, &size, error))
		return NULL;
	message = message_unpack(answer, size, error);
	if (message == NULL)
		end_child(r, TRUE);
	return message;
}

struct message *
reader_read(struct reader *r, const void *bytes, gsize size, GError **error)
{
	g_autoptr(GBytes) whole = g_bytes_new_static(bytes, size);
	struct message *message;

	g_assert(g_queue_is_empty(&r->asked));
	reader_ask(r, whole);
	message = reader_answer(r, error);
	reader_forget(r);
	return message;
}

/* The question: what is wanted, a line feed, the message. */
static GBytes *
taking(const char *what, GBytes *message)
{
	gsize size;
	const char *bytes = g_bytes_get_data(message, &size);
	GString *question = g_string_sized_new(size + READER_TAKE_ROOM);

	g_string_append_printf(question, "%s\n", what);
	g_string_append_len(question, bytes, (gssize)size);
	return g_string_free_to_bytes(question);
}

GBytes *
reader_take(struct reader *r, const char *what, GBytes *message, GError **error)
{
	g_autoptr(GBytes) question = taking(what, message);
	const char *answer = NULL;
	gsize size = 0;

	g_assert(g_queue_is_empty(&r->asked));
	r->inlet.limit = LIMIT_MESSAGE_BYTES + READER_TAKE_ROOM;
	reader_ask(r, question);
	if (!hear_answer(r, &answer, &size, error)) {
		reader_forget(r);
		return NULL;
	}
	if (size > 0 && *answer == '1')
		return g_bytes_new(answer + 1, size - 1);
	fault_set(error, FAULT_INPUT,
		  "It cannot be taken out of the message. "
		  "Download the original instead.");
	return NULL;
}
