/*
 * How easily a letter is read.
 */
#include "unit/unit.h"

#include <math.h>

#include "base/clock.h"
#include "respond/compose.h"
#include "respond/reading.h"

/* Worked out by hand: grade + 5 from sentences, words and syllables. */
static void
test_age(void **state)
{
	static const struct {
		const char *text;
		guint sentences;
		double age;
	} rows[] = {
		/* 6 words of one syllable */
		{"The cat sat on the mat.", 1, 0.39 * 6 + 11.8 - 10.59},
		/* 12 words, 13 syllables: "mended" has two */
		{"We came to your home. We mended the pipe in the hall.", 2,
		 0.39 * 6 + 11.8 * 13 / 12 - 10.59},
		/* 4 words, 20 groups of vowels */
		{"Unsatisfactory accommodation deteriorates immediately.", 1,
		 0.39 * 4 + 11.8 * 20 / 4 - 10.59},
		{"Telephone: 01234 567890", 0, 0},
		{"# A heading that is long.", 0, 0},
		{"> The words of the resident are hers.", 0, 0},
		{"Thank you.", 0, 0},
		{"", 0, 0},
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_reading) reading = reading_of(rows[i].text);

		assert_int_equal(reading->sentences, rows[i].sentences);
		if (fabs(reading->age - rows[i].age) > 0.01)
			fail_msg("%s: %.2f, not %.2f", rows[i].text,
				 reading->age, rows[i].age);
	}
}

static void
test_hardest(void **state)
{
	static const char text[] =
		"Dear Jo\n\nWe came on Monday to see you.\n\n"
		"We would have come on the day that we had told you of before "
		"if it had not been for the van, which did not start and could "
		"not be mended in time.\n\n"
		"We will come on Friday at ten.\n";
	g_autoptr(own_reading) reading = reading_of(text);
	g_autoptr(own_reading) hard = reading_of(
		"Notwithstanding the aforementioned considerations, "
		"remediation "
		"necessitates multidisciplinary coordination. "
		"Operational prioritisation methodology determines "
		"accessibility. "
		"Organisational communication responsibilities deteriorated. "
		"Administrative reconfiguration is unsatisfactory overall.");

	(void)state;
	assert_int_equal(reading->sentences, 3);
	assert_int_equal(reading->hardest->len, 1);
	assert_true(g_str_has_prefix(g_ptr_array_index(reading->hardest, 0),
				     "We would have come"));
	assert_true(reading->age < READING_AGE);
	assert_true(hard->age > READING_AGE);
	assert_int_equal(hard->hardest->len, READING_HARDEST);
}

/* Our own letters are as easy as we ask of others. */
static void
test_ours_are_easy(void **state)
{
	g_autoptr(own_templates) set = templates_load("templates", NULL);

	(void)state;
	assert_non_null(set);
	for (guint i = 0; i < templates_count(set); i++) {
		const struct template *t = templates_at(set, i);
		struct letter_facts facts;

		letter_facts_sample(&facts, template_letter(t),
				    template_guard(t));
		g_autoptr(own_notice) notice =
			compose(set, template_letter(t), &facts, NULL);
		g_autoptr(own_reading) reading = reading_of(notice->page);

		assert_true(reading->sentences > 3);
		if (reading->age > READING_AGE || reading->hardest->len > 0)
			fail_msg("%s: %.1f: %s", template_name(t), reading->age,
				 reading->hardest->len > 0
					 ? (char *)reading->hardest->pdata[0]
					 : "");
	}
}

static int
setup(void **state)
{
	(void)state;
	clock_open(NULL);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_age),
		cmocka_unit_test(test_hardest),
		cmocka_unit_test(test_ours_are_easy),
	};

	return cmocka_run_group_tests_name("reading", tests, setup, NULL);
}
