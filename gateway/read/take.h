/*
 * One thing taken out of a message for a person to have: an attachment's
 * bytes as they are after decoding, or the HTML that the text was made from.
 * The message is read again, by the same steps as the first time, so that
 * what was listed then is found now.
 *
 * Pure, as read/read.h; other stages use reader_take, which does it in the
 * box.
 */
#ifndef READ_TAKE_H
#define READ_TAKE_H

#include <glib.h>

/* The question that the child is asked: the SHA-256 of an attachment, or
 * TAKE_HTML, then a line feed, then the message. */
#define TAKE_HTML "html"

/* The answer to a question: a byte '1', then the bytes; '0' alone if the
 * message holds no such thing or it is no question. Added to out. */
void take_answer(const char *question, gsize size, GString *out);

/* Called where a message is read, with each attachment and each HTML text;
 * they are kept if take_answer waits for them. */
void take_offer_file(const char *sha256, const void *bytes, gsize size);
void take_offer_html(const char *html, gsize size);

#endif
