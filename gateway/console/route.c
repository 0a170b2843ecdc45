/*
 * Paths against patterns. The tables are walked from the top: with a few
 * hundred rows that takes microseconds, and the order can be read.
 */
#include "console/route.h"

#include <string.h>

static gboolean
is_name(const char *pattern)
{
	return *pattern == '{';
}

/* The length of a segment, which begins behind a "/". */
static gsize
segment(const char *text)
{
	return strcspn(text, "/");
}

/* Goes through both, segment by segment. match may be NULL. */
static gboolean
fits(const char *pattern, const char *path, struct route_match *match)
{
	while (*pattern == '/' && *path == '/') {
		gsize n = segment(++pattern), m = segment(++path);

		if (is_name(pattern) ? m == 0
				     : n != m || strncmp(pattern, path, n) != 0)
			return FALSE;
		if (is_name(pattern) && match != NULL) {
			g_assert(match->n < ROUTE_ARGUMENTS);
			match->names[match->n] = pattern + 1;
			match->arguments[match->n++] = g_strndup(path, m);
		}
		pattern += n;
		path += m;
	}
	return *pattern == '\0' && *path == '\0';
}

const struct route *
route_row(route_tables tables, guint number)
{
	const struct route *row;

	for (; *tables != NULL; tables++)
		for (row = *tables; row->pattern != NULL; row++)
			if (number-- == 0)
				return row;
	return NULL;
}

enum route_found
route_find(route_tables tables, enum method method, const char *path,
	   struct route_match *match)
{
	static const char *const allow[] = {"", "GET, HEAD", "POST",
					    "GET, HEAD, POST"};
	const struct route *row;
	guint i, methods = 0;

	*match = (struct route_match){.allow = allow[0]};
	for (i = 0; (row = route_row(tables, i)) != NULL; i++) {
		if (!fits(row->pattern, path, NULL))
			continue;
		methods |= 1u << row->method;
		if (row->method != method)
			continue;
		match->route = row;
		fits(row->pattern, path, match);
		return ROUTE_FOUND;
	}
	match->allow = allow[methods];
	return methods == 0 ? ROUTE_NOWHERE : ROUTE_OTHER_METHOD;
}

void
route_clear(struct route_match *match)
{
	guint i;

	for (i = 0; i < match->n; i++)
		g_clear_pointer(&match->arguments[i], g_free);
	match->n = 0;
}

const char *
route_argument(const struct route_match *match, const char *name)
{
	gsize n = strlen(name);
	guint i;

	for (i = 0; i < match->n; i++)
		if (strncmp(match->names[i], name, n) == 0 &&
		    match->names[i][n] == '}')
			return match->arguments[i];
	return NULL;
}

static const char *
row_fault(const struct route *row)
{
	if (*row->pattern != '/')
		return "does not begin with \"/\"";
	if (row->who == 0)
		return "is for nobody";
	if (row->handle == NULL || row->summary == NULL)
		return "has no handler or no summary";
	if (row->method == METHOD_POST && row->who != MAY_ANYBODY &&
	    (row->flags & ROUTE_OPEN_POST) != 0)
		return "is for staff and asks for no CSRF token";
	return NULL;
}

static gboolean
is_earlier(route_tables tables, guint number)
{
	const struct route *row = route_row(tables, number);
	guint i;

	for (i = 0; i < number; i++) {
		const struct route *other = route_row(tables, i);

		if (other->method == row->method &&
		    g_str_equal(other->pattern, row->pattern))
			return TRUE;
	}
	return FALSE;
}

char *
route_fault(route_tables tables)
{
	const struct route *row;
	guint i;

	for (i = 0; (row = route_row(tables, i)) != NULL; i++) {
		const char *fault = row_fault(row);

		if (fault == NULL && is_earlier(tables, i))
			fault = "stands there twice";
		if (fault != NULL)
			return g_strdup_printf("The route %s %s %s.",
					       method_name(row->method),
					       row->pattern, fault);
	}
	return NULL;
}

const char *
route_words(route_tables tables, const char *what)
{
	const struct route *row;
	guint i;

	for (i = 0; (row = route_row(tables, i)) != NULL; i++) {
		gsize n = strlen(method_name(row->method));

		if (strncmp(what, method_name(row->method), n) == 0 &&
		    what[n] == ' ' && g_str_equal(what + n + 1, row->pattern))
			return row->summary;
	}
	return what;
}
