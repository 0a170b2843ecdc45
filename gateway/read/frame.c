/*
 * Frames. No call here waits with a time limit: the child may not, since
 * poll is not among the calls that its box leaves it, and the parent has
 * pipes that do not block.
 */
#include "read/frame.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* What is read at once; an inlet that is empty keeps no more. */
#define READ_BYTES ((gsize)256 * 1024)

void
frame_head(guchar head[FRAME_HEAD], gsize size)
{
	head[0] = (guchar)(size >> 24);
	head[1] = (guchar)(size >> 16);
	head[2] = (guchar)(size >> 8);
	head[3] = (guchar)size;
}

enum frame
frame_write(int fd, char *payload, gsize size)
{
	guchar head[FRAME_HEAD];

	frame_head(head, size - FRAME_HEAD);
	memcpy(payload, head, FRAME_HEAD);
	while (size > 0) {
		ssize_t n = write(fd, payload, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return FRAME_BROKEN;
		payload += n;
		size -= (gsize)n;
	}
	return FRAME_DONE;
}

static gsize
length_at(const struct inlet *inlet)
{
	const guchar *head = (const guchar *)inlet->bytes + inlet->from;

	return (gsize)head[0] << 24 | (gsize)head[1] << 16 |
	       (gsize)head[2] << 8 | (gsize)head[3];
}

enum frame
inlet_next(struct inlet *inlet, const char **bytes, gsize *size)
{
	gsize had = inlet->to - inlet->from;
	gsize length;

	if (had < FRAME_HEAD)
		return FRAME_MORE;
	length = length_at(inlet);
	if (length > inlet->limit)
		return FRAME_BROKEN;
	if (had < FRAME_HEAD + length)
		return FRAME_MORE;
	*bytes = inlet->bytes + inlet->from + FRAME_HEAD;
	*size = length;
	inlet->from += FRAME_HEAD + length;
	return FRAME_DONE;
}

/* Room for the rest of the frame that has begun, or for some more. */
static gboolean
make_room(struct inlet *inlet)
{
	gsize had = inlet->to - inlet->from;
	gsize need = READ_BYTES;
	char *moved;

	if (had >= FRAME_HEAD)
		need = MAX(need, FRAME_HEAD + length_at(inlet));
	if (inlet->from > 0)
		memmove(inlet->bytes, inlet->bytes + inlet->from, had);
	inlet->from = 0;
	inlet->to = had;
	if (inlet->room == need || (inlet->room > need && had > 0))
		return TRUE;
	moved = g_try_realloc(inlet->bytes, need);
	if (moved == NULL)
		return FALSE;
	inlet->bytes = moved;
	inlet->room = need;
	return TRUE;
}

enum frame
inlet_fill(struct inlet *inlet, int fd)
{
	ssize_t n;

	if (!make_room(inlet))
		return FRAME_BROKEN;
	do
		n = read(fd, inlet->bytes + inlet->to, inlet->room - inlet->to);
	while (n < 0 && errno == EINTR);
	if (n > 0) {
		inlet->to += (gsize)n;
		return FRAME_DONE;
	}
	if (n < 0)
		return errno == EAGAIN ? FRAME_MORE : FRAME_BROKEN;
	return inlet->to == 0 ? FRAME_END : FRAME_BROKEN;
}

void
inlet_clear(struct inlet *inlet)
{
	g_clear_pointer(&inlet->bytes, g_free);
	inlet->room = inlet->from = inlet->to = 0;
}
