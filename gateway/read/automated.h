/*
 * Did a person write this, or a machine? RFC 3834 and the practice around it.
 *
 * The greater harm is a resident's complaint taken for a machine's, so that a
 * sign which people's mail can bear too is never enough: Precedence,
 * List-Unsubscribe, a no-reply sender, X-Auto-Response-Suppress alone.
 * "Auto-Submitted: no" is a person.
 */
#ifndef READ_AUTOMATED_H
#define READ_AUTOMATED_H

#include "model/message.h"
#include "read/body.h"
#include "read/head.h"

/* Fills automated, automated_why and do_not_answer. Everything else of the
 * message but bounces must be filled already. */
void automated_read(const struct head *head, const struct part *root,
		    const struct body *body, struct message *message);

#endif
