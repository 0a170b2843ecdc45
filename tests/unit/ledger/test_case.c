/*
 * Cases: filing, finding by every way, walking, changing.
 */
#include "unit/ledger/fixture.h"

#include "model/ref.h"

static void
add_item(struct ledger *ledger, gint64 case_id, const char *message_id)
{
	g_autoptr(own_item_row) item = item_row_new();

	item->state = ITEM_CASE;
	item->case_id = case_id;
	item->received = NOON;
	item->message = message_new();
	fixture_set(&item->sha256, message_id);
	fixture_set(&item->message->message_id, message_id);
	ALONE(ledger, item_add(ledger, item, error));
}

static void
test_round_trip(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_case_row) row = NULL;
	g_autofree char *ref = ref_make(2026, 1);

	OK(row = case_by_id(f->ledger, id, error));
	assert_string_equal(row->ref, ref);
	assert_int_equal(row->received, NOON);
	assert_string_equal(row->channel, "email");
	assert_string_equal(row->source, "complaints");
	assert_string_equal(row->from_name, "Ann Resident");
	assert_string_equal(row->from_address, "Ann@example.org");
	assert_string_equal(row->reply_address, "Ann@example.org");
	assert_string_equal(row->letter_from, "complaints@landlord.example");
	assert_string_equal(row->subject, "Damp");
	assert_string_equal(row->profile, "code 12ab");
	assert_string_equal(row->token, "t1");
	assert_string_equal(row->item, "t1");
	assert_string_equal(row->status, "open");
	assert_string_equal(row->silence, "");
	assert_int_equal(row->proposed, CATEGORY_COMPLAINT);
	assert_int_equal(row->category, CATEGORY_COMPLAINT);
	assert_int_equal(row->ground, GROUND_NONE);
	assert_int_equal(row->flags,
			 FLAG_BIT(FLAG_DAMP_MOULD) | FLAG_BIT(FLAG_GROUP));
	assert_true(row->confidence > 0.74 && row->confidence < 0.76);
	assert_false(row->confirmed);
	assert_true(row->answer);
	assert_int_equal(row->stage, 0);
	assert_true(row->acknowledged1 == TIME_NONE);
	assert_true(row->stage2_answered == TIME_NONE);
}

/* The number runs by the London year: 23:30 UTC on 31 December is still the
 * old year, and the first case of the new one has number 1. */
static void
test_numbers(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *received;
		int year;
		guint number;
	} rows[] = {
		{"2026-12-31T23:30:00Z", 2026, 1},
		{"2027-01-01T00:00:00Z", 2027, 1},
		{"2026-11-23T09:00:00Z", 2026, 2},
		{"2027-06-30T23:30:00Z", 2027, 2},
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *token = g_strdup_printf("t%zu", i);
		g_autofree char *ref = ref_make(rows[i].year, rows[i].number);
		g_autoptr(own_case_row) row = case_row_new();

		row->received = clock_parse(rows[i].received);
		fixture_set(&row->token, token);
		ALONE(f->ledger, case_create(f->ledger, row, error));
		assert_string_equal(row->ref, ref);
		assert_true(row->id > 0);
	}
}

static void
test_token_is_new(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_case_row) row = case_row_new();

	(void)fixture_case_id(f->ledger, "t1");
	row->received = NOON;
	fixture_set(&row->token, "t1");
	REFUSED(f->ledger, case_create(f->ledger, row, error),
		"UNIQUE constraint failed: case_file.token");
}

/* The look-up finds that case, 0 for none, and does not fail. */
#define FINDS(id_, call)                                              \
	do {                                                          \
		GError *finds_error = NULL;                           \
		GError **error = &finds_error;                        \
		struct case_row *finds_row = (call);                  \
		assert_null(finds_error);                             \
		assert_int_equal(finds_row ? finds_row->id : 0, id_); \
		if (finds_row != NULL)                                \
			case_row_free(finds_row);                     \
	} while (0)

static void
test_find(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = fixture_case_id(l, "t1");
	g_autofree char *ref = ref_make(2026, 1);

	(void)fixture_case_id(l, "t2");
	add_item(l, id, "m1@example.org");
	add_item(l, 0, "m2@example.org");
	FINDS(id, case_by_id(l, id, error));
	FINDS(0, case_by_id(l, 77, error));
	FINDS(id, case_by_ref(l, ref, error));
	FINDS(0, case_by_ref(l, "", error));
	FINDS(id, case_by_token(l, "t1", error));
	FINDS(0, case_by_token(l, "T1", error));
	FINDS(id, case_by_message(l, "m1@example.org", error));
	FINDS(0, case_by_message(l, "m2@example.org", error));
	FINDS(0, case_by_message(l, "", error));
	FINDS(id, case_by_ref_from(l, ref, "ann@EXAMPLE.org", error));
	FINDS(0, case_by_ref_from(l, ref, "bob@example.org", error));
	FINDS(0, case_by_ref_from(l, ref, "", error));
	FINDS(0, case_by_letter(l, "none", error));
}

/* A reference alone, quoted by somebody without an address, finds nothing
 * even if the case has none either. */
static void
test_no_address_no_match(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_case_row) row = case_row_new();

	row->received = NOON;
	fixture_set(&row->token, "t1");
	ALONE(f->ledger, case_create(f->ledger, row, error));
	FINDS(0, case_by_ref_from(f->ledger, row->ref, "", error));
}

static int
count(struct ledger *ledger, enum cases which)
{
	g_autoptr(own_case_each) each = NULL;
	gint64 before = G_MININT64;
	int n = 0;

	OK(each = case_each_open(ledger, which, error));
	while (TRUE) {
		GError *problem = NULL;
		g_autoptr(own_case_row) row = case_each_next(each, &problem);

		assert_null(problem);
		if (row == NULL)
			return n;
		assert_true(row->received >= before);
		before = row->received;
		n++;
	}
}

static void
test_walk(void **state)
{
	struct fixture *f = *state;
	gint64 a = fixture_case_id(f->ledger, "t1");
	gint64 b = fixture_case_id(f->ledger, "t2");

	(void)fixture_case_id(f->ledger, "t3");
	ALONE(f->ledger, case_confirm(f->ledger, a, CATEGORY_COMPLAINT,
				      GROUND_NONE, error));
	ALONE(f->ledger, case_set_status(f->ledger, b, "closed", error));
	assert_int_equal(count(f->ledger, CASES_ALL), 3);
	assert_int_equal(count(f->ledger, CASES_OPEN), 2);
	assert_int_equal(count(f->ledger, CASES_UNCONFIRMED), 1);
}

/* The walk goes on over what was there when it began. */
static void
test_walk_while_changing(void **state)
{
	struct fixture *f = *state;
	g_autoptr(own_case_each) each = NULL;
	struct case_row *row;
	int n = 0;

	(void)fixture_case_id(f->ledger, "t1");
	(void)fixture_case_id(f->ledger, "t2");
	OK(each = case_each_open(f->ledger, CASES_OPEN, error));
	while ((row = case_each_next(each, NULL)) != NULL) {
		g_autofree char *token = g_strdup_printf("n%d", n++);

		ALONE(f->ledger,
		      case_set_status(f->ledger, row->id, "closed", error));
		(void)fixture_case_id(f->ledger, token);
		case_row_free(row);
	}
	assert_int_equal(n, 2);
}

static void
test_propose_and_confirm(void **state)
{
	struct fixture *f = *state;
	gint64 id = fixture_case_id(f->ledger, "t1");
	g_autoptr(own_suggestion) s = suggestion_new();
	struct case_row *row;

	s->category = CATEGORY_EXCLUSION;
	s->ground = GROUND_INSURANCE_CLAIM;
	s->flags = FLAG_BIT(FLAG_COMPENSATION);
	s->confidence = 0.5;
	ALONE(f->ledger, case_propose(f->ledger, id, s, error));
	row = case_by_id(f->ledger, id, NULL);
	assert_int_equal(row->category, CATEGORY_EXCLUSION);
	assert_int_equal(row->ground, GROUND_INSURANCE_CLAIM);
	assert_int_equal(row->flags, FLAG_BIT(FLAG_DAMP_MOULD) |
					     FLAG_BIT(FLAG_GROUP) |
					     FLAG_BIT(FLAG_COMPENSATION));
	case_row_free(row);
	ALONE(f->ledger, case_confirm(f->ledger, id, CATEGORY_COMPLAINT,
				      GROUND_NONE, error));
	s->category = CATEGORY_ENQUIRY;
	s->ground = GROUND_NONE;
	ALONE(f->ledger, case_propose(f->ledger, id, s, error));
	row = case_by_id(f->ledger, id, NULL);
	assert_true(row->confirmed);
	assert_int_equal(row->proposed, CATEGORY_ENQUIRY);
	assert_int_equal(row->category, CATEGORY_COMPLAINT);
	assert_int_equal(row->ground, GROUND_NONE);
	case_row_free(row);
}

static void
test_progress(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = fixture_case_id(l, "t1");
	struct case_row *row;

	ALONE(l, case_set_stage(l, id, 2, NOON + 9, error));
	ALONE(l, case_set_acknowledged(l, id, 1, NOON + 1, error));
	ALONE(l, case_set_acknowledged(l, id, 2, NOON + 2, error));
	ALONE(l, case_set_answered(l, id, 1, NOON + 3, error));
	ALONE(l, case_set_answered(l, id, 2, NOON + 4, error));
	ALONE(l, case_set_silence(l, id, "no address", error));
	row = case_by_id(l, id, NULL);
	assert_int_equal(row->stage, 2);
	assert_int_equal(row->escalated, NOON + 9);
	assert_int_equal(row->acknowledged1, NOON + 1);
	assert_int_equal(row->acknowledged2, NOON + 2);
	assert_int_equal(row->stage1_answered, NOON + 3);
	assert_int_equal(row->stage2_answered, NOON + 4);
	assert_false(row->answer);
	assert_string_equal(row->silence, "no address");
	case_row_free(row);
	ALONE(l, case_set_acknowledged(l, id, 2, TIME_NONE, error));
	ALONE(l, case_set_silence(l, id, "", error));
	ALONE(l, case_set_stage(l, id, 2, TIME_NONE, error));
	row = case_by_id(l, id, NULL);
	assert_true(row->acknowledged2 == TIME_NONE);
	assert_int_equal(row->acknowledged1, NOON + 1);
	assert_int_equal(row->escalated, NOON + 9);
	assert_true(row->answer);
	case_row_free(row);
}

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = fixture_case_id(l, "t1");

	REFUSED(l, case_set_status(l, 99, "closed", error),
		"There is no such case");
	REFUSED(l, case_set_status(l, id, "gone", error), "CHECK constraint");
	REFUSED(l, case_set_stage(l, id, 3, TIME_NONE, error),
		"CHECK constraint");
	REFUSED(l, case_confirm(l, 99, CATEGORY_COMPLAINT, GROUND_NONE, error),
		"There is no such case");
}

/* Whatever residents write goes in and comes out as it is. */
static void
test_hostile_text(void **state)
{
	static const char *const texts[] = {
		"'); DROP TABLE case_file; --",
		"caf\xc3\xa9 \xf0\x9f\x98\x80",
		"\"quoted\" ?1 :name @x $y %s %n",
		"line\nbreak\ttab\x01",
		"",
	};
	struct fixture *f = *state;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *token = g_strdup_printf("t%zu", i);
		g_autoptr(own_case_row) row = case_row_new();
		g_autoptr(own_case_row) read = NULL;

		row->received = NOON;
		fixture_set(&row->token, token);
		fixture_set(&row->subject, texts[i]);
		fixture_set(&row->from_name, texts[i]);
		ALONE(f->ledger, case_create(f->ledger, row, error));
		OK(read = case_by_token(f->ledger, token, error));
		assert_string_equal(read->subject, texts[i]);
		assert_string_equal(read->from_name, texts[i]);
	}
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_round_trip),
		TEST(test_numbers),
		TEST(test_token_is_new),
		TEST(test_find),
		TEST(test_no_address_no_match),
		TEST(test_walk),
		TEST(test_walk_while_changing),
		TEST(test_propose_and_confirm),
		TEST(test_progress),
		TEST(test_refused),
		TEST(test_hostile_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
