/*
 * The queue: each case once, soonest first, by kind, in pages. The list of
 * cases: every filter, alone and page by page.
 */
#include "unit/ledger/fixture.h"

#include "ledger/cases.h"
#include "ledger/handler.h"
#include "ledger/queue.h"

static void
owe(struct ledger *ledger, gint64 case_id, const char *kind, const char *due)
{
	g_autoptr(own_duty_row) row = duty_row_new();

	row->case_id = case_id;
	fixture_set(&row->kind, kind);
	fixture_set(&row->provision, "6.2");
	row->due_day = clock_parse_day(due);
	ALONE(ledger, duty_add(ledger, row, error));
}

static char *
refs_of(GPtrArray *queue)
{
	GString *text = g_string_new(NULL);
	guint i;

	for (i = 0; i < queue->len; i++) {
		const struct queue_row *row = queue->pdata[i];

		g_string_append_printf(text, "%s%s:%s", i > 0 ? " " : "",
				       row->row->token, row->duty->kind);
	}
	return g_string_free(text, FALSE);
}

static void
check_queue(struct ledger *ledger, struct queue_query query, const char *wanted)
{
	g_autoptr(GPtrArray) queue = NULL;
	g_autofree char *text = NULL;

	OK(queue = queue_load(ledger, &query, error));
	text = refs_of(queue);
	assert_string_equal(text, wanted);
}

static void
fill(struct ledger *ledger)
{
	gint64 a = fixture_case_id(ledger, "a");
	gint64 b = fixture_case_id(ledger, "b");
	gint64 c = fixture_case_id(ledger, "c");

	fixture_case_id(ledger, "none");
	owe(ledger, a, "look", "2026-11-26");
	owe(ledger, a, "acknowledge-1", "2026-11-30");
	owe(ledger, b, "acknowledge-1", "2026-11-27");
	owe(ledger, b, "look", "2026-11-25");
	owe(ledger, c, "telephone", "2026-11-25");
}

static void
test_queue(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_queue_row) none = NULL;

	fill(f->ledger);
	check_queue(f->ledger, (struct queue_query){.limit = 50},
		    "b:look c:telephone a:look");
	check_queue(f->ledger, (struct queue_query){.limit = 1, .offset = 1},
		    "c:telephone");
	check_queue(f->ledger,
		    (struct queue_query){.kind = "acknowledge-1", .limit = 9},
		    "b:acknowledge-1 a:acknowledge-1");
	check_queue(f->ledger, (struct queue_query){.kind = "x", .limit = 9},
		    "");
	assert_int_equal(
		queue_cases(f->ledger, &(struct queue_query){.limit = 1}, NULL),
		3);
	OK((none = queue_of_case(f->ledger, 4, error)) == NULL);
	OK(none = queue_of_case(f->ledger, 1, error));
	assert_string_equal(none->duty->kind, "look");
	assert_true(none->guard_at == TIME_NONE);
}

/* Whose it is, and who must not see it. */
static void
test_whose(void **state)
{
	struct fixture *f = *state;
	const struct handler mine = {.case_id = 1,
				     .login = (char *)"ann",
				     .since = NOON,
				     .given_by = (char *)"Ann",
				     .cleared = TIME_NONE};
	const struct handler hers = {.case_id = 2,
				     .login = (char *)"bea",
				     .since = NOON,
				     .given_by = (char *)"Ann",
				     .cleared = TIME_NONE};
	const struct bar bar = {.case_id = 3,
				.login = (char *)"ann",
				.since = NOON,
				.set_by = (char *)"Bea",
				.reason = (char *)"named in it"};
	const struct absence away = {.login = (char *)"bea",
				     .until = clock_parse_day("2026-11-24"),
				     .told = NOON,
				     .told_by = (char *)"Ann"};
	static const struct {
		enum queue_whose whose;
		const char *login;
		const char *wanted;
		gint64 cases;
	} rows[] = {
		{QUEUE_ALL, NULL, "b:look c:telephone a:look", 3},
		{QUEUE_ALL, "ann", "b:look a:look", 2},
		{QUEUE_MINE, "ann", "a:look", 1},
		{QUEUE_MINE, "cat", "", 0},
		{QUEUE_UNASSIGNED, "bea", "c:telephone", 1},
		{QUEUE_UNASSIGNED, "ann", "", 0},
		{QUEUE_ABSENT, "ann", "b:look", 1},
	};
	gsize i;

	fill(f->ledger);
	ALONE(f->ledger, handler_set(f->ledger, &mine, error));
	ALONE(f->ledger, handler_set(f->ledger, &hers, error));
	ALONE(f->ledger, bar_set(f->ledger, &bar, error));
	ALONE(f->ledger, absence_set(f->ledger, &away, error));
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct queue_query query = {
			.login = rows[i].login,
			.whose = rows[i].whose,
			.limit = 50,
		};

		check_queue(f->ledger, query, rows[i].wanted);
		assert_int_equal(queue_cases(f->ledger, &query, NULL),
				 rows[i].cases);
	}
	clock_fix(clock_parse("2026-11-25T09:00:00Z"));
	check_queue(f->ledger,
		    (struct queue_query){.whose = QUEUE_ABSENT, .limit = 50},
		    "");
	clock_fix(NOON);
}

static void
test_counts(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GPtrArray) counts = NULL;
	const struct queue_count *look;

	fill(f->ledger);
	clock_fix(clock_parse("2026-11-26T12:00:00Z"));
	OK(counts = queue_counts(f->ledger, &(struct queue_query){.limit = 1},
				 error));
	clock_fix(NOON);
	assert_int_equal(counts->len, 3);
	look = counts->pdata[1];
	assert_string_equal(look->kind, "look");
	assert_int_equal(look->open, 2);
	assert_int_equal(look->overdue, 1);
}

/* Received a day apart, oldest first: the n-th on 2 + n November. */
static void
file(struct ledger *ledger, int n, enum category category, const char *status)
{
	g_autoptr(own_case_row) row = case_row_new();
	g_autofree char *token = g_strdup_printf("%d", n);

	row->received = NOON - (20 - n) * G_GINT64_CONSTANT(86400);
	row->proposed = category;
	row->flags = n == 3 ? FLAG_BIT(FLAG_DAMP_MOULD) : 0;
	fixture_set(&row->channel, n % 2 == 0 ? "email" : "form");
	fixture_set(&row->status, status);
	fixture_set(&row->token, token);
	fixture_set(&row->item, token);
	ALONE(ledger, case_create(ledger, row, error));
}

static char *
tokens_of(GPtrArray *cases)
{
	GString *text = g_string_new(NULL);
	guint i;

	for (i = 0; i < cases->len; i++)
		g_string_append(text,
				((struct case_row *)cases->pdata[i])->token);
	return g_string_free(text, FALSE);
}

static void
file_six(struct ledger *ledger)
{
	int n;

	for (n = 1; n <= 6; n++)
		file(ledger, n,
		     n <= 3 ? CATEGORY_COMPLAINT : CATEGORY_SERVICE_REQUEST,
		     n == 2 || n == 5 ? "closed" : "open");
	ALONE(ledger,
	      case_confirm(ledger, 4, CATEGORY_COMPLAINT, GROUND_NONE, error));
	owe(ledger, 6, "look", "2026-11-20");
	owe(ledger, 1, "look", "2026-12-20");
}

static void
test_cases(void **state)
{
	struct fixture *f = *state;
	const struct {
		struct cases_filter filter;
		const char *wanted;
	} rows[] = {
#define ANY .from = TIME_NONE, .before = TIME_NONE
#define REST ANY, .due_before = TIME_NONE
		{{REST}, "654321"},
		{{.status = "open", REST}, "6431"},
		{{.status = "closed", REST}, "52"},
		{{.category = "complaint", REST}, "4321"},
		{{.category = "complaint", .status = "open", REST}, "431"},
		{{.channel = "form", REST}, "531"},
		{{.flag = "damp_mould", REST}, "3"},
		{{.flag = "damp", REST}, ""},
		{{.confirmed = CASES_YES, REST}, "4"},
		{{.confirmed = CASES_NO, .status = "open", REST}, "631"},
		{{ANY, .due_before = NOON}, "6"},
		{{.from = NOON - 16 * 86400,
		  .before = TIME_NONE,

		  .due_before = TIME_NONE},
		 "654"},
		{{.from = TIME_NONE,
		  .before = NOON - 16 * 86400,

		  .due_before = TIME_NONE},
		 "321"},
	};
	gsize i;

	file_six(f->ledger);
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GPtrArray) cases = NULL;
		g_autofree char *text = NULL;

		OK(cases = cases_page(f->ledger, &rows[i].filter,
				      (struct cases_place){0, 0}, 50, error));
		text = tokens_of(cases);
		assert_string_equal(text, rows[i].wanted);
	}
}

static void
test_pages(void **state)
{
	struct fixture *f = *state;
	const struct cases_filter filter = cases_any();
	struct cases_place place = {0, 0};
	static const char *const pages[] = {"65", "43", "21", ""};
	gsize i;

	file_six(f->ledger);
	for (i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_autoptr(GPtrArray) cases = NULL;
		g_autofree char *text = NULL;
		const struct case_row *last;

		OK(cases = cases_page(f->ledger, &filter, place, 2, error));
		text = tokens_of(cases);
		assert_string_equal(text, pages[i]);
		if (cases->len == 0)
			break;
		last = cases->pdata[cases->len - 1];
		place = (struct cases_place){last->received, last->id};
	}
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_queue), TEST(test_whose), TEST(test_counts),
		TEST(test_cases), TEST(test_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
