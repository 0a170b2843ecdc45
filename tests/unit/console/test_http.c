/*
 * The server against a client in the same process: answers that wait until
 * all is durable, bodies that are too large or come in pieces, one socket for
 * several requests, a socket in the file system.
 */
#include "unit/unit.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "console/http.h"
#include "console/listen.h"
#include "unit/base/scratch.h"

struct server {
	struct http *http;
	guint16 port;
	guint settled;
	gboolean refuse; /* settle fails */
};

static void
echo(struct request *request, struct reply *reply, gpointer data)
{
	g_autofree char *text = g_strdup_printf(
		"%s %s %" G_GSIZE_FORMAT, method_name(request_method(request)),
		request_path(request), g_bytes_get_size(request_body(request)));

	(void)data;
	reply_text(reply, 200, text);
	if (g_str_has_prefix(request_path(request), "/wait"))
		reply_after_settle(reply);
}

static gsize
body_limit(enum method method, const char *path, gpointer data)
{
	(void)method;
	(void)data;
	return g_str_equal(path, "/large") ? 100000 : 10;
}

static gboolean
settle(gpointer data, GError **error)
{
	struct server *server = data;

	server->settled++;
	return !server->refuse || fault_set(error, FAULT_TEMPORARY, "full");
}

static int
setup(void **state)
{
	struct server *server = g_new0(struct server, 1);
	const struct http_settings settings = {
		.listen = "127.0.0.1:0",
		.handle = echo,
		.body_limit = body_limit,
		.settle = settle,
		.data = server,
	};

	server->http = http_open(&settings, NULL);
	assert_non_null(server->http);
	server->port = (guint16)g_ascii_strtoull(
		strrchr(http_address(server->http), ':') + 1, NULL, 10);
	*state = server;
	return 0;
}

static int
teardown(void **state)
{
	struct server *server = *state;

	http_close(server->http);
	g_free(server);
	return 0;
}

static int
dial(const struct server *server)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(server->port),
		.sin_addr = {htonl(INADDR_LOOPBACK)},
	};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)(void *)&address,
				 sizeof(address)),
			 0);
	return fd;
}

static void
tell(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL),
			 strlen(text));
}

/* What has been answered after some turns. */
static char *
hear(struct server *server, int fd)
{
	GString *out = g_string_new(NULL);
	char piece[65536];
	gssize n;
	int i;

	for (i = 0; i < 8; i++) {
		assert_true(http_turn(server->http, 5, NULL));
		while ((n = recv(fd, piece, sizeof(piece), MSG_DONTWAIT)) > 0)
			g_string_append_len(out, piece, n);
	}
	return g_string_free(out, FALSE);
}

#define HOST "Host: localhost\r\n"

static void
a_request_is_answered(void **state)
{
	struct server *server = *state;
	int fd = dial(server);
	g_autofree char *first = NULL, *second = NULL;

	tell(fd, "GET /one HTTP/1.1\r\n" HOST "\r\n");
	first = hear(server, fd);
	assert_true(g_str_has_prefix(first, "HTTP/1.1 200"));
	assert_true(g_str_has_suffix(first, "\r\n\r\nGET /one 0"));
	assert_non_null(strstr(first, "Cache-Control: no-store"));
	tell(fd, "POST /two HTTP/1.1\r\n" HOST "Content-Length: 4\r\n\r\nab");
	second = hear(server, fd);
	assert_string_equal(second, "");
	tell(fd, "cd");
	g_free(second);
	second = hear(server, fd);
	assert_true(g_str_has_suffix(second, "POST /two 4"));
	assert_int_equal(http_answered(server->http), 2);
	assert_int_equal(server->settled, 0);
	close(fd);
}

static void
answers_wait_for_each_other(void **state)
{
	struct server *server = *state;
	int one = dial(server), two = dial(server);
	g_autofree char *first = NULL, *second = NULL;

	/* Both connections must be taken before both requests come. */
	first = hear(server, one);
	tell(one, "POST /wait HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n");
	tell(two, "POST /wait HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n");
	g_free(first);
	first = hear(server, one);
	second = hear(server, two);
	assert_true(g_str_has_prefix(first, "HTTP/1.1 200"));
	assert_true(g_str_has_prefix(second, "HTTP/1.1 200"));
	assert_true(server->settled >= 1 && server->settled <= 2);
	close(one);
	close(two);
}

static void
what_is_not_durable_is_not_promised(void **state)
{
	struct server *server = *state;
	int fd = dial(server);
	g_autofree char *got = NULL, *again = NULL;

	server->refuse = TRUE;
	tell(fd, "POST /wait HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n");
	got = hear(server, fd);
	assert_true(g_str_has_prefix(got, "HTTP/1.1 503"));
	assert_non_null(strstr(got, "Retry-After: "));
	assert_null(strstr(got, "/wait"));
	close(fd);
	/* What need not be kept is answered all the same. */
	fd = dial(server);
	tell(fd, "GET /other HTTP/1.1\r\n" HOST "\r\n");
	again = hear(server, fd);
	assert_true(g_str_has_prefix(again, "HTTP/1.1 200"));
	close(fd);
}

/* A client that goes away while its answer waits takes nothing with it. */
static void
a_client_may_leave(void **state)
{
	struct server *server = *state;
	int fd = dial(server);
	g_autofree char *got = NULL;

	tell(fd, "POST /wait HTTP/1.1\r\n" HOST "Content-Length: 9\r\n\r\nab");
	got = hear(server, fd);
	close(fd);
	g_free(got);
	fd = dial(server);
	tell(fd, "POST /wait HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n");
	close(fd);
	fd = dial(server);
	tell(fd, "GET /here HTTP/1.1\r\n" HOST "\r\n");
	got = hear(server, fd);
	assert_true(g_str_has_suffix(got, "GET /here 0"));
	close(fd);
}

static const struct {
	const char *request;
	const char *status;
} bodies[] = {
	{"POST /small HTTP/1.1\r\n" HOST "Content-Length: 10\r\n\r\n0123456789",
	 "200"},
	{"POST /small HTTP/1.1\r\n" HOST
	 "Content-Length: 11\r\n\r\n01234567890",
	 "413"},
	{"POST /large HTTP/1.1\r\n" HOST
	 "Content-Length: 11\r\n\r\n01234567890",
	 "200"},
	{"POST /small HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
	 "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n",
	 "200"},
	{"POST /small HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
	 "5\r\n01234\r\n6\r\n567890\r\n0\r\n\r\n",
	 "413"},
	{"PATCH /small HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nab", "405"},
	{"GET /a/../b HTTP/1.1\r\n" HOST "\r\n", "400"},
};

static void
limits_are_kept(void **state)
{
	struct server *server = *state;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(bodies); i++) {
		int fd = dial(server);
		g_autofree char *got = NULL;

		tell(fd, bodies[i].request);
		got = hear(server, fd);
		if (strlen(got) < 12 ||
		    strncmp(got + 9, bodies[i].status, 3) != 0)
			fail_msg("%s: %s", bodies[i].request, got);
		close(fd);
	}
}

static void
a_socket_in_the_file_system_is_ours_alone(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *listen = g_strconcat("unix:", folder, "/s", NULL);
	struct http_settings settings = {.listen = listen, .handle = echo};
	g_autoptr(own_http) one = http_open(&settings, NULL);
	g_autoptr(GError) error = NULL;
	struct stat info;

	(void)state;
	assert_non_null(one);
	assert_string_equal(http_address(one), listen);
	assert_int_equal(stat(listen + strlen("unix:"), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0660);
	assert_null(http_open(&settings, &error));
	assert_true(fault_is(error, FAULT_BUSY));
}

static const struct {
	const char *listen;
	gboolean local;
} places[] = {
	{"127.0.0.1:8025", TRUE},  {"[::1]:8025", TRUE},
	{"localhost:1", TRUE},	   {"unix:/run/x", TRUE},
	{"192.168.1.2:80", FALSE}, {"0.0.0.0:80", FALSE},
	{"[::]:80", FALSE},
};

static void
it_is_known_who_can_reach_it(void **state)
{
	static const char *const wrong[] = {"",
					    "8025",
					    "127.0.0.1",
					    "host.example:80",
					    "127.0.0.1:99999",
					    "unix:relative"};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(places); i++)
		assert_int_equal(listen_is_local(places[i].listen),
				 places[i].local);
	for (i = 0; i < G_N_ELEMENTS(wrong); i++) {
		struct http_settings settings = {.listen = wrong[i],
						 .handle = echo};
		g_autoptr(GError) error = NULL;

		assert_null(http_open(&settings, &error));
		assert_true(fault_is(error, FAULT_SETUP));
	}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_request_is_answered),
		TEST(answers_wait_for_each_other),
		TEST(what_is_not_durable_is_not_promised),
		TEST(a_client_may_leave),
		TEST(limits_are_kept),
		cmocka_unit_test(a_socket_in_the_file_system_is_ours_alone),
		cmocka_unit_test(it_is_known_who_can_reach_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
