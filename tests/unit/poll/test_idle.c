/*
 * IDLE and the log-in by token, line by line, against a peer that says what
 * a row of the table says, whatever it is told. TLS is left out.
 */
#include "unit/unit.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "poll/bearer.h"
#include "poll/idle.h"

struct peer {
	pid_t pid;
	struct tls *tls;
};

/* Each "|" waits for a line from us; at the end it closes. */
static void
talk(int fd, const char *script)
{
	for (const char *p = script; *p != '\0'; p++) {
		char c = *p;

		while (*p == '|' && c != '\n')
			if (read(fd, &c, 1) != 1)
				_exit(0);
		if (*p != '|' && write(fd, &c, 1) != 1)
			_exit(0);
	}
	shutdown(fd, SHUT_WR);
	(void)!read(fd, &(char){0}, 1);
	_exit(0);
}

static struct peer
start(const char *script)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct peer peer;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
	assert_int_equal(listen(fd, 1), 0);
	getsockname(fd, (struct sockaddr *)&address, &size);
	peer.pid = fork();
	if (peer.pid == 0)
		talk(accept(fd, NULL, NULL), script);
	close(fd);
	peer.tls = tls_dial("127.0.0.1", ntohs(address.sin_port), NULL);
	assert_non_null(peer.tls);
	return peer;
}

static void
stop(const struct peer *peer)
{
	tls_close(peer->tls);
	kill(peer->pid, SIGKILL);
	waitpid(peer->pid, NULL, 0);
}

static void
test_idle(void **state)
{
	static const struct {
		const char *script;
		enum idle_end end;
	} rows[] = {
		{"|+ idling\r\n* 6 EXISTS\r\n|idle OK\r\n", IDLE_NEWS},
		{"|+ \r\n* OK Still\r\n* 6 exists\r\n|idle OK\r\n", IDLE_NEWS},
		{"|* 6 EXISTS\r\n+ idling\r\n|idle OK\r\n", IDLE_NEWS},
		{"|+ idling\r\n|* 6 EXISTS\r\nidle OK\r\n", IDLE_NEWS},
		{"|+ idling\r\n|idle OK\r\n", IDLE_QUIET},
		{"|+ idling\r\n* 6 EXPUNGE\r\n* 2 RECENT\r\n* EXISTS\r\n"
		 "|idle OK\r\n",
		 IDLE_QUIET},
		{"|idle BAD what is that\r\n", IDLE_NONE},
		{"|idle NO not now\r\n", IDLE_NONE},
		{"|idle OK done\r\n", IDLE_BROKEN},
		{"|+ idling\r\n* BYE tired\r\n", IDLE_BROKEN},
		{"|+ idling\r\nidle OK early\r\n", IDLE_BROKEN},
		{"|+ idling\r\n+ again\r\n", IDLE_BROKEN},
		{"|+ idling\r\n* 6 EXI", IDLE_BROKEN},
		{"|+ idling\r\n|idle NO never\r\n", IDLE_BROKEN},
		{"|", IDLE_BROKEN},
		{"", IDLE_BROKEN},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct peer peer = start(rows[i].script);
		enum idle_end end = idle_wait(peer.tls, 1);

		stop(&peer);
		if (end != rows[i].end)
			fail_msg("row %zu: %d", i, (int)end);
	}
}

#define XOAUTH2 "|* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\nbearer OK\r\n|"
#define INITIAL "|* CAPABILITY SASL-IR AUTH=OAUTHBEARER\r\nbearer OK\r\n|"

static void
test_bearer(void **state)
{
	static const struct {
		const char *script;
		enum bearer_end end;
		const char *words; /* of the answer or the error */
	} rows[] = {
		{XOAUTH2 "+ \r\n|bearer OK in\r\n", BEARER_IN, ""},
		{INITIAL "bearer OK in\r\n", BEARER_IN, ""},
		{INITIAL "* CAPABILITY IDLE\r\nbearer OK\r\n", BEARER_IN, ""},
		{XOAUTH2 "+ \r\n|bearer NO AUTHENTICATE failed.\r\n",
		 BEARER_REFUSED, "NO AUTHENTICATE failed."},
		{INITIAL "+ eyJzdGF0dXMiOiI0MDEifQ==\r\n|bearer NO no\r\n",
		 BEARER_REFUSED, "{\"status\":\"401\"}"},
		{INITIAL "+ \x1b[31m!\r\n|bearer NO no\r\n", BEARER_REFUSED,
		 ""},
		{"|* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nbearer OK\r\n",
		 BEARER_FAILED, "does not offer to log in with a token"},
		{"|bearer BAD what\r\n", BEARER_FAILED, "does not offer"},
		{INITIAL "* BYE too many\r\n", BEARER_FAILED, "turns us away"},
		{INITIAL "+ \r\n|+ \r\n|+ \r\n", BEARER_FAILED, "closed"},
		{INITIAL, BEARER_FAILED, "closed the connection"},
		{"", BEARER_FAILED, "closed the connection"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct peer peer = start(rows[i].script);
		struct bearer bearer = {peer.tls, "mail.example", "a@b.example",
					"TOKEN"};
		g_autofree char *answer = NULL;
		g_autoptr(GError) error = NULL;
		enum bearer_end end = bearer_log_in(&bearer, &answer, &error);
		const char *words = error != NULL    ? error->message
				    : answer != NULL ? answer
						     : "";

		stop(&peer);
		if (end != rows[i].end || !strstr(words, rows[i].words) ||
		    strstr(words, "TOKEN"))
			fail_msg("row %zu: %d, %s", i, (int)end, words);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_idle),
		cmocka_unit_test(test_bearer),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
