/*
 * A message's body as a tree of parts, decoded from its transfer encoding.
 * No type of any library; everything is owned by the tree.
 */
#ifndef READ_PART_H
#define READ_PART_H

#include <glib.h>

#include "base/own.h"
#include "model/message.h"
#include "read/head.h"

struct part {
	char *type;	   /* "text/plain", lower case */
	char *charset;	   /* as labelled; "" if not */
	char *filename;	   /* decoded, never a path; "" if none */
	char *disposition; /* lower case; "" if none */
	char *method;	   /* of a calendar part; "" if none */
	char *report;	   /* report-type or smime-type; "" if none */
	gboolean flowed;   /* RFC 3676 */
	gboolean delsp;
	gboolean has_id;  /* it has a Content-ID */
	GString *content; /* decoded; NULL for a multipart */
	GPtrArray *parts; /* struct part; NULL unless a multipart */
	char *prologue;	  /* of a multipart, raw; NULL if none */
};

struct part *part_new(void);
void part_free(struct part *part);
OWN_TYPE(part, part_free)

/* True if the part is of that type; "text/" stands for all of a kind. */
gboolean part_is(const struct part *part, const char *type);

/* How much may still be made of one message. */
struct budget {
	guint parts; /* entities left */
	gsize bytes; /* decoded bytes left */
};

/* The tree of a message whose header has been read. bytes is the whole
 * message. Never NULL; what is beyond the budget is left out and told in
 * problems[]. */
struct part *mime_read(const struct head *head, const GString *bytes,
		       struct budget *budget, struct message *message);

/* Seconds since 1970 of a Date field; TIME_NONE if it is nonsense. */
gint64 mime_date(const char *raw);

/* A file's name, decoded, as the last step of its path; the caller's. */
char *mime_base_name(const char *name);

/* Starts the library, once. */
void mime_prepare(void);

#endif
