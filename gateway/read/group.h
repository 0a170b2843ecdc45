/*
 * Mailing lists, and what looks like one and is not: a mailbox that is kept
 * as a group, so that every resident's mail comes through "a list" (Google
 * Groups and others add List-Id and Precedence to it).
 */
#ifndef READ_GROUP_H
#define READ_GROUP_H

#include "model/message.h"
#include "read/head.h"

/* True if it came through a list or is bulk mail; *why becomes a sentence.
 * Addresses and text of the message must be filled. */
gboolean group_is_list(const struct head *head, const struct message *message,
		       const char **why);

/* True if a person wrote to a group that is itself the address written to:
 * its name is in List-Id, and nothing of what campaigns add. What a group of
 * Google's adds to all mail (Precedence, archive, subscription) counts for
 * nothing if the group is in a domain of its own. */
gboolean group_is_own(const struct head *head, const struct message *message);

/* The person whose From such a group has replaced by its own address; NULL
 * if it has not. The caller's. */
struct address *group_sender(const struct head *head,
			     const struct address *from);

#endif
