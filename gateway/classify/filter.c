/*
 * Every string is found by four of its bytes (three, if it has no more): a
 * table of these says where in the text a string may stand, and the string is
 * compared there. Chosen are the four that fewest strings share.
 */
#include "classify/filter.h"

#include <string.h>

#include "classify/literal.h"
#include "classify/rule.h"

#define SLOT_BITS 17
#define SLOTS (1u << SLOT_BITS)
#define WINDOW 4

/* A string, and where its window is. */
struct needle {
	char *text;
	guint length;
	guint after;  /* bytes of it after the window */
	gint waiting; /* the first branch that waits for it */
	gint next;    /* another needle of the slot, or -1 */
};

/* A branch that waits for a needle, and the next one that does. */
struct waiting {
	guint branch;
	gboolean first; /* there, it must not follow a letter */
	gboolean last;	/* nor be followed by one */
	gint next;
};

struct filter {
	guint branches;
	GArray *always;		/* guint8 a branch: needs no string */
	GArray *needles;	/* struct needle */
	GArray *waiting;	/* struct waiting */
	GHashTable *known;	/* a needle's text to its place and one */
	guint8 used[SLOTS / 8]; /* a bit a slot: has a needle */
	gint slots[SLOTS];	/* the first needle, or -1 */
	guint8 load[SLOTS];	/* how many there are, up to 255 */
};

static guint
slot_of(guint32 bytes)
{
	return (guint32)(bytes * 2654435761u) >> (32 - SLOT_BITS);
}

static guint
window_slot(const char *text, guint length)
{
	guint32 bytes = 0;
	for (guint i = 0; i < length; i++)
		bytes = bytes << 8 | (guchar)text[i];
	return slot_of(bytes);
}

static gint
add_needle(struct filter *filter, const char *text)
{
	guint length = (guint)strlen(text);
	guint window = MIN(length, WINDOW);
	guint best = 0;
	guint slot = window_slot(text, window);
	for (guint i = 1; i + window <= length; i++) {
		guint other = window_slot(text + i, window);
		if (filter->load[other] < filter->load[slot]) {
			slot = other;
			best = i;
		}
	}
	struct needle needle = {g_strdup(text), length, length - best - window,
				-1, filter->slots[slot]};
	gint place = (gint)filter->needles->len;
	g_array_append_val(filter->needles, needle);
	filter->slots[slot] = place;
	filter->used[slot / 8] |= (guint8)(1u << slot % 8);
	if (filter->load[slot] < 255)
		filter->load[slot]++;
	g_hash_table_insert(filter->known, needle.text,
			    GINT_TO_POINTER(place + 1));
	return place;
}

static void
add_branch(struct filter *filter, const char *source, gboolean to_end)
{
	g_autoptr(own_literals) needed = literals_needed(source);
	guint8 always = !needed;
	g_array_append_val(filter->always, always);
	for (guint i = 0; needed && i < needed->strings->len; i++) {
		const char *text = g_ptr_array_index(needed->strings, i);
		gint place = GPOINTER_TO_INT(
				     g_hash_table_lookup(filter->known, text)) -
			     1;
		if (place < 0)
			place = add_needle(filter, text);
		struct needle *needle =
			&g_array_index(filter->needles, struct needle, place);
		struct waiting waiting = {filter->branches, needed->first,
					  needed->last && to_end,
					  needle->waiting};
		needle->waiting = (gint)filter->waiting->len;
		g_array_append_val(filter->waiting, waiting);
	}
	filter->branches++;
}

/* Conditions are tried on parts of a text, which may end within a word. */
static void
add_pattern(struct filter *filter, struct pattern *pattern, gboolean to_end)
{
	pattern->first = filter->branches;
	for (guint i = 0; i < pattern->branches->len; i++) {
		const struct branch *branch =
			g_ptr_array_index(pattern->branches, i);
		add_branch(filter, branch->source, to_end);
	}
}

struct filter *
filter_new(const GPtrArray *rules)
{
	struct filter *filter = g_new0(struct filter, 1);
	filter->always = g_array_new(FALSE, FALSE, sizeof(guint8));
	filter->needles = g_array_new(FALSE, FALSE, sizeof(struct needle));
	filter->waiting = g_array_new(FALSE, FALSE, sizeof(struct waiting));
	filter->known = g_hash_table_new(g_str_hash, g_str_equal);
	memset(filter->slots, 0xff, sizeof filter->slots);
	for (guint i = 0; i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		for (int c = 0; c < CONDITION_COUNT; c++) {
			GPtrArray *patterns = rule->conditions[c];
			for (guint j = 0; j < patterns->len; j++)
				add_pattern(filter,
					    g_ptr_array_index(patterns, j),
					    c == CONDITION_MATCH);
		}
	}
	return filter;
}

void
filter_free(struct filter *filter)
{
	if (!filter)
		return;
	for (guint i = 0; i < filter->needles->len; i++)
		g_free(g_array_index(filter->needles, struct needle, i).text);
	g_array_unref(filter->always);
	g_array_unref(filter->needles);
	g_array_unref(filter->waiting);
	g_hash_table_unref(filter->known);
	g_free(filter);
}

guint
filter_branches(const struct filter *filter)
{
	return filter->branches;
}

/* True of bytes of other alphabets only if they are surely letters. */
static gboolean
is_letter(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

static void
wake(const struct filter *filter, gint at, gboolean after_letter,
     gboolean before_letter, guint8 *worth)
{
	while (at >= 0) {
		const struct waiting *waiting =
			&g_array_index(filter->waiting, struct waiting, at);
		if (!(waiting->first && after_letter) &&
		    !(waiting->last && before_letter))
			worth[waiting->branch] = 1;
		at = waiting->next;
	}
}

/* A scan that goes on: the window ends before end. */
struct scan {
	const char *text;
	gsize from;
	gsize to;
	gsize end;
	guint8 *worth;
};

/* Compares the needles of a slot with the text at the window. */
static void
compare(const struct filter *filter, guint slot, const struct scan *scan)
{
	if (!(filter->used[slot / 8] & 1u << slot % 8))
		return;
	gint at = filter->slots[slot];
	while (at >= 0) {
		const struct needle *needle =
			&g_array_index(filter->needles, struct needle, at);
		gsize to = scan->end + needle->after;
		at = needle->next;
		if (to > scan->to || to < scan->from + needle->length)
			continue;
		gsize from = to - needle->length;
		const char *text = scan->text;
		if (memcmp(text + from, needle->text, needle->length) == 0)
			wake(filter, needle->waiting,
			     from && is_letter(text[from - 1]),
			     to < scan->to && is_letter(text[to]), scan->worth);
	}
}

void
filter_scan(const struct filter *filter, const char *text, gsize from, gsize to,
	    guint8 *worth)
{
	struct scan scan = {text, from, to, from, worth};
	guint32 bytes = 0;
	memcpy(worth, filter->always->data, filter->branches);
	while (scan.end < to) {
		bytes = bytes << 8 | (guchar)text[scan.end++];
		compare(filter, slot_of(bytes), &scan);
		compare(filter, slot_of(bytes & 0xffffff), &scan);
	}
}
