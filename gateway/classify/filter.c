/*
 * The automaton: one row of next states a state, over the bytes that occur
 * in the literals; every other byte is the same column.
 */
#include "classify/filter.h"

#include <string.h>

#include "classify/literal.h"
#include "classify/rule.h"

/* A pattern that waits at a state, and the next one there. */
struct waiting {
	guint pattern;
	gint next;
};

struct filter {
	guint patterns;
	guint8 *always;	    /* a byte a pattern: has no literal */
	guint8 column[256]; /* of a byte; 0 for all that are not used */
	guint width;
	GArray *next;	 /* gint [width] a state */
	GArray *waiting; /* struct waiting */
	GArray *first;	 /* gint a state: its waiting, or -1 */
	GArray *suffix;	 /* gint a state: next shorter with some, or -1 */
};

static gint *
row(const struct filter *filter, gint state)
{
	return &g_array_index(filter->next, gint, (guint)state * filter->width);
}

static gint
add_state(struct filter *filter)
{
	gint state = (gint)filter->first->len;
	gint none = -1;
	g_array_append_val(filter->first, none);
	g_array_append_val(filter->suffix, none);
	g_array_set_size(filter->next, (guint)(state + 1) * filter->width);
	for (guint i = 0; i < filter->width; i++)
		row(filter, state)[i] = -1;
	return state;
}

static void
add_literal(struct filter *filter, const char *literal, guint pattern)
{
	gint state = 0;
	for (const char *c = literal; *c; c++) {
		guint8 column = filter->column[(guchar)*c];
		gint next = row(filter, state)[column];
		if (next < 0) {
			next = add_state(filter);
			row(filter, state)[column] = next;
		}
		state = next;
	}
	struct waiting waiting = {pattern,
				  g_array_index(filter->first, gint, state)};
	g_array_index(filter->first, gint, state) = (gint)filter->waiting->len;
	g_array_append_val(filter->waiting, waiting);
}

/* Fills in where to go on after a mismatch, breadth first. */
static void
link_state(struct filter *filter, gint state, gint fail, GArray *queue,
	   gint *fails)
{
	for (guint c = 0; c < filter->width; c++) {
		gint next = row(filter, state)[c];
		gint other = state ? row(filter, fail)[c] : 0;
		if (next < 0) {
			row(filter, state)[c] = other;
			continue;
		}
		fails[next] = other;
		g_array_index(filter->suffix, gint, next) =
			g_array_index(filter->first, gint, other) >= 0
				? other
				: g_array_index(filter->suffix, gint, other);
		g_array_append_val(queue, next);
	}
}

static void
link_states(struct filter *filter)
{
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(gint));
	g_autofree gint *fails = g_new0(gint, filter->first->len);
	link_state(filter, 0, 0, queue, fails);
	for (guint i = 0; i < queue->len; i++) {
		gint state = g_array_index(queue, gint, i);
		link_state(filter, state, fails[state], queue, fails);
	}
}

static void
use_bytes(struct filter *filter, const GPtrArray *set)
{
	for (guint i = 0; set && i < set->len; i++) {
		for (const char *c = g_ptr_array_index(set, i); *c; c++) {
			if (!filter->column[(guchar)*c])
				filter->column[(guchar)*c] =
					(guint8)filter->width++;
		}
	}
}

static void
free_set(gpointer set)
{
	if (set)
		g_ptr_array_unref(set);
}

/* The literals of every pattern, NULL where there are none. */
static GPtrArray *
all_literals(const GPtrArray *rules)
{
	GPtrArray *sets = g_ptr_array_new_with_free_func(free_set);
	for (guint i = 0; i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		GPtrArray *patterns = rule->conditions[CONDITION_MATCH];
		for (guint j = 0; j < patterns->len; j++) {
			struct pattern *p = g_ptr_array_index(patterns, j);
			g_ptr_array_add(sets, literal_needed(p->source));
		}
	}
	return sets;
}

struct filter *
filter_new(const GPtrArray *rules)
{
	g_autoptr(GPtrArray) sets = all_literals(rules);
	struct filter *filter = g_new0(struct filter, 1);
	filter->patterns = sets->len;
	filter->always = g_new0(guint8, sets->len + 1);
	filter->width = 1;
	for (guint i = 0; i < sets->len; i++)
		use_bytes(filter, g_ptr_array_index(sets, i));
	filter->next = g_array_new(FALSE, FALSE, sizeof(gint));
	filter->first = g_array_new(FALSE, FALSE, sizeof(gint));
	filter->suffix = g_array_new(FALSE, FALSE, sizeof(gint));
	filter->waiting = g_array_new(FALSE, FALSE, sizeof(struct waiting));
	add_state(filter);
	for (guint i = 0; i < sets->len; i++) {
		const GPtrArray *set = g_ptr_array_index(sets, i);
		filter->always[i] = !set;
		for (guint j = 0; set && j < set->len; j++)
			add_literal(filter, g_ptr_array_index(set, j), i);
	}
	link_states(filter);
	return filter;
}

void
filter_free(struct filter *filter)
{
	if (!filter)
		return;
	g_free(filter->always);
	g_array_unref(filter->next);
	g_array_unref(filter->first);
	g_array_unref(filter->suffix);
	g_array_unref(filter->waiting);
	g_free(filter);
}

guint
filter_patterns(const struct filter *filter)
{
	return filter->patterns;
}

static void
take_waiting(const struct filter *filter, gint state, guint8 *worth)
{
	while (state >= 0) {
		gint at = g_array_index(filter->first, gint, state);
		while (at >= 0) {
			const struct waiting *waiting = &g_array_index(
				filter->waiting, struct waiting, at);
			worth[waiting->pattern] = 1;
			at = waiting->next;
		}
		state = g_array_index(filter->suffix, gint, state);
	}
}

void
filter_scan(const struct filter *filter, const char *text, gsize length,
	    guint8 *worth)
{
	const gint *next = (const gint *)(const void *)filter->next->data;
	gint state = 0;
	memcpy(worth, filter->always, filter->patterns);
	for (gsize i = 0; i < length; i++) {
		guint8 column = filter->column[(guchar)text[i]];
		state = next[(guint)state * filter->width + column];
		take_waiting(filter, state, worth);
	}
}
