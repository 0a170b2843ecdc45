/*
 * The program gets a process group of its own, so that a script's children
 * end with it.
 */
#include "send/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"

#define NAP_MICROSECONDS 10000

static void
set_files(posix_spawn_file_actions_t *actions, int input)
{
	posix_spawn_file_actions_init(actions);
	posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO);
	posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null",
					 O_WRONLY, 0);
	posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null",
					 O_WRONLY, 0);
	posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
}

static void
set_attributes(posix_spawnattr_t *attributes)
{
	sigset_t none, all;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(attributes);
	posix_spawnattr_setsigmask(attributes, &none);
	posix_spawnattr_setsigdefault(attributes, &all);
	posix_spawnattr_setpgroup(attributes, 0);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK |
						     POSIX_SPAWN_SETSIGDEF |
						     POSIX_SPAWN_SETPGROUP);
}

static int
spawn(pid_t *pid, const char *const *argv, int input)
{
	static char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
	static char locale[] = "LC_ALL=C.UTF-8";
	char *const environment[] = {path, locale, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int number;

	set_files(&actions, input);
	set_attributes(&attributes);
	number = posix_spawn(pid, argv[0], &actions, &attributes,
			     (char *const *)(gintptr)argv, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return number;
}

/* A file without a name: a pipe could fill up while nobody reads. */
static int
input_of(const char *text, GError **error)
{
	gsize size = strlen(text);
	int fd = memfd_create("call", MFD_CLOEXEC);

	if (fd >= 0 && write(fd, text, size) == (ssize_t)size &&
	    lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	(void)fault_errno(error, errno, "Cannot hand over the text");
	if (fd >= 0)
		close(fd);
	return -1;
}

/* TRUE if it has ended by then. */
static gboolean
ends_within(pid_t pid, int seconds, int *status)
{
	gint64 until = g_get_monotonic_time() + seconds * G_USEC_PER_SEC;

	do {
		pid_t ended = waitpid(pid, status, WNOHANG);

		if (ended == pid || (ended < 0 && errno != EINTR))
			return ended == pid;
		g_usleep(NAP_MICROSECONDS);
	} while (g_get_monotonic_time() < until);
	return FALSE;
}

static gboolean
await(pid_t pid, const char *name, int seconds, GError **error)
{
	int status = 0;

	if (!ends_within(pid, seconds, &status)) {
		(void)kill(-pid, SIGKILL);
		(void)waitpid(pid, &status, 0);
		return fault_set(error, FAULT_TEMPORARY,
				 "%s did not end within %d seconds.", name,
				 seconds);
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY, "%s ended with %s %d.", name,
			 WIFEXITED(status) ? "status" : "signal",
			 WIFEXITED(status) ? WEXITSTATUS(status)
					   : WTERMSIG(status));
}

gboolean
launch_run(const char *const *argv, const char *text, int seconds,
	   GError **error)
{
	int input = input_of(text, error);
	pid_t pid = 0;
	int number;

	if (input < 0)
		return FALSE;
	number = spawn(&pid, argv, input);
	close(input);
	if (number != 0)
		return fault_set(error, FAULT_SETUP, "%s cannot be run: %s.",
				 argv[0], g_strerror(number));
	return await(pid, argv[0], seconds, error);
}
