/*
 * Mail that somebody passed on: the person who wrote it is the inner sender.
 * What is found is a proposal for a person to confirm (Code 3.2).
 */
#ifndef READ_FORWARD_H
#define READ_FORWARD_H

#include "model/message.h"
#include "read/body.h"

/* Sets message->forwarded if the message is a forward: its subject says so,
 * or a mark of the usual programs stands before an inner header, or the only
 * thing it carries is another message. */
void forward_read(const struct body *body, struct message *message);

/* True if a line is a mark above a forwarded message. */
gboolean forward_is_mark(const char *line);

/* True if a subject begins with a mark of forwarding, in any language. */
gboolean forward_is_subject(const char *subject);

#endif
