/*
 * Reasons from the parts of a form: every blank is refused with the paragraph
 * of the Code that asks for it, and nothing that was said is lost.
 */
#include "unit/unit.h"

#include <string.h>

#include "base/fault.h"
#include "policy/reason.h"

struct row {
	const char *first;
	const char *second;
	const char *field; /* NULL if it is accepted */
	const char *code;  /* named in the refusal, or part of the text */
};

static const struct row refusals[] = {
	{"", "considered", "evidence", "Code 2.1, 2.5"},
	{NULL, "considered", "evidence", "Code 2.1, 2.5"},
	{" \n\t\u00a0", "considered", "evidence", "Code 2.1, 2.5"},
	{"Claim filed 2026-01-02.", "", "discretion", "Code 2.3, 2.5"},
	{"Claim filed 2026-01-02.", " \u2003 ", "discretion", "2.3, 2.5"},
	{"Claim filed 2026-01-02.", "No reason to use it.", NULL,
	 "Claim filed 2026-01-02.\n\nDiscretion considered: No reason"},
};

static const struct row lessers[] = {
	{"", "declined", "reason", "Code 1.2, 1.3"},
	{"Asks for a key.", "", "choice", "Code 1.3"},
	{"Asks for a key.", NULL, "choice", "Code 1.3"},
	{"Asks for a key.", "Declined", "choice", "Code 1.3"},
	{"Asks for a key.", "declined", NULL, "does not want to complain"},
	{"Asks for a key.", "offered", NULL, "offered by letter"},
};

static void
check(const struct row *row, char *text, const char *field, GError *error)
{
	if (row->field == NULL) {
		assert_non_null(text);
		assert_non_null(strstr(text, row->code));
		assert_null(error);
	} else {
		assert_null(text);
		assert_true(fault_is(error, FAULT_INPUT));
		assert_non_null(strstr(error->message, row->code));
		assert_string_equal(field, row->field);
	}
	g_free(text);
	g_clear_error(&error);
}

static void
test_refuse(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(refusals); i++) {
		const struct row *r = &refusals[i];
		const char *field = "";
		GError *error = NULL;
		char *text = reason_refuse(r->first, r->second, &field, &error);

		check(r, text, field, error);
	}
}

static void
test_less(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(lessers); i++) {
		const struct row *r = &lessers[i];
		const char *field = "";
		GError *error = NULL;
		char *text =
			reason_less(r->first, resident_choice_of(r->second),
				    &field, &error);

		check(r, text, field, error);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refuse),
		cmocka_unit_test(test_less),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
