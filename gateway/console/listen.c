/*
 * Listening on loopback, on another address of this machine, or on a socket
 * in the file system.
 */
#include "console/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/fault.h"

#define UNIX "unix:"
#define BACKLOG 512

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un un;
};

char *
listen_host(const char *authority)
{
	const char *colon;

	if (*authority == '[')
		return g_ascii_strdown(authority + 1,
				       (gssize)strcspn(authority + 1, "]"));
	colon = strrchr(authority, ':');
	return g_ascii_strdown(authority,
			       colon != NULL ? colon - authority : -1);
}

gboolean
listen_is_local(const char *listen)
{
	g_autofree char *host = listen_host(listen);

	return g_str_has_prefix(listen, UNIX) ||
	       g_str_has_prefix(host, "127.") || g_str_equal(host, "::1") ||
	       g_str_equal(host, "localhost");
}

/* The size of the address that the text tells; 0 if it tells none. */
static socklen_t
read_address(const char *listen, union address *address)
{
	g_autofree char *host = listen_host(listen);
	const char *colon = strrchr(listen, ':');
	guint64 port;

	if (colon == NULL ||
	    !g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &port, NULL))
		return 0;
	if (g_str_equal(host, "localhost")) {
		g_free(host);
		host = g_strdup("127.0.0.1");
	}
	if (inet_pton(AF_INET, host, &address->v4.sin_addr) == 1) {
		address->v4.sin_family = AF_INET;
		address->v4.sin_port = htons((guint16)port);
		return sizeof address->v4;
	}
	if (*listen == '[' &&
	    inet_pton(AF_INET6, host, &address->v6.sin6_addr) == 1) {
		address->v6.sin6_family = AF_INET6;
		address->v6.sin6_port = htons((guint16)port);
		return sizeof address->v6;
	}
	return 0;
}

static int
fail(int fd, const char *listen, GError **error)
{
	int number = errno;

	if (fd >= 0)
		close(fd);
	fault_set(error, number == EADDRINUSE ? FAULT_BUSY : FAULT_SETUP,
		  "The web server cannot listen on %s: %s.", listen,
		  g_strerror(number));
	return -1;
}

/* A dead process leaves its socket behind; a living one answers. */
static gboolean
is_answered(const union address *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	gboolean answered =
		fd >= 0 && connect(fd, &address->any, sizeof address->un) == 0;

	if (fd >= 0)
		close(fd);
	return answered;
}

static int
open_unix(const char *path, GError **error)
{
	union address address = {.un = {.sun_family = AF_UNIX}};
	mode_t mask;
	int fd, bound;

	if (*path != '/' ||
	    g_strlcpy(address.un.sun_path, path, sizeof address.un.sun_path) >=
		    sizeof address.un.sun_path) {
		errno = ENAMETOOLONG;
		return fail(-1, path, error);
	}
	if (is_answered(&address)) {
		errno = EADDRINUSE;
		return fail(-1, path, error);
	}
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	unlink(path);
	mask = umask(0117);
	bound = bind(fd, &address.any, sizeof address.un);
	umask(mask);
	if (fd < 0 || bound != 0 || listen(fd, BACKLOG) != 0)
		return fail(fd, path, error);
	return fd;
}

/* The port that the kernel gave, if any was asked for. */
static char *
told_address(int fd)
{
	union address address;
	socklen_t size = sizeof address;
	char text[INET6_ADDRSTRLEN];

	getsockname(fd, &address.any, &size);
	if (address.any.sa_family == AF_INET)
		return g_strdup_printf("http://%s:%u",
				       inet_ntop(AF_INET, &address.v4.sin_addr,
						 text, sizeof text),
				       ntohs(address.v4.sin_port));
	return g_strdup_printf(
		"http://[%s]:%u",
		inet_ntop(AF_INET6, &address.v6.sin6_addr, text, sizeof text),
		ntohs(address.v6.sin6_port));
}

static int
open_tcp(const char *text, char **told, GError **error)
{
	union address address = {.any = {0}};
	socklen_t size = read_address(text, &address);
	int on = 1, fd;

	if (size == 0) {
		fault_set(error, FAULT_SETUP,
			  "\"%s\" is no address to listen on. Write "
			  "127.0.0.1:8025, [::1]:8025 or unix:/path.",
			  text);
		return -1;
	}
	fd = socket(address.any.sa_family,
		    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return fail(fd, text, error);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (address.any.sa_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	if (bind(fd, &address.any, size) != 0 || listen(fd, BACKLOG) != 0)
		return fail(fd, text, error);
	*told = told_address(fd);
	return fd;
}

int
listen_open(const char *text, char **address, GError **error)
{
	int fd;

	if (!g_str_has_prefix(text, UNIX))
		return open_tcp(text, address, error);
	fd = open_unix(text + strlen(UNIX), error);
	if (fd >= 0)
		*address = g_strdup(text);
	return fd;
}
