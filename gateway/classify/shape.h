/*
 * How long what a part of a pattern matches can be, and how it begins.
 */
#ifndef CLASSIFY_SHAPE_H
#define CLASSIFY_SHAPE_H

#include <glib.h>

/* Bytes of a match that are looked at before it is tried. */
#define SHAPE_HEAD 8

/* So long that it may be any length. */
#define SHAPE_ENDLESS 0x10000u

/* Bytes, of which spaces are counted for themselves. Bit shape_index(byte) of
 * head[i] is set if some match has that byte as its i-th. */
struct shape {
	guint shortest;
	guint longest; /* SHAPE_ENDLESS or more: no end */
	guint spaces;  /* at most */
	guint64 head[SHAPE_HEAD];
};

/* Which bit of a head stands for a byte. Bytes that share one seldom stand at
 * the same place. */
static inline guint8
shape_index(char byte)
{
	guchar code = (guchar)byte;
	return code < 0x80 ? code & 63 : 63;
}

/* One byte. */
struct shape shape_byte(char byte);

/* One character, of which nothing is known but what set says. */
struct shape shape_any(void);

/* What the set or escape that begins at from and ends before to matches. */
struct shape shape_set(const char *from, const char *to);
struct shape shape_escape(char letter);

/* One after the other; one or the other; at least low and at most high times
 * in a row, with SHAPE_ENDLESS for no end. */
struct shape shape_then(struct shape first, struct shape second);
struct shape shape_or(struct shape one, struct shape other);
struct shape shape_times(struct shape one, guint low, guint high);

/* The head of a text in which a match of the shape may begin. */
void shape_close(struct shape *shape);

#endif
