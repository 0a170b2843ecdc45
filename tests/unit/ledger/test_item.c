/*
 * Items, their likeness to each other, and where they were seen.
 */
#include "unit/ledger/fixture.h"

#include "ledger/census.h"

#include "ledger/suggestion.h"

static struct item_row *
item_of(const char *sha256, enum item_state state, gint64 case_id)
{
	struct item_row *row = item_row_new();

	row->state = state;
	row->case_id = case_id;
	row->received = NOON;
	row->size = 1234;
	row->answered_by_itself = TRUE;
	fixture_set(&row->sha256, sha256);
	fixture_set(&row->channel, "email");
	fixture_set(&row->source, "complaints");
	fixture_set(&row->note, "head only");
	row->message = message_new();
	fixture_set(&row->message->message_id, "m1@example.org");
	fixture_set(&row->message->from->address, "Ann@Example.org");
	fixture_set(&row->message->new_text, "The  damp\nis back.");
	fixture_set(&row->message->text, "The damp is back.\n> quoted");
	return row;
}

static void
test_round_trip(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_item_row) row = item_of("aa", ITEM_CASE, id);
	g_autoptr(own_item_row) read = NULL;

	g_ptr_array_add(row->message->case_refs, g_strdup("CR-1"));
	ALONE(f->ledger, item_add(f->ledger, row, error));
	OK(read = item_seen(f->ledger, "aa", error));
	assert_true(read->id > 0);
	assert_int_equal(read->state, ITEM_CASE);
	assert_int_equal(read->case_id, id);
	assert_int_equal(read->duplicate_of, 0);
	assert_int_equal(read->received, NOON);
	assert_int_equal(read->size, 1234);
	assert_true(read->answered_by_itself);
	assert_string_equal(read->channel, "email");
	assert_string_equal(read->source, "complaints");
	assert_string_equal(read->note, "head only");
	assert_string_equal(read->why, "");
	assert_string_equal(read->message->text, row->message->text);
	assert_string_equal(read->message->from->address, "Ann@Example.org");
	assert_int_equal(read->message->case_refs->len, 1);
	assert_null(item_seen(f->ledger, "bb", NULL));
}

static void
test_unreadable(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_item_row) row = item_row_new();
	g_autoptr(own_item_row) read = NULL;

	row->state = ITEM_UNREADABLE;
	row->case_id = id;
	row->received = NOON;
	fixture_set(&row->sha256, "aa");
	fixture_set(&row->why, "the reader died on it");
	ALONE(f->ledger, item_add(f->ledger, row, error));
	OK(read = item_seen(f->ledger, "aa", error));
	assert_null(read->message);
	assert_string_equal(read->why, "the reader died on it");
}

static void
test_same_bytes_once(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_item_row) row = item_of("aa", ITEM_AUTOMATED, 0);

	ALONE(f->ledger, item_add(f->ledger, row, error));
	REFUSED(f->ledger, item_add(f->ledger, row, error),
		"UNIQUE constraint failed: item.sha256");
}

/* The same message through another door: white space and the case of the
 * address do not count, anything else does. */
static void
test_same_message(void **state)
{
	static const struct {
		const char *message_id, *from, *text;
		gboolean same;
	} rows[] = {
		{"m1@example.org", "ann@example.ORG", "The damp is back.",
		 TRUE},
		{"m1@example.org", "Ann@Example.org", "The damp is  back.\n",
		 TRUE},
		{"m2@example.org", "Ann@Example.org", "The damp is back.",
		 FALSE},
		{"m1@example.org", "bob@example.org", "The damp is back.",
		 FALSE},
		{"m1@example.org", "Ann@Example.org", "The damp is gone.",
		 FALSE},
		{"", "Ann@Example.org", "The damp is back.", FALSE},
	};
	struct fixture *f = *state;
	g_autoptr(own_item_row) row = item_of("aa", ITEM_AUTOMATED, 0);
	gsize i;

	ALONE(f->ledger, item_add(f->ledger, row, error));
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_message) m = message_new();
		g_autoptr(own_item_row) same = NULL;
		g_autoptr(GError) problem = NULL;

		fixture_set(&m->message_id, rows[i].message_id);
		fixture_set(&m->from->address, rows[i].from);
		fixture_set(&m->new_text, rows[i].text);
		same = item_same(f->ledger, m, &problem);
		assert_null(problem);
		assert_int_equal(same != NULL, rows[i].same);
	}
}

static void
test_no_message_id_is_no_match(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_item_row) row = item_of("aa", ITEM_AUTOMATED, 0);

	fixture_set(&row->message->message_id, "");
	ALONE(f->ledger, item_add(f->ledger, row, error));
	assert_null(item_same(f->ledger, row->message, NULL));
}

static void
add(struct ledger *ledger, const char *sha256, enum item_state state, gint64 id)
{
	g_autoptr(own_item_row) row = item_of(sha256, state, id);

	ALONE(ledger, item_add(ledger, row, error));
}

static void
test_chases(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");

	add(f->ledger, "aa", ITEM_CASE, id);
	assert_int_equal(item_chases(f->ledger, id, "ann@example.org", NULL),
			 0);
	add(f->ledger, "bb", ITEM_REPLY, id);
	add(f->ledger, "cc", ITEM_AUTOMATED, id);
	add(f->ledger, "dd", ITEM_REPLY, id);
	assert_int_equal(item_chases(f->ledger, id, "ANN@example.org", NULL),
			 2);
	assert_int_equal(item_chases(f->ledger, id, "bob@example.org", NULL),
			 0);
}

static int
count(struct ledger *ledger, gint64 case_id)
{
	g_autoptr(own_item_each) each = NULL;
	struct item_row *row;
	int n = 0;

	OK(each = item_each_open(ledger, case_id, error));
	for (; (row = item_each_next(each, NULL)) != NULL; n++)
		item_row_free(row);
	return n;
}

static void
test_walk(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");

	add(f->ledger, "aa", ITEM_CASE, id);
	add(f->ledger, "bb", ITEM_REPLY, id);
	add(f->ledger, "cc", ITEM_DUPLICATE, 0);
	assert_int_equal(count(f->ledger, id), 2);
	assert_int_equal(count(f->ledger, 0), 3);
	assert_int_equal(count(f->ledger, 99), 0);
}

static void
test_damaged_wire(void **state)
{
	static const char *const wires[] = {"{", "[]", "{}", "null"};
	struct fixture *f = *state;
	gsize i;

	add(f->ledger, "aa", ITEM_AUTOMATED, 0);
	for (i = 0; i < G_N_ELEMENTS(wires); i++) {
		ALONE(f->ledger,
		      db_run(ledger_db(f->ledger), "UPDATE item SET wire = ?1",
			     VALUES(value_text(wires[i])), error));
		FAILS(item_seen(f->ledger, "aa", error), FAULT_INPUT, "age");
	}
}

static void
test_sightings(void **state)
{
	struct fixture *f = *state;
	static const struct {
		struct census_mark mark;
		enum item_state state;
	} marks[] = {
		{{"complaints", 7, 42, "", "", FALSE}, ITEM_AUTOMATED},
		{{"complaints", 8, 1, "", "", FALSE}, ITEM_AUTOMATED},
		{{"complaints", 7, 1, "aa", "one", FALSE}, ITEM_STATE_COUNT},
		{{"other", 7, 42, "", "", FALSE}, ITEM_STATE_COUNT},
		{{"other", 0, 0, "aa", "", FALSE}, ITEM_AUTOMATED},
		{{"complaints", 0, 0, "bb", "one", FALSE}, ITEM_STATE_COUNT},
		{{"website", 0, 0, "", "one", FALSE}, ITEM_AUTOMATED},
		{{"complaints", 0, 0, "", "one", FALSE}, ITEM_STATE_COUNT},
		{{"website", 0, 0, "", "two", FALSE}, ITEM_STATE_COUNT},
		{{"website", 0, 0, "", "", FALSE}, ITEM_STATE_COUNT},
	};
	struct sighting first = {"complaints", 7, 42, "aa", NOON};
	struct sighting again = {"complaints", 8, 1, "aa", NOON + 1};
	struct sighting unknown = {"complaints", 8, 2, "zz", NOON + 1};
	g_autoptr(own_item_row) form = item_of("ff", ITEM_AUTOMATED, 0);
	GError *problem = NULL;
	gint64 when;
	gsize i;

	fixture_set(&form->source, "website");
	fixture_set(&form->entry, "one");
	ALONE(f->ledger, item_add(f->ledger, form, error));
	add(f->ledger, "aa", ITEM_AUTOMATED, 0);
	ALONE(f->ledger, sighting_add(f->ledger, &first, error));
	ALONE(f->ledger, sighting_add(f->ledger, &first, error));
	ALONE(f->ledger, sighting_add(f->ledger, &again, error));
	for (i = 0; i < G_N_ELEMENTS(marks); i++) {
		assert_int_equal(
			census_find(f->ledger, &marks[i].mark, &when, &problem),
			marks[i].state);
		assert_null(problem);
		assert_true((when == NOON) ==
			    (marks[i].state == ITEM_AUTOMATED));
	}
	REFUSED(f->ledger, sighting_add(f->ledger, &unknown, error),
		"FOREIGN KEY");
}

static void
test_suggestions(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_item_row) row = item_of("aa", ITEM_CASE, id);
	g_autoptr(own_suggestion) s = suggestion_new();
	g_autoptr(own_suggestion) newest = NULL;
	g_autoptr(own_suggestion) of_item = NULL;
	gint64 item;

	OK(ledger_begin(f->ledger, error));
	OK(item = item_add(f->ledger, row, error));
	s->category = CATEGORY_COMPLAINT;
	s->confidence = 0.5;
	fixture_set(&s->ruleset, "r1");
	OK(suggestion_save(f->ledger, item, id, s, error));
	s->category = CATEGORY_ESCALATION;
	fixture_set(&s->ruleset, "r2");
	OK(suggestion_save(f->ledger, item, 0, s, error));
	OK(ledger_commit(f->ledger, error));
	OK(newest = suggestion_of_case(f->ledger, id, error));
	assert_int_equal(newest->category, CATEGORY_COMPLAINT);
	assert_string_equal(newest->ruleset, "r1");
	OK(of_item = suggestion_of_item(f->ledger, item, error));
	assert_int_equal(of_item->category, CATEGORY_ESCALATION);
	assert_null(suggestion_of_case(f->ledger, 99, NULL));
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_round_trip),
		TEST(test_unreadable),
		TEST(test_same_bytes_once),
		TEST(test_same_message),
		TEST(test_no_message_id_is_no_match),
		TEST(test_chases),
		TEST(test_walk),
		TEST(test_damaged_wire),
		TEST(test_sightings),
		TEST(test_suggestions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
