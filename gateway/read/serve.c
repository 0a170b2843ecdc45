/*
 * The child's side of the reader. It prepares what it will need, locks itself
 * in, says so, and then only reads frames, computes, and writes frames.
 */
#include "read/reader.h"

#include <stdio.h>
#include <unistd.h>

#include "base/box.h"
#include "base/fault.h"
#include "base/limits.h"
#include "read/frame.h"
#include "read/read.h"

/* Processor seconds for all the messages of one child. */
#define CPU_SECONDS (LIMIT_READER_MESSAGES * 2)

/* The answer to a message. Its parts are bounded by base/limits.h. */
static char *
answer_of(const char *bytes, gsize size)
{
	g_autoptr(own_message) message = read_message(bytes, size);
	json_t *wire = message_to_wire(message);
	char *answer = json_dumps(wire, JSON_COMPACT);

	json_decref(wire);
	return answer;
}

static gboolean
answer(int out, const char *bytes, gsize size)
{
	char *text = answer_of(bytes, size);
	enum frame done = FRAME_BROKEN;

	if (text != NULL)
		done = frame_write(out, text, strlen(text), 0);
	g_free(text);
	return done == FRAME_DONE;
}

static gboolean
lock_in(GError **error)
{
	struct box_limits limits = {LIMIT_READER_BYTES, CPU_SECONDS};

	read_prepare();
	json_object_seed(0); /* it opens a file the first time */
	return box_enter(&limits, NULL, error);
}

int
reader_serve(int in, int out)
{
	g_autoptr(GError) error = NULL;
	enum frame done;

	if (!lock_in(&error)) {
		fprintf(stderr, "postroom reader: %s\n", error->message);
		return 75;
	}
	done = frame_write(out, "ready", 5, 0);
	while (done == FRAME_DONE) {
		g_autofree char *bytes = NULL;
		gsize size = 0;

		done = frame_read(in, LIMIT_MESSAGE_BYTES + 1, 0, &bytes,
				  &size);
		if (done == FRAME_DONE && !answer(out, bytes, size))
			done = FRAME_BROKEN;
	}
	return done == FRAME_END ? 0 : 75;
}
