/*
 * Frames, with a deadline by poll(2) on the side that has one. The child
 * has none: poll is not among the calls that its box leaves it.
 */
#include "read/frame.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

/* Waits for fd. FALSE at the deadline. */
static gboolean
wait_for(int fd, short events, gint64 deadline)
{
	struct pollfd p = {fd, events, 0};

	for (;;) {
		gint64 left = deadline - g_get_monotonic_time();
		int n;

		if (left <= 0)
			return FALSE;
		n = poll(&p, 1, (int)(left / 1000 + 1));
		if (n > 0 || (n < 0 && errno != EINTR))
			return TRUE;
	}
}

static enum frame
write_all(int fd, const char *bytes, gsize size, gint64 deadline)
{
	while (size > 0) {
		ssize_t n;

		if (deadline > 0 && !wait_for(fd, POLLOUT, deadline))
			return FRAME_LATE;
		n = write(fd, bytes, MIN(size, 65536));
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n < 0)
			return FRAME_BROKEN;
		bytes += n;
		size -= (gsize)n;
	}
	return FRAME_DONE;
}

static enum frame
read_all(int fd, char *bytes, gsize size, gint64 deadline)
{
	gsize had = size;

	while (size > 0) {
		ssize_t n;

		if (deadline > 0 && !wait_for(fd, POLLIN, deadline))
			return FRAME_LATE;
		n = read(fd, bytes, size);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n <= 0)
			return n == 0 && size == had ? FRAME_END : FRAME_BROKEN;
		bytes += n;
		size -= (gsize)n;
	}
	return FRAME_DONE;
}

enum frame
frame_write(int fd, const void *bytes, gsize size, gint64 deadline)
{
	guchar head[4] = {(guchar)(size >> 24), (guchar)(size >> 16),
			  (guchar)(size >> 8), (guchar)size};
	enum frame done = write_all(fd, (const char *)head, 4, deadline);

	if (done != FRAME_DONE)
		return done;
	return write_all(fd, bytes, size, deadline);
}

enum frame
frame_read(int fd, gsize limit, gint64 deadline, char **bytes, gsize *size)
{
	guchar head[4];
	enum frame done = read_all(fd, (char *)head, 4, deadline);

	if (done != FRAME_DONE)
		return done;
	*size = (gsize)head[0] << 24 | (gsize)head[1] << 16 |
		(gsize)head[2] << 8 | (gsize)head[3];
	*bytes = *size > limit ? NULL : g_try_malloc(*size + 1);
	if (*bytes == NULL)
		return FRAME_BROKEN;
	(*bytes)[*size] = '\0';
	done = read_all(fd, *bytes, *size, deadline);
	if (done == FRAME_DONE)
		return done;
	g_clear_pointer(bytes, g_free);
	return done == FRAME_END ? FRAME_BROKEN : done;
}
