/*
 * Children with their ends tied: files for their output, a pipe for our own.
 */
#include "read/program.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

#define COMPLAINTS "complaints"
#define COMPLAINT_BYTES 4096

/* One thread is three times as fast as two for a page (libraries.md 8). */
static char *const environment[] = {
	(char *)"PATH=/usr/bin", (char *)"LC_ALL=C.UTF-8",
	(char *)"OMP_THREAD_LIMIT=1", (char *)"HOME=.", NULL};

static gboolean
ended_well(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return FALSE;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

gboolean
program_run(char *const argv[], const char *out)
{
	const int flags = O_WRONLY | O_CREAT | O_TRUNC;
	g_autofree char *path = g_build_filename("/usr/bin", argv[0], NULL);
	posix_spawn_file_actions_t actions;
	pid_t pid = 0;
	int number;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
					 O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out, flags,
					 0600);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, COMPLAINTS,
					 flags, 0600);
	posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
	number = posix_spawn(&pid, path, &actions, NULL, argv, environment);
	posix_spawn_file_actions_destroy(&actions);
	return number == 0 && ended_well(pid);
}

char *
program_complaints(void)
{
	char block[COMPLAINT_BYTES];
	int fd = open(COMPLAINTS, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, block, sizeof(block));

	if (fd >= 0)
		close(fd);
	return g_ascii_strdown(block, MAX(n, 0));
}

static gboolean
read_all(int fd, void *data, gsize size)
{
	gsize have = 0;
	ssize_t n = 1;

	while (have < size && n != 0) {
		n = read(fd, (char *)data + have, size - have);
		if (n < 0 && errno != EINTR)
			return FALSE;
		have += n > 0 ? (gsize)n : 0;
	}
	return have == size;
}

gboolean
program_apart(void (*work)(gpointer data), gpointer data, gsize size)
{
	g_autofree char *answer = g_malloc(size);
	gboolean heard;
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return FALSE;
	pid = fork();
	if (pid == 0) {
		work(data);
		_exit(write(ends[1], data, size) == (ssize_t)size ? 0 : 1);
	}
	close(ends[1]);
	heard = pid > 0 && read_all(ends[0], answer, size);
	close(ends[0]);
	if (pid < 0 || !ended_well(pid) || !heard)
		return FALSE;
	memcpy(data, answer, size);
	return TRUE;
}
