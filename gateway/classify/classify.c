/*
 * The whole way of one message: match, score, choose, show why.
 */
#include "classify/classify.h"

#include "classify/evidence.h"
#include "classify/match.h"
#include "classify/ruleset.h"
#include "classify/score.h"

struct suggestion *
classify_noting(const struct ruleset *ruleset, const struct message *message,
		const struct context *context, GPtrArray *problems)
{
	struct suggestion *suggestion = suggestion_new();
	g_free(suggestion->ruleset);
	suggestion->ruleset = g_strdup(ruleset->hash);
	suggestion->category = CATEGORY_NONE;
	suggestion->ground = GROUND_NONE;
	if (message->automated != AUTOMATED_NO)
		return suggestion;
	g_autoptr(own_matches) matches =
		match_rules(ruleset, message, problems);
	g_autoptr(GArray) features = score_features(ruleset->model, matches);
	double points[TARGETS];
	score_points(ruleset->model, features, points);
	score_context(ruleset, context, points);
	score_classes(points, ruleset->model->sharpness);
	score_answered(ruleset, context, points);
	score_choose(ruleset, points, suggestion);
	score_flags(ruleset, points, points + CLASSES, suggestion);
	evidence_add(ruleset, message, matches, features, suggestion);
	return suggestion;
}

struct suggestion *
classify(const struct ruleset *ruleset, const struct message *message,
	 const struct context *context)
{
	return classify_noting(ruleset, message, context, NULL);
}
