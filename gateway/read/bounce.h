/*
 * Bounces: which of our mails failed, for whom, and whether for good.
 *
 * For good is 5.x.x (RFC 3463) except 5.2.2, a full mailbox. Where no status
 * is told, the SMTP reply in the text decides, and then the words.
 */
#ifndef READ_BOUNCE_H
#define READ_BOUNCE_H

#include "model/message.h"
#include "read/body.h"
#include "read/head.h"

/* Fills message->bounces. Call it only for a message that is a bounce. */
void bounce_read(const struct head *head, const struct body *body,
		 struct message *message);

/* True for an enhanced status ("5.1.1") that is for good. */
gboolean bounce_is_permanent(const char *status);

/* True if the text of a bounce without a report says so: a full mailbox or
 * a delay is not for good. */
gboolean bounce_text_is_permanent(const char *text);

#endif
