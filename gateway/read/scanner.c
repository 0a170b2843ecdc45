/*
 * The parent's side of reading a scan: a folder, a child in a group of its
 * own, a pipe, a deadline. Whatever happens, group and folder are gone
 * afterwards.
 */
#include "read/scanner.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"

#define SELF "/proc/self/exe"
#define FAULT_MARK "fault="
#define BLOCK_BYTES 65536

struct scanner {
	char *folder;
	pid_t pid;
	int out;
	GString *answer;
	int status; /* of the child, as waitpid has it */
};

/* --- its folder -----------------------------------------------------------*/

static void
remove_folder(const char *folder)
{
	g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
	const char *name;

	while (directory != NULL &&
	       (name = g_dir_read_name(directory)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		(void)unlink(path);
	}
	(void)rmdir(folder);
}

void
scanner_tidy(const char *data)
{
	g_autofree char *above = g_build_filename(data, "scanning", NULL);
	g_autoptr(GDir) directory = g_dir_open(above, 0, NULL);
	const char *name;

	while (directory != NULL &&
	       (name = g_dir_read_name(directory)) != NULL) {
		gint64 pid = g_ascii_strtoll(name, NULL, 10);
		g_autofree char *path = g_build_filename(above, name, NULL);

		if (pid <= 0 || pid > G_MAXINT ||
		    (kill((pid_t)pid, 0) != 0 && errno == ESRCH))
			remove_folder(path);
	}
}

static gboolean
put_scan(const char *folder, GBytes *scan, GError **error)
{
	g_autofree char *path = g_build_filename(folder, "scan", NULL);
	gsize left = 0;
	const char *bytes = g_bytes_get_data(scan, &left);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	gboolean good = fd >= 0;

	while (good && left > 0) {
		ssize_t n = write(fd, bytes, left);

		good = n >= 0 || errno == EINTR;
		bytes += MAX(n, 0);
		left -= (gsize)MAX(n, 0);
	}
	if (!good)
		fault_errno(error, errno, "Cannot write %s", path);
	if (fd >= 0)
		close(fd);
	return good;
}

static char *
make_folder(const char *data, GBytes *scan, GError **error)
{
	g_autofree char *above = g_build_filename(data, "scanning", NULL);
	g_autofree char *name =
		g_strdup_printf("%s/%d-XXXXXX", above, (int)getpid());

	if (g_mkdir_with_parents(above, 0700) != 0 ||
	    g_mkdtemp_full(name, 0700) == NULL) {
		fault_errno(error, errno, "Cannot make a folder in %s", above);
		return NULL;
	}
	if (put_scan(name, scan, error))
		return g_steal_pointer(&name);
	remove_folder(name);
	return NULL;
}

/* --- the child ------------------------------------------------------------*/

static int
spawn(struct scanner *s, int to, char *const argv[])
{
	char *environment[] = {NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;
	int number;

	sigemptyset(&none);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP |
						      POSIX_SPAWN_SETSIGMASK);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
					 O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
	number = posix_spawn(&s->pid, SELF, &actions, &attributes, argv,
			     environment);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return number;
}

static gboolean
start(struct scanner *s, char *const argv[], GError **error)
{
	int ends[2];
	int number;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return fault_errno(error, errno, "Cannot make a pipe");
	number = spawn(s, ends[1], argv);
	close(ends[1]);
	s->out = ends[0];
	if (number == 0)
		return TRUE;
	close(s->out);
	return fault_errno(error, number, "Cannot start the scans' reader");
}

/* FALSE if it said too much or took too long. */
static gboolean
listen_to(struct scanner *s)
{
	gint64 deadline = g_get_monotonic_time() +
			  LIMIT_SCAN_WAIT_SECONDS * G_USEC_PER_SEC;
	g_autofree char *block = g_malloc(BLOCK_BYTES);

	for (;;) {
		struct pollfd out = {s->out, POLLIN, 0};
		gint64 left = deadline - g_get_monotonic_time();
		ssize_t n;

		if (left <= 0 || s->answer->len > LIMIT_SCAN_ANSWER_BYTES)
			return FALSE;
		if (poll(&out, 1, (int)(left / 1000 + 1)) <= 0)
			continue;
		n = read(s->out, block, BLOCK_BYTES);
		if (n == 0)
			return TRUE;
		if (n > 0)
			g_string_append_len(s->answer, block, n);
		else if (errno != EINTR)
			return FALSE;
	}
}

/* The group, for a program may outlive who started it. */
static void
end_child(struct scanner *s, gboolean now)
{
	if (now)
		kill(-s->pid, SIGKILL);
	while (waitpid(s->pid, &s->status, 0) < 0 && errno == EINTR)
		continue;
	kill(-s->pid, SIGKILL);
	close(s->out);
}

static gboolean
judge(const struct scanner *s, gboolean heard, GError **error)
{
	const GString *answer = s->answer;

	if (g_str_has_prefix(answer->str, FAULT_MARK))
		return fault_set(error,
				 WEXITSTATUS(s->status) == 1 ? FAULT_SETUP
							     : FAULT_TEMPORARY,
				 "%.500s", answer->str + strlen(FAULT_MARK));
	if (!heard)
		return fault_set(error, FAULT_INPUT,
				 "Reading the scan took too long. Open the "
				 "original.");
	if (WIFEXITED(s->status) && WEXITSTATUS(s->status) == 0)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "The scan broke what reads it. Open the original.");
}

/* Asks a child; its answer is the caller's. */
static GString *
ask(GBytes *scan, const char *data, char *const what[3], GError **error)
{
	struct scanner s = {.answer = g_string_new(NULL)};
	char *argv[] = {(char *)"postroom",
			(char *)"scanner",
			NULL,
			what[0],
			what[1],
			what[2],
			NULL};
	gboolean good = FALSE;

	s.folder = make_folder(data, scan, error);
	argv[2] = s.folder;
	if (s.folder != NULL && start(&s, argv, error)) {
		gboolean heard = listen_to(&s);

		end_child(&s, !heard);
		good = judge(&s, heard, error);
	}
	if (s.folder != NULL)
		remove_folder(s.folder);
	g_free(s.folder);
	if (good)
		return s.answer;
	g_string_free(s.answer, TRUE);
	return NULL;
}

struct transcript *
scanner_read(GBytes *scan, const char *data, GError **error)
{
	char *what[3] = {(char *)"read", NULL, NULL};
	GString *answer = ask(scan, data, what, error);
	struct transcript *transcript = NULL;

	if (answer == NULL)
		return NULL;
	transcript = transcript_parse(answer->str, answer->len, NULL, error);
	g_string_free(answer, TRUE);
	return transcript;
}

GBytes *
scanner_page(GBytes *scan, int page, const char *data, GError **error)
{
	g_autofree char *number = g_strdup_printf("%d", page);
	char *what[3] = {(char *)"page", number, NULL};
	GString *answer = ask(scan, data, what, error);

	return answer == NULL ? NULL : g_string_free_to_bytes(answer);
}

GBytes *
scanner_cut(GBytes *scan, int first, int last, const char *data, GError **error)
{
	g_autofree char *from = g_strdup_printf("%d", first);
	g_autofree char *to = g_strdup_printf("%d", last);
	char *what[3] = {(char *)"cut", from, to};
	GString *answer = ask(scan, data, what, error);

	return answer == NULL ? NULL : g_string_free_to_bytes(answer);
}
