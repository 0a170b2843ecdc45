/*
 * Cuts the text into pieces of at most 4 KB at the end of a paragraph or
 * sentence, asks the filter which patterns to try where, and tries them.
 */
#include "classify/match.h"

#include <string.h>

#include "base/limits.h"

#define PIECE 4096
#define MOST_HITS 50 /* of a rule; "at least" goes no higher */

struct run {
	const struct ruleset *ruleset;
	struct matches *matches;
	GArray *pieces; /* struct piece */
	guint *counts;	/* hits of a rule */
	guint8 *spent;	/* a byte a rule: it hit a limit */
	GPtrArray *problems;
};

/* A piece of a field, its text, and the chances there. */
struct piece {
	int field;
	const char *text;
	gsize from;
	gsize to;
	struct chances *chances;
};

/* The rule is passed over for the rest of the message. */
static void
note_limit(struct run *run, const struct rule *rule, guint number)
{
	if (run->spent[number]++ || !run->problems)
		return;
	g_ptr_array_add(
		run->problems,
		g_strdup_printf("The rule \"%s\" (%s:%u) took too long on "
				"this message and was passed over.",
				rule->name, rule->file, rule->line));
}

/* True if one of the patterns is found in the piece. */
static gboolean
any_found(struct run *run, guint number, enum condition condition,
	  const struct piece *in)
{
	const struct rule *rule =
		g_ptr_array_index(run->ruleset->rules, number);
	const struct stretch stretch = {in->text, in->from, in->to,
					in->chances};
	GPtrArray *patterns = rule->conditions[condition];
	for (guint i = 0; i < patterns->len && !run->spent[number]; i++) {
		enum regex_result found =
			pattern_any(g_ptr_array_index(patterns, i), &stretch);
		if (found == REGEX_LIMIT)
			note_limit(run, rule, number);
		if (found == REGEX_YES)
			return TRUE;
	}
	return FALSE;
}

static gboolean
ends_sentence(const char *text, gsize i, gsize to)
{
	char c = text[i];
	return c == '\n' || ((c == '.' || c == '!' || c == '?' || !c) &&
			     i + 1 < to && text[i + 1] == ' ');
}

static struct piece
sentence_of(const struct piece *piece, gsize from, gsize to)
{
	struct piece sentence = *piece;
	sentence.from = from;
	while (sentence.from > piece->from &&
	       !ends_sentence(piece->text, sentence.from - 1, piece->to))
		sentence.from--;
	sentence.to = to;
	while (sentence.to < piece->to &&
	       !ends_sentence(piece->text, sentence.to, piece->to))
		sentence.to++;
	return sentence;
}

static gboolean
is_quoted(const struct piece *piece, gsize at)
{
	guint marks = 0;
	for (gsize i = piece->from; i < at; i++)
		marks += piece->text[i] == '"';
	return marks % 2;
}

/* The rule's conditions on the sentence around a match. */
static gboolean
stands(struct run *run, guint number, const struct piece *piece,
       const gsize span[2])
{
	const struct rule *rule =
		g_ptr_array_index(run->ruleset->rules, number);
	if (rule->unquoted && is_quoted(piece, span[0]))
		return FALSE;
	struct piece sentence = sentence_of(piece, span[0], span[1]);
	struct piece before = sentence;
	before.to = span[0];
	struct piece after = sentence;
	after.from = span[1];
	if (any_found(run, number, CONDITION_NOT_AFTER, &before) ||
	    any_found(run, number, CONDITION_NOT_BEFORE, &after) ||
	    any_found(run, number, CONDITION_NOT_BESIDE, &sentence))
		return FALSE;
	return !rule->conditions[CONDITION_ONLY_BESIDE]->len ||
	       any_found(run, number, CONDITION_ONLY_BESIDE, &sentence);
}

static gboolean
is_known(const struct matches *matches, guint rule, const struct hit *hit)
{
	for (guint i = matches->hits->len; i > 0; i--) {
		const struct hit *old =
			&g_array_index(matches->hits, struct hit, i - 1);
		if (old->rule != rule)
			return FALSE;
		if (old->field == hit->field && old->from < hit->to &&
		    hit->from < old->to)
			return TRUE;
	}
	return FALSE;
}

static void
try_pattern(struct run *run, guint number, struct pattern *pattern,
	    const struct piece *piece)
{
	const struct rule *rule =
		g_ptr_array_index(run->ruleset->rules, number);
	const struct stretch stretch = {piece->text, piece->from, piece->to,
					piece->chances};
	gsize at = piece->from;
	gsize span[2];
	pattern_begin(pattern, &stretch);
	while (at < piece->to && run->counts[number] < MOST_HITS &&
	       !run->spent[number]) {
		enum regex_result found =
			pattern_next(pattern, &stretch, at, span);
		if (found == REGEX_LIMIT)
			note_limit(run, rule, number);
		if (found != REGEX_YES)
			return;
		struct hit hit = {number, piece->field, span[0], span[1]};
		if (span[1] > span[0] && stands(run, number, piece, span) &&
		    !is_known(run->matches, number, &hit)) {
			g_array_append_val(run->matches->hits, hit);
			run->counts[number]++;
		}
		at = MAX(span[1], span[0] + 1);
		while (at < piece->to && (piece->text[at] & 0xc0) == 0x80)
			at++;
	}
}

static void
try_piece(struct run *run, const struct piece *piece)
{
	const struct filter *filter = run->ruleset->filter;
	const struct chances *chances = piece->chances;
	const struct pattern *last = NULL;
	for (guint i = 0; i < chances->count; i++) {
		const struct branch_owner *owner =
			filter_owner(filter, chances->list[i].branch);
		if (owner->pattern == last ||
		    owner->condition != CONDITION_MATCH)
			continue;
		last = owner->pattern;
		try_pattern(run, owner->rule, owner->pattern, piece);
	}
}

/* Where a piece that begins at from ends. */
static gsize
piece_end(const char *text, gsize from, gsize length)
{
	if (length - from <= PIECE)
		return length;
	gsize end = from + PIECE;
	for (gsize i = end; i > from + PIECE / 2; i--) {
		if (text[i - 1] == '\n')
			return i;
	}
	for (gsize i = end; i > from + PIECE / 2; i--) {
		if (ends_sentence(text, i - 1, end))
			return i;
	}
	for (gsize i = end; i > from + PIECE / 2; i--) {
		if (text[i - 1] == ' ')
			return i;
	}
	while ((text[end] & 0xc0) == 0x80)
		end--;
	return end;
}

static void
add_pieces(struct run *run, int field)
{
	static const enum where fields[FIELDS] = {
		[FIELD_SUBJECT] = WHERE_SUBJECT,
		[FIELD_NEW_TEXT] = WHERE_TEXT,
		[FIELD_SENDER] = WHERE_SENDER};
	const GString *text = run->matches->fields[field]->text;
	for (gsize at = 0; at < text->len;) {
		gsize end = piece_end(text->str, at, text->len);
		struct piece piece = {field, text->str, at, end,
				      filter_scan(run->ruleset->filter,
						  fields[field], text->str, at,
						  end)};
		g_array_append_val(run->pieces, piece);
		at = end;
	}
}

static void
clear_piece(gpointer piece)
{
	chances_free(((struct piece *)piece)->chances);
}

static gboolean
found_anywhere(struct run *run, guint number, enum condition condition)
{
	for (guint i = 0; i < run->pieces->len; i++) {
		if (any_found(run, number, condition,
			      &g_array_index(run->pieces, struct piece, i)))
			return TRUE;
	}
	return FALSE;
}

/* The first hit of every rule that fired and does not gather. */
static GArray *
first_hits(const struct run *run)
{
	GArray *firsts = g_array_new(FALSE, FALSE, sizeof(struct hit));
	guint8 *fired = run->matches->fired;
	const GArray *hits = run->matches->hits;
	for (guint i = 0; i < hits->len; i++) {
		struct hit hit = g_array_index(hits, struct hit, i);
		const struct rule *rule =
			g_ptr_array_index(run->ruleset->rules, hit.rule);
		if (fired[hit.rule] != 1 || rule->gathers >= 0)
			continue;
		fired[hit.rule] = 2;
		g_array_append_val(firsts, hit);
	}
	for (guint i = 0; i < firsts->len; i++)
		fired[g_array_index(firsts, struct hit, i).rule] = 1;
	return firsts;
}

/* Counts the rules that fired and speak for what this rule gathers, and
 * takes the place of the first as its own. */
static void
gather(struct run *run, guint number, const GArray *firsts)
{
	const GPtrArray *rules = run->ruleset->rules;
	const struct rule *rule = g_ptr_array_index(rules, number);
	for (guint i = 0; i < firsts->len; i++) {
		struct hit hit = g_array_index(firsts, struct hit, i);
		const struct rule *other = g_ptr_array_index(rules, hit.rule);
		if (other->target == rule->gathers &&
		    run->counts[number]++ == 0) {
			hit.rule = number;
			g_array_append_val(run->matches->hits, hit);
		}
	}
}

static gboolean
fires(struct run *run, guint number)
{
	const struct rule *rule =
		g_ptr_array_index(run->ruleset->rules, number);
	if (rule->conditions[CONDITION_ONLY_WITH]->len &&
	    !found_anywhere(run, number, CONDITION_ONLY_WITH))
		return FALSE;
	return !rule->conditions[CONDITION_NOT_WITH]->len ||
	       !found_anywhere(run, number, CONDITION_NOT_WITH);
}

static void
decide(struct run *run, guint number)
{
	const struct rule *rule =
		g_ptr_array_index(run->ruleset->rules, number);
	run->matches->fired[number] =
		run->counts[number] >= rule->at_least && fires(run, number) ? 1
									    : 0;
}

/* First the rules that do not gather, then those that do. */
static void
decide_all(struct run *run)
{
	const GPtrArray *rules = run->ruleset->rules;
	for (guint i = 0; i < rules->len; i++) {
		if (run->counts[i] &&
		    ((struct rule *)g_ptr_array_index(rules, i))->gathers < 0)
			decide(run, i);
	}
	g_autoptr(GArray) firsts = first_hits(run);
	const GArray *gathering = filter_gathering(run->ruleset->filter);
	for (guint i = 0; i < gathering->len; i++) {
		guint number = g_array_index(gathering, guint, i);
		gather(run, number, firsts);
		decide(run, number);
	}
}

/* The text, or as much of it as is looked at. */
static char *
head_of(const char *text)
{
	gsize length = strlen(text);
	if (length > LIMIT_TEXT_BYTES) {
		length = LIMIT_TEXT_BYTES;
		while ((text[length] & 0xc0) == 0x80)
			length--;
	}
	return g_strndup(text, length);
}

/* The three fields in their normalised form. */
static void
read_fields(struct matches *matches, const struct message *message,
	    const struct spelling *spelling)
{
	g_autofree char *sender = g_strconcat(
		message->from->name, " <", message->from->address, ">", NULL);
	matches->fields[FIELD_SUBJECT] = normalise(message->subject, spelling);
	g_autofree char *head = head_of(message->new_text);
	matches->fields[FIELD_NEW_TEXT] = normalise(head, spelling);
	matches->fields[FIELD_SENDER] = normalise(sender, NULL);
}

struct matches *
match_rules(const struct ruleset *ruleset, const struct message *message,
	    GPtrArray *problems)
{
	guint rules = ruleset->rules->len;
	struct matches *matches = g_new0(struct matches, 1);
	read_fields(matches, message, &ruleset->spelling);
	if (problems && strlen(message->new_text) > LIMIT_TEXT_BYTES)
		g_ptr_array_add(problems,
				g_strdup("Only the first megabyte of the text "
					 "was looked at."));
	matches->hits = g_array_new(FALSE, FALSE, sizeof(struct hit));
	matches->fired = g_new0(guint8, rules + 1);
	g_autoptr(GArray) pieces =
		g_array_new(FALSE, FALSE, sizeof(struct piece));
	g_array_set_clear_func(pieces, clear_piece);
	g_autofree guint8 *spent = g_new0(guint8, rules + 1);
	g_autofree guint *counts = g_new0(guint, rules + 1);
	struct run run = {ruleset, matches, pieces, counts, spent, problems};
	for (int f = 0; f < FIELDS; f++)
		add_pieces(&run, f);
	for (guint i = 0; i < pieces->len; i++)
		try_piece(&run, &g_array_index(pieces, struct piece, i));
	decide_all(&run);
	return matches;
}

void
matches_free(struct matches *matches)
{
	if (!matches)
		return;
	for (int f = 0; f < FIELDS; f++)
		normal_free(matches->fields[f]);
	g_array_unref(matches->hits);
	g_free(matches->fired);
	g_free(matches);
}
