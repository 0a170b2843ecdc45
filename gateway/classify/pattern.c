/*
 * Searches with the alternatives that may match and takes the match that
 * comes first; of several at one place, that of the first alternative.
 */
#include "classify/pattern.h"

#include "classify/branch.h"

static void
branch_free(gpointer data)
{
	struct branch *branch = data;
	g_free(branch->source);
	regex_free(branch->regex);
	g_free(branch);
}

static struct regex *
compile(const char *expression, GError **error)
{
	g_autofree char *bounded =
		g_strdup_printf("(?<!\\w)(?:%s)(?!\\w)", expression);
	return regex_new(bounded, error);
}

struct pattern *
pattern_new(const char *expression, guint line, GError **error)
{
	g_autoptr(own_regex) whole = compile(expression, error);
	if (!whole)
		return NULL;
	struct pattern *pattern = g_new0(struct pattern, 1);
	pattern->source = g_strdup(expression);
	pattern->line = line;
	pattern->branches = g_ptr_array_new_with_free_func(branch_free);
	g_autoptr(GPtrArray) sources = branch_split(expression);
	for (guint i = 0; i < sources->len; i++) {
		struct branch *branch = g_new0(struct branch, 1);
		branch->source = g_strdup(g_ptr_array_index(sources, i));
		g_ptr_array_add(pattern->branches, branch);
	}
	return pattern;
}

void
pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	g_free(pattern->source);
	g_ptr_array_unref(pattern->branches);
	g_free(pattern);
}

static enum regex_result
find(struct branch *branch, const struct stretch *stretch, gsize at,
     gsize span[2])
{
	if (!branch->regex)
		branch->regex = compile(branch->source, NULL);
	if (!branch->regex)
		return REGEX_LIMIT;
	return regex_find(branch->regex, stretch->text, at, stretch->to, span);
}

void
pattern_begin(struct pattern *pattern)
{
	for (guint i = 0; i < pattern->branches->len; i++) {
		struct branch *branch = g_ptr_array_index(pattern->branches, i);
		branch->tried = FALSE;
	}
}

enum regex_result
pattern_next(struct pattern *pattern, const struct stretch *stretch, gsize at,
	     gsize span[2])
{
	const guint8 *worth = stretch->worth + pattern->first;
	const struct branch *best = NULL;
	for (guint i = 0; i < pattern->branches->len; i++) {
		struct branch *branch = g_ptr_array_index(pattern->branches, i);
		if (!worth[i])
			continue;
		if (!branch->tried ||
		    (branch->result == REGEX_YES && branch->span[0] < at))
			branch->result =
				find(branch, stretch, at, branch->span);
		branch->tried = TRUE;
		if (branch->result == REGEX_LIMIT)
			return REGEX_LIMIT;
		if (branch->result == REGEX_YES &&
		    (!best || branch->span[0] < best->span[0]))
			best = branch;
	}
	if (!best)
		return REGEX_NO;
	span[0] = best->span[0];
	span[1] = best->span[1];
	return REGEX_YES;
}

enum regex_result
pattern_any(struct pattern *pattern, const struct stretch *stretch)
{
	const guint8 *worth = stretch->worth + pattern->first;
	enum regex_result all = REGEX_NO;
	for (guint i = 0; i < pattern->branches->len; i++) {
		gsize span[2];
		if (!worth[i])
			continue;
		enum regex_result one =
			find(g_ptr_array_index(pattern->branches, i), stretch,
			     stretch->from, span);
		if (one == REGEX_YES)
			return one;
		if (one == REGEX_LIMIT)
			all = one;
	}
	return all;
}
