/*
 * One of a kind at a time, also across processes.
 */
#include "unit/unit.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/lock.h"
#include "unit/base/scratch.h"

/* 0 if the child could take the lock, 75 if it was busy. */
static int
taken_by_a_child(const char *folder, const char *name)
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		GError *error = NULL;
		struct lock *lock = lock_take(folder, name, &error);

		_exit(lock == NULL ? fault_status(error) : 0);
	}
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

static void
a_second_one_is_told(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	struct lock *lock = lock_take(folder, "poll-a", NULL);
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_non_null(lock);
	assert_null(lock_take(folder, "poll-a", &error));
	assert_true(fault_is(error, FAULT_BUSY));
	assert_int_equal(taken_by_a_child(folder, "poll-a"), 75);
	assert_int_equal(taken_by_a_child(folder, "poll-b"), 0);
	lock_close(lock);
	assert_int_equal(taken_by_a_child(folder, "poll-a"), 0);
	lock_close(NULL);
}

static void
a_killed_one_frees_its_lock(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_lock) lock = NULL;
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		lock_take(folder, "intake", NULL);
		raise(SIGKILL);
	}
	waitpid(pid, NULL, 0);
	lock = lock_take(folder, "intake", NULL);
	assert_non_null(lock);
}

static void
a_folder_that_is_not_there_is_temporary(void **state)
{
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_null(lock_take("/nowhere/at/all", "x", &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
}

/* The kernel gives a lock back when its last holder ends. */
static void
waiting_ends_when_it_is_free_or_time_is_up(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_lock) lock = NULL;
	g_autoptr(GError) error = NULL;
	int ready[2], go[2];
	char byte = 0;
	pid_t pid;

	(void)state;
	assert_true(pipe(ready) == 0 && pipe(go) == 0);
	pid = fork();
	if (pid == 0) {
		lock_take(folder, "token", NULL);
		_exit(write(ready[1], &byte, 1) != 1 ||
		      read(go[0], &byte, 1) != 1);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_null(lock_wait(folder, "token", 0, &error));
	assert_true(fault_is(error, FAULT_BUSY));
	assert_int_equal(write(go[1], &byte, 1), 1);
	lock = lock_wait(folder, "token", 30, NULL);
	assert_non_null(lock);
	waitpid(pid, NULL, 0);
	assert_null(lock_wait("/nowhere/at/all", "x", 30, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_one_is_told),
		cmocka_unit_test(a_killed_one_frees_its_lock),
		cmocka_unit_test(a_folder_that_is_not_there_is_temporary),
		cmocka_unit_test(waiting_ends_when_it_is_free_or_time_is_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
