/*
 * Base64 as it arrives: rubbish between, padding missing or in the middle,
 * a gateway's trailer below, or no base64 at all. What is returned is the
 * caller's.
 */
#ifndef READ_BASE64_H
#define READ_BASE64_H

#include <glib.h>

#include "model/message.h"

/* Every character that is base64, decoded; others are passed over. */
GString *base64_decode(const char *text, gsize size);

/* The same for a part that is text: one that plainly is not base64 stays as
 * it is, and lines of plain text after the end are kept. Both are told in
 * problems[]. */
GString *base64_text(const char *text, gsize size, struct message *message);

#endif
