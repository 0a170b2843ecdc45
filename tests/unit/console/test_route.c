/*
 * Paths against a table, and the tables of the console themselves.
 */
#include "unit/unit.h"

#include "console/pages.h"
#include "console/route.h"

static void
nothing(struct visit *visit)
{
	(void)visit;
}

static const struct route cases[] = {
	{METHOD_GET, "/", MAY_LOOK, 0, nothing, "home"},
	{METHOD_GET, "/case/new", MAY_HANDLE, 0, nothing, "new"},
	{METHOD_GET, "/case/{ref}", MAY_LOOK, 0, nothing, "case"},
	{METHOD_POST, "/case/{ref}", MAY_HANDLE, 0, nothing, "change"},
	{METHOD_GET, "/case/{ref}/item/{item}", MAY_LOOK, 0, nothing, "item"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
static const struct route acts[] = {
	{METHOD_POST, "/case/{ref}/confirm", MAY_SETTLE, 0, nothing, "settle"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
static const struct route *const tables[] = {cases, acts, NULL};

static const struct {
	enum method method;
	const char *path;
	const char *summary; /* NULL: nothing found */
	const char *ref;
	const char *allow;
} paths[] = {
	{METHOD_GET, "/", "home", NULL, NULL},
	{METHOD_GET, "/case/new", "new", NULL, NULL},
	{METHOD_GET, "/case/CR-1", "case", "CR-1", NULL},
	{METHOD_POST, "/case/CR-1", "change", "CR-1", NULL},
	{METHOD_POST, "/case/new", "change", "new", NULL},
	{METHOD_GET, "/case/a b/item/7", "item", "a b", NULL},
	{METHOD_POST, "/case/x/confirm", "settle", "x", NULL},
	{METHOD_GET, "/case/x/confirm", NULL, NULL, "POST"},
	{METHOD_POST, "/", NULL, NULL, "GET, HEAD"},
	{METHOD_POST, "/case/x/item/7", NULL, NULL, "GET, HEAD"},
	{METHOD_GET, "/case/", NULL, NULL, ""},
	{METHOD_GET, "/case", NULL, NULL, ""},
	{METHOD_GET, "/case/x/", NULL, NULL, ""},
	{METHOD_GET, "/case//item/7", NULL, NULL, ""},
	{METHOD_GET, "//", NULL, NULL, ""},
	{METHOD_GET, "/case/x/item/7/8", NULL, NULL, ""},
	{METHOD_GET, "/case/x/items/7", NULL, NULL, ""},
};

static void
paths_find_their_row(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(paths); i++) {
		struct route_match match;
		enum route_found found = route_find(tables, paths[i].method,
						    paths[i].path, &match);

		if (paths[i].summary != NULL) {
			assert_int_equal(found, ROUTE_FOUND);
			assert_string_equal(match.route->summary,
					    paths[i].summary);
		} else if (*paths[i].allow != '\0') {
			assert_int_equal(found, ROUTE_OTHER_METHOD);
			assert_string_equal(match.allow, paths[i].allow);
		} else {
			assert_int_equal(found, ROUTE_NOWHERE);
		}
		if (paths[i].ref != NULL)
			assert_string_equal(route_argument(&match, "ref"),
					    paths[i].ref);
		else
			assert_null(route_argument(&match, "ref"));
		assert_null(route_argument(&match, "re"));
		route_clear(&match);
	}
}

static const struct route faulty[][2] = {
	{{METHOD_GET, "/a", 0, 0, nothing, "x"}, {.pattern = NULL}},
	{{METHOD_GET, "a", MAY_LOOK, 0, nothing, "x"}, {.pattern = NULL}},
	{{METHOD_GET, "/a", MAY_LOOK, 0, NULL, "x"}, {.pattern = NULL}},
	{{METHOD_GET, "/a", MAY_LOOK, 0, nothing, NULL}, {.pattern = NULL}},
	{{METHOD_POST, "/a", MAY_LOOK, ROUTE_OPEN_POST, nothing, "x"},
	 {.pattern = NULL}},
	{{METHOD_POST, "/case/{ref}", MAY_LOOK, 0, nothing, "twice"},
	 {.pattern = NULL}},
};

static void
faults_of_a_table_are_told(void **state)
{
	g_autofree char *none = route_fault(tables);
	gsize i;

	(void)state;
	assert_null(none);
	for (i = 0; i < G_N_ELEMENTS(faulty); i++) {
		const struct route *const wrong[] = {cases, faulty[i], NULL};
		g_autofree char *fault = route_fault(wrong);

		assert_non_null(fault);
		assert_non_null(strstr(fault, faulty[i][0].pattern));
	}
}

/* Whatever a resident may have written is for staff alone. */
static void
the_console_is_closed(void **state)
{
	static const char *const open[] = {"/sign-in",
					   "/sign-in/code",
					   "/link/{token}",
					   "/accept/{token}",
					   "/api/v1/openapi.json",
					   "/health",
					   "/metrics",
					   NULL};
	g_autofree char *fault = route_fault(pages_tables);
	const struct route *row;
	guint i;

	(void)state;
	if (fault != NULL)
		fail_msg("%s", fault);
	for (i = 0; (row = route_row(pages_tables, i)) != NULL; i++) {
		if ((row->who & MAY_ANYBODY) != 0 &&
		    !g_strv_contains(open, row->pattern))
			fail_msg("%s is open to anybody", row->pattern);
		if (row->method == METHOD_POST &&
		    (row->who & ROLE_READ_ONLY) != 0 &&
		    strstr(row->pattern, "{ref}") != NULL)
			fail_msg("%s may be changed by who may only read",
				 row->pattern);
	}
	assert_true(i > 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_find_their_row),
		cmocka_unit_test(faults_of_a_table_are_told),
		cmocka_unit_test(the_console_is_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
