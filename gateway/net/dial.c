/*
 * Connecting without waiting for ever. poll(2), never select(2): that dies
 * of descriptors above 1023.
 */
#include "net/dial.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"

int
dial_wait(int fd, short events, gint64 until)
{
	struct pollfd one = {.fd = fd, .events = events};
	int n;

	do {
		gint64 left = until - g_get_monotonic_time();

		if (left <= 0)
			return 0;
		n = poll(&one, 1, (int)MIN(left / 1000 + 1, G_MAXINT));
	} while (n < 0 && errno == EINTR);
	return n;
}

/* 0, or the errno of the failure. */
static int
finish_connect(int fd, gint64 until)
{
	socklen_t size = sizeof(int);
	int number = 0;
	int n = dial_wait(fd, POLLOUT, until);

	if (n == 0)
		return ETIMEDOUT;
	if (n < 0 || getsockopt(fd, SOL_SOCKET, SO_ERROR, &number, &size) != 0)
		return errno;
	return number;
}

static int
dial_one(const struct addrinfo *address, gint64 until, int *number)
{
	int fd = socket(address->ai_family,
			SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int on = 1;

	*number = errno;
	if (fd < 0)
		return -1;
	*number = 0;
	if (connect(fd, address->ai_addr, address->ai_addrlen) != 0)
		*number = errno == EINPROGRESS ? finish_connect(fd, until)
					       : errno;
	if (*number == 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		return fd;
	}
	close(fd);
	return -1;
}

/* An address that is silent gets half of the time that is left. */
static int
dial_each(const struct addrinfo *list, gint64 deadline, int *number)
{
	const struct addrinfo *address;

	for (address = list; address != NULL; address = address->ai_next) {
		gint64 now = g_get_monotonic_time();
		gint64 until = address->ai_next == NULL
				       ? deadline
				       : now + (deadline - now) / 2;
		int fd = dial_one(address, until, number);

		if (fd >= 0)
			return fd;
	}
	return -1;
}

int
dial(const char *host, guint16 port, guint seconds, GError **error)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
	struct addrinfo *list = NULL;
	g_autofree char *service = g_strdup_printf("%u", (guint)port);
	gint64 deadline =
		g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
	int result = getaddrinfo(host, service, &hints, &list);
	int number = 0, fd;

	if (result != 0) {
		fault_set(error, FAULT_TEMPORARY,
			  "The server %s cannot be found: %s. Check the name "
			  "and the network.",
			  host, gai_strerror(result));
		return -1;
	}
	fd = dial_each(list, deadline, &number);
	freeaddrinfo(list);
	if (fd < 0)
		fault_set(error, FAULT_TEMPORARY,
			  "The server %s does not accept a connection on port "
			  "%u: %s.",
			  host, (guint)port, g_strerror(number));
	return fd;
}
