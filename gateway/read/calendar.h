/*
 * Answers to invitations: is there a word of a person's own in one?
 */
#ifndef READ_CALENDAR_H
#define READ_CALENDAR_H

#include "model/message.h"
#include "read/part.h"

/* True if the message that came with this calendar part, an answer to an
 * invitation, says more than programs do: in its text, or in a COMMENT of the
 * calendar. FALSE for invitations, whose texts programs write. */
gboolean calendar_has_words(const struct part *calendar,
			    const struct message *message);

#endif
