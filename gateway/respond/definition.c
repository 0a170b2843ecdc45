/*
 * Picks sentences; it never writes any for the resident. A short letter is
 * quoted whole, because nothing in it can then be left out by mistake.
 */
#include "respond/definition.h"

#include "base/limits.h"
#include "base/text.h"
#include "respond/asking.h"
#include "respond/sentence.h"

/* A letter of at most so many sentences is quoted whole. */
#define WHOLE 5

/* Points and outcomes; more cannot be read as a definition. */
#define MOST_POINTS 12
#define MOST_SENTENCES 14
#define MOST_OUTCOMES 5

/* A sentence shorter than this says little without the one before it. */
#define SHORT_SENTENCE 20

/* Room that is too small for any more words. */
#define LEAST_ROOM 40

struct picking {
	const GPtrArray *sentences;
	double *weight; /* for each sentence: of its evidence; 0 if none */
	gboolean *asks; /* … it asks for something */
	glong left;	/* characters that still fit */
	struct definition *draft;
};

static gboolean
is_ground_for_complaint(const struct evidence *evidence)
{
	if (evidence->field != FIELD_NEW_TEXT || evidence->weight <= 0)
		return FALSE;
	if (evidence->kind != EVIDENCE_CATEGORY)
		return TRUE;
	return category_of(evidence->name) != CATEGORY_COMPLIMENT &&
	       category_of(evidence->name) != CATEGORY_ENQUIRY;
}

static void
mark_evidence(struct picking *picking, const struct suggestion *suggestion)
{
	for (guint e = 0; e < suggestion->evidence->len; e++) {
		const struct evidence *ev = suggestion->evidence->pdata[e];
		for (guint i = 0;
		     is_ground_for_complaint(ev) && i < picking->sentences->len;
		     i++) {
			const struct sentence *s = picking->sentences->pdata[i];
			if (ev->start < s->end && ev->end > s->start)
				picking->weight[i] =
					MAX(picking->weight[i], ev->weight);
		}
	}
}

/* True if the sentence leans on the one before it. */
static gboolean
leans(const struct sentence *sentence)
{
	static const char *const words[] = {
		"this ", "that ", "it ",   "they ", "he ",    "she ",
		"but ",	 "and ",  "still", "so ",   "these ", "those ",
		"it's ", "again", "now ",  "then ", NULL};
	g_autofree char *lower = text_lower(sentence->text);

	if (sentence->item)
		return FALSE;
	for (guint i = 0; words[i] != NULL; i++)
		if (g_str_has_prefix(lower, words[i]))
			return TRUE;
	return g_utf8_strlen(lower, -1) < SHORT_SENTENCE;
}

/* Puts text into the list as far as it fits. */
static void
put(struct picking *picking, GPtrArray *list, const char *text)
{
	glong length = g_utf8_strlen(text, -1);

	if (picking->left < LEAST_ROOM) {
		picking->draft->shortened = TRUE;
		return;
	}
	if (length > picking->left) {
		picking->draft->shortened = TRUE;
		length = picking->left;
	}
	picking->left -= length;
	g_ptr_array_add(list, text_shorten(text, length));
}

/* Which sentences become points: those with evidence and what they lean
 * on; all of a short letter. */
static void
choose(const struct picking *picking, gboolean *chosen)
{
	guint n = picking->sentences->len;
	gboolean any = FALSE;

	for (guint i = 0; i < n; i++) {
		const struct sentence *s = picking->sentences->pdata[i];
		chosen[i] = n <= WHOLE || picking->weight[i] > 0;
		any |= chosen[i];
		if (chosen[i] && i > 0 && leans(s))
			chosen[i - 1] = TRUE;
	}
	for (guint i = 0; !any && i < MIN(n, WHOLE); i++)
		chosen[i] = TRUE;
}

/* Leaves the sentences of most weight; of equals, the first. */
static void
leave_out_lightest(const struct picking *picking, gboolean *chosen)
{
	guint n = picking->sentences->len;
	guint count = 0;

	for (guint i = 0; i < n; i++)
		count += chosen[i] ? 1 : 0;
	for (; count > MOST_SENTENCES; count--) {
		guint lightest = n;
		for (guint i = 0; i < n; i++)
			if (chosen[i] &&
			    (lightest == n ||
			     picking->weight[i] <= picking->weight[lightest]))
				lightest = i;
		chosen[lightest] = FALSE;
		picking->draft->shortened = TRUE;
	}
}

/* Sentences that follow each other in a paragraph are one point if the
 * later leans on the earlier. */
static void
put_points(struct picking *picking, const gboolean *chosen)
{
	GPtrArray *points = picking->draft->points;
	const struct sentence *last = NULL;
	g_autoptr(GString) point = g_string_new(NULL);

	for (guint i = 0; i < picking->sentences->len; i++) {
		const struct sentence *s = picking->sentences->pdata[i];
		if (!chosen[i])
			continue;
		gboolean joins = last && i > 0 &&
				 last == picking->sentences->pdata[i - 1] &&
				 last->block == s->block && leans(s);
		if (!joins && point->len > 0) {
			put(picking, points, point->str);
			g_string_truncate(point, 0);
		}
		if (points->len == MOST_POINTS) {
			picking->draft->shortened = TRUE;
			return;
		}
		g_string_append(point, point->len > 0 ? " " : "");
		g_string_append(point, s->text);
		last = s;
	}
	if (point->len > 0)
		put(picking, points, point->str);
}

static void
put_outcomes(struct picking *picking)
{
	GPtrArray *outcomes = picking->draft->outcomes;

	for (guint i = 0; i < picking->sentences->len; i++) {
		const struct sentence *s = picking->sentences->pdata[i];
		if (picking->asks[i] && outcomes->len < MOST_OUTCOMES &&
		    !g_str_has_suffix(s->text, ":"))
			put(picking, outcomes, s->text);
	}
}

/* A sentence that only asks, or asks and carries no evidence. */
static gboolean
is_outcome_alone(const struct picking *picking, guint i)
{
	const struct sentence *sentence = picking->sentences->pdata[i];

	return picking->asks[i] && !asking_of_complaint(sentence->text) &&
	       (picking->weight[i] <= 0 || asking_begins(sentence->text));
}

/* What is an outcome is no point, if points remain. */
static void
leave_out_outcomes(const struct picking *picking, gboolean *chosen)
{
	guint rest = 0;

	for (guint i = 0; i < picking->sentences->len; i++)
		rest += chosen[i] && !is_outcome_alone(picking, i);
	for (guint i = 0; rest > 0 && i < picking->sentences->len; i++)
		if (is_outcome_alone(picking, i))
			chosen[i] = FALSE;
}

/* An item of a list that begins with "we would like:". */
static gboolean
continues_asking(const struct picking *picking, guint i)
{
	const struct sentence *sentence = picking->sentences->pdata[i];
	const struct sentence *before;

	if (!sentence->item || i == 0 || !picking->asks[i - 1])
		return FALSE;
	before = picking->sentences->pdata[i - 1];
	return before->item || g_str_has_suffix(before->text, ":");
}

/* What only greets, thanks or says that it is a complaint is no point. */
static void
leave_out_manners(const struct picking *picking, gboolean *chosen)
{
	guint n = picking->sentences->len;
	guint rest = 0;
	g_autofree gboolean *empty = g_new0(gboolean, n + 1);

	for (guint i = 0; i < n; i++) {
		const struct sentence *s = picking->sentences->pdata[i];
		empty[i] =
			asking_politely(s->text) || asking_to_complain(s->text);
		rest += chosen[i] && !empty[i];
	}
	for (guint i = 0; rest > 0 && i < n; i++)
		chosen[i] = chosen[i] && !empty[i];
}

/* Items of a list stand or fall together: each explains the others. */
static void
complete_lists(const struct picking *picking, gboolean *chosen)
{
	guint n = picking->sentences->len;

	for (guint from = 0, to; from < n; from = to) {
		gboolean any = FALSE;
		const struct sentence *s = picking->sentences->pdata[from];
		for (to = from; to < n && s->item;) {
			any |= chosen[to++];
			s = to < n ? picking->sentences->pdata[to] : s;
		}
		for (guint i = from; i < to; i++)
			chosen[i] = chosen[i] || any;
		to += to == from ? 1 : 0;
	}
}

static void
pick(struct picking *picking, const struct suggestion *suggestion)
{
	guint n = picking->sentences->len;
	g_autofree double *weight = g_new0(double, n + 1);
	g_autofree gboolean *asked = g_new0(gboolean, n + 1);
	g_autofree gboolean *chosen = g_new0(gboolean, n + 1);

	picking->weight = weight;
	picking->asks = asked;
	for (guint i = 0; i < n; i++) {
		const struct sentence *s = picking->sentences->pdata[i];
		asked[i] = asking_for(s->text) || continues_asking(picking, i);
	}
	mark_evidence(picking, suggestion);
	choose(picking, chosen);
	complete_lists(picking, chosen);
	leave_out_manners(picking, chosen);
	leave_out_outcomes(picking, chosen);
	leave_out_lightest(picking, chosen);
	put_outcomes(picking);
	put_points(picking, chosen);
}

static gboolean
is_from_line(const char *line)
{
	return g_ascii_strncasecmp(line + strspn(line, " \t*>"), "from:", 5) ==
	       0;
}

/* Below the header lines of what was forwarded; NULL if they are not there. */
static const char *
below_headers(const char *text)
{
	const char *line = text;

	while (line != NULL && !is_from_line(line)) {
		line = strchr(line, '\n');
		line += line != NULL ? 1 : 0;
	}
	line = line != NULL ? strstr(line, "\n\n") : NULL;
	return line != NULL ? line + 2 : NULL;
}

/* With the offsets of the whole text. */
static GPtrArray *
sentences_below(const char *text, const char *own)
{
	glong before = own != NULL ? g_utf8_pointer_to_offset(text, own) : 0;
	GPtrArray *list = sentences_of(own != NULL ? own : "");

	for (guint i = 0; i < list->len; i++) {
		struct sentence *sentence = list->pdata[i];
		sentence->start += before;
		sentence->end += before;
	}
	return list;
}

/* Whoever sends a picture and no words is still told that we have it. */
static void
put_subject(struct picking *picking, const struct message *message)
{
	g_autofree char *clean = text_clean(message->subject, TRUE);
	g_autofree char *subject = text_squeeze(clean);
	GPtrArray *points = picking->draft->points;

	if (*subject)
		put(picking, points, subject);
	else
		put(picking, points,
		    message->attachments->len > 0
			    ? "A message without words, with something "
			      "attached."
			    : "A message without words.");
}

static struct definition *
draft_of(const struct message *message, GPtrArray *sentences,
	 const struct suggestion *suggestion)
{
	struct definition *draft = g_new0(struct definition, 1);
	struct picking picking = {.sentences = sentences,
				  .left = LIMIT_QUOTE_CHARS,
				  .draft = draft};

	draft->points = g_ptr_array_new_with_free_func(g_free);
	draft->outcomes = g_ptr_array_new_with_free_func(g_free);
	pick(&picking, suggestion);
	if (draft->points->len == 0)
		put_subject(&picking, message);
	return draft;
}

struct definition *
definition_draft(const struct message *message,
		 const struct suggestion *suggestion)
{
	g_autoptr(GPtrArray) sentences = sentences_of(message->new_text);

	return draft_of(message, sentences, suggestion);
}

/* Some programs forward as they quote: then the letter is not in new_text,
 * and the evidence, which counts there, says nothing about it. */
struct definition *
definition_draft_forwarded(const struct message *message,
			   const struct suggestion *suggestion)
{
	g_autoptr(own_suggestion) none = suggestion_new();
	const char *text = message->new_text;
	const char *own = below_headers(text);

	if (own == NULL) {
		text = message->text;
		own = below_headers(text);
		suggestion = none;
	}
	g_autoptr(GPtrArray) sentences = sentences_below(text, own);
	return draft_of(message, sentences, suggestion);
}

void
definition_free(struct definition *definition)
{
	if (!definition)
		return;
	g_ptr_array_unref(definition->points);
	g_ptr_array_unref(definition->outcomes);
	g_free(definition);
}

/* Without the number or bullet that the resident gave the point. */
static const char *
without_number(const char *text)
{
	const char *c = text;

	while (g_ascii_isdigit(*c))
		c++;
	if (c > text && c - text <= 2 && (*c == '.' || *c == ')') &&
	    c[1] == ' ')
		return c + 2;
	if ((*text == '-' || *text == '*') && text[1] == ' ')
		return text + 2;
	return g_str_has_prefix(text, "\u2022 ") ? text + strlen("\u2022 ")
						 : text;
}

static char *
number(const GPtrArray *list)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < list->len; i++)
		g_string_append_printf(out, "%s%u. %s", i > 0 ? "\n" : "",
				       i + 1, without_number(list->pdata[i]));
	return g_string_free(out, FALSE);
}

char *
definition_points(const struct definition *definition)
{
	return number(definition->points);
}

char *
definition_outcomes(const struct definition *definition)
{
	if (definition->outcomes->len == 0)
		return g_strdup("You have not told us yet what you would like "
				"us to do.");
	return number(definition->outcomes);
}

char *
definition_question(const struct definition *definition)
{
	if (definition->outcomes->len > 0)
		return g_strdup("");
	return g_strdup("What would you like us to do to put things right?");
}

/* "Ann Hall", "Ms Hall", and a name of one word as it stands. */
static char *
pattern_of(const char *name)
{
	g_autofree char *whole = text_squeeze(name);
	g_autofree char *escaped = g_regex_escape_string(whole, -1);
	const char *last = strrchr(whole, ' ');
	g_autofree char *surname =
		g_regex_escape_string(last != NULL ? last + 1 : whole, -1);

	return g_strdup_printf("(?<![\\p{L}\\p{N}])(((mr|mrs|ms|miss|mx|dr)\\.?"
			       "\\s+)(\\p{L}+\\s+)?%s|%s)(?![\\p{L}\\p{N}])",
			       surname, escaped);
}

char *
definition_hide_names(const char *text, const GPtrArray *names)
{
	char *hidden = g_strdup(text);

	for (guint i = 0; names != NULL && i < names->len; i++) {
		g_autofree char *pattern = pattern_of(names->pdata[i]);
		g_autoptr(GRegex) regex =
			g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
		char *less = regex == NULL
				     ? NULL
				     : g_regex_replace_literal(
					       regex, hidden, -1, 0,
					       "[member of staff]", 0, NULL);
		if (less == NULL)
			continue;
		g_free(hidden);
		hidden = less;
	}
	return hidden;
}

char *
definition_quote(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GString *out = g_string_new(NULL);

	for (guint i = 0; lines[i]; i++)
		g_string_append_printf(out, "%s> %s", i > 0 ? "\n" : "",
				       lines[i]);
	return g_string_free(out, FALSE);
}
