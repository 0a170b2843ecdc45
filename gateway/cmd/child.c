/*
 * The signals are blocked in processes that go on for long; a child must
 * have its own.
 */
#include "cmd/child.h"

#include <signal.h>
#include <spawn.h>
#include <unistd.h>

extern char **environ;

static void
set_signals(posix_spawnattr_t *attributes)
{
	sigset_t none, all;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_setsigmask(attributes, &none);
	posix_spawnattr_setsigdefault(attributes, &all);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK |
						     POSIX_SPAWN_SETSIGDEF);
}

int
child_spawn(pid_t *pid, char *const argv[])
{
	posix_spawnattr_t attributes;
	int number;

	posix_spawnattr_init(&attributes);
	set_signals(&attributes);
	number = posix_spawn(pid, "/proc/self/exe", NULL, &attributes, argv,
			     environ);
	posix_spawnattr_destroy(&attributes);
	return number;
}
