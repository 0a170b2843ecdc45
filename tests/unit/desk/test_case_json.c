/*
 * A case as JSON, and words for when something is due.
 */
#include "unit/ledger/fixture.h"

#include "desk/case_json.h"

static void
add_duty(struct ledger *ledger, gint64 case_id, const char *kind,
	 const char *due)
{
	g_autoptr(own_duty_row) row = duty_row_new();

	row->case_id = case_id;
	fixture_set(&row->kind, kind);
	fixture_set(&row->provision, "6.2");
	row->due_day = clock_parse_day(due);
	if (row->due_day == DAY_NONE)
		row->due_at = clock_parse(due);
	ALONE(ledger, duty_add(ledger, row, error));
}

/* The shape is a promise: every key, in this order, null where absent. */
static void
test_json(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_case_row) row = NULL;
	g_autoptr(own_duty_row) ended = NULL;
	g_autofree char *text = NULL;
	g_autofree char *expected = NULL;
	json_t *object;

	add_duty(f->ledger, id, "acknowledge-1", "2026-11-30");
	add_duty(f->ledger, id, "urgent", "2026-11-23T13:00:00Z");
	add_duty(f->ledger, id, "look", "2026-11-26");
	OK(ended = duty_find(f->ledger, id, "look", 0, error));
	ALONE(f->ledger, duty_end(f->ledger, ended->id, "Ann", "done", error));
	OK(row = case_by_id(f->ledger, id, error));
	OK(object = case_json(f->ledger, row, error));
	text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	expected = g_strdup_printf(
		"{\"ref\":\"%s\",\"received\":\"2026-11-23T09:00:00Z\","
		"\"channel\":\"email\",\"from\":{\"name\":\"Ann Resident\","
		"\"address\":\"Ann@example.org\"},\"subject\":\"Damp\","
		"\"category\":\"complaint\",\"confirmed\":false,"
		"\"ground\":null,\"flags\":[\"damp_mould\",\"group\"],"
		"\"stage\":null,\"status\":\"open\",\"duties\":["
		"{\"kind\":\"urgent\",\"provision\":\"6.2\","
		"\"due\":\"2026-11-23T13:00:00Z\",\"met\":null},"
		"{\"kind\":\"acknowledge-1\",\"provision\":\"6.2\","
		"\"due\":\"2026-11-30\",\"met\":null}],"
		"\"assignee\":null}",
		row->ref);
	assert_string_equal(text, expected);
}

static void
test_unreadable_json(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_case_row) row = case_row_new();
	g_autofree char *text = NULL;
	json_t *object;

	row->received = NOON;
	ALONE(f->ledger, case_create(f->ledger, row, error));
	OK(object = case_json(f->ledger, row, error));
	text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	assert_non_null(strstr(text, "\"category\":null"));
	assert_non_null(strstr(text, "\"flags\":[]"));
	assert_non_null(strstr(text, "\"duties\":[]"));
}

static void
test_duty_json(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_duty_row) duty = NULL;
	json_t *object;

	add_duty(f->ledger, id, "look", "2026-11-26");
	ALONE(f->ledger,
	      duty_meet(f->ledger, 1, NOON,
			history_add(f->ledger,
				    (struct history_new){id, NOON, "Ann",
							 "seen", NULL},
				    error),
			error));
	OK(duty = duty_find(f->ledger, id, "look", 0, error));
	object = case_duty_json(duty, TRUE);
	assert_int_equal(json_object_size(object), 5);
	assert_string_equal(json_string_value(json_object_get(object, "met")),
			    "2026-11-23T09:00:00Z");
	assert_string_equal(json_string_value(json_object_get(object, "ref")),
			    duty->ref);
	json_decref(object);
}

static void
test_due_words(void **state)
{
	static const struct {
		const char *due, *now, *words;
	} rows[] = {
		{"2026-11-30", "2026-11-23T09:00:00Z",
		 "Monday 30 November 2026, in 7 days"},
		{"2026-11-30", "2026-11-29T09:00:00Z",
		 "Monday 30 November 2026, tomorrow"},
		{"2026-11-30", "2026-11-30T23:59:00Z",
		 "Monday 30 November 2026, today"},
		{"2026-11-30", "2026-12-01T00:00:00Z",
		 "Monday 30 November 2026, 1 day overdue"},
		{"2026-11-30", "2026-12-03T00:00:00Z",
		 "Monday 30 November 2026, 3 days overdue"},
		{"2026-07-01", "2026-07-01T23:30:00Z",
		 "Wednesday 1 July 2026, 1 day overdue"},
		{"2026-11-23T13:00:00Z", "2026-11-23T09:00:00Z",
		 "23 Nov 2026 13:00, today"},
		{"2026-11-23T13:00:00Z", "2026-11-23T13:00:01Z",
		 "23 Nov 2026 13:00, overdue"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_duty_row) duty = duty_row_new();
		g_autofree char *words = NULL;

		duty->due_day = clock_parse_day(rows[i].due);
		if (duty->due_day == DAY_NONE)
			duty->due_at = clock_parse(rows[i].due);
		words = case_due_words(duty, clock_parse(rows[i].now));
		assert_string_equal(words, rows[i].words);
	}
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_json),
		TEST(test_unreadable_json),
		TEST(test_duty_json),
		TEST(test_due_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
