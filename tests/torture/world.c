/*
 * A library for LD_PRELOAD, for tests: a disk that is full, read-only or
 * slow, and clocks that are wrong or in haste, without root and while the
 * program runs. World.h says what can be set. Without POSTROOM_WORLD, and in
 * the boxed reader, which has no environment, everything is as it is.
 */
#include "torture/world.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define SLICE_MS 50
#define PATH_BYTES 4096

/* Intake waits for nothing but its reader, which cannot hurry. */
static int calm;
static struct world usual;
static volatile struct world *world = &usual;

static int
is_intake(void)
{
	char words[PATH_BYTES];
	int fd = (int)syscall(SYS_openat, AT_FDCWD, "/proc/self/cmdline",
			      O_RDONLY);
	ssize_t n = read(fd, words, sizeof(words) - 1);

	close(fd);
	return memmem(words, n < 0 ? 0 : (size_t)n, "\0intake", 8) != NULL;
}

__attribute__((constructor)) static void
enter(void)
{
	const char *path = getenv("POSTROOM_WORLD");
	int fd = path == NULL
			 ? -1
			 : (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR);
	void *there;

	if (fd < 0)
		return;
	there = mmap(NULL, sizeof(usual), PROT_READ | PROT_WRITE, MAP_SHARED,
		     fd, 0);
	close(fd);
	if (there == MAP_FAILED)
		return;
	world = there;
	calm = is_intake();
}

/* The libc's own function behind one of ours. */
#define REAL(name) (__extension__(__typeof__(name) *) real(#name))

static void *
real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

/* --- the disk -----------------------------------------------------------*/

static int64_t
fault_of_path(const char *path)
{
	if (strstr(path, "/ledger.sqlite") != NULL)
		return world->ledger;
	if (strstr(path, "/data") != NULL)
		return world->store;
	return 0;
}

static int64_t
fault_of_fd(int fd)
{
	char name[64], path[PATH_BYTES];
	ssize_t n;

	if (fd == STDERR_FILENO)
		return world->log;
	if (world->store == 0 && world->ledger == 0)
		return 0;
	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	n = readlink(name, path, sizeof(path) - 1);
	path[n < 0 ? 0 : n] = '\0';
	return fault_of_path(path);
}

/* A path below a folder that is open; the folder decides. */
static int64_t
fault_at(int fd, const char *path)
{
	return *path == '/' || fd == AT_FDCWD ? fault_of_path(path)
					      : fault_of_fd(fd);
}

static int
refused(int64_t number)
{
	if (number == 0)
		return 0;
	world->refused++;
	errno = (int)number;
	return 1;
}

/* Only a disk that is read-only refuses what needs no room. */
static int
refused_if_read_only(int64_t number)
{
	return number == EROFS && refused(number);
}

static int
open_at(int fd, const char *path, int flags, mode_t mode)
{
	int change = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);

	if (change && refused_if_read_only(fault_at(fd, path)))
		return -1;
	return (int)syscall(SYS_openat, fd, path, flags, mode);
}

static mode_t
mode_of(int flags, va_list more)
{
	return flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
}

#define OPEN(name)                                           \
	int name(const char *path, int flags, ...)           \
	{                                                    \
		va_list more;                                \
		mode_t mode;                                 \
                                                             \
		va_start(more, flags);                       \
		mode = mode_of(flags, more);                 \
		va_end(more);                                \
		return open_at(AT_FDCWD, path, flags, mode); \
	}
#define OPENAT(name)                                       \
	int name(int fd, const char *path, int flags, ...) \
	{                                                  \
		va_list more;                              \
		mode_t mode;                               \
                                                           \
		va_start(more, flags);                     \
		mode = mode_of(flags, more);               \
		va_end(more);                              \
		return open_at(fd, path, flags, mode);     \
	}

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

ssize_t
write(int fd, const void *data, size_t size)
{
	return refused(fault_of_fd(fd)) ? -1
					: syscall(SYS_write, fd, data, size);
}

ssize_t
writev(int fd, const struct iovec *parts, int count)
{
	return refused(fault_of_fd(fd)) ? -1
					: syscall(SYS_writev, fd, parts, count);
}

ssize_t
pwrite64(int fd, const void *data, size_t size, off_t at)
{
	return refused(fault_of_fd(fd))
		       ? -1
		       : syscall(SYS_pwrite64, fd, data, size, at);
}

ssize_t
pwrite(int fd, const void *data, size_t size, off_t at)
{
	return pwrite64(fd, data, size, at);
}

int
ftruncate64(int fd, off_t size)
{
	return refused_if_read_only(fault_of_fd(fd))
		       ? -1
		       : (int)syscall(SYS_ftruncate, fd, size);
}

int
posix_fallocate(int fd, off_t at, off_t size)
{
	if (refused(fault_of_fd(fd)))
		return errno;
	return REAL(posix_fallocate)(fd, at, size);
}

static int
statvfs_as(int64_t number, int status, struct statvfs *info)
{
	if (status == 0 && number == ENOSPC)
		info->f_bavail = info->f_bfree = 0;
	return status;
}

int
fstatvfs(int fd, struct statvfs *info)
{
	return statvfs_as(fault_of_fd(fd), REAL(fstatvfs)(fd, info), info);
}

int
statvfs(const char *path, struct statvfs *info)
{
	return statvfs_as(fault_of_path(path), REAL(statvfs)(path, info), info);
}

int
rename(const char *from, const char *to)
{
	return refused_if_read_only(fault_of_path(from))
		       ? -1
		       : (int)syscall(SYS_rename, from, to);
}

int
renameat(int from_fd, const char *from, int to_fd, const char *to)
{
	return refused_if_read_only(fault_at(from_fd, from))
		       ? -1
		       : (int)syscall(SYS_renameat, from_fd, from, to_fd, to);
}

int
link(const char *from, const char *to)
{
	return refused_if_read_only(fault_of_path(to))
		       ? -1
		       : (int)syscall(SYS_link, from, to);
}

int
linkat(int from_fd, const char *from, int to_fd, const char *to, int flags)
{
	return refused_if_read_only(fault_at(to_fd, to))
		       ? -1
		       : (int)syscall(SYS_linkat, from_fd, from, to_fd, to,
				      flags);
}

int
unlink(const char *path)
{
	return refused_if_read_only(fault_of_path(path))
		       ? -1
		       : (int)syscall(SYS_unlink, path);
}

int
unlinkat(int fd, const char *path, int flags)
{
	return refused_if_read_only(fault_at(fd, path))
		       ? -1
		       : (int)syscall(SYS_unlinkat, fd, path, flags);
}

int
mkdir(const char *path, mode_t mode)
{
	return refused_if_read_only(fault_of_path(path))
		       ? -1
		       : (int)syscall(SYS_mkdir, path, mode);
}

int
mkdirat(int fd, const char *path, mode_t mode)
{
	return refused_if_read_only(fault_at(fd, path))
		       ? -1
		       : (int)syscall(SYS_mkdirat, fd, path, mode);
}

static int
synchronise(long call, int fd)
{
	int64_t ms = world->slow;
	struct timespec pause = {ms / 1000, ms % 1000 * 1000000};

	if (world != &usual)
		world->synced++;
	if (refused(fault_of_fd(fd)))
		return -1;
	if (ms > 0)
		nanosleep(&pause, NULL);
	return ms < 0 ? 0 : (int)syscall(call, fd);
}

int
fsync(int fd)
{
	return synchronise(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	return synchronise(SYS_fdatasync, fd);
}

/* --- the clocks ---------------------------------------------------------*/

static int64_t
haste(void)
{
	return world->haste > 1 && !calm ? world->haste : 1;
}

static int
is_wall_clock(clockid_t id)
{
	return id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE;
}

static int
is_steady(clockid_t id)
{
	return id == CLOCK_MONOTONIC || id == CLOCK_MONOTONIC_RAW ||
	       id == CLOCK_MONOTONIC_COARSE || id == CLOCK_BOOTTIME;
}

int
clock_gettime(clockid_t id, struct timespec *now)
{
	int status = REAL(clock_gettime)(id, now);
	int64_t nanoseconds;

	if (status != 0)
		return status;
	if (is_wall_clock(id))
		now->tv_sec += world->ahead;
	if (is_steady(id) && haste() > 1) {
		nanoseconds = (int64_t)now->tv_nsec * haste();
		now->tv_sec = now->tv_sec * haste() + nanoseconds / 1000000000;
		now->tv_nsec = nanoseconds % 1000000000;
	}
	return 0;
}

int
gettimeofday(struct timeval *restrict now, void *restrict zone)
{
	struct timespec precise;

	(void)zone;
	(void)clock_gettime(CLOCK_REALTIME, &precise);
	now->tv_sec = precise.tv_sec;
	now->tv_usec = precise.tv_nsec / 1000;
	return 0;
}

time_t
time(time_t *now)
{
	struct timespec precise;

	(void)clock_gettime(CLOCK_REALTIME, &precise);
	if (now != NULL)
		*now = precise.tv_sec;
	return precise.tv_sec;
}

int
poll(struct pollfd *fds, nfds_t count, int timeout)
{
	int longest = timeout > 0 ? (int)((timeout + haste() - 1) / haste())
				  : timeout;

	return (int)syscall(SYS_poll, fds, count, longest);
}

/* Who only sleeps does so in slices, so that a test can wake it. */
int
ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
      const sigset_t *mask)
{
	int64_t left, slice, woken = world->wake;
	struct timespec pause;
	int status;

	if (count > 0 || timeout == NULL)
		return REAL(ppoll)(fds, count, timeout, mask);
	left = (timeout->tv_sec * 1000 + timeout->tv_nsec / 1000000) / haste();
	do {
		slice = left < SLICE_MS ? left : SLICE_MS;
		pause.tv_sec = 0;
		pause.tv_nsec = slice * 1000000;
		status = REAL(ppoll)(fds, count, &pause, mask);
		left -= slice;
	} while (status == 0 && left > 0 && world->wake == woken);
	return status;
}
