/*
 * The boxed reader, with this program as its own child. Besides the real
 * child there are bad ones: they die, hang, talk nonsense or never start.
 */
#include "unit/unit.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "read/frame.h"
#include "read/read.h"
#include "read/reader.h"
#include "read/take.h"

static const char mail[] = "From: Jane <jane@resident.example>\n"
			   "Subject: =?iso-8859-2?Q?Wilgo=E6?=\n\n"
			   "The wall is wet.\n";

static void
say(const char *words)
{
	g_autofree char *frame = g_strconcat("    ", words, NULL);

	frame_write(STDOUT_FILENO, frame, strlen(frame));
}

/* Lets the system kill it as soon as it takes memory. */
static void
balloon(void)
{
	const struct rlimit none = {0, 0};

	setrlimit(RLIMIT_AS, &none);
	g_free(g_malloc(64 * 1024 * 1024));
}

static void
misbehave(const char *how)
{
	if (g_str_has_prefix(how, "die"))
		_exit(1);
	if (g_str_has_prefix(how, "hang"))
		pause();
	if (g_str_has_prefix(how, "balloon"))
		balloon();
	if (g_str_has_prefix(how, "babble"))
		say("{\"from\": 3}");
	if (g_str_has_prefix(how, "boast"))
		write(STDOUT_FILENO, "\xff\xff\xff\xff", 4);
}

/* What a good child says to a message whose text is this. */
static void
repeat(const char *bytes, gsize size)
{
	g_autoptr(own_message) message = message_new();
	g_autoptr(GString) packed = g_string_new("    ");

	g_free(message->text);
	message->text = g_strndup(bytes, size);
	message_pack(message, packed);
	frame_write(STDOUT_FILENO, packed->str, packed->len);
}

/* Bad children, by name. The picky one does what a message tells it. */
static int
serve_badly(const char *how)
{
	struct inlet inlet = {.limit = LIMIT_MESSAGE_BYTES};
	const char *bytes = NULL;
	gsize size = 0;

	if (g_str_equal(how, "mute"))
		return 1;
	if (g_str_equal(how, "early"))
		write(STDOUT_FILENO, "\0\0\0\005ready\0\0\0\0", 13);
	else
		say("ready");
	while (inlet_next(&inlet, &bytes, &size) == FRAME_DONE ||
	       inlet_fill(&inlet, STDIN_FILENO) == FRAME_DONE) {
		g_autofree char *text = g_strndup(bytes, size);

		if (bytes == NULL)
			continue;
		misbehave(g_str_equal(how, "picky") ? text : how);
		if (g_str_equal(how, "picky"))
			repeat(bytes, size);
		bytes = NULL;
	}
	inlet_clear(&inlet);
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

/* What was said before the question is no answer. */
static void
test_early_answers(void **state)
{
	g_autoptr(own_reader) reader = open_child("early");
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_non_null(reader);
	assert_null(reader_read(reader, mail, 9, &error));
	assert_true(fault_is(error, FAULT_INPUT));
}

/* --- several at once ----------------------------------------------------*/

static void
ask_text(struct reader *reader, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

	reader_ask(reader, bytes);
}

static void
expect_text(struct reader *reader, const char *text)
{
	g_autoptr(own_message) m = reader_answer(reader, NULL);

	assert_non_null(m);
	assert_string_equal(m->text, text);
}

static void
expect_fault(struct reader *reader)
{
	g_autoptr(GError) error = NULL;

	assert_null(reader_answer(reader, &error));
	assert_true(fault_is(error, FAULT_INPUT));
}

/* Only the bad one is without an answer; the others keep their order. */
static void
one_is_bad(const char *how, gboolean wait)
{
	g_autoptr(own_reader) reader = open_child("picky");
	char text[16];
	int i;

	assert_non_null(reader);
	for (i = 0; i < 60; i++) {
		g_snprintf(text, sizeof(text), "text %d", i);
		ask_text(reader, i == 30 ? how : text);
	}
	reader_send(reader);
	if (wait)
		g_usleep(G_USEC_PER_SEC / 10);
	for (i = 0; i < 60; i++) {
		g_snprintf(text, sizeof(text), "text %d", i);
		if (i == 30)
			expect_fault(reader);
		else
			expect_text(reader, text);
	}
}

static void
test_only_the_bad_one(void **state)
{
	static const char *const hows[] = {"die", "balloon", "babble", "boast"};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(hows); i++) {
		one_is_bad(hows[i], FALSE);
		one_is_bad(hows[i], TRUE);
	}
}

static void
test_only_the_hanging_one(void **state)
{
	(void)state;
	one_is_bad("hang", FALSE);
}

static void
test_first_and_last(void **state)
{
	g_autoptr(own_reader) reader = open_child("picky");

	(void)state;
	ask_text(reader, "die");
	ask_text(reader, "good");
	ask_text(reader, "die again");
	expect_fault(reader);
	expect_text(reader, "good");
	expect_fault(reader);
	ask_text(reader, "after");
	expect_text(reader, "after");
}

static void
test_again_comes_first(void **state)
{
	g_autoptr(own_reader) reader = open_child("picky");
	g_autoptr(GBytes) other = g_bytes_new_static("other", 5);

	(void)state;
	ask_text(reader, "die");
	ask_text(reader, "next");
	reader_send(reader);
	expect_fault(reader);
	reader_ask_again(reader, other);
	expect_text(reader, "other");
	expect_text(reader, "next");
}

/* More than both pipes hold, and more than one child is given. */
static void
test_many(void **state)
{
	g_autoptr(own_reader) reader = open_child("picky");
	g_autofree char *long_text = g_strnfill(5000, 'x');
	int i;

	(void)state;
	for (i = 0; i < 2 * LIMIT_READER_MESSAGES + 10; i++)
		ask_text(reader, i % 7 == 0 ? "short" : long_text);
	reader_send(reader);
	for (i = 0; i < 2 * LIMIT_READER_MESSAGES + 10; i++)
		expect_text(reader, i % 7 == 0 ? "short" : long_text);
}

static void
test_forgets(void **state)
{
	g_autoptr(own_reader) reader = open_child("picky");
	int i;

	(void)state;
	for (i = 0; i < 10; i++)
		ask_text(reader, "old");
	reader_send(reader);
	expect_text(reader, "old");
	reader_forget(reader);
	ask_text(reader, "new");
	expect_text(reader, "new");
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

/* --- one thing out of a message ------------------------------------------*/

static const char with_files[] =
	"From: Jane <jane@resident.example>\n"
	"Content-Type: multipart/mixed; boundary=b\n\n"
	"--b\nContent-Type: text/html; charset=iso-8859-1\n\n"
	"<p>caf\xe9 <script>alert(1)</script></p>\n"
	"--b\nContent-Type: image/png; name=\"../a.png\"\n"
	"Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
	"--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\n"
	"a note\n--b--\n";

static struct reader *
open_taker(void)
{
	char *argv[] = {"test_reader", "reader", "take", NULL};

	return reader_open(argv, NULL);
}

static void
assert_takes(struct reader *reader, const char *what, const char *expected)
{
	g_autoptr(GBytes) bytes =
		g_bytes_new_static(with_files, sizeof(with_files) - 1);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) taken = reader_take(reader, what, bytes, &error);
	gsize size;
	const char *data;

	if (expected == NULL) {
		assert_null(taken);
		assert_true(fault_is(error, FAULT_INPUT));
		return;
	}
	assert_non_null(taken);
	data = g_bytes_get_data(taken, &size);
	assert_int_equal(size, strlen(expected));
	assert_memory_equal(data, expected, size);
}

static void
test_takes(void **state)
{
	g_autoptr(own_message) m =
		read_message(with_files, sizeof(with_files) - 1);
	g_autoptr(own_reader) reader = open_taker();
	const struct attachment *picture = g_ptr_array_index(m->attachments, 0);
	const struct attachment *note = g_ptr_array_index(m->attachments, 1);

	(void)state;
	assert_non_null(reader);
	assert_takes(reader, picture->sha256, "\x89PNG\r\n\x1a\n");
	assert_takes(reader, "0000", NULL);
	assert_takes(reader, note->sha256, "a note");
	assert_takes(reader, "", NULL);
	assert_takes(reader, TAKE_HTML,
		     "<p>café <script>alert(1)</script></p>");
}

/* A question without its line feed, and none at all. */
static void
test_no_question(void **state)
{
	static const char *const questions[] = {"", "html", "\n", "html\n"};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(questions); i++) {
		g_autoptr(GString) out = g_string_new(NULL);

		take_answer(questions[i], strlen(questions[i]), out);
		assert_string_equal(out->str, "0");
	}
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_bad_children),
		cmocka_unit_test(test_early_answers),
		cmocka_unit_test(test_only_the_bad_one),
		cmocka_unit_test(test_only_the_hanging_one),
		cmocka_unit_test(test_first_and_last),
		cmocka_unit_test(test_again_comes_first),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_forgets),
		cmocka_unit_test(test_no_child),
		cmocka_unit_test(test_hanging_child),
		cmocka_unit_test(test_takes),
		cmocka_unit_test(test_no_question),
	};

	read_prepare();
	if (argc > 2 && g_str_equal(argv[2], "take"))
		return reader_serve_takes(STDIN_FILENO, STDOUT_FILENO);
	if (argc > 1 && g_str_equal(argv[1], "reader"))
		return reader_serve(STDIN_FILENO, STDOUT_FILENO);
	if (argc > 1)
		return serve_badly(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
