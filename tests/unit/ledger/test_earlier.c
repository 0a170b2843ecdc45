/*
 * The other cases of a person: by address whatever its case, newest first,
 * without the one that asks; nobody without an address is anybody else.
 */
#include "unit/ledger/fixture.h"

#include "ledger/earlier.h"

static struct case_row *
open_case(struct ledger *ledger, const char *token, const char *address,
	  gint64 received)
{
	struct case_row *row = case_row_new();

	fixture_set(&row->token, token);
	fixture_set(&row->item, token);
	fixture_set(&row->from_address, address);
	row->received = received;
	ALONE(ledger, case_create(ledger, row, error));
	return row;
}

static char *
tokens_of(struct ledger *ledger, const struct case_row *row, guint limit)
{
	g_autoptr(GPtrArray) cases = NULL;
	GString *text = g_string_new(NULL);
	guint i;

	OK(cases = earlier_cases(ledger, row, limit, error));
	for (i = 0; i < cases->len; i++) {
		const struct case_row *other = cases->pdata[i];

		g_string_append(text, other->token);
	}
	return g_string_free(text, FALSE);
}

static void
test_earlier(void **state)
{
	const struct fixture *f = *state;
	g_autoptr(own_case_row) a =
		open_case(f->ledger, "a", "ann@example.org", NOON);
	g_autoptr(own_case_row) b =
		open_case(f->ledger, "b", "Ann@Example.org", NOON + 20);
	g_autoptr(own_case_row) c =
		open_case(f->ledger, "c", "ann@example.org", NOON + 10);
	g_autoptr(own_case_row) d =
		open_case(f->ledger, "d", "bob@example.org", NOON);
	g_autofree char *all = tokens_of(f->ledger, a, 9);
	g_autofree char *one = tokens_of(f->ledger, b, 1);
	g_autofree char *none = tokens_of(f->ledger, d, 9);

	assert_string_equal(all, "bc");
	assert_string_equal(one, "c");
	assert_string_equal(none, "");
	(void)c;
}

static void
test_no_address(void **state)
{
	const struct fixture *f = *state;
	g_autoptr(own_case_row) a = open_case(f->ledger, "a", "", NOON);
	g_autoptr(own_case_row) b = open_case(f->ledger, "b", "", NOON);
	g_autofree char *none = tokens_of(f->ledger, a, 9);

	assert_string_equal(none, "");
	(void)b;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_earlier, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(test_no_address, fixture_setup,
						fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
