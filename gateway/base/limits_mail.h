/*
 * The limits towards mail servers. A part of base/limits.h, which is the
 * header to include.
 */
#ifndef BASE_LIMITS_MAIL_H
#define BASE_LIMITS_MAIL_H

#include <glib.h>

/* --- the mail servers ---------------------------------------------------*/

/* Seconds: to connect, without any byte, for log-in (Dovecot delays a
 * failed one by 17), and for a whole command however it drips. */
#define LIMIT_CONNECT_SECONDS 20
#define LIMIT_IDLE_SECONDS 60
#define LIMIT_LOGIN_SECONDS 45
#define LIMIT_COMMAND_SECONDS 300

/* Bytes a server may send in answer to one command that is not a fetch:
 * 100 MB of untagged lines must not become 1.3 GB of memory. */
#define LIMIT_ANSWER_IMAP_BYTES ((gsize)8 * 1024 * 1024)

/* Messages that could not be fetched and are remembered for another try; a
 * server that fails for more is broken, and the pass ends there. */
#define LIMIT_SKIPPED 1000

/* A message that has failed as often, for so many seconds, becomes a case
 * without its text, so that a person looks at it on the server. */
#define LIMIT_FETCH_ATTEMPTS 5
#define LIMIT_FETCH_SECONDS 3600

/* Connections made in one pass after one broke at a message. */
#define LIMIT_RECONNECTS 3

/* Fetched by one command: bytes, if more than one message, and UIDs. */
#define LIMIT_BATCH_BYTES ((gsize)8 * 1024 * 1024)
#define LIMIT_FETCH_BATCH 50

/* Seconds of one IDLE: RFC 2177 wants it anew after 29 minutes at the latest.
 * Ours is shorter, for then we look also if the server forgets to tell, or a
 * firewall has forgotten the connection; and lines it may bring. */
#define LIMIT_IDLE_WAIT_SECONDS 300
#define LIMIT_IDLE_LINES 10000

/* --- access tokens ------------------------------------------------------*/

/* Seconds to get one; and before its end to renew it, so that no log-in is
 * begun with one that ends in the middle of it. */
#define LIMIT_TOKEN_SECONDS 30
#define LIMIT_TOKEN_SPARE_SECONDS 300

/* Seconds for which a refusal is believed, and a token held to be good
 * whatever a mail server says: a hundred letters must not ask for it a
 * hundred times. */
#define LIMIT_TOKEN_HOLD_SECONDS 60

/* A token server's answer, and the token in it: Microsoft's have 2,500. */
#define LIMIT_TOKEN_ANSWER_BYTES ((gsize)64 * 1024)
#define LIMIT_TOKEN_BYTES ((gsize)16 * 1024)

#endif
