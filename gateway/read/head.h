/*
 * The header of a message or of a part, read tolerantly: a leading mbox line,
 * lines without a colon, folding by white space only, bare CR and doubled CR,
 * and a header that ends without a blank line (libraries.md M2).
 *
 * Ownership: head_free frees the fields; values point into nothing else.
 */
#ifndef READ_HEAD_H
#define READ_HEAD_H

#include <glib.h>

#include "base/own.h"
#include "model/message.h"

struct field {
	char *name;
	char *value; /* raw, unfolded, trimmed; not necessarily UTF-8 */
};

struct head {
	GPtrArray *fields; /* struct field, in order */
	gsize body;	   /* where the body begins */
	gsize lines_at;	   /* where the header begins */
};

/* A copy of the bytes with line ends set right, for all that follows: CR
 * alone (if there is no LF at all) and CR CR LF become LF and CR LF. */
GString *head_normalise(const char *bytes, gsize size);

/* Never NULL. message gets the problems; NULL if nobody wants to know. */
struct head *head_read(const char *bytes, gsize size, struct message *message);
void head_free(struct head *head);
OWN_TYPE(head, head_free)

/* A head without any field, whose body is everything. */
struct head *head_new(void);
void head_add(struct head *head, const char *name, const char *value);

/* The first field of that name, as it stands; NULL if there is none. */
const char *head_raw(const struct head *head, const char *name);

/* The n-th field of that name; NULL past the last. */
const char *head_nth(const struct head *head, const char *name, guint n);

/* The first field of that name, decoded, on one line; "" if none. The
 * caller's. */
char *head_text(const struct head *head, const char *name);

/* The same without what cannot be seen, such as blanks of no width. */
char *head_seen(const struct head *head, const char *name);

/* True if the field is there and its first word, without comments and
 * parameters, is value; both without case. */
gboolean head_is(const struct head *head, const char *name, const char *value);

/* True if there is a field of that name, even an empty one. */
gboolean head_has(const struct head *head, const char *name);

#endif
