/*
 * The stream's patience, against a server that is another process. TLS
 * itself is tried by tests/flow/imap-certs.t.
 */
#include "unit/unit.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "net/tls.h"

typedef void behave(int fd);

struct peer {
	pid_t pid;
	guint16 port;
};

static int
listen_on_loopback(guint16 *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
	assert_int_equal(listen(fd, 5), 0);
	getsockname(fd, (struct sockaddr *)&address, &size);
	*port = ntohs(address.sin_port);
	return fd;
}

static struct peer
start(behave *how)
{
	struct peer peer;
	int fd = listen_on_loopback(&peer.port);

	peer.pid = fork();
	if (peer.pid == 0) {
		how(accept(fd, NULL, NULL));
		_exit(0);
	}
	close(fd);
	return peer;
}

static void
stop(const struct peer *peer)
{
	kill(peer->pid, SIGKILL);
	waitpid(peer->pid, NULL, 0);
}

static void
say_and_close(int fd)
{
	(void)!write(fd, "hello", 5);
	close(fd);
}

static void
say_nothing(int fd)
{
	(void)fd;
	sleep(60);
}

static void
drip(int fd)
{
	while (write(fd, "x", 1) == 1)
		g_usleep(50000);
}

static void
flood(int fd)
{
	static char block[65536];

	while (write(fd, block, sizeof(block)) > 0)
		;
}

static void
refuse_to_read(int fd)
{
	(void)fd;
	sleep(60);
}

static double
seconds_since(gint64 start_time)
{
	return (double)(g_get_monotonic_time() - start_time) / G_USEC_PER_SEC;
}

static void
end_of_file_is_an_error(void **state)
{
	struct peer peer = start(say_and_close);
	g_autoptr(own_tls) tls = tls_dial("127.0.0.1", peer.port, NULL);
	char buffer[16];
	ssize_t n, sum = 0;

	(void)state;
	assert_null(tls_trouble(tls));
	while ((n = tls_read(tls, buffer, sizeof(buffer))) > 0)
		sum += n;
	assert_int_equal(n, -1);
	assert_int_equal(sum, 5);
	assert_string_equal(tls_trouble(tls), "closed the connection");
	assert_int_equal(tls_read(tls, buffer, 1), -1);
	assert_int_equal(tls_write(tls, "x", 1), -1);
	stop(&peer);
}

static void
silence_ends_at_the_deadline(void **state)
{
	struct peer peer = start(say_nothing);
	g_autoptr(own_tls) tls = tls_dial("127.0.0.1", peer.port, NULL);
	gint64 begin = g_get_monotonic_time();
	char c;

	(void)state;
	tls_limit(tls, 1, 100);
	assert_int_equal(tls_read(tls, &c, 1), -1);
	assert_true(seconds_since(begin) < 3);
	assert_string_equal(tls_trouble(tls),
			    "did not finish within 1 seconds");
	stop(&peer);
}

static void
dripping_ends_at_the_deadline(void **state)
{
	struct peer peer = start(drip);
	g_autoptr(own_tls) tls = tls_dial("127.0.0.1", peer.port, NULL);
	gint64 begin = g_get_monotonic_time();
	int count = 0;
	char c;

	(void)state;
	tls_limit(tls, 1, 100000);
	while (tls_read(tls, &c, 1) == 1)
		count++;
	assert_true(count > 1);
	assert_true(seconds_since(begin) < 3);
	stop(&peer);
}

static void
a_flood_ends_at_the_budget(void **state)
{
	struct peer peer = start(flood);
	g_autoptr(own_tls) tls = tls_dial("127.0.0.1", peer.port, NULL);
	static char buffer[4096];
	gsize sum = 0;
	ssize_t n;

	(void)state;
	tls_limit(tls, 20, 1000000);
	while ((n = tls_read(tls, buffer, sizeof(buffer))) > 0)
		sum += (gsize)n;
	assert_true(sum == 1000000);
	assert_non_null(strstr(tls_trouble(tls), "far more"));
	stop(&peer);
}

static void
a_peer_that_does_not_read_ends_at_the_deadline(void **state)
{
	struct peer peer = start(refuse_to_read);
	g_autoptr(own_tls) tls = tls_dial("127.0.0.1", peer.port, NULL);
	gsize size = (gsize)64 * 1024 * 1024;
	g_autofree char *data = g_malloc0(size);
	gint64 begin = g_get_monotonic_time();

	(void)state;
	tls_limit(tls, 1, 100);
	assert_int_equal(tls_write(tls, data, size), -1);
	assert_true(seconds_since(begin) < 3);
	stop(&peer);
}

static void
what_is_no_tls_is_refused(void **state)
{
	static behave *const peers[] = {say_and_close, drip, flood};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(peers); i++) {
		struct peer peer = start(peers[i]);
		g_autoptr(own_tls) tls = tls_dial("127.0.0.1", peer.port, NULL);
		g_autoptr(GError) error = NULL;

		assert_false(tls_secure(tls, NULL, &error));
		assert_non_null(strstr(error->message, "127.0.0.1"));
		assert_non_null(tls_trouble(tls));
		stop(&peer);
	}
}

static void
nobody_there_is_temporary(void **state)
{
	static const struct {
		const char *host;
		const char *words;
	} rows[] = {
		{"127.0.0.1", "does not accept a connection"},
		{"no-such-host.invalid", "cannot be found"},
	};
	guint16 port = 0;
	gsize i;

	(void)state;
	close(listen_on_loopback(&port));
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;

		assert_null(tls_dial(rows[i].host, port, &error));
		assert_true(fault_is(error, FAULT_TEMPORARY));
		assert_non_null(strstr(error->message, rows[i].words));
		assert_non_null(strstr(error->message, rows[i].host));
	}
}

static void
say_later(int fd)
{
	g_usleep(300000);
	(void)!write(fd, "hello", 5);
	sleep(60);
}

/* What is waited for is not lost, and waiting in vain breaks nothing. */
static void
waiting_takes_nothing_away(void **state)
{
	struct peer peer = start(say_later);
	g_autoptr(own_tls) tls = tls_dial("127.0.0.1", peer.port, NULL);
	char text[8] = "";
	gsize got = 0;

	(void)state;
	assert_int_equal(tls_wait(tls, 0), 0);
	assert_int_equal(tls_wait(tls, 30), 1);
	assert_int_equal(tls_wait(tls, 0), 1);
	while (got < 5) {
		ssize_t n = tls_read(tls, text + got, sizeof(text) - got);

		assert_true(n > 0);
		got += (gsize)n;
	}
	assert_string_equal(text, "hello");
	assert_int_equal(tls_wait(tls, 0), 0);
	assert_null(tls_trouble(tls));
	stop(&peer);
	assert_int_equal(tls_wait(tls, 30), -1);
	assert_non_null(tls_trouble(tls));
	assert_int_equal(tls_wait(tls, 30), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(end_of_file_is_an_error),
		cmocka_unit_test(silence_ends_at_the_deadline),
		cmocka_unit_test(dripping_ends_at_the_deadline),
		cmocka_unit_test(a_flood_ends_at_the_budget),
		cmocka_unit_test(
			a_peer_that_does_not_read_ends_at_the_deadline),
		cmocka_unit_test(what_is_no_tls_is_refused),
		cmocka_unit_test(nobody_there_is_temporary),
		cmocka_unit_test(waiting_takes_nothing_away),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
