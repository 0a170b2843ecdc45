/*
 * A message as the reader made it out: plain values, no library's types.
 * The reader fills it from hostile bytes; everything in it is valid UTF-8,
 * bounded by base/limits.h, and true only as far as the sender is honest.
 *
 * Ownership: a message owns all that it points to; message_free frees it.
 * No pointer to a string is NULL unless its comment says that it may be;
 * arrays are never NULL.
 */
#ifndef MODEL_MESSAGE_H
#define MODEL_MESSAGE_H

#include <glib.h>
#include <jansson.h>

#include "base/own.h"

struct address {
	char *name;    /* display name, decoded; "" if none */
	char *address; /* local@domain; "" if none could be found */
};

struct attachment {
	char *filename; /* "" if none; never a path */
	char *content_type;
	gsize size;   /* of the decoded bytes */
	char *sha256; /* of the decoded bytes */
};

/* Who wrote it, if no person did (RFC 3834 and the practice around it). */
enum automated {
	AUTOMATED_NO,
	AUTOMATED_REPLY,       /* out of office and the like */
	AUTOMATED_BOUNCE,      /* DSN, or the text of one */
	AUTOMATED_LIST,	       /* a mailing list or newsletter */
	AUTOMATED_LOOP,	       /* our own mail coming back */
	AUTOMATED_SPAM_REPORT, /* ARF (RFC 5965) */
	AUTOMATED_NOTICE,      /* made by a system, also an MDN */
	AUTOMATED_CALENDAR,    /* an invitation or an answer to one */
	AUTOMATED_COUNT
};

/* The name in JSON, "auto-reply"; NULL for AUTOMATED_NO. */
const char *automated_name(enum automated automated);

/* AUTOMATED_NO for NULL or an unknown name. */
enum automated automated_of(const char *name);

/* One recipient that a bounce is about. */
struct bounce {
	char *recipient;
	char *status;		   /* "5.1.1"; "" if not told */
	gboolean permanent;	   /* 5.x.x except 5.2.2; see docs */
	char *original_message_id; /* of our letter; "" if not told */
};

/* The message inside a forwarded one. */
struct forwarded {
	struct address *from;
	gint64 date; /* TIME_NONE if not told or not understood */
};

struct message {
	char *message_id; /* without angle brackets; "" if none */
	struct address *from;
	GPtrArray *reply_to; /* struct address */
	GPtrArray *to;
	GPtrArray *cc;
	char *subject;
	gint64 date;	/* the Date field; TIME_NONE if none or nonsense */
	char *text;	/* whole body as plain text */
	char *new_text; /* without quoted earlier mail and signature */
	GPtrArray *attachments; /* struct attachment */
	enum automated automated;
	char *automated_why;	     /* in words; "" if AUTOMATED_NO */
	struct forwarded *forwarded; /* NULL if not a forward */
	GPtrArray *problems;	     /* char *: what was odd, in words */

	/* Candidates only: intake verifies them against the ledger. */
	char *in_reply_to;     /* without angle brackets; "" if none */
	GPtrArray *references; /* char *: Message-IDs, oldest first */
	GPtrArray *tokens;     /* char *: reply tokens seen, see model/ref.h */
	GPtrArray *case_refs;  /* char *: case references seen */
	GPtrArray *bounces;    /* struct bounce */
	char *return_path; /* topmost Return-Path; "<>" if null, "" if none */
	gboolean do_not_answer; /* a person wrote, but asks for no automatic
				   answer: X-Auto-Response-Suppress or a
				   Precedence of bulk, junk or list */

	/* The Authentication-Results fields (RFC 8601) as they stand, topmost
	 * first, one a line, ten at most; "" if there is none. */
	char *authentication;

	/* Of what came on paper or was told. */
	char *postal; /* the writer's postal address as it was read, lines
			 ended by \n; a proposal that a person confirms.
			 "" if none */
	gboolean please_read; /* the text was recognised badly or not at all:
				 a person must read the original */
};

/* An empty message, every string "" and every array empty. */
struct message *message_new(void);
void message_free(struct message *message);
OWN_TYPE(message, message_free)

struct address *address_new(const char *name, const char *address);
void address_free(struct address *address);

void attachment_free(struct attachment *attachment);
void bounce_free(struct bounce *bounce);

/* Adds a sentence to problems[], once, up to LIMIT_PROBLEMS. */
void message_problem(struct message *message, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

/* The object that "postroom parse" prints: exactly the keys of
 * docs/ARCHITECTURE.md, every one of them, null where absent. */
json_t *message_to_json(const struct message *message);

/* All of the message, also what parse does not print, as the text of a JSON
 * object; for the ledger. The caller's. message_from_wire reads the object
 * and trusts nothing: it returns NULL with FAULT_INPUT if anything is missing
 * or of the wrong type. */
char *message_to_wire(const struct message *message);
struct message *message_from_wire(const json_t *wire, GError **error);

/* The same for the box's pipe, where text need not be read by people: adds
 * the message's bytes to out. message_unpack trusts nothing either: it
 * returns NULL with FAULT_INPUT unless all of the bytes are a message whose
 * texts are UTF-8. */
void message_pack(const struct message *message, GString *out);
struct message *message_unpack(const char *bytes, gsize size, GError **error);

#endif
