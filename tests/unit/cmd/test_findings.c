/*
 * Findings: kept in order, as lines and as JSON; what is only temporary is
 * never taken for one.
 */
#include "unit/unit.h"

#include "base/fault.h"
#include "cmd/findings.h"

static void
lines_and_json(void **state)
{
	g_autoptr(own_findings) findings = findings_new();
	json_t *object = json_object();
	json_t *lines;

	(void)state;
	findings_add(findings, "archive", "%s is missing", "one");
	findings_add(findings, "ledger", "case %d", 2);
	findings_remark(findings, "spool", "%u wait", 3u);
	assert_int_equal(findings->lines->len, 2);
	assert_string_equal(findings->lines->pdata[0],
			    "archive: one is missing");
	findings_to_json(findings, object);
	lines = json_object_get(object, "findings");
	assert_int_equal(json_array_size(lines), 2);
	assert_string_equal(json_string_value(json_array_get(lines, 1)),
			    "ledger: case 2");
	lines = json_object_get(object, "remarks");
	assert_int_equal(json_array_size(lines), 1);
	assert_string_equal(json_string_value(json_array_get(lines, 0)),
			    "spool: 3 wait");
	json_decref(object);
}

static void
only_what_lasts_is_a_finding(void **state)
{
	static const struct {
		enum fault code;
		gboolean finding;
	} faults[] = {
		{FAULT_INPUT, TRUE},
		{FAULT_SETUP, TRUE},
		{FAULT_TEMPORARY, FALSE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_autoptr(own_findings) findings = findings_new();
		g_autoptr(GError) passed = NULL;
		GError *trouble = NULL;

		fault_set(&trouble, faults[i].code, "It is so.");
		assert_int_equal(
			findings_fault(findings, "part", trouble, &passed),
			faults[i].finding);
		assert_int_equal(findings->lines->len, faults[i].finding);
		assert_int_equal(passed == NULL, faults[i].finding);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_and_json),
		cmocka_unit_test(only_what_lasts_is_a_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
