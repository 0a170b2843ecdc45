/*
 * The first words with an IMAP server, up to an encrypted connection. They
 * are spoken by our own few lines, so that the library never parses a byte
 * that was sent in clear, nor a greeting, which can crash it.
 */
#ifndef POLL_GREETING_H
#define POLL_GREETING_H

#include "net/tls.h"
#include "poll/url.h"

/* Connects, reads the greeting, and encrypts by TLS or STARTTLS. The next
 * bytes of the connection answer the first command that the caller sends.
 * FAULT_TEMPORARY if the server does not greet, says BYE, refuses STARTTLS
 * or does not encrypt; FAULT_SETUP for certificates (see net/tls.h), and for
 * PREAUTH, which would skip the log-in. */
struct tls *greeting_exchange(const struct url *url, const char *ca_file,
			      GError **error);

#endif
