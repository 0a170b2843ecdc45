/*
 * A log-linear model: the points of what fired are added up, and points
 * become probabilities.
 */
#include "classify/score.h"

#include <math.h>

static void
add_words(const struct model *model, const struct matches *matches, int field,
	  guint8 *seen, GArray *features)
{
	const struct normal *normal = matches->fields[field];
	struct words words;
	words_open(&words, normal->text->str, normal->text->len);
	while (words_next(&words)) {
		gint index = model_word(model, words.word->str);
		if (index < 0 || seen[index])
			continue;
		seen[index] = TRUE;
		struct feature feature = {(guint)index, 1.0, field, words.from,
					  words.to};
		g_array_append_val(features, feature);
	}
	words_close(&words);
}

/* Rules that speak for the same say much the same: each counts for less
 * the more of them fire. */
static void
add_rules(const struct model *model, const struct matches *matches,
	  GArray *features)
{
	guint fired[TARGETS + 1] = {0};
	for (guint i = 0; i < model->rules; i++) {
		if (matches->fired[i])
			fired[model->targets[i] + 1]++;
	}
	for (guint i = 0; i < model->rules; i++) {
		if (!matches->fired[i])
			continue;
		guint same = fired[model->targets[i] + 1];
		struct feature feature = {.index = i,
					  .value = pow(same, -SATURATION)};
		g_array_append_val(features, feature);
	}
}

GArray *
score_features(const struct model *model, const struct matches *matches)
{
	GArray *features = g_array_new(FALSE, FALSE, sizeof(struct feature));
	add_rules(model, matches, features);
	if (model->names->len == model->rules)
		return features;
	guint rules = features->len;
	g_autofree guint8 *seen = g_new0(guint8, model->names->len);
	for (int f = 0; f < TEXT_FIELDS; f++)
		add_words(model, matches, f, seen, features);
	double value = WORDS_WEIGH / sqrt(MAX(features->len - rules, 1));
	for (guint i = rules; i < features->len; i++)
		g_array_index(features, struct feature, i).value = value;
	return features;
}

void
score_points(const struct model *model, const GArray *features,
	     double points[TARGETS])
{
	for (int t = 0; t < TARGETS; t++)
		points[t] = model->always[t];
	for (guint i = 0; i < features->len; i++) {
		const struct feature *feature =
			&g_array_index(features, struct feature, i);
		const double *weights = model_weights(model, feature->index);
		for (int t = 0; t < TARGETS; t++)
			points[t] += weights[t] * feature->value;
	}
}

void
score_classes(double points[CLASSES], double sharpness)
{
	double most = points[0];
	double sum = 0;
	for (int c = 1; c < CLASSES; c++)
		most = MAX(most, points[c]);
	for (int c = 0; c < CLASSES; c++) {
		points[c] = exp((points[c] - most) / sharpness);
		sum += points[c];
	}
	for (int c = 0; c < CLASSES; c++)
		points[c] /= sum;
}

double
score_flag(double points)
{
	return 1.0 / (1.0 + exp(-points));
}

void
score_context(const struct ruleset *ruleset, const struct context *context,
	      double points[CLASSES])
{
	if (!context)
		return;
	const double *settings = ruleset->settings;
	int considered =
		class_of(CATEGORY_EXCLUSION, GROUND_PREVIOUSLY_CONSIDERED);
	points[CATEGORY_COMPLAINT] +=
		settings[SETTING_CHASE] * MIN(MAX(context->chases, 0), 3);
	if (context->open_case && context->category == CATEGORY_SERVICE_REQUEST)
		points[CATEGORY_COMPLAINT] += settings[SETTING_OPEN_REQUEST];
	if (context->stage2_answered)
		points[considered] += settings[SETTING_FINAL];
}

void
score_answered(const struct ruleset *ruleset, const struct context *context,
	       double classes[CLASSES])
{
	if (!context || !context->stage1_answered || context->stage2_answered)
		return;
	double moved = classes[CATEGORY_COMPLAINT] *
		       MIN(ruleset->settings[SETTING_ANSWERED], 1.0);
	classes[CATEGORY_COMPLAINT] -= moved;
	classes[CATEGORY_ESCALATION] += moved;
}

void
score_choose(const struct ruleset *ruleset, const double classes[CLASSES],
	     struct suggestion *suggestion)
{
	double best = -1;
	double best_ground = -1;
	for (int c = 0; c < CLASSES; c++)
		suggestion->scores[class_category(c)] += classes[c];
	for (int k = 0; k < (int)CATEGORY_COUNT; k++) {
		double worth = suggestion->scores[k];
		if (k == CATEGORY_COMPLAINT)
			worth *= ruleset->settings[SETTING_MISSED_COMPLAINT];
		if (worth > best) {
			best = worth;
			suggestion->category = (enum category)k;
		}
	}
	suggestion->confidence = suggestion->scores[suggestion->category];
	if (suggestion->category != CATEGORY_EXCLUSION)
		return;
	for (int c = PLAIN_CLASSES; c < CLASSES; c++) {
		if (classes[c] > best_ground) {
			best_ground = classes[c];
			suggestion->ground = class_ground(c);
		}
	}
}

void
score_flags(const struct ruleset *ruleset, const double classes[CLASSES],
	    const double flags[FLAG_COUNT], struct suggestion *suggestion)
{
	double from = ruleset->settings[SETTING_FLAG];
	double complains =
		classes[CATEGORY_COMPLAINT] + classes[CATEGORY_ESCALATION];
	for (int f = 0; f < (int)FLAG_COUNT; f++) {
		double sure = score_flag(flags[f]);
		if (f == FLAG_REQUEST_INSIDE)
			sure *= complains;
		if (sure >= from)
			suggestion->flags |= FLAG_BIT(f);
	}
	if (suggestion->category != CATEGORY_COMPLAINT &&
	    suggestion->category != CATEGORY_ESCALATION)
		suggestion->flags &= ~FLAG_BIT(FLAG_REQUEST_INSIDE);
	if (suggestion->flags & FLAG_BIT(FLAG_DAMP_MOULD))
		suggestion->flags |= FLAG_BIT(FLAG_HEALTH_AND_SAFETY);
}
