/*
 * A transcript: what was read of a file that came on paper or as PDF, page
 * by page, as the item that intake files. Made by the process that reads
 * scans (cmd/letters.c), turned into a message by read/letter.h.
 *
 * On disk: "postroom-letter=1", key=value lines, a blank line; then for each
 * page key=value lines, a blank line, its text and a line break; then
 * "original=SIZE", a blank line, and the file's bytes as they came. "cat"
 * shows it. So the original is kept byte for byte in the same item, and what
 * was made of it can be made again (postroom letters read).
 *
 * A file that separator sheets cut into several letters becomes an item for
 * each, whose bytes are its own pages, cut out without drawing them anew (so
 * that nobody's case holds somebody else's letter); and one item more, of
 * machine-made kind, that holds the whole file as it came.
 *
 * Ownership: transcript_free frees all; no string is NULL.
 */
#ifndef READ_TRANSCRIPT_H
#define READ_TRANSCRIPT_H

#include <glib.h>

#include "base/own.h"

enum leaf_kind {
	LEAF_TEXT,	 /* the file holds its words as text */
	LEAF_RECOGNISED, /* read from the picture */
	LEAF_BLANK,	 /* nothing is on it */
	LEAF_SEPARATOR,	 /* a separator sheet */
	LEAF_UNREAD,	 /* could not be drawn or recognised: see why */
	LEAF_KINDS
};

struct leaf {
	int page; /* in the file, from 1 */
	enum leaf_kind kind;
	int sure;   /* percent; 100 for LEAF_TEXT */
	int words;  /* that were made out */
	int turned; /* degrees by which it was turned to stand upright */
	char *date; /* of a separator: "2026-12-18"; else "" */
	char *why;  /* what went wrong, a sentence; "" if nothing */
	char *text;
};

struct transcript {
	char *file;	   /* its name in the folder, made fit to show */
	char *type;	   /* "application/pdf", "image/tiff" …, "" if odd */
	char *sha256;	   /* of the file as it came, a batch as a whole */
	int first;	   /* page of the batch that the letter begins on */
	int pages;	   /* of the file, read or not */
	gboolean batch;	   /* a whole batch, no letter by itself */
	int letters;	   /* that a batch holds */
	int threshold;	   /* percent below which a person must read it */
	char *ours;	   /* the landlord's own postcode; "" if unknown */
	GPtrArray *notes;  /* char *: what a person should know of it */
	GPtrArray *leaves; /* struct leaf, ascending by page */
	gsize size;	   /* of the bytes that follow */
};

struct transcript *transcript_new(void);
void transcript_free(struct transcript *transcript);
OWN_TYPE(transcript, transcript_free)

struct leaf *leaf_new(int page, enum leaf_kind kind);
void leaf_free(struct leaf *leaf);
OWN_TYPE(leaf, leaf_free)

/* Adds a sentence to notes. */
void transcript_note(struct transcript *transcript, const char *words);

/* True if the bytes begin like a transcript. */
gboolean transcript_is(const void *bytes, gsize size);

/* The text up to and with the blank line before the original. */
GString *transcript_write(const struct transcript *transcript);

/* The reverse. *body (may be NULL) is set to where the original begins; that
 * it is there whole is not looked at. Trusts nothing: FAULT_INPUT unless keys,
 * numbers, lengths and UTF-8 are right and no more than LIMIT_SCAN_PAGES pages
 * are told. */
struct transcript *transcript_parse(const char *bytes, gsize size, gsize *body,
				    GError **error);

/* "text", "recognised" …; a constant. */
const char *leaf_kind_name(enum leaf_kind kind);

#endif
