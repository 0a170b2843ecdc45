/*
 * The boxed reader, with this program as its own child. Besides the real
 * child there are bad ones: they die, hang, talk nonsense or never start.
 */
#include "unit/unit.h"

#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "read/frame.h"
#include "read/reader.h"

static const char mail[] = "From: Jane <jane@resident.example>\n"
			   "Subject: =?iso-8859-2?Q?Wilgo=E6?=\n\n"
			   "The wall is wet.\n";

/* Bad children, by name. */
static int
serve_badly(const char *how)
{
	char *bytes = NULL;
	gsize size = 0;

	if (g_str_equal(how, "mute"))
		return 1;
	frame_write(STDOUT_FILENO, "ready", 5, 0);
	while (frame_read(STDIN_FILENO, LIMIT_MESSAGE_BYTES, 0, &bytes,
			  &size) == FRAME_DONE) {
		g_clear_pointer(&bytes, g_free);
		if (g_str_equal(how, "die"))
			return 1;
		if (g_str_equal(how, "hang"))
			pause();
		if (g_str_equal(how, "babble"))
			frame_write(STDOUT_FILENO, "{\"from\": 3}", 11, 0);
		if (g_str_equal(how, "boast"))
			write(STDOUT_FILENO, "\xff\xff\xff\xff", 4);
	}
	return 0;
}

static struct reader *
open_child(const char *how)
{
	char *argv[] = {"test_reader", (char *)how, NULL};

	return reader_open(argv, NULL);
}

static void
test_reads(void **state)
{
	g_autoptr(own_reader) reader = open_child("reader");
	int i;

	(void)state;
	assert_non_null(reader);
	for (i = 0; i < 3; i++) {
		g_autoptr(own_message) m =
			reader_read(reader, mail, sizeof(mail) - 1, NULL);

		assert_non_null(m);
		assert_string_equal(m->from->address, "jane@resident.example");
		assert_string_equal(m->subject, "Wilgoć");
		assert_string_equal(m->text, "The wall is wet.");
	}
}

static void
test_replaced(void **state)
{
	g_autoptr(own_reader) reader = open_child("reader");
	int i;

	(void)state;
	assert_non_null(reader);
	for (i = 0; i < LIMIT_READER_MESSAGES + 2; i++) {
		g_autoptr(own_message) m = reader_read(reader, "\n", 1, NULL);

		assert_non_null(m);
	}
}

static void
test_too_large(void **state)
{
	g_autoptr(own_reader) reader = open_child("reader");
	gsize size = LIMIT_MESSAGE_BYTES + 100;
	char *bytes = g_malloc0(size);
	struct message *m;

	(void)state;
	memset(bytes, 'a', size);
	memcpy(bytes, mail, sizeof(mail) - 1);
	m = reader_read(reader, bytes, size, NULL);
	assert_non_null(m);
	assert_string_equal(m->from->address, "jane@resident.example");
	assert_string_equal(m->text, "");
	assert_int_equal(m->problems->len, 2);
	message_free(m);
	g_free(bytes);
}

static void
test_bad_children(void **state)
{
	static const char *const hows[] = {"die", "babble", "boast"};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(hows); i++) {
		g_autoptr(own_reader) reader = open_child(hows[i]);
		int again;

		assert_non_null(reader);
		for (again = 0; again < 2; again++) {
			g_autoptr(GError) error = NULL;

			assert_null(reader_read(reader, mail, 9, &error));
			assert_true(fault_is(error, FAULT_INPUT));
		}
	}
}

static void
test_no_child(void **state)
{
	char *argv[] = {"test_reader", "mute", NULL};
	GError *error = NULL;

	(void)state;
	assert_null(reader_open(argv, &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
	g_error_free(error);
}

static void
test_hanging_child(void **state)
{
	g_autoptr(own_reader) reader = open_child("hang");
	g_autoptr(GError) error = NULL;
	gint64 then = g_get_monotonic_time();

	(void)state;
	assert_null(reader_read(reader, mail, 9, &error));
	assert_true(fault_is(error, FAULT_INPUT));
	assert_true(g_get_monotonic_time() - then <
		    (LIMIT_READ_SECONDS + 3) * G_USEC_PER_SEC);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_bad_children),
		cmocka_unit_test(test_no_child),
		cmocka_unit_test(test_hanging_child),
	};

	if (argc > 1 && g_str_equal(argv[1], "reader"))
		return reader_serve(STDIN_FILENO, STDOUT_FILENO);
	if (argc > 1)
		return serve_badly(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
