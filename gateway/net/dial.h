/*
 * A TCP connection to a host by name, within a time limit, in which the name
 * servers must answer too.
 */
#ifndef NET_DIAL_H
#define NET_DIAL_H

#include <glib.h>

/* Tries each address of the host in turn, seconds for all of it. Returns a
 * non-blocking socket, or -1 with FAULT_TEMPORARY: no such host, refused, no
 * answer. */
int dial(const char *host, guint16 port, guint seconds, GError **error);

/* Waits until the socket is ready for events (poll(2)) or the monotonic time
 * is until. 1 if ready, 0 if the time is up, -1 with errno. */
int dial_wait(int fd, short events, gint64 until);

#endif
