/*
 * Strings in a tree, which is walked down with a text.
 */
#ifndef CLASSIFY_TRIE_H
#define CLASSIFY_TRIE_H

#include <glib.h>

#include "base/own.h"

/* While it grows: add strings, then pack. */
struct trie_node {
	guint8 class;
	gint value; /* the caller's; -1: no string ends here */
	gint child;
	gint next;
};

/* One node for walking: a bit for each class of bytes that goes on from it,
 * and the first of the nodes that they lead to, in the order of the bits. */
struct trie_step {
	guint64 bits;
	guint32 first;
	gint32 value;
};

struct trie {
	guint8 classes[256]; /* of bytes; 0: in no string */
	GArray *nodes;	     /* struct trie_node */
	GArray *steps;	     /* struct trie_step, of which 0 is the root */
	guint known;	     /* classes so far */
};

struct trie *trie_new(void);
void trie_free(struct trie *trie);
OWN_TYPE(trie, trie_free)

/* The place of the string's value, which is -1 at first. It stays so until
 * the next string is added. Two strings may share one if they hold more than
 * 63 different bytes between them. */
gint *trie_add(struct trie *trie, const char *string);

/* Makes the steps. No string may be added any more. */
void trie_pack(struct trie *trie);

/* How many bits are set. */
static inline guint32
trie_count(guint64 bits)
{
	bits -= bits >> 1 & G_GUINT64_CONSTANT(0x5555555555555555);
	bits = (bits & G_GUINT64_CONSTANT(0x3333333333333333)) +
	       (bits >> 2 & G_GUINT64_CONSTANT(0x3333333333333333));
	bits = (bits + (bits >> 4)) & G_GUINT64_CONSTANT(0x0f0f0f0f0f0f0f0f);
	return (guint32)(bits * G_GUINT64_CONSTANT(0x0101010101010101) >> 56);
}

/* The step that a byte leads to, or 0. */
static inline guint32
trie_walk(const struct trie *trie, guint32 step, char byte)
{
	const struct trie_step *from =
		&((const struct trie_step *)(void *)trie->steps->data)[step];
	guint64 bit = G_GUINT64_CONSTANT(1) << trie->classes[(guchar)byte];
	if (!(from->bits & bit))
		return 0;
	return from->first + trie_count(from->bits & (bit - 1));
}

/* The value of a step; -1: no string ends there. */
static inline gint
trie_value(const struct trie *trie, guint32 step)
{
	return ((const struct trie_step *)(void *)trie->steps->data)[step]
		.value;
}

#endif
