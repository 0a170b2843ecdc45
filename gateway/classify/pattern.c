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
	regex_free(branch->here);
	g_free(branch);
}

/* The expression for whole words. here: it matches only where the search
 * begins. */
static char *
bounded(const char *expression, gboolean here)
{
	return g_strdup_printf("%s(?<!\\w)(?:%s)(?!\\w)", here ? "\\G" : "",
			       expression);
}

static struct regex *
compile(const char *expression, gboolean here)
{
	g_autofree char *whole = bounded(expression, here);
	return regex_new(whole, NULL);
}

struct pattern *
pattern_new(const char *expression, guint line, GError **error)
{
	g_autofree char *whole = bounded(expression, FALSE);
	if (!regex_check(whole, error))
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
find_at(struct branch *branch, const struct stretch *stretch, gsize at,
	gsize span[2])
{
	if (!branch->here)
		branch->here = compile(branch->source, TRUE);
	if (!branch->here)
		return REGEX_LIMIT;
	return regex_find(branch->here, stretch->text, at, stretch->to, span);
}

static enum regex_result
find_after(struct branch *branch, const struct stretch *stretch, gsize at,
	   gsize span[2])
{
	if (!branch->regex)
		branch->regex = compile(branch->source, FALSE);
	if (!branch->regex)
		return REGEX_LIMIT;
	return regex_find(branch->regex, stretch->text, at, stretch->to, span);
}

/* The first match from at on: one place after the other, then all others. */
static enum regex_result
find(const struct pattern *pattern, const struct chance *chance,
     const struct stretch *stretch, gsize at, gsize span[2])
{
	struct branch *branch = g_ptr_array_index(
		pattern->branches, chance->branch - pattern->first);
	const struct chances *chances = stretch->chances;
	for (guint i = 0; i < chance->count; i++) {
		gsize place =
			chances->base + chances->places[chance->first + i];
		if (place >= stretch->to)
			return REGEX_NO;
		if (place < at)
			continue;
		enum regex_result found = find_at(branch, stretch, place, span);
		if (found != REGEX_NO)
			return found;
		at = place + 1;
	}
	while (at < stretch->to && (stretch->text[at] & 0xc0) == 0x80)
		at++;
	return chance->more ? find_after(branch, stretch, at, span) : REGEX_NO;
}

static struct chance *
chances_for(const struct pattern *pattern, const struct stretch *stretch,
	    guint *count)
{
	return chances_of(stretch->chances, pattern->first,
			  pattern->first + pattern->branches->len, count);
}

void
pattern_begin(struct pattern *pattern, const struct stretch *stretch)
{
	guint count = 0;
	struct chance *list = chances_for(pattern, stretch, &count);
	for (guint i = 0; i < count; i++)
		list[i].tried = FALSE;
}

enum regex_result
pattern_next(struct pattern *pattern, const struct stretch *stretch, gsize at,
	     gsize span[2])
{
	const struct chance *best = NULL;
	guint count = 0;
	struct chance *list = chances_for(pattern, stretch, &count);
	for (guint i = 0; i < count; i++) {
		struct chance *one = &list[i];
		if (!one->tried ||
		    (one->result == REGEX_YES && one->span[0] < at))
			one->result =
				find(pattern, one, stretch, at, one->span);
		one->tried = TRUE;
		if (one->result == REGEX_LIMIT)
			return REGEX_LIMIT;
		if (one->result == REGEX_YES &&
		    (!best || one->span[0] < best->span[0]))
			best = one;
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
	enum regex_result all = REGEX_NO;
	guint count = 0;
	struct chance *list = chances_for(pattern, stretch, &count);
	for (guint i = 0; i < count; i++) {
		gsize span[2];
		enum regex_result one =
			find(pattern, &list[i], stretch, stretch->from, span);
		if (one == REGEX_YES)
			return one;
		if (one == REGEX_LIMIT)
			all = one;
	}
	return all;
}
