/*
 * JSON as text: what comes back is what went in.
 */
#include "unit/unit.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/json.h"

static void
comes_back(json_t *value)
{
	g_autofree char *text = json_text(value);
	json_t *again = json_loads(text, JSON_DECODE_ANY, NULL);

	assert_non_null(again);
	assert_true(json_equal(value, again));
	json_decref(again);
	json_decref(value);
}

static void
test_texts(void **state)
{
	static const char *const texts[] = {
		"",
		"plain",
		"\"quoted\\\"",
		"a\nb\tc\rd\x01\x1f\x7f",
		"Damp \xe2\x80\x94 \xf0\x9f\x8f\xa0",
		"\\",
		"\"",
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(texts); i++)
		comes_back(json_string(texts[i]));
}

static void
test_numbers(void **state)
{
	static const double reals[] = {
		0.0,	 1.0,  -1.0,	0.1,	  -0.25,   0.0001,
		0.00009, 12.5, 1.0 / 3, 1e15,	  1e300,   -1e-300,
		DBL_MAX, 0.3,  2.0 / 7, 1e14 + 1, 0.99995, DBL_MIN,
	};
	static const json_int_t integers[] = {0,    7,		-7,
					      1000, G_MAXINT64, G_MININT64};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(reals); i++)
		comes_back(json_real(reals[i]));
	for (i = 0; i < G_N_ELEMENTS(integers); i++)
		comes_back(json_integer(integers[i]));
	for (i = 0; i < 20000; i++)
		comes_back(json_real((double)i / 10000.0));
}

/* Minus nought keeps its sign, and all reals stay reals. */
static void
test_how_reals_look(void **state)
{
	static const struct {
		double number;
		const char *text;
	} looks[] = {
		{0.0, "0.0"},	  {-0.0, "-0.0"},    {0.1, "0.1"},
		{12.5, "12.5"},	  {-3.0, "-3.0"},    {0.0625, "0.0625"},
		{0.01, "0.01"},	  {100.0, "100.0"},  {0.0101, "0.0101"},
		{1.102, "1.102"}, {1e100, "1e+100"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(looks); i++) {
		json_t *real = json_real(looks[i].number);
		g_autofree char *text = json_text(real);

		assert_string_equal(text, looks[i].text);
		json_decref(real);
	}
}

static void
test_shapes(void **state)
{
	json_t *value = json_pack("{s:[i,b,n,[],{}], s:s, s:{s:f}, s:b}", "z",
				  1, 1, "a", "x", "m", "n", 0.5, "f", 0);
	g_autofree char *text = json_text(value);

	(void)state;
	assert_string_equal(text, "{\"z\":[1,true,null,[],{}],\"a\":\"x\","
				  "\"m\":{\"n\":0.5},\"f\":false}");
	comes_back(value);
	comes_back(json_object());
	comes_back(json_array());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_how_reals_look),
		cmocka_unit_test(test_shapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
