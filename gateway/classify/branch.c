/*
 * Splits a pattern at the bars that stand outside of groups and sets. It
 * knows just as much of patterns as is needed to find those.
 */
#include "classify/branch.h"

#include <string.h>

const char *
branch_after_set(const char *c)
{
	c++;
	if (*c == '^')
		c++;
	if (*c == ']')
		c++;
	while (*c && *c != ']') {
		const char *end =
			c[0] == '[' && c[1] == ':' ? strstr(c, ":]") : NULL;
		if (end)
			c = end + 2;
		else
			c += c[0] == '\\' && c[1] ? 2 : 1;
	}
	return *c ? c + 1 : c;
}

static gboolean
group_is_plain(const char *c)
{
	if (c[1] == '*')
		return FALSE;
	if (c[1] != '?')
		return TRUE;
	if (c[2] == '<')
		return c[3] == '=' || c[3] == '!';
	return c[2] && strchr(":=!>", c[2]);
}

gboolean
branch_is_plain(const char *pattern)
{
	static const char known[] = "bBwWdDsShHvVntrfpPAzZX";
	int depth = 0;
	for (const char *c = pattern; *c;) {
		if (*c == '\\') {
			if (!c[1] ||
			    (g_ascii_isalnum(c[1]) && !strchr(known, c[1])))
				return FALSE;
			c += 2;
			continue;
		}
		if (*c == '(' && !group_is_plain(c))
			return FALSE;
		depth += (*c == '(') - (*c == ')');
		if (depth < 0)
			return FALSE;
		c = *c == '[' ? branch_after_set(c) : c + 1;
	}
	return depth == 0;
}

GPtrArray *
branch_split(const char *pattern)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
	const char *from = pattern;
	int depth = branch_is_plain(pattern) ? 0 : 1;
	for (const char *c = pattern; *c;) {
		depth += (*c == '(') - (*c == ')');
		if (*c == '|' && depth == 0) {
			g_ptr_array_add(list,
					g_strndup(from, (gsize)(c - from)));
			from = c + 1;
		}
		if (*c == '[')
			c = branch_after_set(c);
		else
			c += c[0] == '\\' && c[1] ? 2 : 1;
	}
	g_ptr_array_add(list, g_strdup(from));
	return list;
}
