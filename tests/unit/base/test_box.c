/*
 * From inside the box nothing can be reached. Each attempt is made twice:
 * without the box it must be survived, so that the test fails if the box is
 * not there.
 */
#include "unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/box.h"

#define MEMORY ((gsize)256 * 1024 * 1024)

static void
open_socket(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)fd;
}

static void
open_file(void)
{
	int fd = open("/etc/hostname", O_RDONLY | O_CLOEXEC);

	(void)fd;
}

static void
write_file(void)
{
	int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);

	(void)fd;
}

static void
run_program(void)
{
	char *const argv[] = {"nothing", NULL};

	execv("/nonexistent", argv);
}

static void
fork_child(void)
{
	if (fork() == 0)
		_exit(0);
}

static void
look_at_parent(void)
{
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static void
signal_parent(void)
{
	kill(getppid(), 0);
}

static const struct attempt {
	const char *what;
	void (*make)(void);
} attempts[] = {
	{"open a socket", open_socket},
	{"open a file", open_file},
	{"write a file", write_file},
	{"run a program", run_program},
	{"fork", fork_child},
	{"be traced", look_at_parent},
	{"signal the parent", signal_parent},
};

/* How a child ends that makes the attempt, in the box or outside. */
static int
fate_of(void (*make)(void), gboolean boxed)
{
	pid_t pid = fork();
	int status = 0;

	assert_true(pid >= 0);
	if (pid == 0) {
		struct box_limits limits = {.memory = MEMORY, .cpu_seconds = 5};

		if (boxed && !box_enter(&limits, NULL, NULL))
			_exit(3);
		make();
		_exit(0);
	}
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
			fail_msg("%s fails without the box", attempts[i].what);
		if (!WIFSIGNALED(inside) || WTERMSIG(inside) != SIGSYS)
			fail_msg("the box lets a process %s", attempts[i].what);
	}
}

static void
compute(void)
{
	g_autofree char *memory = g_malloc(8 * 1024 * 1024);
	gint64 then = g_get_monotonic_time();

	memset(memory, 'x', 8 * 1024 * 1024);
	if (g_get_monotonic_time() < then)
		_exit(4);
}

static void
test_computing_goes_on(void **state)
{
	int status = fate_of(compute, TRUE);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

#ifndef __SANITIZE_ADDRESS__
static void
take_memory(void)
{
	if (mmap(NULL, 2 * MEMORY, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
		_exit(7);
}

static void
make_code(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)page;
}

static void
test_memory_is_limited(void **state)
{
	int status = fate_of(take_memory, TRUE);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
	status = fate_of(make_code, TRUE);
	assert_true(WIFSIGNALED(status));
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_attempts),
		cmocka_unit_test(test_computing_goes_on),
#ifndef __SANITIZE_ADDRESS__
		cmocka_unit_test(test_memory_is_limited),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
