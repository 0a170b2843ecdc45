/*
 * The child's side of the reader. It prepares what it will need, locks itself
 * in, says so, and then only reads frames, computes, and writes frames.
 */
#include "read/reader.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/box.h"
#include "base/fault.h"
#include "base/limits.h"
#include "read/frame.h"
#include "read/read.h"
#include "read/take.h"

/* Processor seconds for all the messages of one child. */
#define CPU_SECONDS (LIMIT_READER_MESSAGES * 2)

/* What is said to a frame: added to out. */
typedef void (*saying)(const char *bytes, gsize size, GString *out);

static void
say_message(const char *bytes, gsize size, GString *out)
{
	g_autoptr(own_message) message = read_message(bytes, size);

	message_pack(message, out);
}

/* One write for each message, before the next one is looked at: so the
 * parent knows over which one we died. */
static enum frame
answer(int out, saying say, const char *bytes, gsize size)
{
	g_autoptr(GString) packed = g_string_sized_new(FRAME_HEAD + size);

	g_string_set_size(packed, FRAME_HEAD);
	say(bytes, size, packed);
	return frame_write(out, packed->str, packed->len);
}

static gboolean
lock_in(GError **error)
{
	struct box_limits limits = {.memory = LIMIT_READER_BYTES,
				    .cpu_seconds = CPU_SECONDS};

	read_prepare();
	return box_enter(&limits, NULL, error);
}

static enum frame
serve(struct inlet *inlet, int in, int out, saying say)
{
	const char *bytes;
	gsize size;
	enum frame done = inlet_next(inlet, &bytes, &size);

	if (done == FRAME_MORE)
		return inlet_fill(inlet, in);
	return done == FRAME_DONE ? answer(out, say, bytes, size) : done;
}

static int
serve_all(int in, int out, saying say)
{
	char ready[] = "    ready";
	struct inlet inlet = {.limit = LIMIT_MESSAGE_BYTES + READER_TAKE_ROOM};
	g_autoptr(GError) error = NULL;
	enum frame done;

	if (!lock_in(&error)) {
		fprintf(stderr, "postroom reader: %s\n", error->message);
		return 75;
	}
	done = frame_write(out, ready, strlen(ready));
	while (done == FRAME_DONE)
		done = serve(&inlet, in, out, say);
	inlet_clear(&inlet);
	return done == FRAME_END ? 0 : 75;
}

int
reader_serve(int in, int out)
{
	return serve_all(in, out, say_message);
}

int
reader_serve_takes(int in, int out)
{
	return serve_all(in, out, take_answer);
}
