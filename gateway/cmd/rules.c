/*
 * "postroom rules": checks the rules and their examples, learns weights from
 * labelled messages, and says how right the proposals are.
 */
#include "cmd/rules.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/text.h"
#include "classify/evidence.h"
#include "classify/figures.h"
#include "classify/score.h"
#include "config/config.h"
#include "config/resource.h"

#define FOLDS 5
#define NO_FOLD G_MAXUINT

static struct {
	char *rules;
	gboolean apply;
	gboolean ledger;
	gboolean cross;
	gboolean tables;
	gint worst;
} options;

static const GOptionEntry entries[] = {
	{"rules", 0, 0, G_OPTION_ARG_FILENAME, &options.rules,
	 "The folder of rules", "FOLDER"},
	{"apply", 0, 0, G_OPTION_ARG_NONE, &options.apply,
	 "learn: write the weights", NULL},
	{"ledger", 0, 0, G_OPTION_ARG_NONE, &options.ledger,
	 "learn, score: also from the cases that staff confirmed", NULL},
	{"cross", 0, 0, G_OPTION_ARG_NONE, &options.cross,
	 "score: by models that have not seen the message", NULL},
	{"tables", 0, 0, G_OPTION_ARG_NONE, &options.tables,
	 "score: all tables", NULL},
	{"worst", 0, 0, G_OPTION_ARG_INT, &options.worst,
	 "score: list this many of the worst mistakes", "N"},
	G_OPTION_ENTRY_NULL};

static void
free_labelled(gpointer labelled)
{
	labelled_free(labelled);
}

static GPtrArray *
read_all(const struct call *call, int from, GError **error)
{
	g_autoptr(GPtrArray) list =
		g_ptr_array_new_with_free_func(free_labelled);
	if (from >= call->argc && !options.ledger) {
		fault_set(error, FAULT_INPUT,
			  "Give at least one file of labelled messages, or "
			  "--ledger.");
		return NULL;
	}
	for (int i = from; i < call->argc; i++) {
		if (!labelled_read(call->argv[i], list, error))
			return NULL;
	}
	if (options.ledger && !confirmed_read(call->config, list, error))
		return NULL;
	if (list->len > 0)
		return g_steal_pointer(&list);
	fault_set(error, FAULT_INPUT,
		  "There is nothing to learn from: staff have confirmed no "
		  "case yet.");
	return NULL;
}

static int
rules_check(const struct call *call, const struct ruleset *ruleset)
{
	(void)call;
	guint examples = 0;
	g_autoptr(GPtrArray) failures = ruleset_check(ruleset, &examples);
	for (guint i = 0; i < failures->len; i++)
		fprintf(stderr, "%s\n",
			(const char *)g_ptr_array_index(failures, i));
	printf("%u rules, %u patterns, %u examples, %u failures.\n",
	       ruleset_rules(ruleset), ruleset_patterns(ruleset), examples,
	       failures->len);
	return failures->len ? 1 : 0;
}

struct mistake {
	guint lesson;
	double surprise; /* probability of what was told less that of truth */
};

static int
by_surprise(gconstpointer a, gconstpointer b)
{
	double x = ((const struct mistake *)a)->surprise;
	double y = ((const struct mistake *)b)->surprise;
	return (x < y) - (x > y);
}

static void
print_mistake(const struct ruleset *ruleset, const struct lesson *lesson,
	      const double *points)
{
	const struct labelled *labelled = lesson->labelled;
	g_autoptr(own_suggestion) told = figures_suggestion(ruleset, points);
	g_autoptr(own_suggestion) shown =
		classify(ruleset, labelled->message, NULL);
	const char *ground = ground_name(labelled->ground);
	const char *told_ground = ground_name(told->ground);
	printf("\n%s: is %s %s, told %s %s (%.2f)\n  %s | %s\n", labelled->id,
	       category_name(labelled->category), ground ? ground : "",
	       category_name(told->category), told_ground ? told_ground : "",
	       told->confidence, labelled->message->subject,
	       labelled->message->new_text);
	for (guint i = 0; i < shown->evidence->len && i < 8; i++) {
		const struct evidence *e =
			g_ptr_array_index(shown->evidence, i);
		printf("    %+.2f %s: %s \"%s\"\n", e->weight, e->name, e->rule,
		       e->text);
	}
}

static void
print_worst(const struct ruleset *ruleset, const GArray *lessons,
	    const GArray *points)
{
	g_autoptr(GArray) mistakes =
		g_array_new(FALSE, FALSE, sizeof(struct mistake));
	const double *all = (const double *)(const void *)points->data;
	for (guint i = 0; i < lessons->len; i++) {
		const struct labelled *labelled =
			g_array_index(lessons, struct lesson, i).labelled;
		g_autoptr(own_suggestion) told =
			figures_suggestion(ruleset, all + i * TARGETS);
		struct mistake mistake = {
			i, told->confidence - told->scores[labelled->category]};
		if (told->category != labelled->category ||
		    told->ground != labelled->ground)
			g_array_append_val(mistakes, mistake);
	}
	g_array_sort(mistakes, by_surprise);
	for (guint i = 0; i < mistakes->len && i < (guint)options.worst; i++) {
		guint number =
			g_array_index(mistakes, struct mistake, i).lesson;
		print_mistake(ruleset,
			      &g_array_index(lessons, struct lesson, number),
			      all + number * TARGETS);
	}
}

static void
print_figures(const char *title, const struct ruleset *ruleset,
	      const GArray *lessons, const GArray *points)
{
	struct figures figures = {0};
	figures_add(&figures, ruleset, lessons, points);
	g_autofree char *line = figures_line(&figures);
	printf("%s: %s.\n", title, line);
	if (!options.tables)
		return;
	g_autofree char *tables = figures_tables(&figures);
	printf("%s", tables);
}

static int
rules_score(const struct call *call, const struct ruleset *ruleset)
{
	GError *error = NULL;
	g_autoptr(GPtrArray) list = read_all(call, 2, &error);
	if (!list)
		return cmd_fail(call, error);
	g_autoptr(GArray) lessons = lessons_new(ruleset, list, FOLDS);
	g_autoptr(GArray) points =
		options.cross ? learn_cross(ruleset, lessons, FOLDS)
			      : learn_as_is(ruleset, lessons);
	if (options.cross)
		ruleset->model->sharpness = learn_sharpness(lessons, points);
	print_figures(options.cross ? "Cross-validated" : "As the rules stand",
		      ruleset, lessons, points);
	if (options.worst)
		print_worst(ruleset, lessons, points);
	return 0;
}

/* Prints the rules whose weight for what they speak for changes most. */
static void
print_changes(const struct ruleset *ruleset, const struct model *model)
{
	guint changed = 0;
	for (guint i = 0; i < ruleset->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(ruleset->rules, i);
		int target = MAX(rule->target, 0);
		double before = model_weights(ruleset->model, i)[target];
		double after = model_weights(model, i)[target];
		if (ABS(after - before) < 0.1)
			continue;
		changed++;
		g_autofree char *name = target_name(target);
		printf("  %-50s %s %+.2f -> %+.2f\n", rule->name, name, before,
		       after);
	}
	printf("%u of %u rules change by 0.1 or more; %u words are listed.\n",
	       changed, ruleset->rules->len, model->names->len - model->rules);
}

/* Whoever runs Postroom must be able to read what an administrator wrote. */
static gboolean
write_weights(const struct model *model, const char *folder, gboolean words,
	      GError **error)
{
	g_autofree char *path = g_build_filename(
		folder, words ? MODEL_WORDS_FILE : MODEL_RULES_FILE, NULL);
	g_autofree char *text = model_write(model, words);
	if (!text_write_file(path, text, strlen(text), error))
		return FALSE;
	if (g_chmod(path, 0644) == 0)
		return TRUE;
	return fault_set(error, FAULT_SETUP,
			 "%s was written, but others cannot read it: %s.", path,
			 g_strerror(errno));
}

static gboolean
write_model(const struct model *model, const char *folder, GError **error)
{
	return write_weights(model, folder, FALSE, error) &&
	       write_weights(model, folder, TRUE, error);
}

static int
rules_learn(const struct call *call, const struct ruleset *ruleset)
{
	GError *error = NULL;
	g_autoptr(GPtrArray) list = read_all(call, 2, &error);
	if (!list)
		return cmd_fail(call, error);
	g_autoptr(GArray) lessons = lessons_new(ruleset, list, FOLDS);
	g_autoptr(GArray) before = learn_as_is(ruleset, lessons);
	print_figures("Before, on these messages", ruleset, lessons, before);
	g_autoptr(GArray) points = learn_cross(ruleset, lessons, FOLDS);
	g_autoptr(own_model) model = learn_fit(ruleset, lessons, NO_FOLD);
	print_changes(ruleset, model);
	model->sharpness = learn_sharpness(lessons, points);
	ruleset->model->sharpness = model->sharpness;
	print_figures("After, cross-validated", ruleset, lessons, points);
	if (!options.apply) {
		printf("Nothing was written. Add --apply to write the "
		       "weights.\n");
		return 0;
	}
	if (!write_model(model, options.rules, &error))
		return cmd_fail(call, error);
	printf("Written to %s.\n", options.rules);
	return 0;
}

static const struct {
	const char *name;
	int (*run)(const struct call *call, const struct ruleset *ruleset);
} verbs[] = {
	{"check", rules_check},
	{"learn", rules_learn},
	{"score", rules_score},
};

/* What staff confirmed belongs to the rules of the same configuration. */
static char *
usual_folder(const struct call *call, GError **error)
{
	if (!options.ledger)
		return resource_find("rules");
	g_autoptr(own_config) config = config_load(call->config, error);
	return config ? g_strdup(config->rules) : NULL;
}

int
cmd_rules(struct call *call)
{
	int status = 0;
	GError *error = NULL;
	if (call->argc > 1 && strcmp(call->argv[1], "test") == 0)
		return cmd_rules_test(call);
	if (!cmd_options(call, entries, "check|learn|score|test [FILE…]",
			 "Checks the rules, or learns their weights from "
			 "labelled messages",
			 &status))
		return status;
	if (!options.rules)
		options.rules = usual_folder(call, &error);
	if (!options.rules)
		return cmd_fail(call, error);
	const char *verb = call->argc > 1 ? call->argv[1] : "";
	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (strcmp(verbs[i].name, verb) != 0)
			continue;
		g_autoptr(own_ruleset) ruleset =
			ruleset_load(options.rules, &error);
		return ruleset ? verbs[i].run(call, ruleset)
			       : cmd_fail(call, error);
	}
	fprintf(stderr, "postroom rules: say check, learn, score or test.\n");
	return 2;
}
