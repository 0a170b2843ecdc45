/*
 * Weights: what every rule and every word of the word list is worth to every
 * target, and the two files in which they stand to be read.
 *
 * A line is "NAME = TARGET +1.234, TARGET -0.567"; a line that begins with #
 * is a remark. In learned.weights NAME is a rule's name, or "(always)" for
 * what is there before any rule has fired, or "(sharpness)", whose one number
 * divides all points of the classes. In words.weights NAME is a word or two
 * words. A rule without a line keeps the weights that are written beside it.
 */
#ifndef CLASSIFY_MODEL_H
#define CLASSIFY_MODEL_H

#include <glib.h>

#include "base/own.h"
#include "classify/rule.h"

#define MODEL_RULES_FILE "learned.weights"
#define MODEL_WORDS_FILE "words.weights"

struct model {
	GHashTable *index; /* names of features to their number plus one */
	GPtrArray *names;  /* rules first, then words */
	guint rules;	   /* how many of them are rules */
	int *targets;	   /* of the rules; -1: of none */
	GArray *weights;   /* double [TARGETS] a feature */
	double always[TARGETS];
	double sharpness;
};

/* The rules (struct rule) with their written weights, and no words. */
struct model *model_new(const GPtrArray *rules);

/* Frees it; NULL is fine. */
void model_free(struct model *model);
OWN_TYPE(model, model_free)

/* Puts in the weights of a file's text; words become new features. Errors
 * are added to errors with the name of file. */
void model_read(struct model *model, const char *file, const char *text,
		gboolean words, GString *errors);

/* The text of learned.weights, or of words.weights. The caller's. */
char *model_write(const struct model *model, gboolean words);

/* The TARGETS weights of a feature; they belong to the model. */
double *model_weights(const struct model *model, guint feature);

/* Adds a word; returns its feature. */
guint model_add_word(struct model *model, const char *word);

/* The feature of a word, or -1. */
gint model_word(const struct model *model, const char *word);

#endif
