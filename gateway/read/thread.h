/*
 * What ties a message to earlier ones: Message-IDs, our tokens, case
 * references. Candidates only: a stranger can write any of them.
 */
#ifndef READ_THREAD_H
#define READ_THREAD_H

#include "model/message.h"
#include "read/head.h"

/* Compiles the patterns, which the box would forbid. */
void thread_prepare(void);

/* Fills message_id, in_reply_to, references, tokens, case_refs and
 * return_path. Subject and text must be filled already. */
void thread_read(const struct head *head, struct message *message);

/* Adds the tokens and references that a text holds, once each. */
void thread_add_text(struct message *message, const char *text);

/* The first Message-ID in a raw field, without brackets; "" if none; the
 * caller's. */
char *thread_message_id(const char *raw);

#endif
