/*
 * Names, suggestions as JSON, and the calendar's table.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "model/calendar.h"
#include "model/notice.h"
#include "model/suggestion.h"

static void
every_name_is_its_own_reverse(void **state)
{
	guint i;

	(void)state;
	for (i = 0; i < CATEGORY_COUNT; i++)
		assert_int_equal(category_of(category_name(i)), i);
	for (i = 0; i < GROUND_COUNT; i++)
		assert_int_equal(ground_of(ground_name(i)), i);
	for (i = 0; i < FLAG_COUNT; i++)
		assert_int_equal(flag_of(flag_name(i)), i);
	for (i = 0; i < LETTER_COUNT; i++)
		assert_int_equal(letter_of(letter_name(i)), i);
	for (i = 1; i <= 2; i++)
		assert_int_equal(letter_stage(letter_acknowledging((int)i)), i);
	assert_int_equal(letter_stage(LETTER_RECEIPT), 0);
	assert_int_equal(category_of("grumble"), CATEGORY_NONE);
	assert_int_equal(ground_of(NULL), GROUND_NONE);
	assert_null(category_name(CATEGORY_NONE));
}

static void
flags_join_and_split(void **state)
{
	guint32 flags = FLAG_BIT(FLAG_SAFEGUARDING) | FLAG_BIT(FLAG_GROUP);
	g_autofree char *joined = flags_join(flags);

	(void)state;
	assert_string_equal(joined, "safeguarding, group");
	assert_int_equal(flags_split(joined), flags);
	assert_int_equal(flags_split("group,nonsense"), FLAG_BIT(FLAG_GROUP));
	assert_int_equal(flags_split(NULL), 0);
}

static struct suggestion *
a_suggestion(void)
{
	struct suggestion *s = suggestion_new();
	struct evidence *e = g_new0(struct evidence, 1);

	s->category = CATEGORY_EXCLUSION;
	s->ground = GROUND_ASB_REPORT;
	s->flags = FLAG_BIT(FLAG_GROUP);
	s->confidence = 0.75;
	s->scores[CATEGORY_EXCLUSION] = 0.75;
	s->scores[CATEGORY_COMPLAINT] = 0.25;
	e->rule = g_strdup("noise at night");
	e->kind = EVIDENCE_GROUND;
	e->name = g_strdup("asb_report");
	e->weight = 1.5;
	e->field = FIELD_NEW_TEXT;
	e->start = 3;
	e->end = 9;
	e->text = g_strdup("drills");
	g_ptr_array_add(s->evidence, e);
	return s;
}

static void
a_suggestion_survives_json(void **state)
{
	g_autoptr(own_suggestion) made = a_suggestion();
	g_autoptr(own_suggestion) read = NULL;
	json_t *first = suggestion_to_json(made), *second;

	(void)state;
	read = suggestion_from_json(first, NULL);
	assert_non_null(read);
	second = suggestion_to_json(read);
	assert_true(json_equal(first, second));
	json_decref(first);
	json_decref(second);
}

static void
a_suggestion_without_category_says_null(void **state)
{
	g_autoptr(own_suggestion) none = suggestion_new();
	json_t *object = suggestion_to_json(none);

	(void)state;
	assert_true(json_is_null(json_object_get(object, "category")));
	assert_true(json_is_null(json_object_get(object, "ground")));
	assert_int_equal(json_object_size(json_object_get(object, "scores")),
			 CATEGORY_COUNT);
	json_decref(object);
}

static void
calendar_sorts_and_knows_its_edges(void **state)
{
	g_autoptr(own_calendar) calendar = calendar_new();
	guint32 boxing = clock_parse_day("2027-12-28");
	guint32 easter = clock_parse_day("2026-04-06");

	(void)state;
	calendar_add(calendar, boxing, "Boxing Day");
	calendar_add(calendar, easter, "Easter Monday");
	calendar_add(calendar, boxing, "Boxing Day");
	calendar_finish(calendar);
	assert_int_equal(calendar->holidays->len, 2);
	assert_int_equal(calendar->first, clock_parse_day("2026-01-01"));
	assert_int_equal(calendar->last, clock_parse_day("2027-12-31"));
	assert_string_equal(calendar_find(calendar, easter)->title,
			    "Easter Monday");
	assert_null(calendar_find(calendar, easter + 1));
	assert_null(calendar_find(calendar, boxing + 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_is_its_own_reverse),
		cmocka_unit_test(flags_join_and_split),
		cmocka_unit_test(a_suggestion_survives_json),
		cmocka_unit_test(a_suggestion_without_category_says_null),
		cmocka_unit_test(calendar_sorts_and_knows_its_edges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
