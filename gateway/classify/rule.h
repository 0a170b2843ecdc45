/*
 * A rule as it stands in memory, and what rules speak for.
 *
 * What can be spoken for is numbered without a gap: first the classes, which
 * exclude each other (every category but exclusion, and every ground in its
 * place), then the flags, each for itself.
 */
#ifndef CLASSIFY_RULE_H
#define CLASSIFY_RULE_H

#include <glib.h>

#include "classify/paragraph.h"
#include "classify/pattern.h"
#include "model/label.h"

#define PLAIN_CLASSES ((int)CATEGORY_COUNT - 1)
#define CLASSES (PLAIN_CLASSES + (int)GROUND_PROPOSED)
#define TARGETS (CLASSES + (int)FLAG_COUNT)

/* The class of a category with its ground; -1 for CATEGORY_NONE, and for an
 * exclusion without a ground. */
int class_of(enum category category, enum ground ground);

/* The category of a class. */
enum category class_category(int class);

/* The ground of a class; GROUND_NONE unless it is an exclusion. */
enum ground class_ground(int class);

/* "complaint", "ground asb_report", "flag damp_mould". The caller's. */
char *target_name(int target);

/* The reverse; -1 if there is no such target. */
int target_of(const char *name);

/* WHERE_SENDER is the name and address that it comes from. */
enum where {
	WHERE_TEXT = 1,
	WHERE_SUBJECT = 2,
	WHERE_WHOLE = 3,
	WHERE_SENDER = 4
};

enum condition {
	CONDITION_MATCH,       /* pattern, words */
	CONDITION_NOT_AFTER,   /* before the match, in its sentence */
	CONDITION_NOT_BEFORE,  /* after the match, in its sentence */
	CONDITION_NOT_BESIDE,  /* anywhere in its sentence */
	CONDITION_ONLY_BESIDE, /* in its sentence */
	CONDITION_ONLY_WITH,   /* anywhere in the message */
	CONDITION_NOT_WITH,    /* anywhere in the message */
	CONDITION_COUNT
};

/* What a rule must match, or must pass over. */
struct example {
	char *text;
	guint line;
	gboolean matches;
};

struct rule {
	char *name;
	char *file;
	guint line;
	int target; /* what it speaks for first; -1: a hint for all */
	double written[TARGETS]; /* the weights beside the rule */
	enum where where;
	guint at_least; /* how many times it must match */
	int gathers;	/* counts rules that speak for this target; else -1 */
	gboolean unquoted; /* words between quotation marks do not count */
	GPtrArray *conditions[CONDITION_COUNT]; /* struct pattern */
	GPtrArray *examples;			/* struct example */
};

/* Frees a rule with its patterns and examples. */
void rule_free(struct rule *rule);

/* Makes a rule of a paragraph that begins with "rule:". classes (char * to
 * char *) are the word classes. Errors are added to errors; what could be
 * read is returned. */
struct rule *rule_parse(const struct paragraph *paragraph, GHashTable *classes,
			GString *errors);

/* A list "fed up, let* down" as alternatives of an expression, in which a
 * star stands for any ending. The caller's. */
char *rule_words(const char *list);

/* A pattern with its classes put in, or NULL with an error added. simple:
 * it is a list of words, not an expression. The caller's. */
char *rule_expand(const char *value, gboolean simple, GHashTable *classes,
		  char **problem);

#endif
