/*
 * From a web form (model/packet.h) to a struct message.
 *
 * The sender is the name and address filled in; the subject "Web form: …".
 * new_text is what the resident wrote: the message, what would put it right,
 * and, if there is any, what they need and for whom they write. text has all
 * that was filled in, each under its label, with unknown fields at its end.
 * Files that came along are attachments; what is odd is in problems[].
 *
 * A form has no Message-ID: it is known by its form and its entry's id, which
 * stand in the item's envelope (spool/item.h).
 */
#ifndef READ_FORM_H
#define READ_FORM_H

#include "model/filled.h"
#include "model/message.h"
#include "model/packet.h"

/* The message of a container, for read_message. A container that is damaged
 * becomes a message that says so. */
struct message *form_read(const void *bytes, gsize size);

/* The fields of a body of that media type; its files are added to packet's
 * unless packet is NULL. NULL with FAULT_INPUT if it is not of its type.
 * Types: application/json, application/x-www-form-urlencoded,
 * multipart/form-data (RFC 7578). The caller's to unref. */
GPtrArray *form_fields(const char *type, GBytes *body, struct packet *packet,
		       GError **error);

/* Loads what form_read needs, before the box is closed. */
void form_prepare(void);

#endif
