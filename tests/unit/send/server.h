/*
 * tests/flow/faulty-smtp.py as a server for a unit test, its certificates,
 * and a client of it.
 */
#ifndef UNIT_SEND_SERVER_H
#define UNIT_SEND_SERVER_H

#include "unit/unit.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "send/smtp.h"

static char *top;
static char *dir; /* where certs.sh puts them */

/* --- certificates -------------------------------------------------------*/

static const char script[] =
	"work=$1; . tests/flow/certs.sh; certs_make || exit 1\n"
	"umask 077; printf 'secret-of-the-test\\n' >$CERTS/password\n";

static int
make_certificates(void **state)
{
	char *argv[] = {"sh", "-c", (char *)script, "certificates", NULL, NULL};
	int status = 0;

	(void)state;
	top = g_dir_make_tmp("postroom-smtp.XXXXXX", NULL);
	dir = g_build_filename(top, "certs", NULL);
	argv[4] = top;
	return !g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
			     NULL, NULL, &status, NULL) ||
	       status != 0;
}

static int
remove_certificates(void **state)
{
	GDir *open = g_dir_open(dir, 0, NULL);
	const char *name;

	(void)state;
	while (open && (name = g_dir_read_name(open))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		g_unlink(path);
	}
	g_dir_close(open);
	g_rmdir(dir);
	g_rmdir(top);
	g_free(dir);
	g_free(top);
	return 0;
}

/* --- the server ---------------------------------------------------------*/

struct server {
	GPid pid;
	int out;
	guint port;
	gboolean silent; /* it will not answer: do not wait long */
};

/* A test that fails leaves no server behind. */
static void
die_with_parent(gpointer data)
{
	(void)data;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static void
server_start(struct server *server, const char *fault, const char *certificate)
{
	g_autofree char *pem = g_strdup_printf("%s/%s.pem", dir, certificate);
	g_autofree char *key = g_strdup_printf("%s/%s.key", dir, certificate);
	gboolean token = g_str_has_prefix(fault, "token:");
	char *argv[] = {"/usr/bin/python3",
			token ? "tests/flow/token-smtp.py"
			      : "tests/flow/faulty-smtp.py",
			(char *)(token ? fault + strlen("token:") : fault),
			pem,
			key,
			NULL};
	char line[32] = "";

	assert_true(g_spawn_async_with_pipes(
		NULL, argv, NULL,
		G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
		die_with_parent, NULL, &server->pid, NULL, &server->out, NULL,
		NULL));
	for (gsize n = 0; n < sizeof line - 1; n++) {
		assert_int_equal(read(server->out, line + n, 1), 1);
		if (line[n] == '\n')
			break;
	}
	server->silent = strstr(fault, "silent") != NULL;
	server->port = (guint)g_ascii_strtoull(line, NULL, 10);
	assert_true(server->port > 0);
}

/* Ends it and returns what it printed. */
static char *
server_stop(struct server *server)
{
	GString *said = g_string_new(NULL);
	char buffer[4096];
	ssize_t n;

	g_usleep(20000);
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
	while ((n = read(server->out, buffer, sizeof buffer)) > 0)
		g_string_append_len(said, buffer, n);
	close(server->out);
	return g_string_free(said, FALSE);
}

static const char letter[] = "From: a@landlord.example\r\n"
			     "Message-ID: <one@landlord.example>\r\n"
			     "\r\n"
			     "Hello\r\n.\r\n..two\r\n";

static enum sent
post(struct smtp *smtp, char **reply)
{
	g_autoptr(GBytes) mail = g_bytes_new_static(letter, sizeof letter - 1);

	return smtp_send(smtp, "a@landlord.example", "b@example.org", mail,
			 reply);
}

#endif
