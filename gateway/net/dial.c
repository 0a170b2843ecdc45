/*
 * Connecting without waiting for ever. poll(2), never select(2): that dies
 * of descriptors above 1023. Names are resolved by getaddrinfo_a(3), since
 * getaddrinfo(3) takes as long as the name servers of the machine let it.
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

/* --- names --------------------------------------------------------------*/

/* What the C library works on; it must outlive the question. */
struct question {
	struct gaicb request;
	struct addrinfo hints;
	char *host;
	char *service;
};

static void
question_free(struct question *question)
{
	if (question->request.ar_result != NULL)
		freeaddrinfo(question->request.ar_result);
	g_free(question->host);
	g_free(question->service);
	g_free(question);
}

static struct question *
ask(const char *host, guint16 port, int *result)
{
	struct question *question = g_new0(struct question, 1);
	struct gaicb *list[] = {&question->request};

	question->host = g_strdup(host);
	question->service = g_strdup_printf("%u", (guint)port);
	question->hints.ai_socktype = SOCK_STREAM;
	question->request.ar_name = question->host;
	question->request.ar_service = question->service;
	question->request.ar_request = &question->hints;
	*result = getaddrinfo_a(GAI_NOWAIT, list, 1, NULL);
	if (*result == 0)
		return question;
	question_free(question);
	return NULL;
}

/* EAI_INPROGRESS if the time is up. */
static int
await(struct question *question, gint64 deadline)
{
	const struct gaicb *const list[] = {&question->request};
	int result;

	while ((result = gai_error(&question->request)) == EAI_INPROGRESS) {
		gint64 left = deadline - g_get_monotonic_time();
		struct timespec pause = {
			.tv_sec = (time_t)(left / G_USEC_PER_SEC),
			.tv_nsec = (long)(left % G_USEC_PER_SEC) * 1000,
		};

		if (left <= 0)
			break;
		(void)gai_suspend(list, 1, &pause);
	}
	return result;
}

/* NULL with FAULT_TEMPORARY. A question that cannot be taken back is left to
 * the C library, which is still at work on it. */
static struct question *
resolve(const char *host, guint16 port, gint64 deadline, GError **error)
{
	int result = 0;
	struct question *question = ask(host, port, &result);

	if (question != NULL)
		result = await(question, deadline);
	if (result == 0)
		return question;
	fault_set(error, FAULT_TEMPORARY,
		  "The server %s cannot be found: %s. Check the name and the "
		  "network.",
		  host,
		  result == EAI_INPROGRESS
			  ? "the name servers do not answer in time"
			  : gai_strerror(result));
	if (question != NULL &&
	    gai_cancel(&question->request) != EAI_NOTCANCELED)
		question_free(question);
	return NULL;
}

/* --- both ---------------------------------------------------------------*/

int
dial(const char *host, guint16 port, guint seconds, GError **error)
{
	gint64 deadline =
		g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
	struct question *question = resolve(host, port, deadline, error);
	int number = ETIMEDOUT, fd;

	if (question == NULL)
		return -1;
	fd = dial_each(question->request.ar_result, deadline, &number);
	question_free(question);
	if (fd < 0)
		fault_set(error, FAULT_TEMPORARY,
			  "The server %s does not accept a connection on port "
			  "%u: %s.",
			  host, (guint)port, g_strerror(number));
	return fd;
}
