/*
 * Why a server's certificate was refused, in words.
 */
#ifndef NET_CERTIFICATE_H
#define NET_CERTIFICATE_H

#include <glib.h>
#include <gnutls/gnutls.h>

/* A sentence for an administrator about the peer's certificate of a session
 * whose verification failed with status; the caller's. What the certificate
 * says of itself is cleaned and shortened. */
char *certificate_why(gnutls_session_t session, guint status);

#endif
