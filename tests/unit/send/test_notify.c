/*
 * notify.c against tests/flow/notify.py, which checks the token and the
 * letter as GOV.UK Notify does, or answers with a fault.
 */
#include "unit/unit.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "send/notify.h"

#define KEY                                         \
	"test-26785a09-ab16-4eb0-8407-a37497a57506" \
	"-3d844edf-8d35-48ac-975b-e847b4f122b0"
#define ANY_ID "740e5834-3a29-46b4-9a6f-16142fde533a"
#define PDF "%PDF-1.5 /Type /Pages /Count 2"

static char *top;
static char *dir; /* of certs.sh */

static const char script[] =
	"work=$1; . tests/flow/certs.sh; certs_make || exit 1\n"
	"umask 077; printf '%s\\n' \"$2\" >$CERTS/key\n";

static int
setup(void **state)
{
	char *argv[] = {"sh",	     "-c", (char *)script, "certificates", NULL,
			(char *)KEY, NULL};
	int status = 0;

	(void)state;
	top = g_dir_make_tmp("postroom-notify.XXXXXX", NULL);
	dir = g_build_filename(top, "certs", NULL);
	argv[4] = top;
	return !g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
			     NULL, NULL, &status, NULL) ||
	       status != 0;
}

static int
teardown(void **state)
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

/* --- the stand-in -------------------------------------------------------*/

struct server {
	GPid pid;
	int out;
	guint port;
};

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
	char *argv[] = {"/usr/bin/python3",
			"tests/flow/notify.py",
			(char *)fault,
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

	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
	while ((n = read(server->out, buffer, sizeof buffer)) > 0)
		g_string_append_len(said, buffer, n);
	close(server->out);
	return g_string_free(said, FALSE);
}

static struct notify *
client(guint port, const char *key_name, GError **error)
{
	g_autofree char *url = g_strdup_printf("https://localhost:%u", port);
	g_autofree char *ca = g_build_filename(dir, "ca.pem", NULL);
	g_autofree char *key = g_build_filename(dir, key_name, NULL);
	struct sending sending = {
		.notify_url = url, .notify_key = key, .notify_ca = ca};

	return notify_open(&sending, error);
}

static enum sent
post(struct notify *notify, gboolean again, char **remote, char **reply)
{
	g_autoptr(GBytes) pdf = g_bytes_new_static(PDF, strlen(PDF));
	struct parcel parcel = {
		.id = 7,
		.ref = "CR-2026-00042-K",
		.letter = "receipt",
		.postal = "Ann Lee",
		.postage = "second",
		.pages = 2,
		.again = again,
		.pdf = pdf,
	};

	return notify_send(notify, &parcel, remote, reply);
}

/* --- tests ----------------------------------------------------------------*/

static void
test_answers(void **state)
{
	static const struct {
		const char *fault;
		enum sent sent;
		const char *reply; /* a piece of it */
		gboolean taken;
	} rows[] = {
		{"none", SENT_DONE, "has it as", TRUE},
		{"400", SENT_REFUSED, "400 ValidationError", FALSE},
		{"403", SENT_LATER, "403 AuthError", FALSE},
		{"429", SENT_LATER, "429 RateLimitError", FALSE},
		{"500", SENT_LATER, "500", FALSE},
		{"drop", SENT_UNCERTAIN, "", TRUE},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct server server;
		g_autofree char *remote = NULL;
		g_autofree char *reply = NULL;

		server_start(&server, rows[i].fault, "good");
		g_autoptr(own_notify) notify = client(server.port, "key", NULL);
		enum sent sent = post(notify, FALSE, &remote, &reply);
		g_autofree char *said = server_stop(&server);
		if (sent != rows[i].sent || !strstr(reply, rows[i].reply))
			fail_msg("%s: %s, \"%s\"", rows[i].fault,
				 sent_name(sent), reply);
		assert_int_equal(remote != NULL, sent == SENT_DONE);
		assert_int_equal(strstr(said, "letter CR-2026-00042-K-7 2") !=
					 NULL,
				 rows[i].taken);
	}
}

/* What was taken without an answer is found, not printed twice. */
static void
test_never_twice(void **state)
{
	struct server server;
	g_autofree char *first = NULL, *second = NULL, *fresh = NULL;
	g_autofree char *a = NULL, *b = NULL, *c = NULL;

	(void)state;
	server_start(&server, "none", "good");
	g_autoptr(own_notify) notify = client(server.port, "key", NULL);
	assert_int_equal(post(notify, TRUE, &first, &a), SENT_DONE);
	assert_int_equal(post(notify, TRUE, &second, &b), SENT_DONE);
	assert_string_equal(first, second);
	assert_non_null(strstr(b, "already"));
	assert_int_equal(post(notify, FALSE, &fresh, &c), SENT_DONE);
	g_autofree char *said = server_stop(&server);
	g_auto(GStrv) lines = g_strsplit(g_strstrip(said), "\n", -1);
	assert_int_equal(g_strv_length(lines), 2);
}

static void
write_file(const char *name, const char *text, mode_t mode)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	g_unlink(path);
	assert_true(g_file_set_contents(path, text, -1, NULL));
	assert_int_equal(g_chmod(path, mode), 0);
}

static void
test_fates(void **state)
{
	static const struct {
		const char *status;
		enum fate fate;
		const char *day;
	} rows[] = {
		{"accepted", FATE_WAITS, NULL},
		{"created", FATE_WAITS, NULL},
		{"pending-virus-check", FATE_WAITS, NULL},
		{"something-new", FATE_WAITS, NULL},
		{"received 2026-06-30T23:30:00.000000Z", FATE_POSTED,
		 "2026-07-01"},
		{"received", FATE_POSTED, "2026-11-23"},
		{"cancelled", FATE_LOST, NULL},
		{"virus-scan-failed", FATE_LOST, NULL},
		{"validation-failed", FATE_LOST, NULL},
		{"technical-failure", FATE_LOST, NULL},
		{"permanent-failure", FATE_LOST, NULL},
	};
	struct server server;

	(void)state;
	clock_fix(clock_parse("2026-11-23T09:00:00Z"));
	server_start(&server, "none", "good");
	g_autoptr(own_notify) notify = client(server.port, "key", NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *reply = NULL;
		guint32 day = 1;

		write_file("status", rows[i].status, 0600);
		enum fate fate = notify_look(notify, ANY_ID, &day, &reply);
		g_autofree char *iso = clock_iso(day);
		if (fate != rows[i].fate || g_strcmp0(iso, rows[i].day) != 0)
			fail_msg("%s: %d, %s", rows[i].status, fate, iso);
	}
	g_autofree char *said = server_stop(&server);
	clock_fix(TIME_NONE);
}

static void
test_an_id_is_an_id(void **state)
{
	static const char *const wrongs[] = {"", "../letter", ANY_ID "/x",
					     "740e5834 3a29"};
	g_autoptr(own_notify) notify = client(1, "key", NULL);

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(wrongs); i++) {
		g_autofree char *reply = NULL;
		guint32 day;

		assert_int_equal(notify_look(notify, wrongs[i], &day, &reply),
				 FATE_UNKNOWN);
		assert_non_null(strstr(reply, "is not one"));
	}
}

static void
test_size_is_refused_here(void **state)
{
	g_autoptr(own_notify) notify = client(1, "key", NULL);
	g_autofree guint8 *zeros = g_malloc0(2 * 1024 * 1024 + 1);

	(void)state;
	for (int i = 0; i < 2; i++) {
		g_autoptr(GBytes) pdf =
			g_bytes_new(zeros, i ? 2 * 1024 * 1024 + 1 : 100);
		struct parcel parcel = {.ref = "CR-2026-00042-K",
					.postage = "second",
					.pages = i ? 2 : 11,
					.pdf = pdf};
		g_autofree char *remote = NULL;
		g_autofree char *reply = NULL;

		assert_int_equal(notify_send(notify, &parcel, &remote, &reply),
				 SENT_REFUSED);
		assert_non_null(strstr(reply, "10 pages"));
	}
}

static void
test_keys(void **state)
{
	static const struct {
		const char *text;
		mode_t mode;
		const char *words; /* NULL: good */
	} rows[] = {
		{KEY, 0600, NULL},
		{"a-name-with-hyphens-" KEY, 0600, NULL},
		{KEY, 0644, "Every user can read"},
		{"", 0600, "empty"},
		{"secret", 0600, "not one of GOV.UK Notify's"},
		{"test-" ANY_ID ANY_ID, 0600, "not one of GOV.UK Notify's"},
		{ANY_ID "-" ANY_ID, 0600, "not one of GOV.UK Notify's"},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;

		write_file("other", rows[i].text, rows[i].mode);
		g_autoptr(own_notify) notify = client(1, "other", &error);
		assert_int_equal(notify != NULL, rows[i].words == NULL);
		if (notify)
			continue;
		assert_true(fault_is(error, FAULT_SETUP));
		assert_non_null(strstr(error->message, rows[i].words));
		assert_null(strstr(error->message, "3d844edf"));
	}
}

static void
test_check(void **state)
{
	static const struct {
		const char *fault;
		const char *certificate;
		int code; /* -1: good */
	} rows[] = {
		{"none", "good", -1},
		{"403", "good", FAULT_SETUP},
		{"500", "good", FAULT_TEMPORARY},
		{"none", "wrong", FAULT_SETUP},
		{"none", "expired", FAULT_SETUP},
		{"none", "unknown", FAULT_SETUP},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct server server;
		g_autoptr(GError) error = NULL;

		server_start(&server, rows[i].fault, rows[i].certificate);
		g_autoptr(own_notify) notify = client(server.port, "key", NULL);
		gboolean good = notify_check(notify, &error);
		g_autofree char *said = server_stop(&server);
		assert_int_equal(good, rows[i].code < 0);
		assert_true(good || fault_is(error, (enum fault)rows[i].code));
	}
}

static void
test_nobody_listens(void **state)
{
	g_autoptr(own_notify) notify = client(1, "key", NULL);
	g_autofree char *remote = NULL;
	g_autofree char *reply = NULL;

	(void)state;
	assert_int_equal(post(notify, FALSE, &remote, &reply), SENT_LATER);
	assert_null(remote);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_never_twice),
		cmocka_unit_test(test_fates),
		cmocka_unit_test(test_an_id_is_an_id),
		cmocka_unit_test(test_size_is_refused_here),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_nobody_listens),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("notify", tests, setup, teardown);
}
