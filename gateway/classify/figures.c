/*
 * Counts, and the usual figures from them.
 */
#include "classify/figures.h"

#include <string.h>

#include "classify/score.h"

struct suggestion *
figures_suggestion(const struct ruleset *ruleset, const double points[TARGETS])
{
	struct suggestion *suggestion = suggestion_new();
	double classes[CLASSES];
	memcpy(classes, points, sizeof classes);
	suggestion->ground = GROUND_NONE;
	score_classes(classes, ruleset->model->sharpness);
	score_choose(ruleset, classes, suggestion);
	score_flags(ruleset, classes, points + CLASSES, suggestion);
	return suggestion;
}

static void
add_flags(struct figures *figures, guint32 right, guint32 told)
{
	for (int f = 0; f < (int)FLAG_COUNT; f++) {
		guint32 bit = FLAG_BIT(f);
		figures->flag_true[f] += (right & bit) != 0;
		figures->flag_told[f] += (told & bit) != 0;
		figures->flag_right[f] += (right & told & bit) != 0;
	}
}

void
figures_add(struct figures *figures, const struct ruleset *ruleset,
	    const GArray *lessons, const GArray *points)
{
	for (guint i = 0; i < lessons->len; i++) {
		const struct labelled *labelled =
			g_array_index(lessons, struct lesson, i).labelled;
		g_autoptr(own_suggestion) told = figures_suggestion(
			ruleset, (const double *)(const void *)points->data +
					 i * TARGETS);
		figures->messages++;
		figures->confusion[labelled->category][told->category]++;
		gboolean right = labelled->category == told->category;
		if (right && told->category == CATEGORY_EXCLUSION) {
			figures->grounds++;
			if (labelled->ground == told->ground)
				figures->grounds_right++;
		}
		add_flags(figures, labelled->flags, told->flags);
		int tenth = MIN((int)(told->confidence * 10), 9);
		figures->sure[tenth]++;
		if (right)
			figures->sure_right[tenth]++;
	}
}

static double
share(guint part, guint whole)
{
	return whole ? (double)part / whole : 0.0;
}

static double
f1(guint right, guint told, guint true_count)
{
	return share(2 * right, told + true_count);
}

static guint
told_as(const struct figures *figures, int category)
{
	guint sum = 0;
	for (int k = 0; k < (int)CATEGORY_COUNT; k++)
		sum += figures->confusion[k][category];
	return sum;
}

static guint
truly(const struct figures *figures, int category)
{
	guint sum = 0;
	for (int k = 0; k < (int)CATEGORY_COUNT; k++)
		sum += figures->confusion[category][k];
	return sum;
}

double
figures_recall(const struct figures *figures, enum category category)
{
	return share(figures->confusion[category][category],
		     truly(figures, category));
}

double
figures_precision(const struct figures *figures, enum category category)
{
	return share(figures->confusion[category][category],
		     told_as(figures, category));
}

double
figures_macro_f1(const struct figures *figures)
{
	double sum = 0;
	int present = 0;
	for (int k = 0; k < (int)CATEGORY_COUNT; k++) {
		if (!truly(figures, k))
			continue;
		present++;
		sum += f1(figures->confusion[k][k], told_as(figures, k),
			  truly(figures, k));
	}
	return present ? sum / present : 0.0;
}

double
figures_ground(const struct figures *figures)
{
	return share(figures->grounds_right, figures->grounds);
}

double
figures_flags_f1(const struct figures *figures)
{
	guint right = 0;
	guint told = 0;
	guint true_count = 0;
	for (int f = 0; f < (int)FLAG_COUNT; f++) {
		right += figures->flag_right[f];
		told += figures->flag_told[f];
		true_count += figures->flag_true[f];
	}
	return f1(right, told, true_count);
}

char *
figures_line(const struct figures *figures)
{
	return g_strdup_printf(
		"%u messages: macro F1 %.3f; complaints found %.3f, rightly "
		"%.3f; exclusions found %.3f, rightly %.3f; grounds right "
		"%.3f; flags F1 %.3f",
		figures->messages, figures_macro_f1(figures),
		figures_recall(figures, CATEGORY_COMPLAINT),
		figures_precision(figures, CATEGORY_COMPLAINT),
		figures_recall(figures, CATEGORY_EXCLUSION),
		figures_precision(figures, CATEGORY_EXCLUSION),
		figures_ground(figures), figures_flags_f1(figures));
}

static void
write_confusion(const struct figures *figures, GString *text)
{
	g_string_append(text, "\nTrue category (down) and proposal (across)\n");
	g_string_append_printf(text, "%-16s", "");
	for (int k = 0; k < (int)CATEGORY_COUNT; k++)
		g_string_append_printf(text, " %6.6s",
				       category_name((enum category)k));
	g_string_append(text, "     F1\n");
	for (int k = 0; k < (int)CATEGORY_COUNT; k++) {
		g_string_append_printf(text, "%-16s",
				       category_name((enum category)k));
		for (int j = 0; j < (int)CATEGORY_COUNT; j++)
			g_string_append_printf(text, " %6u",
					       figures->confusion[k][j]);
		g_string_append_printf(text, "  %.3f\n",
				       f1(figures->confusion[k][k],
					  told_as(figures, k),
					  truly(figures, k)));
	}
}

static void
write_flags(const struct figures *figures, GString *text)
{
	g_string_append(text,
			"\nFlag                    true  told right     F1\n");
	for (int f = 0; f < (int)FLAG_COUNT; f++)
		g_string_append_printf(
			text, "%-22s %5u %5u %5u  %.3f\n",
			flag_name((enum flag)f), figures->flag_true[f],
			figures->flag_told[f], figures->flag_right[f],
			f1(figures->flag_right[f], figures->flag_told[f],
			   figures->flag_true[f]));
}

static void
write_calibration(const struct figures *figures, GString *text)
{
	g_string_append(text, "\nConfidence   messages  right\n");
	for (int i = 0; i < 10; i++) {
		if (figures->sure[i])
			g_string_append_printf(
				text, "%.1f to %.1f   %8u  %.3f\n", i / 10.0,
				(i + 1) / 10.0, figures->sure[i],
				share(figures->sure_right[i],
				      figures->sure[i]));
	}
}

char *
figures_tables(const struct figures *figures)
{
	GString *text = g_string_new(NULL);
	write_confusion(figures, text);
	write_flags(figures, text);
	write_calibration(figures, text);
	return g_string_free(text, FALSE);
}
