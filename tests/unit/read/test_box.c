/*
 * The reader's box, from inside: a child serves one message and then tries
 * what a message that had taken it over would try. Without the box each
 * attempt must succeed, so that the test fails if the box is not there.
 */
#include "unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "read/frame.h"
#include "read/reader.h"

static char *secret; /* a file that only its owner may read */

static gboolean
open_socket(void)
{
	return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0;
}

static gboolean
read_secret(void)
{
	char byte;
	int fd = open(secret, O_RDONLY | O_CLOEXEC);

	return fd >= 0 && read(fd, &byte, 1) == 1;
}

static gboolean
write_file(void)
{
	return open(secret, O_WRONLY | O_APPEND | O_CLOEXEC) >= 0;
}

static gboolean
run_program(void)
{
	char *const argv[] = {"true", NULL};

	execv("/bin/true", argv);
	return FALSE;
}

static gboolean
fork_child(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0;
}

static const struct attempt {
	const char *what;
	gboolean (*make)(void);
} attempts[] = {
	{"open a socket", open_socket}, {"read a secret", read_secret},
	{"write a file", write_file},	{"run a program", run_program},
	{"fork", fork_child},
};

/* One message to read, and then the end. */
static int
pipe_with_mail(void)
{
	char frame[] = "    Subject: Damp\n\nThe wall is wet.\n";
	int ends[2];

	if (pipe(ends) != 0)
		return -1;
	frame_write(ends[1], frame, strlen(frame));
	close(ends[1]);
	return ends[0];
}

/* Serves as the program does, if boxed; then attempts. */
static void
be_child(gboolean (*make)(void), gboolean boxed)
{
	int out[2];
	int in = pipe_with_mail();

	if (in < 0 || pipe(out) != 0)
		_exit(3);
	if (boxed && reader_serve(in, out[1]) != 0)
		_exit(4);
	_exit(make() ? 0 : 1);
}

static int
fate_of(gboolean (*make)(void), gboolean boxed)
{
	pid_t pid = fork();
	int status = 0;

	assert_true(pid >= 0);
	if (pid == 0)
		be_child(make, boxed);
	while (waitpid(pid, &status, 0) < 0)
		assert_int_equal(errno, EINTR);
	return status;
}

static void
test_attempts(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(attempts); i++) {
		int outside = fate_of(attempts[i].make, FALSE);
		int inside = fate_of(attempts[i].make, TRUE);

		if (!WIFEXITED(outside) || WEXITSTATUS(outside) != 0)
			fail_msg("nobody can %s here", attempts[i].what);
		if (!WIFSIGNALED(inside) || WTERMSIG(inside) != SIGSYS)
			fail_msg("the reader can %s", attempts[i].what);
	}
}

static gboolean
do_nothing(void)
{
	return TRUE;
}

static void
test_reading_goes_on(void **state)
{
	int status = fate_of(do_nothing, TRUE);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static int
make_secret(void **state)
{
	int fd = g_file_open_tmp("postroom-secret-XXXXXX", &secret, NULL);

	(void)state;
	return fd >= 0 && write(fd, "key\n", 4) == 4 ? close(fd) : -1;
}

static int
drop_secret(void **state)
{
	(void)state;
	return unlink(secret);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_attempts),
		cmocka_unit_test(test_reading_goes_on),
	};

	return cmocka_run_group_tests(tests, make_secret, drop_secret);
}
