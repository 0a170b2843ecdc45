/*
 * Shapes that once took time by the square of their size: processor time of
 * four times as much must not be much more than four times as long, whatever
 * else the machine does.
 */
#include "unit/unit.h"

#include <string.h>
#include <sys/resource.h>

#include "base/limits.h"
#include "read/read.h"

/* Four times as long is linear, sixteen times is by the square. */
#define MOST 9

/* The sanitizer reads long strings to their end, time and again. */
#ifdef __SANITIZE_ADDRESS__
#define CAN_MEASURE FALSE
#else
#define CAN_MEASURE TRUE
#endif

#define FLOOR 0.02 /* seconds below which nothing can be measured */

static double
processor_time(void)
{
	struct rusage used;

	assert_int_equal(getrusage(RUSAGE_SELF, &used), 0);
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* The piece count times between beginning and end, read. */
static struct message *
read_many(const char *beginning, const char *piece, guint count,
	  const char *end)
{
	g_autoptr(GString) mail = g_string_new(beginning);

	while (count-- > 0)
		g_string_append(mail, piece);
	g_string_append(mail, end);
	return read_message(mail->str, mail->len);
}

static const struct shape {
	const char *what;
	const char *beginning;
	const char *piece;
	guint count;
} shapes[] = {
	{"partings", "Subject: x\n\n", "Wet.\nKind regards\nJane\n\n", 6000},
	{"partings alone", "Subject: x\n\n", "Kind regards\n", 12000},
	{"signature lines", "Subject: x\n\n", "-- \n", 40000},
	{"attributions", "Subject: x\n\n",
	 "On Fri, 20 Nov 2026 at 10:00, L <l@l.example> wrote:\n", 4000},
	{"depths", "Subject: x\n\n", "> a\n>> b\n>>>> c\n> d\ne\n", 4000},
	{"headers", "Subject: x\n\n", "From: L\nSent: Friday\nTo: J\n", 4000},
	{"part's fields", "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
	 "Content-X: y\n", 20000},
	{"quotations", "Content-Type: text/html\n\n", "<blockquote>a<p>", 8000},
	{"names of files", "Content-Disposition: attachment", "; filename*0=a",
	 8000},
	{"uuencode", "Subject: x\n\n", "begin 644 a\n", 20000},
	{"references", "References: <a@b>\n", " <a@b.example>\n", 8000},
};

static double
time_of(const struct shape *shape, guint times)
{
	double before = processor_time();
	struct message *message = read_many(shape->beginning, shape->piece,
					    shape->count * times, "\nwet\n");

	assert_non_null(message->text);
	message_free(message);
	return processor_time() - before;
}

static void
test_linear(void **state)
{
	gsize i;
	int wrong = 0;

	(void)state;
	if (!CAN_MEASURE)
		return;
	for (i = 0; i < G_N_ELEMENTS(shapes); i++) {
		double one = time_of(&shapes[i], 1);
		double four = time_of(&shapes[i], 4);

		if (four < MOST * MAX(one, FLOOR))
			continue;
		print_error("%s: %.3f s, four times as much %.3f s\n",
			    shapes[i].what, one, four);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/* What stands above and below what is cut off survives. */
static void
test_text_survives(void **state)
{
	static const char fields[] = "Content-X: abcdefghijklmnopqrstuvwxyz\n";
	struct message *message =
		read_many("Content-Type: multipart/mixed; boundary=b\n\n--b\n",
			  fields, 2 * LIMIT_HEADER_BYTES / (sizeof(fields) - 1),
			  "\nThe wall is wet.\n--b\n\nAnd cold.\n--b--\n");

	(void)state;
	assert_string_equal(message->text, "The wall is wet.\n\nAnd cold.");
	message_free(message);
	message = read_many("Subject: x\n\nThe wall is wet.\n",
			    "Kind regards\nJane\n\n", 5000, "And cold.\n");
	assert_true(g_str_has_prefix(message->new_text, "The wall is wet.\n"));
	assert_true(g_str_has_suffix(message->new_text, "And cold."));
	message_free(message);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_linear),
		cmocka_unit_test(test_text_survives),
	};

	read_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
