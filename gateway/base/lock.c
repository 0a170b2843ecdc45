/*
 * The lock file is never removed: a removed one could be locked twice.
 */
#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/fault.h"

/* Microseconds between two looks whether a lock is free: flock(2) itself
 * cannot give up after a time. */
#define LOOK_AGAIN 50000

struct lock {
	int fd;
};

static void
say_busy(const char *name, GError **error)
{
	fault_set(error, FAULT_BUSY,
		  "Another \"postroom %s\" is running on the same data. "
		  "Leave it to work, or stop it first.",
		  name);
}

struct lock *
lock_take(const char *directory, const char *name, GError **error)
{
	g_autofree char *file = g_strconcat(name, ".lock", NULL);
	g_autofree char *path = g_build_filename(directory, file, NULL);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	struct lock *lock;

	if (fd < 0) {
		fault_errno(error, errno, "Cannot open the lock %s", path);
		return NULL;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno == EWOULDBLOCK)
			say_busy(name, error);
		else
			fault_errno(error, errno, "Cannot lock %s", path);
		close(fd);
		return NULL;
	}
	lock = g_new(struct lock, 1);
	lock->fd = fd;
	return lock;
}

struct lock *
lock_wait(const char *directory, const char *name, guint seconds,
	  GError **error)
{
	gint64 until = g_get_monotonic_time() + seconds * G_TIME_SPAN_SECOND;

	for (;;) {
		GError *trouble = NULL;
		struct lock *lock = lock_take(directory, name, &trouble);

		if (lock != NULL || !fault_is(trouble, FAULT_BUSY) ||
		    g_get_monotonic_time() >= until) {
			if (trouble != NULL)
				g_propagate_error(error, trouble);
			return lock;
		}
		g_error_free(trouble);
		g_usleep(LOOK_AGAIN);
	}
}

void
lock_close(struct lock *lock)
{
	if (lock == NULL)
		return;
	close(lock->fd);
	g_free(lock);
}
