/*
 * The blocks are reserved, not written: a file with a hole would keep no
 * room.
 */
#include "cmd/ballast.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"

#define BALLAST_BYTES LIMIT_FILING_FLOOR_BYTES
#define LAST_BYTES (LIMIT_FILING_FLOOR_BYTES / 4)

static void
make(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return;
	if (posix_fallocate(fd, 0, (off_t)BALLAST_BYTES) != 0)
		(void)unlink(path);
	close(fd);
}

void
ballast_keep(const char *data)
{
	g_autofree char *path = g_build_filename(data, "ballast", NULL);
	struct statvfs info;
	guint64 room;

	if (statvfs(data, &info) != 0)
		return;
	room = (guint64)info.f_bavail * info.f_frsize;
	if (room < LAST_BYTES && unlink(path) == 0)
		log_event("the disk is full: gave up the ballast, %u MB; make "
			  "room now",
			  (guint)(BALLAST_BYTES / (1024 * 1024)));
	if (room >= LIMIT_FLOOR_BYTES + BALLAST_BYTES)
		make(path);
}
