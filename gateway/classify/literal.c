/*
 * Reads as much of a pattern as is needed to say which strings it needs.
 * What it does not understand it takes for "anything". Parts that follow each
 * other and stand for a few strings each are multiplied out.
 */
#include "classify/literal.h"

#include <string.h>

#include "classify/arena.h"
#include "classify/branch.h"

#define SELDOM 9	/* times seldomer than any place, to be of use */
#define LONGEST 16	/* more tells no better */
#define MOST 400	/* strings of a set */
#define MOST_PRODUCT 12 /* strings of a set that is multiplied out */

struct set {
	char **strings;
	guint count;
	guint space;
};

/* Strings that are needed, as in struct literals. */
struct needed {
	struct set set; /* none if they cannot be told */
	gboolean first;
	gboolean last;
	gboolean word;
	guint bytes;
	guint spaces;
};

/* Where the reader is in the pattern. */
struct reader {
	const char *at;
	struct arena *arena;
	gboolean word; /* what comes begins where a word may begin */
};

/* A sequence while it is read: the strings of the part that goes on, and the
 * best set so far. */
struct sequence {
	struct set run;
	gboolean first;	     /* the run stands at the beginning */
	gboolean word;	     /* it begins where a word may begin */
	gboolean exact;	     /* the run is all of it */
	struct shape before; /* what stands before the run */
	struct shape shape;  /* of all so far */
	struct needed best;
};

/* What a group stands for: all its strings, or only some that it needs. */
struct part {
	gboolean exact;
	struct set all;
	struct needed needed;
	struct shape shape;
	gboolean parts; /* a word may begin after it */
};

struct repeat {
	guint low;
	guint high;
};

static struct part read_alternatives(struct reader *reader);

static void
set_add(struct reader *reader, struct set *set, char *string)
{
	if (set->count == set->space) {
		guint space = MAX(set->space * 2, 4);
		char **strings =
			arena_take(reader->arena, space * sizeof *strings);
		if (set->count)
			memcpy(strings, set->strings,
			       set->count * sizeof *strings);
		set->strings = strings;
		set->space = space;
	}
	set->strings[set->count++] = string;
}

static char *
joined(struct reader *reader, const char *one, const char *other, gsize length)
{
	gsize first = strlen(one);
	char *string = arena_take(reader->arena, first + length + 1);
	memcpy(string, one, first);
	memcpy(string + first, other, length);
	string[first + length] = '\0';
	return string;
}

static struct set
set_of(struct reader *reader, const char *string, gsize length)
{
	struct set set = {0};
	set_add(reader, &set, joined(reader, "", string, length));
	return set;
}

static void
set_join(struct reader *reader, struct set *set, const struct set *more)
{
	for (guint i = 0; i < more->count; i++)
		set_add(reader, set, more->strings[i]);
}

/* How much seldomer a string is for a character or for an end of a word. */
static double
weight_of(char c)
{
	if (c && strchr(" etaoinsrh", c))
		return 3;
	return g_ascii_isalpha(c) ? 5 : 12;
}

static gboolean
is_letter(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* How often, about, a text holds one of the strings; 1 if of no use. */
static double
cost_of(const struct needed *needed)
{
	const struct set *set = &needed->set;
	double cost = 0;
	if (!set->count || set->count > MOST)
		return 1;
	for (guint i = 0; i < set->count; i++) {
		const char *string = set->strings[i];
		gsize length = strlen(string);
		double seldom = 1;
		for (gsize n = 0; n < MIN(length, LONGEST); n++)
			seldom *= weight_of(string[n]);
		if (needed->first && is_letter(string[0]))
			seldom *= weight_of(' ');
		if (needed->last && length && is_letter(string[length - 1]))
			seldom *= weight_of(' ');
		if (seldom < SELDOM)
			return 1;
		cost += 1 / seldom;
	}
	return cost;
}

/* Keeps the better one. */
static void
offer(struct sequence *sequence, const struct needed *needed)
{
	if (cost_of(needed) >= cost_of(&sequence->best))
		return;
	sequence->best = *needed;
	/* The strings may be another set's too, which may get more. */
	sequence->best.set.space = needed->set.count;
}

static void
offer_run(struct sequence *sequence, gboolean last)
{
	struct needed needed = {sequence->run,
				sequence->first,
				last,
				sequence->word,
				sequence->before.longest,
				sequence->before.spaces};
	offer(sequence, &needed);
}

static void
begin_run(struct reader *reader, struct sequence *sequence)
{
	sequence->run = set_of(reader, "", 0);
	sequence->before = sequence->shape;
}

/* True if a word may begin after each of the strings, before which one may
 * begin or not. */
static gboolean
set_parts(const struct set *set, gboolean word)
{
	for (guint i = 0; i < set->count; i++) {
		const char *string = set->strings[i];
		gsize length = strlen(string);
		if (length ? is_letter(string[length - 1]) ||
				     (guchar)string[length - 1] >= 0x80
			   : !word)
			return FALSE;
	}
	return TRUE;
}

/* True if a word may begin after the run. */
static gboolean
parts_words(const struct sequence *sequence)
{
	return set_parts(&sequence->run, sequence->word);
}

/* What follows is not multiplied out with what came. */
static void
end_run(struct reader *reader, struct sequence *sequence)
{
	offer_run(sequence, FALSE);
	sequence->word = parts_words(sequence);
	begin_run(reader, sequence);
	sequence->first = FALSE;
	sequence->exact = FALSE;
}

/* The sequence goes on with what has this shape and is in no run. */
static void
pass(struct sequence *sequence, struct shape shape)
{
	sequence->shape = shape_then(sequence->shape, shape);
	sequence->before = sequence->shape;
	sequence->word = FALSE;
}

static gboolean
is_long(const struct set *set)
{
	for (guint i = 0; i < set->count; i++) {
		if (strlen(set->strings[i]) >= LONGEST)
			return TRUE;
	}
	return FALSE;
}

/* The run goes on with one of the strings of set. */
static void
go_on(struct reader *reader, struct sequence *sequence, const struct set *set,
      struct shape shape)
{
	if (sequence->run.count * set->count > MOST_PRODUCT ||
	    is_long(&sequence->run))
		end_run(reader, sequence);
	struct set product = {0};
	for (guint i = 0; i < sequence->run.count; i++) {
		const char *head = sequence->run.strings[i];
		for (guint j = 0; j < set->count; j++)
			set_add(reader, &product,
				joined(reader, head, set->strings[j],
				       strlen(set->strings[j])));
	}
	sequence->run = product;
	sequence->shape = shape_then(sequence->shape, shape);
}

static guint
read_number(struct reader *reader)
{
	guint number = 0;
	for (; g_ascii_isdigit(*reader->at); reader->at++)
		number = MIN(number * 10, SHAPE_ENDLESS) +
			 (guint)(*reader->at - '0');
	return number;
}

/* "{2,5}" */
static struct repeat
read_counts(struct reader *reader)
{
	struct repeat repeat = {0, 0};
	reader->at++;
	repeat.low = repeat.high = read_number(reader);
	if (*reader->at == ',') {
		reader->at++;
		repeat.high = g_ascii_isdigit(*reader->at) ? read_number(reader)
							   : SHAPE_ENDLESS;
	}
	while (*reader->at && *reader->at++ != '}')
		continue;
	return repeat;
}

static struct repeat
read_repeat(struct reader *reader)
{
	struct repeat repeat = {1, 1};
	char c = *reader->at;
	if (c == '{' && g_ascii_isdigit(reader->at[1])) {
		repeat = read_counts(reader);
	} else if (c && strchr("?*+", c)) {
		repeat.low = c == '+';
		repeat.high = c == '?' ? 1 : SHAPE_ENDLESS;
		reader->at++;
	} else {
		return repeat;
	}
	if (*reader->at == '?' || *reader->at == '+')
		reader->at++;
	return repeat;
}

/* Adds what stands for exactly the strings of set, which it may change, as
 * often as the repeat that follows says. */
static void
add_exact(struct reader *reader, struct sequence *sequence, struct set *set,
	  struct shape shape)
{
	struct repeat repeat = read_repeat(reader);
	struct shape all = shape_times(shape, repeat.low, repeat.high);
	if (repeat.high == 1) {
		if (!repeat.low)
			set_add(reader, set, joined(reader, "", "", 0));
		go_on(reader, sequence, set, all);
	} else if (repeat.low) {
		go_on(reader, sequence, set, all);
		end_run(reader, sequence);
	} else {
		end_run(reader, sequence);
		gboolean word = sequence->word && set_parts(set, TRUE);
		pass(sequence, all);
		sequence->word = word;
	}
}

static void
add_unknown(struct reader *reader, struct sequence *sequence,
	    struct shape shape)
{
	end_run(reader, sequence);
	struct repeat repeat = read_repeat(reader);
	pass(sequence, shape_times(shape, repeat.low, repeat.high));
}

static gboolean
is_empty_run(const struct set *run)
{
	return run->count == 1 && !*run->strings[0];
}

static void
add_group(struct reader *reader, struct sequence *sequence, struct part *part)
{
	if (part->exact) {
		add_exact(reader, sequence, &part->all, part->shape);
		return;
	}
	gboolean first = sequence->first && is_empty_run(&sequence->run);
	end_run(reader, sequence);
	struct repeat repeat = read_repeat(reader);
	struct needed needed = part->needed;
	needed.first &= first;
	needed.last = FALSE;
	needed.bytes += sequence->shape.longest;
	needed.spaces += sequence->shape.spaces;
	if (repeat.low)
		offer(sequence, &needed);
	gboolean word = part->parts && (repeat.low || sequence->word);
	pass(sequence, shape_times(part->shape, repeat.low, repeat.high));
	sequence->word = word;
}

/* Passes over what follows the bracket; TRUE if it only looks around. */
static gboolean
read_kind(struct reader *reader)
{
	static const struct {
		const char *sign;
		gboolean looks;
	} kinds[] = {{"?:", FALSE}, {"?>", FALSE}, {"?=", TRUE},
		     {"?!", TRUE},  {"?<=", TRUE}, {"?<!", TRUE}};
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (g_str_has_prefix(reader->at, kinds[i].sign)) {
			reader->at += strlen(kinds[i].sign);
			return kinds[i].looks;
		}
	}
	return FALSE;
}

static void
read_group(struct reader *reader, struct sequence *sequence)
{
	reader->at++;
	gboolean looks = read_kind(reader);
	reader->word = !looks && parts_words(sequence);
	struct part part = read_alternatives(reader);
	if (*reader->at == ')')
		reader->at++;
	if (looks)
		read_repeat(reader);
	else
		add_group(reader, sequence, &part);
}

/* "[ae]" stands for "a" or "e"; other sets for anything. */
static void
read_set(struct reader *reader, struct sequence *sequence)
{
	const char *from = reader->at;
	reader->at = branch_after_set(from);
	struct shape shape = shape_set(from, reader->at);
	struct set set = {0};
	for (const char *c = from + 1; c + 1 < reader->at; c++) {
		gboolean end = c == from + 1 || c + 2 == reader->at;
		if (strchr(end && *c == '-' ? "^" : "^-\\[", *c) ||
		    (guchar)*c >= 0x80) {
			add_unknown(reader, sequence, shape);
			return;
		}
		set_add(reader, &set, joined(reader, "", c, 1));
	}
	add_exact(reader, sequence, &set, shape);
}

/* One character, or some that stand once each, from from to the reader. */
static void
read_letter(struct reader *reader, const char *from, struct sequence *sequence)
{
	gsize length = (gsize)(reader->at - from);
	struct set set = set_of(reader, from, length);
	struct shape shape = {0};
	for (gsize i = 0; i < length; i++)
		shape = shape_then(shape, shape_byte(from[i]));
	add_exact(reader, sequence, &set, shape);
}

static void
read_escape(struct reader *reader, struct sequence *sequence)
{
	char c = reader->at[1];
	reader->at += c ? 2 : 1;
	if (c && strchr("bBAzZ", c))
		return;
	if (!g_ascii_isalnum(c)) {
		read_letter(reader, reader->at - 1, sequence);
		return;
	}
	if (c == 'p' || c == 'P') {
		if (*reader->at == '{')
			while (*reader->at && *reader->at++ != '}')
				continue;
		else if (*reader->at)
			reader->at++;
	}
	struct shape shape = shape_escape(c);
	add_unknown(reader, sequence,
		    c == 'X' ? shape_times(shape, 1, SHAPE_ENDLESS) : shape);
}

/* The end of the letters from c on that stand for themselves, once each. */
static const char *
after_letters(const char *c)
{
	const char *most = c + LONGEST;
	while (c < most && (g_ascii_isalnum(*c) || *c == ' ') &&
	       !(c[1] && strchr("?*+{", c[1])))
		c++;
	return c;
}

static void
read_atom(struct reader *reader, struct sequence *sequence)
{
	const char *from = reader->at;
	switch (*from) {
	case '(':
		read_group(reader, sequence);
		break;
	case '[':
		read_set(reader, sequence);
		break;
	case '\\':
		read_escape(reader, sequence);
		break;
	case '.':
		reader->at++;
		add_unknown(reader, sequence, shape_any());
		break;
	case '^':
	case '$':
		reader->at++;
		break;
	default:
		reader->at = after_letters(from);
		if (reader->at == from)
			reader->at = g_utf8_next_char(from);
		read_letter(reader, from, sequence);
	}
}

static struct part
read_sequence(struct reader *reader)
{
	struct sequence sequence = {
		.first = TRUE, .exact = TRUE, .word = reader->word};
	begin_run(reader, &sequence);
	while (*reader->at && *reader->at != '|' && *reader->at != ')')
		read_atom(reader, &sequence);
	offer_run(&sequence, TRUE);
	struct part part = {sequence.exact, sequence.run, sequence.best,
			    sequence.shape, parts_words(&sequence)};
	return part;
}

/* Puts the strings of other to those of part. */
static void
join_part(struct reader *reader, struct part *part, const struct part *other)
{
	part->exact &=
		other->exact && part->all.count + other->all.count <= MOST;
	if (part->exact)
		set_join(reader, &part->all, &other->all);
	struct needed *needed = &part->needed;
	if (!needed->set.count || !other->needed.set.count) {
		needed->set.count = 0;
	} else {
		set_join(reader, &needed->set, &other->needed.set);
		needed->first &= other->needed.first;
		needed->last &= other->needed.last;
		needed->word &= other->needed.word;
		needed->bytes = MAX(needed->bytes, other->needed.bytes);
		needed->spaces = MAX(needed->spaces, other->needed.spaces);
	}
	part->shape = shape_or(part->shape, other->shape);
	part->parts &= other->parts;
}

static struct part
read_alternatives(struct reader *reader)
{
	gboolean word = reader->word;
	struct part all = read_sequence(reader);
	while (*reader->at == '|') {
		reader->at++;
		reader->word = word;
		struct part more = read_sequence(reader);
		join_part(reader, &all, &more);
	}
	return all;
}

struct literals *
literals_needed(const char *pattern)
{
	struct reader reader = {pattern, arena_new(), TRUE};
	struct literals *literals = arena_take(reader.arena, sizeof *literals);
	memset(literals, 0, sizeof *literals);
	literals->arena = reader.arena;
	if (!branch_is_plain(pattern))
		return literals;
	struct part part = read_alternatives(&reader);
	if (*reader.at)
		return literals;
	literals->plain = TRUE;
	literals->shape = part.shape;
	shape_close(&literals->shape);
	literals->start = pattern[0] == '^' &&
			  !(pattern[1] && strchr("?*+{", pattern[1])) &&
			  !strchr(pattern, '|');
	if (cost_of(&part.needed) >= 1)
		return literals;
	literals->strings = part.needed.set.strings;
	literals->count = part.needed.set.count;
	literals->first = part.needed.first;
	literals->last = part.needed.last;
	literals->word = part.needed.word;
	literals->bytes = part.needed.bytes;
	literals->spaces = part.needed.spaces;
	return literals;
}

void
literals_free(struct literals *literals)
{
	if (literals)
		arena_free(literals->arena);
}
