/*
 * Reads as much of a pattern as is needed to say which literals it needs.
 * What it does not understand it takes for "anything".
 */
#include "classify/literal.h"

#include <string.h>

#define SHORTEST 3
#define LONG_ENOUGH 6
#define MOST 400

struct scan {
	const char *at;
};

/* The best set so far of a sequence, and the run of letters being read. */
struct sequence {
	GPtrArray *best;
	GString *run;
};

static GPtrArray *scan_alternatives(struct scan *scan);

static gsize
set_worth(const GPtrArray *set)
{
	if (!set || !set->len || set->len > MOST)
		return 0;
	gsize shortest = LONG_ENOUGH;
	for (guint i = 0; i < set->len; i++) {
		gsize n = strlen(g_ptr_array_index(set, i));
		shortest = MIN(shortest, n);
	}
	return shortest * 1000 - set->len;
}

/* Takes set; keeps the better one. */
static void
offer(struct sequence *sequence, GPtrArray *set)
{
	if (set_worth(set) > set_worth(sequence->best)) {
		if (sequence->best)
			g_ptr_array_unref(sequence->best);
		sequence->best = set;
	} else if (set) {
		g_ptr_array_unref(set);
	}
}

static void
end_run(struct sequence *sequence)
{
	if (sequence->run->len) {
		GPtrArray *set = g_ptr_array_new_with_free_func(g_free);
		g_ptr_array_add(set, g_strdup(sequence->run->str));
		offer(sequence, set);
	}
	g_string_truncate(sequence->run, 0);
}

enum repeat { REPEAT_ONCE, REPEAT_SOME, REPEAT_MAYBE };

static enum repeat
scan_repeat(struct scan *scan)
{
	enum repeat repeat = REPEAT_ONCE;
	char c = *scan->at;
	if (c == '?' || c == '*') {
		repeat = REPEAT_MAYBE;
		scan->at++;
	} else if (c == '+') {
		repeat = REPEAT_SOME;
		scan->at++;
	} else if (c == '{' && g_ascii_isdigit(scan->at[1])) {
		repeat = scan->at[1] == '0' ? REPEAT_MAYBE : REPEAT_SOME;
		while (*scan->at && *scan->at++ != '}')
			continue;
	} else {
		return REPEAT_ONCE;
	}
	if (*scan->at == '?' || *scan->at == '+')
		scan->at++;
	return repeat;
}

static void
skip_set(struct scan *scan)
{
	scan->at++;
	if (*scan->at == '^')
		scan->at++;
	if (*scan->at == ']')
		scan->at++;
	while (*scan->at && *scan->at != ']')
		scan->at += scan->at[0] == '\\' && scan->at[1] ? 2 : 1;
	if (*scan->at)
		scan->at++;
}

static void
scan_group(struct scan *scan, struct sequence *sequence)
{
	gboolean zero_width = FALSE;
	scan->at++;
	if (*scan->at == '?') {
		zero_width = strchr("=!<", scan->at[1]) != NULL;
		scan->at += strspn(scan->at, "?:=!<>|");
	}
	g_autoptr(GPtrArray) inner = scan_alternatives(scan);
	if (*scan->at == ')')
		scan->at++;
	if (zero_width)
		return;
	end_run(sequence);
	if (scan_repeat(scan) != REPEAT_MAYBE && inner)
		offer(sequence, g_steal_pointer(&inner));
}

static void
add_letter(struct scan *scan, struct sequence *sequence, const char *from)
{
	gsize before = sequence->run->len;
	g_string_append_len(sequence->run, from, scan->at - from);
	enum repeat repeat = scan_repeat(scan);
	if (repeat == REPEAT_MAYBE)
		g_string_truncate(sequence->run, before);
	if (repeat != REPEAT_ONCE)
		end_run(sequence);
}

static void
scan_escape(struct scan *scan, struct sequence *sequence)
{
	char c = scan->at[1];
	scan->at += c ? 2 : 1;
	if (c == 'b' || c == 'B')
		return;
	if (!g_ascii_isalnum(c)) {
		add_letter(scan, sequence, scan->at - 1);
		return;
	}
	if ((c == 'p' || c == 'P') && *scan->at == '{')
		while (*scan->at && *scan->at++ != '}')
			continue;
	end_run(sequence);
	scan_repeat(scan);
}

static void
scan_atom(struct scan *scan, struct sequence *sequence)
{
	const char *from = scan->at;
	switch (*from) {
	case '(':
		scan_group(scan, sequence);
		break;
	case '[':
		skip_set(scan);
		end_run(sequence);
		scan_repeat(scan);
		break;
	case '\\':
		scan_escape(scan, sequence);
		break;
	case '.':
		scan->at++;
		end_run(sequence);
		scan_repeat(scan);
		break;
	case '^':
	case '$':
		scan->at++;
		break;
	default:
		scan->at = g_utf8_next_char(from);
		add_letter(scan, sequence, from);
	}
}

static GPtrArray *
scan_sequence(struct scan *scan)
{
	struct sequence sequence = {NULL, g_string_new(NULL)};
	while (*scan->at && *scan->at != '|' && *scan->at != ')')
		scan_atom(scan, &sequence);
	end_run(&sequence);
	g_string_free(sequence.run, TRUE);
	return sequence.best;
}

static GPtrArray *
scan_alternatives(struct scan *scan)
{
	GPtrArray *all = scan_sequence(scan);
	while (*scan->at == '|') {
		scan->at++;
		g_autoptr(GPtrArray) more = scan_sequence(scan);
		if (all && more) {
			for (guint i = 0; i < more->len; i++)
				g_ptr_array_add(all, g_strdup(g_ptr_array_index(
							     more, i)));
		} else if (all) {
			g_ptr_array_unref(all);
			all = NULL;
		}
	}
	return all;
}

GPtrArray *
literal_needed(const char *pattern)
{
	struct scan scan = {pattern};
	g_autoptr(GPtrArray) set = scan_alternatives(&scan);
	if (*scan.at || set_worth(set) + MOST < SHORTEST * 1000)
		return NULL;
	return g_steal_pointer(&set);
}
