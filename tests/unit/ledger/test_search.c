/*
 * Search: words in any order and form, names, slips in references, and
 * signs that mean something to SQL or FTS5.
 */
#include "unit/ledger/fixture.h"

#include "ledger/search.h"
#include "model/ref.h"

static gint64
told(struct ledger *ledger, const char *token, const char *name,
     const char *text)
{
	gint64 id = fixture_case_id(ledger, token);
	g_autoptr(own_item_row) item = item_row_new();

	item->state = ITEM_CASE;
	item->case_id = id;
	item->received = NOON;
	item->message = message_new();
	fixture_set(&item->sha256, token);
	fixture_set(&item->message->from->name, name);
	fixture_set(&item->message->from->address, "Sam.Oduya@Example.org");
	fixture_set(&item->message->subject, "Lift in Tower 4");
	fixture_set(&item->message->text, text);
	ALONE(ledger, item_add(ledger, item, error));
	return id;
}

static void
test_words(void **state)
{
	struct fixture *f = *state;
	gint64 id = told(f->ledger, "t1", "Zoë O'Brien",
			 "The café below is noisy. I can't sleep; "
			 "it's a rat-infested flat.");
	static const struct {
		const char *query;
		guint found;
	} rows[] = {
		{"noisy", 1},
		{"NOISY cafe", 1},
		{"nois", 1},
		{"n", 0},
		{"zoe", 1},
		{"o'brien", 1},
		{"brien zoë noisy", 1},
		{"tower", 1},
		{"sam.oduya@example.org", 1},
		{"oduya", 1},
		{"rat-infested", 1},
		{"\"below is\"", 1},
		{"\"is below\"", 0},
		{"noisy quiet", 0},
		{"", 0},
		{"  \t ", 0},
		{"\"", 0},
		{"*", 0},
		{"AND", 0},
		{"noisy NOT quiet", 0},
		{"who:zoe", 0},
		{"words : (noisy", 0},
		{"noisy)", 1},
		{"^noisy", 1},
		{"'; DROP TABLE item; --", 0},
		{"NEAR(noisy flat)", 0},
		{"\"noisy", 1},
		{"-noisy", 1},
		{"{noisy}", 1},
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GPtrArray) hits = NULL;

		OK(hits = search_words(f->ledger, rows[i].query, 10, error));
		if (hits->len != rows[i].found)
			fail_msg("\"%s\" found %u", rows[i].query, hits->len);
		if (hits->len > 0)
			assert_int_equal(
				((struct search_hit *)hits->pdata[0])->case_id,
				id);
	}
}

static void
test_snippet_and_order(void **state)
{
	struct fixture *f = *state;
	gint64 older = told(f->ledger, "t1", "Ann", "The lift is stuck.");
	gint64 newer = told(f->ledger, "t2", "Bob", "The lift is stuck too.");
	g_autoptr(GPtrArray) hits = NULL;
	g_autoptr(GPtrArray) one = NULL;
	const struct search_hit *first;

	OK(hits = search_words(f->ledger, "stuck", 10, error));
	assert_int_equal(hits->len, 2);
	first = hits->pdata[0];
	assert_int_equal(first->case_id, newer);
	assert_non_null(strstr(first->snippet, "\x01stuck\x02"));
	assert_int_equal(((struct search_hit *)hits->pdata[1])->case_id, older);
	OK(one = search_words(f->ledger, "stuck", 1, error));
	assert_int_equal(one->len, 1);
}

static void
test_ref(void **state)
{
	struct fixture *f = *state;
	gint64 id = told(f->ledger, "t1", "Ann", "x");
	g_autofree char *ref = ref_make(2026, 1);
	static const char *const slips[] = {
		"CR-2026-00001-%s", "cr 2026 00001 %s", "2026-00001",
		"CR-2026-00010-%s", "CR-2026-00002-%s", "1",
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(slips); i++) {
		g_auto(GStrv) parts = g_strsplit(slips[i], "%s", 2);
		g_autofree char *typed = g_strconcat(
			parts[0], parts[1] != NULL ? strrchr(ref, '-') + 1 : "",
			NULL);
		g_autoptr(GPtrArray) hits = NULL;

		OK(hits = search_ref(f->ledger, typed, error));
		assert_int_equal(hits->len, 1);
		assert_int_equal(((struct search_hit *)hits->pdata[0])->case_id,
				 id);
	}
}

static void
test_ref_of_nothing(void **state)
{
	struct fixture *f = *state;
	static const char *const typed[] = {
		"", "damp", "99", "CR-2027-00077-A", "\xff", "0"};
	gsize i;

	told(f->ledger, "t1", "Ann", "x");
	for (i = 0; i < G_N_ELEMENTS(typed); i++) {
		g_autoptr(GPtrArray) hits = NULL;

		OK(hits = search_ref(f->ledger, typed[i], error));
		assert_int_equal(hits->len, 0);
	}
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_words),
		TEST(test_snippet_and_order),
		TEST(test_ref),
		TEST(test_ref_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
