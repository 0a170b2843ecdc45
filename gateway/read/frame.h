/*
 * Frames on a pipe: four bytes of length, big end first, then the bytes.
 * The length is bounded by the reader of the frame, before memory is taken.
 */
#ifndef READ_FRAME_H
#define READ_FRAME_H

#include <glib.h>

enum frame {
	FRAME_DONE,
	FRAME_END,   /* the pipe ended between frames */
	FRAME_LATE,  /* the deadline passed */
	FRAME_BROKEN /* the pipe broke, or the length is beyond the limit */
};

/* deadline is of g_get_monotonic_time(); 0 means none. */
enum frame frame_write(int fd, const void *bytes, gsize size, gint64 deadline);

/* *bytes is the caller's if FRAME_DONE; a NUL follows it. */
enum frame frame_read(int fd, gsize limit, gint64 deadline, char **bytes,
		      gsize *size);

#endif
