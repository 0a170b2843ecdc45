/*
 * Reads as much of a pattern as is needed to say which strings it needs.
 * What it does not understand it takes for "anything". Parts that follow each
 * other and stand for a few strings each are multiplied out.
 */
#include "classify/literal.h"

#include <string.h>

#include "classify/branch.h"

#define SHORTEST 3
#define LONGEST 16	/* more tells no better */
#define MOST 400	/* strings of a set */
#define MOST_PRODUCT 12 /* strings of a set that is multiplied out */

/* A sequence while it is read: the strings of the part that goes on, and the
 * best set so far. */
struct sequence {
	GPtrArray *run;
	gboolean first; /* the run stands at the beginning */
	gboolean exact; /* the run is all of it */
	struct literals *best;
};

/* What a group stands for: all its strings, or only some that it needs. */
struct part {
	GPtrArray *exact;
	struct literals *needed;
};

static struct part read_alternatives(const char **at);

void
literals_free(struct literals *literals)
{
	if (!literals)
		return;
	g_ptr_array_unref(literals->strings);
	g_free(literals);
}

static GPtrArray *
set_new(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

static GPtrArray *
set_of(const char *string, gsize length)
{
	GPtrArray *set = set_new();
	g_ptr_array_add(set, g_strndup(string, length));
	return set;
}

static void
set_add(GPtrArray *set, const GPtrArray *more)
{
	for (guint i = 0; i < more->len; i++)
		g_ptr_array_add(set, g_strdup(g_ptr_array_index(more, i)));
}

/* How often, about, a text holds one of the strings; 1 if of no use. */
static double
set_cost(const GPtrArray *set)
{
	double cost = 0;
	if (!set->len || set->len > MOST)
		return 1;
	for (guint i = 0; i < set->len; i++) {
		gsize length = strlen(g_ptr_array_index(set, i));
		double one = 1;
		if (length < SHORTEST)
			return 1;
		for (gsize n = MIN(length, LONGEST); n; n--)
			one /= 3;
		cost += one;
	}
	return cost;
}

/* Keeps the better one. */
static void
offer(struct sequence *sequence, const GPtrArray *set, gboolean first,
      gboolean last)
{
	double best = sequence->best ? set_cost(sequence->best->strings) : 1;
	if (set_cost(set) >= best)
		return;
	literals_free(sequence->best);
	sequence->best = g_new0(struct literals, 1);
	sequence->best->strings = set_new();
	set_add(sequence->best->strings, set);
	sequence->best->first = first;
	sequence->best->last = last;
}

/* What follows is not known. */
static void
end_run(struct sequence *sequence)
{
	offer(sequence, sequence->run, sequence->first, FALSE);
	g_ptr_array_unref(sequence->run);
	sequence->run = set_of("", 0);
	sequence->first = FALSE;
	sequence->exact = FALSE;
}

static gboolean
is_long(const GPtrArray *set)
{
	for (guint i = 0; i < set->len; i++) {
		if (strlen(g_ptr_array_index(set, i)) >= LONGEST)
			return TRUE;
	}
	return FALSE;
}

/* The run goes on with one of the strings of set. */
static void
go_on(struct sequence *sequence, const GPtrArray *set)
{
	if (sequence->run->len * set->len > MOST_PRODUCT ||
	    is_long(sequence->run))
		end_run(sequence);
	GPtrArray *product = set_new();
	for (guint i = 0; i < sequence->run->len; i++) {
		const char *head = g_ptr_array_index(sequence->run, i);
		for (guint j = 0; j < set->len; j++)
			g_ptr_array_add(product,
					g_strconcat(head,
						    g_ptr_array_index(set, j),
						    NULL));
	}
	g_ptr_array_unref(sequence->run);
	sequence->run = product;
}

enum repeat { REPEAT_ONCE, REPEAT_PERHAPS, REPEAT_SOME, REPEAT_MAYBE };

static enum repeat
read_repeat(const char **at)
{
	enum repeat repeat = REPEAT_ONCE;
	char c = **at;
	if (c == '?' || c == '*') {
		repeat = c == '?' ? REPEAT_PERHAPS : REPEAT_MAYBE;
		++*at;
	} else if (c == '+') {
		repeat = REPEAT_SOME;
		++*at;
	} else if (c == '{' && g_ascii_isdigit((*at)[1])) {
		repeat = (*at)[1] == '0' ? REPEAT_MAYBE : REPEAT_SOME;
		while (**at && *(*at)++ != '}')
			continue;
	} else {
		return REPEAT_ONCE;
	}
	if (**at == '?' || **at == '+')
		++*at;
	return repeat;
}

/* Adds what stands for exactly the strings of set, which it may change, as
 * often as the repeat that follows at says. */
static void
add_exact(struct sequence *sequence, GPtrArray *set, const char **at)
{
	switch (read_repeat(at)) {
	case REPEAT_PERHAPS:
		g_ptr_array_add(set, g_strdup(""));
		go_on(sequence, set);
		break;
	case REPEAT_SOME:
		go_on(sequence, set);
		end_run(sequence);
		break;
	case REPEAT_MAYBE:
		end_run(sequence);
		break;
	default:
		go_on(sequence, set);
	}
}

static void
add_unknown(struct sequence *sequence, const char **at)
{
	end_run(sequence);
	read_repeat(at);
}

static gboolean
is_empty_run(const GPtrArray *run)
{
	return run->len == 1 && !*(const char *)g_ptr_array_index(run, 0);
}

static void
add_group(struct sequence *sequence, struct part part, const char **at)
{
	if (part.exact) {
		add_exact(sequence, part.exact, at);
		return;
	}
	gboolean first = sequence->first && is_empty_run(sequence->run);
	end_run(sequence);
	enum repeat repeat = read_repeat(at);
	if (part.needed && (repeat == REPEAT_ONCE || repeat == REPEAT_SOME))
		offer(sequence, part.needed->strings,
		      first && part.needed->first, FALSE);
}

static void
read_group(const char **at, struct sequence *sequence)
{
	gboolean zero_width = FALSE;
	++*at;
	if (**at == '?') {
		zero_width = strchr("=!<", (*at)[1]) != NULL;
		*at += strspn(*at, "?:=!<>");
	}
	struct part part = read_alternatives(at);
	if (**at == ')')
		++*at;
	if (zero_width)
		read_repeat(at);
	else
		add_group(sequence, part, at);
	if (part.exact)
		g_ptr_array_unref(part.exact);
	literals_free(part.needed);
}

/* "[ae]" stands for "a" or "e"; other sets for anything. */
static void
read_set(const char **at, struct sequence *sequence)
{
	const char *from = *at + 1;
	*at = branch_after_set(*at);
	g_autoptr(GPtrArray) set = set_new();
	for (const char *c = from; c + 1 < *at; c++) {
		if (strchr("^-\\[", *c) || (guchar)*c >= 0x80) {
			add_unknown(sequence, at);
			return;
		}
		g_ptr_array_add(set, g_strndup(c, 1));
	}
	add_exact(sequence, set, at);
}

static void
read_letter(const char **at, const char *from, struct sequence *sequence)
{
	g_autoptr(GPtrArray) set = set_of(from, (gsize)(*at - from));
	add_exact(sequence, set, at);
}

static void
read_escape(const char **at, struct sequence *sequence)
{
	char c = (*at)[1];
	*at += c ? 2 : 1;
	if (c && strchr("bBAzZ", c))
		return;
	if (!g_ascii_isalnum(c)) {
		read_letter(at, *at - 1, sequence);
		return;
	}
	if (c == 'p' || c == 'P') {
		if (**at == '{')
			while (**at && *(*at)++ != '}')
				continue;
		else if (**at)
			++*at;
	}
	add_unknown(sequence, at);
}

static void
read_atom(const char **at, struct sequence *sequence)
{
	const char *from = *at;
	switch (*from) {
	case '(':
		read_group(at, sequence);
		break;
	case '[':
		read_set(at, sequence);
		break;
	case '\\':
		read_escape(at, sequence);
		break;
	case '.':
		++*at;
		add_unknown(sequence, at);
		break;
	case '^':
	case '$':
		++*at;
		break;
	default:
		*at = g_utf8_next_char(from);
		read_letter(at, from, sequence);
	}
}

static struct part
read_sequence(const char **at)
{
	struct sequence sequence = {set_of("", 0), TRUE, TRUE, NULL};
	while (**at && **at != '|' && **at != ')')
		read_atom(at, &sequence);
	offer(&sequence, sequence.run, sequence.first, TRUE);
	struct part part = {sequence.exact ? sequence.run : NULL,
			    sequence.best};
	if (!part.exact)
		g_ptr_array_unref(sequence.run);
	return part;
}

/* Puts the strings of other to those of part; it takes what other holds. */
static void
join_part(struct part *part, struct part *other)
{
	if (part->exact && other->exact &&
	    part->exact->len + other->exact->len <= MOST) {
		set_add(part->exact, other->exact);
	} else {
		g_clear_pointer(&part->exact, g_ptr_array_unref);
	}
	if (part->needed && other->needed) {
		set_add(part->needed->strings, other->needed->strings);
		part->needed->first &= other->needed->first;
		part->needed->last &= other->needed->last;
	} else {
		g_clear_pointer(&part->needed, literals_free);
	}
	g_clear_pointer(&other->exact, g_ptr_array_unref);
	g_clear_pointer(&other->needed, literals_free);
}

static struct part
read_alternatives(const char **at)
{
	struct part all = read_sequence(at);
	while (**at == '|') {
		++*at;
		struct part more = read_sequence(at);
		join_part(&all, &more);
	}
	return all;
}

struct literals *
literals_needed(const char *pattern)
{
	if (!branch_is_plain(pattern))
		return NULL;
	const char *at = pattern;
	struct part part = read_alternatives(&at);
	g_autoptr(own_literals) needed = part.needed;
	if (part.exact)
		g_ptr_array_unref(part.exact);
	if (*at || !needed || set_cost(needed->strings) >= 1)
		return NULL;
	return g_steal_pointer(&needed);
}
