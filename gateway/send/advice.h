/*
 * Refusals of a mail server that concern the log-in or what a mailbox may
 * do, and never the letter: what to do about them.
 */
#ifndef SEND_ADVICE_H
#define SEND_ADVICE_H

/* The next step for the landlord's IT, by the status codes (RFC 3463) of
 * Exchange Online and Gmail in the reply; a constant, or NULL if the reply is
 * none of these. */
const char *advice(const char *reply);

#endif
