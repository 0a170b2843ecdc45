/*
 * Plain text: line ends, format=flowed (RFC 3676), files uuencoded in the
 * text. Each is linear; every char * returned is the caller's.
 */
#ifndef READ_PLAIN_H
#define READ_PLAIN_H

#include <glib.h>

#include "model/message.h"

/* Without controls, zero-width characters and CR; a no-break space becomes a
 * space. The marks of read/mark.h cannot survive. */
char *plain_clean(const char *utf8);

/* Joins the lines that end in a space with the next, within one depth of
 * quotation. delsp: that space was added and goes away. */
char *plain_unflow(const char *text, gboolean delsp);

/* Takes uuencoded files out of a text; each is added as an attachment. */
char *plain_take_uuencoded(const char *text, struct message *message);

/* The text of a letter that is signed with PGP in the text (RFC 9580, 7),
 * without the lines about the signature; NULL if it is none. */
char *plain_without_armour(const char *text);

/* Tags of text/enriched and text/richtext dropped (RFC 1896). */
char *plain_from_enriched(const char *text);

/* Lists an attachment, up to LIMIT_ATTACHMENTS. */
void plain_attach(struct message *message, const char *filename,
		  const char *type, const void *bytes, gsize size);

#endif
