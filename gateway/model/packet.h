/*
 * A web form as it lies in the spool and in the archive: a small container of
 * our own, so that the body stays as it was received, byte for byte, and has
 * with it what is needed to read it again in a year: the mapping as it was
 * then, and the files that were fetched for it.
 *
 *	postroom-form=1
 *	form=website
 *	entry=1234
 *	date=2026-11-23T09:15:00Z
 *	type=application/json
 *	body=512
 *	mapping=340
 *	file=20133 image/jpeg leak%20in%20kitchen.jpg
 *	missing=https%3A%2F%2F… not%20found
 *
 *	(the body, the mapping, each file, one directly after the other)
 *
 * Numbers are sizes in bytes; values are escaped like a URL's. No mail begins
 * so: its first line would have to be a header field. Nothing in it depends on
 * when or how often the form came in: the same entry with the same mapping
 * makes the same bytes, and so the same SHA-256 and the same receipt.
 *
 * Ownership: packet_free frees all; no string is NULL.
 */
#ifndef MODEL_PACKET_H
#define MODEL_PACKET_H

#include <glib.h>

#include "base/own.h"

struct packet_file {
	char *name;    /* "leak.jpg"; for a missing one its link */
	char *type;    /* as its server said; "" if it said nothing */
	GBytes *bytes; /* NULL if it is missing … */
	char *why;     /* … for this reason; else "" */
};

struct packet {
	char *form;	  /* name of the form in the configuration */
	char *entry;	  /* the entry's id, of the form's own choice */
	gint64 date;	  /* when it was filled in; TIME_NONE if not told */
	char *type;	  /* media type of the body, with parameters */
	char *mapping;	  /* mapping_text of model/mapping.h */
	GBytes *body;	  /* as received; never NULL */
	GPtrArray *files; /* struct packet_file */
};

/* Every string "", body empty. */
struct packet *packet_new(void);
void packet_free(struct packet *packet);
OWN_TYPE(packet, packet_free)

/* Adds a file, or one that could not be had; bytes may be NULL. */
void packet_add(struct packet *packet, const char *name, const char *type,
		GBytes *bytes, const char *why);

/* The bytes of the container; the caller's to unref. */
GBytes *packet_write(const struct packet *packet);

/* True if bytes begin like a container. */
gboolean packet_is(const void *bytes, gsize size);

/* Reads what packet_write wrote; trusts nothing. Body and files are copies.
 * FAULT_INPUT if a line is malformed, a size is more than there is, or there
 * are more than LIMIT_ATTACHMENTS files. */
struct packet *packet_read(const void *bytes, gsize size, GError **error);

#endif
