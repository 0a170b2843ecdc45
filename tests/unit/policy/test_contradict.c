/*
 * What a policy says against the Code, with both paragraphs.
 */
#include "unit/unit.h"

#include "policy/contradict.h"

static struct profile *
in_the_codes_words(void)
{
	struct profile *profile = profile_new();

	g_free(profile->definition);
	profile->definition = g_strdup(profile_code_definition());
	return profile;
}

static void
set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static void
expect(GPtrArray *list, guint i, const char *const *words)
{
	assert_true(i < list->len);
	for (; *words != NULL; words++)
		if (strstr(g_ptr_array_index(list, i), *words) == NULL)
			fail_msg("\"%s\" is not in: %s", *words,
				 (char *)g_ptr_array_index(list, i));
}

static void
test_times(void **state)
{
	static const struct {
		enum code_time time;
		int days;
		enum time_from from;
		const char *words[4]; /* NULL first: no contradiction */
	} rows[] = {
		{TIME_ACKNOWLEDGE_1, 5, FROM_RECEIPT, {NULL}},
		{TIME_ACKNOWLEDGE_1, 3, FROM_RECEIPT, {NULL}},
		{TIME_ACKNOWLEDGE_1,
		 7,
		 FROM_RECEIPT,
		 {"section 9", "Code 6.2", "7 working days"}},
		{TIME_RESPOND_1, 10, FROM_ACKNOWLEDGEMENT, {NULL}},
		{TIME_RESPOND_1,
		 10,
		 FROM_LOGGING,
		 {"section 9", "Code 6.3", "the day it is logged"}},
		{TIME_EXTEND_1,
		 11,
		 FROM_RECEIPT,
		 {"section 9", "Code 6.4", "11 working days"}},
		{TIME_ACKNOWLEDGE_2,
		 6,
		 FROM_RECEIPT,
		 {"section 9", "Code 6.11", "the Code 5"}},
		{TIME_RESPOND_2,
		 25,
		 FROM_ACKNOWLEDGEMENT,
		 {"section 9", "Code 6.14", "the Code 20"}},
		{TIME_EXTEND_2, 10, FROM_RECEIPT, {NULL}},
		{TIME_EXTEND_2,
		 30,
		 FROM_RECEIPT,
		 {"section 9", "Code 6.15", "30 working days"}},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_profile) profile = in_the_codes_words();
		struct policy_time *said = &profile->times[rows[i].time];
		g_autoptr(GPtrArray) list = NULL;

		said->days = rows[i].days;
		said->from = rows[i].from;
		set(&said->section, "9");
		list = contradictions(profile);
		assert_int_equal(list->len, rows[i].words[0] != NULL);
		if (list->len > 0)
			expect(list, 0, rows[i].words);
	}
}

static void
test_words(void **state)
{
	static const char *const definition[] = {"section 3", "Code 1.2", NULL};
	static const char *const early[] = {"section 4", "Code 5.2",
					    "informal complaints", NULL};
	static const char *const written[] = {"section 7.3", "Code 5.11",
					      "compensation", NULL};
	g_autoptr(own_profile) profile = in_the_codes_words();
	struct policy_conflict *conflict = g_new0(struct policy_conflict, 1);
	g_autoptr(GPtrArray) none = contradictions(profile);
	g_autoptr(GPtrArray) all = NULL;

	(void)state;
	assert_int_equal(none->len, 0);
	set(&profile->definition, "any grumble");
	set(&profile->definition_section, "3");
	set(&profile->early_resolution, "informal complaints");
	set(&profile->early_section, "4");
	conflict->section = g_strdup("7.3");
	conflict->provision = g_strdup("5.11");
	conflict->words = g_strdup("no stage 2 for compensation.");
	g_ptr_array_add(profile->conflicts, conflict);
	all = contradictions(profile);
	assert_int_equal(all->len, 3);
	expect(all, 0, definition);
	expect(all, 1, early);
	expect(all, 2, written);
	set(&profile->early_resolution, "early resolution");
	g_ptr_array_unref(all);
	all = contradictions(profile);
	assert_int_equal(all->len, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
