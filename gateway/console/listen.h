/*
 * The socket that the web server listens on.
 */
#ifndef CONSOLE_LISTEN_H
#define CONSOLE_LISTEN_H

#include <glib.h>

/* Binds "127.0.0.1:8025", "[::1]:0", "localhost:8025" or "unix:/path" and
 * listens. *address (the caller's) says where, as http_address does. The
 * descriptor is the caller's; -1 with FAULT_SETUP if the text is no such
 * address or it cannot be had, FAULT_BUSY if somebody listens there. */
int listen_open(const char *listen, char **address, GError **error);

/* True if only this machine can reach it. */
gboolean listen_is_local(const char *listen);

/* The host of "HOST:PORT" without port and brackets, in lower case. The
 * caller's. */
char *listen_host(const char *authority);

#endif
