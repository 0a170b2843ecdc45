/*
 * Turns hits into evidence: exact places in the original fields.
 */
#include "classify/evidence.h"

#include <math.h>

#include "base/limits.h"
#include "classify/score.h"

#define MOST_WORDS 6
#define MARK_EVERY 100
#define WORD_COUNTS 0.15 /* points; less is not worth showing */

/* What a rule's evidence is listed under: what it speaks for, else what it
 * has most weight for. */
static int
target_shown(const struct rule *rule, const double *weights)
{
	int shown = MAX(rule->target, 0);
	for (int t = 0; rule->target < 0 && t < TARGETS; t++) {
		if (weights[t] > weights[shown])
			shown = t;
	}
	return shown;
}

static void
set_label(struct evidence *evidence, int target)
{
	if (target >= CLASSES) {
		evidence->kind = EVIDENCE_FLAG;
		evidence->name =
			g_strdup(flag_name((enum flag)(target - CLASSES)));
	} else if (target >= PLAIN_CLASSES) {
		evidence->kind = EVIDENCE_GROUND;
		evidence->name = g_strdup(ground_name(class_ground(target)));
	} else {
		evidence->kind = EVIDENCE_CATEGORY;
		evidence->name =
			g_strdup(category_name(class_category(target)));
	}
}

/* Where a character stands in the field. The form remembers every
 * hundredth, so that long texts are not counted through again and again. */
static const char *
place_of(struct normal *normal, const char *field, gsize character)
{
	const char *c = field;
	if (!normal->marks->len)
		g_array_append_val(normal->marks, c);
	while (normal->marks->len <= character / MARK_EVERY) {
		c = g_array_index(normal->marks, const char *,
				  normal->marks->len - 1);
		c = g_utf8_offset_to_pointer(c, MARK_EVERY);
		g_array_append_val(normal->marks, c);
	}
	c = g_array_index(normal->marks, const char *, character / MARK_EVERY);
	return g_utf8_offset_to_pointer(c, (glong)(character % MARK_EVERY));
}

/* Sets the field's place and the words there. */
static void
set_place(struct evidence *evidence, const struct message *message,
	  const struct matches *matches, const struct hit *hit)
{
	const char *field = hit->field == FIELD_SUBJECT ? message->subject
							: message->new_text;
	evidence->field = (enum evidence_field)hit->field;
	normal_origin(matches->fields[hit->field], hit->from, hit->to,
		      &evidence->start, &evidence->end);
	const char *from = place_of(matches->fields[hit->field], field,
				    (gsize)evidence->start);
	evidence->text = g_utf8_substring(
		from, 0, (glong)(evidence->end - evidence->start));
}

static void
add_rules(const struct ruleset *ruleset, const struct message *message,
	  const struct matches *matches, GPtrArray *list)
{
	g_autofree guint *counts = g_new0(guint, ruleset->rules->len + 1);
	for (guint i = 0; i < matches->hits->len; i++) {
		const struct hit *hit =
			&g_array_index(matches->hits, struct hit, i);
		if (!matches->fired[hit->rule] || hit->field >= TEXT_FIELDS ||
		    counts[hit->rule]++ >= LIMIT_EVIDENCE_PER_RULE)
			continue;
		const struct rule *rule =
			g_ptr_array_index(ruleset->rules, hit->rule);
		const double *weights =
			model_weights(ruleset->model, hit->rule);
		struct evidence *evidence = g_new0(struct evidence, 1);
		int target = target_shown(rule, weights);
		evidence->rule = g_strdup(rule->name);
		evidence->weight = weights[target];
		set_label(evidence, target);
		set_place(evidence, message, matches, hit);
		g_ptr_array_add(list, evidence);
	}
}

static int
by_weight(gconstpointer a, gconstpointer b)
{
	const struct evidence *first = *(const struct evidence *const *)a;
	const struct evidence *second = *(const struct evidence *const *)b;
	double x = fabs(first->weight);
	double y = fabs(second->weight);
	return (x < y) - (x > y);
}

/* A word of the list that speaks for target by enough to be shown. */
struct worth {
	const struct feature *feature;
	double points;
};

static int
by_points(gconstpointer a, gconstpointer b)
{
	double x = ((const struct worth *)a)->points;
	double y = ((const struct worth *)b)->points;
	return (x < y) - (x > y);
}

/* struct worth, the weightiest first. The caller's. */
static GArray *
words_worth(const struct model *model, const GArray *features, int target)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct worth));
	for (guint i = 0; i < features->len; i++) {
		const struct feature *feature =
			&g_array_index(features, struct feature, i);
		struct worth worth = {
			feature, model_weights(model, feature->index)[target] *
					 feature->value};
		if (feature->index >= model->rules &&
		    worth.points >= WORD_COUNTS)
			g_array_append_val(list, worth);
	}
	g_array_sort(list, by_points);
	return list;
}

static void
add_words(const struct ruleset *ruleset, const struct message *message,
	  const struct matches *matches, const GArray *features,
	  struct suggestion *suggestion)
{
	int target = class_of(suggestion->category, suggestion->ground);
	g_autoptr(GArray) list = words_worth(ruleset->model, features, target);
	for (guint i = 0; i < MIN(list->len, MOST_WORDS); i++) {
		const struct worth *worth =
			&g_array_index(list, struct worth, i);
		const struct feature *feature = worth->feature;
		struct evidence *evidence = g_new0(struct evidence, 1);
		struct hit hit = {(guint)target, feature->field, feature->from,
				  feature->to};
		const char *word = g_ptr_array_index(ruleset->model->names,
						     feature->index);
		evidence->rule = g_strdup_printf("the word list: \"%s\"", word);
		evidence->weight = worth->points;
		set_label(evidence, target);
		set_place(evidence, message, matches, &hit);
		g_ptr_array_add(suggestion->evidence, evidence);
	}
}

void
evidence_add(const struct ruleset *ruleset, const struct message *message,
	     const struct matches *matches, const GArray *features,
	     struct suggestion *suggestion)
{
	add_rules(ruleset, message, matches, suggestion->evidence);
	add_words(ruleset, message, matches, features, suggestion);
	g_ptr_array_sort(suggestion->evidence, by_weight);
}
