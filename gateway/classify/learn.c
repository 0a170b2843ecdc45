/*
 * Fits the weights. Which words become features is decided from the lessons
 * that are learned from, never from those that are held back.
 */
#include "classify/learn.h"

#include <math.h>
#include <string.h>

#include "classify/fit.h"
#include "classify/score.h"

#define SELDOM 4 /* a word of fewer messages is not learned */
#define KEPT_OUT "kept out of the word list"

static void
clear_lesson(gpointer data)
{
	struct lesson *lesson = data;
	matches_free(lesson->matches);
}

static guint
fold_of(const char *group, guint folds)
{
	g_autofree char *sum =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, group, -1);
	sum[8] = '\0';
	return (guint)(g_ascii_strtoull(sum, NULL, 16) % folds);
}

GArray *
lessons_new(const struct ruleset *ruleset, const GPtrArray *labelled,
	    guint folds)
{
	GArray *lessons = g_array_new(FALSE, FALSE, sizeof(struct lesson));
	g_array_set_clear_func(lessons, clear_lesson);
	for (guint i = 0; i < labelled->len; i++) {
		const struct labelled *one = g_ptr_array_index(labelled, i);
		struct lesson lesson = {
			one, match_rules(ruleset, one->message, NULL),
			fold_of(one->group, folds)};
		g_array_append_val(lessons, lesson);
	}
	return lessons;
}

/* In how many of the lessons each word stands. */
static GHashTable *
count_words(const GArray *lessons, guint without)
{
	GHashTable *counts =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < lessons->len; i++) {
		const struct lesson *lesson =
			&g_array_index(lessons, struct lesson, i);
		if (lesson->fold == without)
			continue;
		g_autoptr(GHashTable) seen = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, NULL);
		for (int f = 0; f < TEXT_FIELDS; f++) {
			const GString *text = lesson->matches->fields[f]->text;
			struct words words;
			words_open(&words, text->str, text->len);
			while (words_next(&words))
				g_hash_table_add(seen,
						 g_strdup(words.word->str));
			words_close(&words);
		}
		GHashTableIter iter;
		gpointer word = NULL;
		g_hash_table_iter_init(&iter, seen);
		while (g_hash_table_iter_next(&iter, &word, NULL)) {
			guint n = GPOINTER_TO_UINT(
				g_hash_table_lookup(counts, word));
			g_hash_table_insert(counts, g_strdup(word),
					    GUINT_TO_POINTER(n + 1));
		}
	}
	return counts;
}

static int
by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

static struct regex *
kept_out(const struct ruleset *ruleset)
{
	const char *words = g_hash_table_lookup(ruleset->classes, KEPT_OUT);
	g_autofree char *pattern =
		words ? g_strdup_printf("(?<!\\w)(?:%s)(?!\\w)", words) : NULL;
	return pattern ? regex_new(pattern, NULL) : NULL;
}

static void
add_words(const struct ruleset *ruleset, struct model *model,
	  GHashTable *counts)
{
	g_autoptr(own_regex) special = kept_out(ruleset);
	g_autoptr(GList) all = g_hash_table_get_keys(counts);
	all = g_list_sort(all, by_text);
	for (const GList *item = all; item; item = item->next) {
		const char *word = item->data;
		gsize span[2];
		guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, word));
		if (n < SELDOM || g_hash_table_contains(model->index, word) ||
		    (special && regex_find(special, word, 0, strlen(word),
					   span) == REGEX_YES))
			continue;
		model_add_word(model, word);
	}
}

static void
make_rows(const struct model *model, const GArray *lessons, guint without,
	  GArray *rows)
{
	for (guint i = 0; i < lessons->len; i++) {
		const struct lesson *lesson =
			&g_array_index(lessons, struct lesson, i);
		if (lesson->fold == without)
			continue;
		struct fit_row row = {score_features(model, lesson->matches),
				      class_of(lesson->labelled->category,
					       lesson->labelled->ground),
				      lesson->labelled->flags};
		g_array_append_val(rows, row);
	}
}

static void
clear_row(gpointer data)
{
	struct fit_row *row = data;
	g_array_unref(row->features);
}

struct model *
learn_fit(const struct ruleset *ruleset, const GArray *lessons, guint without)
{
	struct model *model = model_new(ruleset->rules);
	g_autoptr(GHashTable) counts = count_words(lessons, without);
	add_words(ruleset, model, counts);
	g_autoptr(GArray) rows =
		g_array_new(FALSE, FALSE, sizeof(struct fit_row));
	g_array_set_clear_func(rows, clear_row);
	make_rows(model, lessons, without, rows);
	fit_classes(model, rows);
	for (int f = 0; f < (int)FLAG_COUNT; f++)
		fit_flag(model, rows, (enum flag)f);
	return model;
}

static void
add_points(const struct model *model, const struct lesson *lesson,
	   double points[TARGETS])
{
	g_autoptr(GArray) features = score_features(model, lesson->matches);
	score_points(model, features, points);
}

GArray *
learn_cross(const struct ruleset *ruleset, const GArray *lessons, guint folds)
{
	GArray *points = g_array_new(FALSE, TRUE, sizeof(double[TARGETS]));
	g_array_set_size(points, lessons->len);
	for (guint fold = 0; fold < folds; fold++) {
		g_autoptr(own_model) model = learn_fit(ruleset, lessons, fold);
		for (guint i = 0; i < lessons->len; i++) {
			const struct lesson *lesson =
				&g_array_index(lessons, struct lesson, i);
			if (lesson->fold == fold)
				add_points(model, lesson,
					   (double *)(void *)points->data +
						   i * TARGETS);
		}
	}
	return points;
}

GArray *
learn_as_is(const struct ruleset *ruleset, const GArray *lessons)
{
	GArray *points = g_array_new(FALSE, TRUE, sizeof(double[TARGETS]));
	g_array_set_size(points, lessons->len);
	for (guint i = 0; i < lessons->len; i++)
		add_points(ruleset->model,
			   &g_array_index(lessons, struct lesson, i),
			   (double *)(void *)points->data + i * TARGETS);
	return points;
}

static double
loss_at(const GArray *lessons, const GArray *points, double sharpness)
{
	double loss = 0;
	for (guint i = 0; i < lessons->len; i++) {
		const struct labelled *labelled =
			g_array_index(lessons, struct lesson, i).labelled;
		double classes[CLASSES];
		memcpy(classes,
		       (const double *)(const void *)points->data + i * TARGETS,
		       sizeof classes);
		score_classes(classes, sharpness);
		loss -= log(classes[class_of(labelled->category,
					     labelled->ground)] +
			    1e-9);
	}
	return loss;
}

double
learn_sharpness(const GArray *lessons, const GArray *points)
{
	double best = 1.0;
	double least = INFINITY;
	for (double sharpness = 0.4; sharpness < 3.0; sharpness += 0.05) {
		double loss = loss_at(lessons, points, sharpness);
		if (loss < least) {
			least = loss;
			best = sharpness;
		}
	}
	return best;
}
