/*
 * "workdays": counting as policy/workday.h does, on the calendar that comes
 * with the program, for people at the desk and for tests in bulk.
 */
#include "cmd/cmd.h"

#include "base/clock.h"
#include "base/fault.h"
#include "config/calendar.h"
#include "config/resource.h"
#include "policy/workday.h"

#define MAX_DAYS 10000

static gboolean explain;

static const GOptionEntry entries[] = {
	{"explain", 'e', 0, G_OPTION_ARG_NONE, &explain,
	 "Tell the bank holidays that were passed", NULL},
	{NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const char usage[] = "add DATE N | between A B";
static const char summary[] =
	"Counts working days in England and Wales.\n\n"
	"  add DATE N    the date N working days after DATE, which is not\n"
	"                counted itself\n"
	"  between A B   how many working days lie after A, up to and\n"
	"                including B\n\n"
	"Dates are written as 2026-11-23. With - in place of the first date, "
	"lines of\nstandard input are read: DATE, or A and B; what cannot be "
	"counted prints as \"-\".";

static void
print_passed(const struct calendar *calendar, guint32 a, guint32 b)
{
	g_autoptr(GPtrArray) lines = NULL;
	guint i;

	if (!explain)
		return;
	lines = workday_explain(calendar, MIN(a, b), MAX(a, b));
	for (i = 0; i < lines->len; i++)
		printf("%s\n", (const char *)g_ptr_array_index(lines, i));
}

static guint32
parse_day(const char *text, GError **error)
{
	guint32 day = clock_parse_day(text);

	if (day == DAY_NONE)
		fault_set(error, FAULT_INPUT,
			  "\"%s\" is not a date such as 2026-11-23.", text);
	return day;
}

static gboolean
add(const struct calendar *calendar, const char *date, int n, GError **error)
{
	guint32 from = parse_day(date, error);
	guint32 to = from == DAY_NONE ? DAY_NONE
				      : workday_add(calendar, from, n, error);
	g_autofree char *iso = clock_iso(to);

	if (to == DAY_NONE)
		return FALSE;
	puts(iso);
	print_passed(calendar, from, to);
	return TRUE;
}

static gboolean
between(const struct calendar *calendar, const char *first, const char *last,
	GError **error)
{
	guint32 a = parse_day(first, error);
	guint32 b = a == DAY_NONE ? DAY_NONE : parse_day(last, error);
	int n = b == DAY_NONE ? -1 : workday_between(calendar, a, b, error);

	if (n < 0)
		return FALSE;
	printf("%d\n", n);
	print_passed(calendar, a, b);
	return TRUE;
}

static gboolean
count_line(const struct calendar *calendar, char *line, const int *n,
	   GError **error)
{
	g_auto(GStrv) words = g_strsplit(g_strstrip(line), " ", 2);

	if (words[0] == NULL)
		return fault_set(error, FAULT_INPUT, "A line is empty.");
	if (n != NULL)
		return add(calendar, words[0], *n, error);
	return between(calendar, words[0], words[1] == NULL ? "" : words[1],
		       error);
}

/* n is NULL for "between". The first fault is the one that is told. */
static gboolean
count_lines(const struct calendar *calendar, const int *n, GError **error)
{
	char line[128];
	gboolean good = TRUE;

	while (fgets(line, sizeof(line), stdin) != NULL) {
		if (count_line(calendar, line, n, good ? error : NULL))
			continue;
		puts("-");
		good = FALSE;
	}
	return good;
}

static gboolean
count(const struct call *call, const int *n, GError **error)
{
	g_autofree char *path = resource_find("data/bank-holidays.json");
	g_autoptr(own_calendar) calendar = calendar_load(path, error);

	if (calendar == NULL)
		return FALSE;
	if (g_str_equal(call->argv[2], "-"))
		return count_lines(calendar, n, error);
	if (n != NULL)
		return add(calendar, call->argv[2], *n, error);
	return between(calendar, call->argv[2], call->argv[3], error);
}

/* True if the words are a form of the command; *n is N of "add". */
static gboolean
is_usage(const struct call *call, gboolean *adds, int *n)
{
	gint64 number = 0;
	gboolean lines = call->argc >= 3 && g_str_equal(call->argv[2], "-");

	if (call->argc < 3)
		return FALSE;
	*adds = g_str_equal(call->argv[1], "add");
	if (!*adds)
		return g_str_equal(call->argv[1], "between") &&
		       call->argc == (lines ? 3 : 4);
	if (call->argc != 4 ||
	    !g_ascii_string_to_signed(call->argv[3], 10, 0, MAX_DAYS, &number,
				      NULL))
		return FALSE;
	*n = (int)number;
	return TRUE;
}

int
cmd_workdays(struct call *call)
{
	GError *error = NULL;
	gboolean adds = FALSE;
	int status = 0, n = 0;

	if (!cmd_options(call, entries, usage, summary, &status))
		return status;
	if (!is_usage(call, &adds, &n)) {
		fprintf(stderr, "postroom workdays: usage: workdays %s\n",
			usage);
		return 2;
	}
	if (count(call, adds ? &n : NULL, &error))
		return 0;
	return cmd_fail(call, error);
}
