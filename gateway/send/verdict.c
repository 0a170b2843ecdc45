/*
 * Classifies by the last reply and by how far the conversation had come.
 */
#include "send/verdict.h"

#include "send/advice.h"

#define CODE_GO_AHEAD 354

/* 5.2.2 is a full mailbox, which empties; 530, 534, 535 and 538 are about
 * the log-in (RFC 4954, 6), and what there is advice for is about what our
 * own mailbox may do. */
static gboolean
passes(const struct conversation *conversation)
{
	long code = conversation->code;

	return code == 530 || code == 534 || code == 535 || code == 538 ||
	       strstr(conversation->reply, "5.2.2") ||
	       advice(conversation->reply);
}

enum sent
verdict(const struct conversation *conversation)
{
	long code = conversation->code;

	if (conversation->finished)
		return SENT_DONE;
	if (code == CODE_GO_AHEAD && conversation->body_sent)
		return SENT_UNCERTAIN;
	if (code >= 500 && code < 600 && conversation->phase >= PHASE_RCPT &&
	    !passes(conversation))
		return SENT_REFUSED;
	return SENT_LATER;
}
