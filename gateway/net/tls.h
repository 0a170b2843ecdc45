/*
 * A connection to a mail server: TCP, then TLS 1.2 or later with the
 * certificate's chain and host name verified (RFC 8314, 3; RFC 9525).
 * The connection never waits for ever: each read has an idle limit, and
 * tls_limit sets a deadline and a byte budget for all that follows.
 *
 * Single-threaded; the process must ignore SIGPIPE or tls_dial does.
 */
#ifndef NET_TLS_H
#define NET_TLS_H

#include <glib.h>
#include <sys/types.h>

#include "base/own.h"

struct tls;

/* Connects within LIMIT_CONNECT_SECONDS, trying each address of the host;
 * nothing is encrypted yet. NULL with FAULT_TEMPORARY, in words that name
 * the server: no such host, refused, no answer. */
struct tls *tls_dial(const char *host, guint16 port, GError **error);
void tls_close(struct tls *tls);
OWN_TYPE(tls, tls_close)

/* Shakes hands and verifies, trusting the authorities in ca_file (PEM), or
 * the system's if it is NULL or "". On a connection that has been used in
 * clear this is STARTTLS; the caller makes sure that nothing was read ahead.
 * FAULT_TEMPORARY if the server does not shake hands. FAULT_SETUP if ca_file
 * holds no certificate, or the server's certificate is refused; the text
 * says why: the authority is unknown, it is self-signed, expired, not yet
 * valid, or made out for other names, which are listed. */
gboolean tls_secure(struct tls *tls, const char *ca_file, GError **error);

/* From now on: at most seconds for all reads and writes together, and at
 * most bytes to be read. Each read or write also ends after
 * LIMIT_IDLE_SECONDS without a byte. */
void tls_limit(struct tls *tls, guint seconds, gsize bytes);

/* Read at least one byte, or write all. -1 at end of file, on an error, when
 * time is up or the budget is used; never 0 for a size above 0. After -1 the
 * connection is dead: every later call gives -1. */
ssize_t tls_read(struct tls *tls, void *buffer, size_t size);
ssize_t tls_write(struct tls *tls, const void *data, size_t size);

/* Waits for a byte up to seconds, without the limits above: 1 if one can be
 * read, 0 if none came and the connection lives, -1 if it is dead. */
int tls_wait(struct tls *tls, guint seconds);

/* Why the connection died, as the rest of a sentence about the server ("did
 * not answer for 60 seconds"); NULL if it is alive. */
const char *tls_trouble(const struct tls *tls);

/* The socket, for poll(2). */
int tls_fd(const struct tls *tls);

#endif
