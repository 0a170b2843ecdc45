/*
 * Most strings begin where a word begins or after a space, so the text is
 * walked along a tree of strings at the beginnings of words. The few others
 * are in a second tree, which is walked everywhere.
 */
#include "classify/filter.h"

#include <string.h>

#include "classify/literal.h"
#include "classify/trie.h"

#define MOST_PLACES 32 /* of a branch; more are not told one by one */
#define HEADS 64

/* What is known of the matches of a branch. */
struct target {
	guint64 head[SHAPE_HEAD];
	guint bytes; /* at most, from the beginning to the string */
	guint spaces;
	enum where where;
	gboolean start; /* matches begin where the text does */
};

/* A branch that waits for a string, and what is asked of the place. */
struct waiting {
	guint branch;
	guint where : 3;
	guint spaced : 1; /* a space must stand before the string */
	guint first : 1;  /* matches begin with the string */
	guint last : 1;	  /* and end with it */
	guint more : 1;	  /* another one waits for it */
};

/* While the filter is made: one of a list. */
struct link {
	struct waiting waiting;
	gint next;
};

/* What a scan knows of a branch; all zero between scans. */
struct mark {
	guint32 seen;  /* beginnings of words that were looked at */
	guint32 count; /* places that were kept */
};

struct filter {
	GArray *targets;      /* struct target, a branch */
	GArray *owners;	      /* struct branch_owner, a branch */
	GArray *links;	      /* struct link, while it is made */
	GArray *waiting;      /* struct waiting */
	GArray *gathering;    /* guint: rules that gather */
	struct trie *words;   /* strings that begin where a word does */
	struct trie *parts;   /* the others */
	GArray *blind;	      /* guint: branches of which nothing is known */
	GArray *heads[HEADS]; /* guint: branches without a string, by the
			       * bytes that they may begin with */
	/* For a scan: */
	struct mark *marks;
	guint64 *touched; /* a bit a branch whose mark is not zero */
	GArray *starts;	  /* struct start */
	GArray *found;	  /* struct found */
};

/* Where a match may begin, and what stands there. */
struct start {
	guint32 at;
	guint32 spaces; /* before it */
	guint8 head[SHAPE_HEAD];
};

struct found {
	guint branch;
	guint32 at;
};

static void
wait_for(struct filter *filter, struct trie *trie, const char *text,
	 struct waiting waiting)
{
	gint *value = trie_add(trie, text);
	struct link link = {waiting, *value};
	*value = (gint)filter->links->len;
	g_array_append_val(filter->links, link);
}

static void
add_strings(struct filter *filter, struct waiting waiting,
	    const struct literals *literals)
{
	for (guint i = 0; i < literals->count; i++) {
		const char *text = literals->strings[i];
		waiting.spaced = 0;
		if (literals->first || literals->word) {
			wait_for(filter, filter->words, text, waiting);
		} else if (*text == ' ') {
			waiting.spaced = 1;
			wait_for(filter, filter->words, text + 1, waiting);
		} else {
			wait_for(filter, filter->parts, text, waiting);
		}
	}
}

/* Puts those that wait for one string beside each other. */
static void
pack(struct filter *filter, struct trie *trie)
{
	trie_pack(trie);
	for (guint i = 0; i < trie->steps->len; i++) {
		struct trie_step *step =
			&g_array_index(trie->steps, struct trie_step, i);
		gint at = step->value;
		if (at >= 0)
			step->value = (gint)filter->waiting->len;
		while (at >= 0) {
			struct link link =
				g_array_index(filter->links, struct link, at);
			at = link.next;
			link.waiting.more = at >= 0;
			g_array_append_val(filter->waiting, link.waiting);
		}
	}
}

/* A branch that needs no string is tried where its head fits. */
static void
add_heads(struct filter *filter, guint branch, const struct literals *literals)
{
	if (!literals->plain || !literals->shape.shortest) {
		g_array_append_val(filter->blind, branch);
		return;
	}
	for (guint i = 0; i < HEADS; i++) {
		if (literals->shape.head[0] >> i & 1)
			g_array_append_val(filter->heads[i], branch);
	}
}

static void
add_branch(struct filter *filter, const char *source,
	   const struct branch_owner *owner, enum where where)
{
	g_autoptr(own_literals) literals = literals_needed(source);
	guint branch = filter->targets->len;
	struct target target = {
		.bytes = literals->bytes,
		.spaces = literals->spaces,
		.where = where,
		.start = literals->start,
	};
	/* Conditions are tried on parts of a text, which may end within a
	 * word. */
	gboolean last = literals->last && owner->condition == CONDITION_MATCH;
	struct waiting waiting = {.branch = branch,
				  .where = (guint)where & 7,
				  .first = literals->first ? 1 : 0,
				  .last = last ? 1 : 0};
	memcpy(target.head, literals->shape.head, sizeof target.head);
	g_array_append_val(filter->targets, target);
	g_array_append_val(filter->owners, *owner);
	if (literals->count)
		add_strings(filter, waiting, literals);
	else
		add_heads(filter, branch, literals);
}

static void
add_rule(struct filter *filter, const struct rule *rule, guint number)
{
	for (int c = 0; c < CONDITION_COUNT; c++) {
		GPtrArray *patterns = rule->conditions[c];
		enum where where =
			c == CONDITION_ONLY_WITH || c == CONDITION_NOT_WITH
				? WHERE_WHOLE | WHERE_SENDER
				: rule->where;
		for (guint i = 0; i < patterns->len; i++) {
			struct branch_owner owner = {
				number, (enum condition)c,
				g_ptr_array_index(patterns, i)};
			GPtrArray *branches = owner.pattern->branches;
			owner.pattern->first = filter->targets->len;
			for (guint j = 0; j < branches->len; j++) {
				const struct branch *branch =
					g_ptr_array_index(branches, j);
				add_branch(filter, branch->source, &owner,
					   where);
			}
		}
	}
}

struct filter *
filter_new(const GPtrArray *rules)
{
	struct filter *filter = g_new0(struct filter, 1);
	filter->targets = g_array_new(FALSE, FALSE, sizeof(struct target));
	filter->owners = g_array_new(FALSE, FALSE, sizeof(struct branch_owner));
	filter->links = g_array_new(FALSE, FALSE, sizeof(struct link));
	filter->waiting = g_array_new(FALSE, FALSE, sizeof(struct waiting));
	filter->gathering = g_array_new(FALSE, FALSE, sizeof(guint));
	filter->words = trie_new();
	filter->parts = trie_new();
	filter->blind = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < HEADS; i++)
		filter->heads[i] = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		add_rule(filter, rule, i);
		if (rule->gathers >= 0)
			g_array_append_val(filter->gathering, i);
	}
	pack(filter, filter->words);
	pack(filter, filter->parts);
	g_array_set_size(filter->links, 0);
	filter->marks = g_new0(struct mark, filter->targets->len);
	filter->touched = g_new0(guint64, filter->targets->len / 64 + 1);
	filter->starts = g_array_new(FALSE, FALSE, sizeof(struct start));
	filter->found = g_array_new(FALSE, FALSE, sizeof(struct found));
	return filter;
}

void
filter_free(struct filter *filter)
{
	if (!filter)
		return;
	g_array_unref(filter->targets);
	g_array_unref(filter->owners);
	g_array_unref(filter->links);
	g_array_unref(filter->waiting);
	g_array_unref(filter->gathering);
	trie_free(filter->words);
	trie_free(filter->parts);
	g_array_unref(filter->blind);
	for (guint i = 0; i < HEADS; i++)
		g_array_unref(filter->heads[i]);
	g_free(filter->marks);
	g_free(filter->touched);
	g_array_unref(filter->starts);
	g_array_unref(filter->found);
	g_free(filter);
}

guint
filter_branches(const struct filter *filter)
{
	return filter->targets->len;
}

const GArray *
filter_gathering(const struct filter *filter)
{
	return filter->gathering;
}

const struct branch_owner *
filter_owner(const struct filter *filter, guint branch)
{
	return &g_array_index(filter->owners, struct branch_owner, branch);
}

/* --- one pass ------------------------------------------------------------*/

struct scan {
	struct filter *filter;
	const char *text;
	gsize from;
	gsize to;
	guint32 spaces; /* so far */
	enum where where;
};

/* True of bytes of other alphabets only if they are surely letters. */
static gboolean
is_letter(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

static struct mark *
touch(struct filter *filter, guint branch)
{
	filter->touched[branch / 64] |= G_GUINT64_CONSTANT(1) << branch % 64;
	return &filter->marks[branch];
}

static gboolean
fits(const struct target *target, const struct start *start)
{
	for (guint i = 0; i < SHAPE_HEAD; i++) {
		if (!(target->head[i] >> start->head[i] & 1))
			return FALSE;
	}
	return TRUE;
}

static void
keep(const struct scan *scan, guint branch, const struct start *start)
{
	struct filter *filter = scan->filter;
	const struct target *target =
		&g_array_index(filter->targets, struct target, branch);
	if (!fits(target, start) || !(target->where & scan->where) ||
	    (target->start && scan->from + start->at > 0))
		return;
	struct mark *mark = touch(filter, branch);
	struct found found = {branch, start->at};
	if (mark->count++ < MOST_PLACES)
		g_array_append_val(filter->found, found);
}

/* Keeps the beginnings from which a match may reach the string that was met
 * at a place, given from the beginning of the scan. */
static void
look_back(const struct scan *scan, const struct waiting *waiting, guint32 at)
{
	struct filter *filter = scan->filter;
	const struct target *target =
		&g_array_index(filter->targets, struct target, waiting->branch);
	guint bytes = target->bytes + (waiting->spaced ? 1 : 0);
	guint spaces = target->spaces + (waiting->spaced ? 1 : 0);
	struct mark *mark = touch(filter, waiting->branch);
	const struct start *starts =
		(const struct start *)(void *)filter->starts->data;
	guint first = filter->starts->len;
	while (first > mark->seen && starts[first - 1].at + bytes >= at &&
	       starts[first - 1].spaces + spaces >= scan->spaces)
		first--;
	mark->seen = filter->starts->len;
	for (guint i = first; i < filter->starts->len; i++)
		keep(scan, waiting->branch, &starts[i]);
}

/* The string stands at text[from, to). */
static void
wake(const struct scan *scan, gint place, gsize from, gsize to)
{
	struct filter *filter = scan->filter;
	gboolean before_letter = to < scan->to && is_letter(scan->text[to]);
	gboolean spaced = from > scan->from && scan->text[from - 1] == ' ';
	const struct waiting *waiting =
		&g_array_index(filter->waiting, struct waiting, place);
	for (gboolean more = TRUE; more; waiting++) {
		more = waiting->more;
		if (!(waiting->where & scan->where) ||
		    (waiting->last && before_letter) ||
		    (waiting->spaced && !spaced))
			continue;
		if (!waiting->first) {
			look_back(scan, waiting, (guint32)(from - scan->from));
			continue;
		}
		struct mark *mark = touch(filter, waiting->branch);
		if (mark->seen < filter->starts->len)
			keep(scan, waiting->branch,
			     &g_array_index(filter->starts, struct start,
					    filter->starts->len - 1));
		mark->seen = filter->starts->len;
	}
}

static void
walk(const struct scan *scan, const struct trie *trie, gsize from)
{
	guint32 step = 0;
	for (gsize at = from; at < scan->to; at++) {
		step = trie_walk(trie, step, scan->text[at]);
		if (!step)
			return;
		gint value = trie_value(trie, step);
		if (value >= 0)
			wake(scan, value, from, at + 1);
	}
}

static void
begin_word(const struct scan *scan, gsize at)
{
	struct filter *filter = scan->filter;
	struct start start = {.at = (guint32)(at - scan->from),
			      .spaces = scan->spaces};
	for (gsize i = 0; i < SHAPE_HEAD; i++)
		start.head[i] = shape_index(
			at + i < scan->to ? scan->text[at + i] : '\0');
	g_array_append_val(filter->starts, start);
	const GArray *heads = filter->heads[start.head[0]];
	for (guint i = 0; i < heads->len; i++)
		keep(scan, g_array_index(heads, guint, i), &start);
	walk(scan, filter->words, at);
}

/* Writes a chance for every branch that was touched and has places, in the
 * order of the branches, and clears the marks but for where the places of
 * the branch go. */
static void
list_chances(struct filter *filter, struct chances *chances)
{
	guint places = 0;
	for (guint i = 0; i <= filter->targets->len / 64; i++) {
		for (guint64 bits = filter->touched[i]; bits;
		     bits &= bits - 1) {
			guint branch = i * 64 + (guint)__builtin_ctzll(bits);
			struct mark *mark = &filter->marks[branch];
			struct chance chance = {.branch = branch,
						.first = places,
						.more = mark->count >
							MOST_PLACES};
			if (mark->count != G_MAXUINT32)
				chance.count = MIN(mark->count, MOST_PLACES);
			mark->count = 0;
			mark->seen = places;
			places += chance.count;
			if (chance.count || chance.more)
				chances->list[chances->count++] = chance;
		}
	}
}

static struct chances *
collect(struct filter *filter, gsize base)
{
	struct chances *chances = g_new0(struct chances, 1);
	guint most = 0;
	for (guint i = 0; i <= filter->targets->len / 64; i++)
		most += (guint)__builtin_popcountll(filter->touched[i]);
	chances->base = base;
	chances->list = g_new(struct chance, most);
	chances->places = g_new(guint32, filter->found->len);
	list_chances(filter, chances);
	for (guint i = 0; i < filter->found->len; i++) {
		const struct found *found =
			&g_array_index(filter->found, struct found, i);
		chances->places[filter->marks[found->branch].seen++] =
			found->at;
	}
	for (guint i = 0; i <= filter->targets->len / 64; i++) {
		for (guint64 bits = filter->touched[i]; bits; bits &= bits - 1)
			filter->marks[i * 64 + (guint)__builtin_ctzll(bits)]
				.seen = 0;
		filter->touched[i] = 0;
	}
	return chances;
}

struct chances *
filter_scan(struct filter *filter, enum where where, const char *text,
	    gsize from, gsize to)
{
	struct scan scan = {filter, text, from, to, 0, where};
	g_array_set_size(filter->starts, 0);
	g_array_set_size(filter->found, 0);
	for (guint i = 0; i < filter->blind->len; i++)
		touch(filter, g_array_index(filter->blind, guint, i))->count =
			G_MAXUINT32;
	for (gsize at = from; at < to; at++) {
		if ((at == 0 || !is_letter(text[at - 1])) &&
		    (text[at] & 0xc0) != 0x80)
			begin_word(&scan, at);
		walk(&scan, filter->parts, at);
		scan.spaces += text[at] == ' ';
	}
	return collect(filter, from);
}
