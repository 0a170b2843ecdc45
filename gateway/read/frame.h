/*
 * Frames on a pipe: four bytes of length, big end first, then the bytes.
 * The length is bounded by the reader of the frame, before memory is taken.
 * Many short frames cost few calls: an inlet takes what the pipe holds.
 */
#ifndef READ_FRAME_H
#define READ_FRAME_H

#include <glib.h>

enum frame {
	FRAME_DONE,
	FRAME_MORE,  /* it has not arrived whole; or the pipe takes no more */
	FRAME_END,   /* the pipe ended between frames */
	FRAME_BROKEN /* the pipe broke, or the length is beyond the limit */
};

#define FRAME_HEAD 4

/* The four bytes before a frame of size bytes. */
void frame_head(guchar head[FRAME_HEAD], gsize size);

/* Writes a whole frame, waiting as long as it takes. payload has room for
 * the four bytes at its beginning, which are set here; size counts them. */
enum frame frame_write(int fd, char *payload, gsize size);

/* Bytes that have come from a pipe and were not taken yet. Zero is empty;
 * limit is the largest frame. */
struct inlet {
	gsize limit;
	char *bytes;
	gsize room;
	gsize from; /* what is before was taken */
	gsize to;
};

/* The next frame if it is there: FRAME_DONE, with *bytes valid until the
 * inlet is next filled; else FRAME_MORE or FRAME_BROKEN. */
enum frame inlet_next(struct inlet *inlet, const char **bytes, gsize *size);

/* Reads once from fd: FRAME_DONE if something came, FRAME_MORE if fd does
 * not block and has nothing now, FRAME_END or FRAME_BROKEN. */
enum frame inlet_fill(struct inlet *inlet, int fd);

/* Forgets what has come, and frees it. */
void inlet_clear(struct inlet *inlet);

#endif
