/*
 * The API's document against its table of routes: each route is documented,
 * nothing else is, and what is said of each is so. And how often a client
 * may ask.
 */
#include "unit/unit.h"

#include <string.h>

#include "base/limits.h"
#include "console/api.h"
#include "console/rate.h"
#include "model/role.h"

static json_t *
document(void)
{
	json_error_t problem;
	json_t *object = json_load_file("data/openapi.json", 0, &problem);

	if (object == NULL)
		fail_msg("data/openapi.json:%d: %s", problem.line,
			 problem.text);
	return object;
}

static json_t *
operation_of(json_t *object, const struct route *route)
{
	json_t *path = json_object_get(json_object_get(object, "paths"),
				       route->pattern);

	return json_object_get(path,
			       route->method == METHOD_GET ? "get" : "post");
}

static void
test_documented(void **state)
{
	const struct route *route;
	json_t *object = document();

	(void)state;
	for (route = api_routes; route->pattern != NULL; route++) {
		json_t *operation = operation_of(object, route);
		const char *summary = json_string_value(
			json_object_get(operation, "summary"));

		if (operation == NULL)
			fail_msg("%s is not documented", route->pattern);
		assert_string_equal(summary, route->summary);
		assert_true((route->flags & ROUTE_API) != 0);
		assert_int_equal(json_object_get(operation, "security") != NULL,
				 route->who == MAY_ANYBODY);
		assert_int_equal(json_object_get(operation, "requestBody") !=
					 NULL,
				 route->method == METHOD_POST);
	}
	json_decref(object);
}

static gboolean
has_route(const char *path, const char *method)
{
	const struct route *route;

	for (route = api_routes; route->pattern != NULL; route++)
		if (g_str_equal(route->pattern, path) &&
		    g_ascii_strcasecmp(method, method_name(route->method)) == 0)
			return TRUE;
	return FALSE;
}

static void
test_nothing_else(void **state)
{
	json_t *object = document();
	json_t *operations, *operation;
	const char *path, *method;

	(void)state;
	json_object_foreach (json_object_get(object, "paths"), path, operations)
		json_object_foreach (operations, method, operation)
			if (!has_route(path, method))
				fail_msg("%s %s is no route", method, path);
	json_decref(object);
}

/* Roles as the document says them, in words. */
static void
test_roles(void **state)
{
	static const struct {
		const char *words;
		guint who;
	} rows[] = {
		{"Roles: read-only, handler, officer, manager.", MAY_LOOK},
		{"Roles: handler, officer, manager.", MAY_HANDLE},
		{"Roles: officer, manager.", MAY_SETTLE},
		{"Roles: any of a person's.", MAY_SIGNED_IN},
		{NULL, MAY_ANYBODY},
	};
	const struct route *route;
	json_t *object = document();

	(void)state;
	for (route = api_routes; route->pattern != NULL; route++) {
		const char *told = json_string_value(json_object_get(
			operation_of(object, route), "description"));
		guint who = 0;
		gsize i;

		for (i = 0; i < G_N_ELEMENTS(rows); i++)
			if (g_strcmp0(told, rows[i].words) == 0)
				who = rows[i].who;
		if (who != route->who)
			fail_msg("%s: %s", route->pattern,
				 told != NULL ? told : "no roles");
	}
	json_decref(object);
}

static void
test_rate(void **state)
{
	g_autoptr(own_rate) rate = rate_new();
	gint64 now = 1000;
	guint i, wait;

	(void)state;
	for (i = 0; i < LIMIT_API_BURST; i++)
		assert_int_equal(rate_take(rate, 1, now), 0);
	wait = rate_take(rate, 1, now);
	assert_true(wait > 0);
	assert_int_equal(rate_take(rate, 2, now), 0);
	now += (gint64)wait * G_USEC_PER_SEC;
	assert_int_equal(rate_take(rate, 1, now), 0);
	now += (gint64)60 * G_USEC_PER_SEC;
	for (i = 0; i < LIMIT_API_BURST; i++)
		assert_int_equal(rate_take(rate, 1, now), 0);
	assert_true(rate_take(rate, 1, now) > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_documented),
		cmocka_unit_test(test_nothing_else),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
