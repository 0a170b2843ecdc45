/*
 * Sums and products of lengths, which never get smaller than the truth, and
 * of the sets of bytes that a match can begin with.
 */
#include "classify/shape.h"

#include <string.h>

#define LONGEST_CHARACTER 4

static guint64
shape_bit(char byte)
{
	return G_GUINT64_CONSTANT(1) << shape_index(byte);
}

struct shape
shape_byte(char byte)
{
	struct shape shape = {1, 1, byte == ' ', {shape_bit(byte)}};
	return shape;
}

struct shape
shape_any(void)
{
	struct shape shape = {1, LONGEST_CHARACTER, 1, {0}};
	memset(shape.head, 0xff, sizeof shape.head);
	return shape;
}

static guint
product(guint a, guint b)
{
	guint64 all = (guint64)a * b;
	return all < SHAPE_ENDLESS ? (guint)all : SHAPE_ENDLESS;
}

struct shape
shape_then(struct shape first, struct shape second)
{
	struct shape both = first;
	both.shortest = MIN(first.shortest + second.shortest, SHAPE_ENDLESS);
	both.longest = MIN(first.longest + second.longest, SHAPE_ENDLESS);
	both.spaces = MIN(first.spaces + second.spaces, SHAPE_ENDLESS);
	for (guint i = 0; i < SHAPE_HEAD; i++) {
		guint most = MIN(first.longest, i);
		for (guint n = first.shortest; n <= most; n++)
			both.head[i] |= second.head[i - n];
	}
	return both;
}

struct shape
shape_or(struct shape one, struct shape other)
{
	one.shortest = MIN(one.shortest, other.shortest);
	one.longest = MAX(one.longest, other.longest);
	one.spaces = MAX(one.spaces, other.spaces);
	for (guint i = 0; i < SHAPE_HEAD; i++)
		one.head[i] |= other.head[i];
	return one;
}

struct shape
shape_times(struct shape one, guint low, guint high)
{
	if (low == 1 && high == 1)
		return one;
	struct shape many = {0};
	struct shape perhaps = shape_or(one, many);
	for (guint i = 0; i < MIN(high, SHAPE_HEAD); i++)
		many = shape_then(many, i < low ? one : perhaps);
	many.shortest = product(one.shortest, low);
	many.longest = product(one.longest, high);
	many.spaces = product(one.spaces, high);
	return many;
}

static void
allow(struct shape *shape, int from, int to)
{
	for (int c = from; c <= to; c++)
		shape->head[0] |= shape_bit((char)c);
}

struct shape
shape_escape(char letter)
{
	struct shape shape = shape_any();
	if (!strchr("wds", letter))
		return shape;
	memset(shape.head, 0, sizeof shape.head);
	/* Other bytes of the character may be any. */
	memset(shape.head + 1, 0xff, sizeof shape.head - sizeof *shape.head);
	shape.spaces = letter == 's';
	shape.head[0] = shape_bit((char)0x80);
	if (letter == 's')
		allow(&shape, 1, ' ');
	else
		allow(&shape, '0', '9');
	if (letter == 'w') {
		allow(&shape, 'a', 'z');
		allow(&shape, 'A', 'Z');
		allow(&shape, '_', '_');
	}
	return shape;
}

/* True if the set names letters, digits and signs only, and ranges of them. */
static gboolean
is_plain_set(const char *from, const char *to)
{
	for (const char *c = from; c < to; c++) {
		if ((guchar)*c >= 0x80 || *c == '\\' || *c == '[')
			return FALSE;
	}
	return from < to;
}

/* True if the set names scripts only that have no ASCII character. */
static gboolean
is_foreign_set(const char *from, const char *to)
{
	static const char *const scripts[] = {
		"\\p{Arabic}",	 "\\p{Cyrillic}", "\\p{Han}",
		"\\p{Hiragana}", "\\p{Katakana}", "\\p{Hangul}",
		"\\p{Gurmukhi}", "\\p{Bengali}",  "\\p{Devanagari}",
		"\\p{Tamil}",	 "\\p{Gujarati}", "\\p{Hebrew}",
		"\\p{Greek}",	 "\\p{Thai}",	  "\\p{Ethiopic}",
	};
	gboolean foreign = from < to;
	while (from < to && foreign) {
		foreign = FALSE;
		for (gsize i = 0; i < G_N_ELEMENTS(scripts) && !foreign; i++) {
			foreign = g_str_has_prefix(from, scripts[i]);
			if (foreign)
				from += strlen(scripts[i]);
		}
	}
	return foreign;
}

struct shape
shape_set(const char *from, const char *to)
{
	struct shape shape = shape_any();
	gboolean negated = from + 1 < to && from[1] == '^';
	const char *first = from + (negated ? 2 : 1);
	const char *last = to - 1;
	if (!negated && is_foreign_set(first, last))
		shape.head[0] = shape_bit((char)0x80);
	if (!is_plain_set(first, last))
		return shape;
	shape.spaces = 0;
	if (!negated) {
		shape.longest = 1;
		memset(shape.head, 0, sizeof shape.head);
	}
	gboolean space = FALSE;
	for (const char *c = first; c < last; c++) {
		int end = *c;
		if (c + 2 < last && c[1] == '-')
			end = c[2];
		space |= *c <= ' ' && end >= ' ';
		if (!negated)
			allow(&shape, *c, end);
		c += end == *c ? 0 : 2;
	}
	shape.spaces = space != negated;
	return shape;
}

void
shape_close(struct shape *shape)
{
	for (guint i = shape->shortest; i < SHAPE_HEAD; i++)
		shape->head[i] = G_MAXUINT64;
}
