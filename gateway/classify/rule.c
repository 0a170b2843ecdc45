/*
 * From a paragraph to a rule. Every error is told with its line; nothing is
 * matched here.
 */
#include "classify/rule.h"

#include <math.h>
#include <string.h>

#include "classify/normalise.h"

#define DEEPEST_CLASS 8

int
class_of(enum category category, enum ground ground)
{
	if (category == CATEGORY_NONE)
		return -1;
	if (category == CATEGORY_EXCLUSION)
		return ground >= GROUND_PROPOSED ? -1
						 : PLAIN_CLASSES + (int)ground;
	return category < CATEGORY_EXCLUSION ? (int)category
					     : (int)category - 1;
}

enum category
class_category(int class)
{
	if (class >= PLAIN_CLASSES)
		return CATEGORY_EXCLUSION;
	return class < (int)CATEGORY_EXCLUSION ? (enum category) class
					       : (enum category)(class + 1);
}

enum ground
class_ground(int class)
{
	return class >= PLAIN_CLASSES ? (enum ground)(class - PLAIN_CLASSES)
				      : GROUND_NONE;
}

char *
target_name(int target)
{
	if (target >= CLASSES)
		return g_strdup_printf(
			"flag %s", flag_name((enum flag)(target - CLASSES)));
	if (target >= PLAIN_CLASSES)
		return g_strdup_printf("ground %s",
				       ground_name(class_ground(target)));
	return g_strdup(category_name(class_category(target)));
}

int
target_of(const char *name)
{
	if (g_str_has_prefix(name, "flag ")) {
		enum flag flag = flag_of(name + 5);
		return flag == FLAG_COUNT ? -1 : CLASSES + (int)flag;
	}
	if (g_str_has_prefix(name, "ground "))
		return class_of(CATEGORY_EXCLUSION, ground_of(name + 7));
	return class_of(category_of(name), GROUND_NONE);
}

static void
free_pattern(gpointer pattern)
{
	pattern_free(pattern);
}

static void
example_free(gpointer data)
{
	struct example *example = data;
	g_free(example->text);
	g_free(example);
}

void
rule_free(struct rule *rule)
{
	g_free(rule->name);
	g_free(rule->file);
	for (int i = 0; i < CONDITION_COUNT; i++)
		g_ptr_array_unref(rule->conditions[i]);
	g_ptr_array_unref(rule->examples);
	g_free(rule);
}

/* --- patterns ------------------------------------------------------------*/

char *
rule_words(const char *list)
{
	GString *expression = g_string_new(NULL);
	g_auto(GStrv) items = g_strsplit(list, ",", -1);
	for (guint i = 0; items[i]; i++) {
		const char *item = g_strstrip(items[i]);
		if (!*item)
			continue;
		if (expression->len)
			g_string_append_c(expression, '|');
		for (const char *c = item; *c; c++) {
			if (*c == '*')
				g_string_append(expression, "\\w*");
			else if (strchr(".?+()[]|^$\\", *c))
				g_string_append_printf(expression, "\\%c", *c);
			else
				g_string_append_c(expression, *c);
		}
	}
	return g_string_free(expression, FALSE);
}

/* The length of "{name}" at c, or 0 if that is no class (but "{2,3}"). */
static gsize
class_length(const char *c)
{
	if (*c != '{' || !g_ascii_isalpha(c[1]))
		return 0;
	const char *end = strchr(c, '}');
	return end ? (gsize)(end - c) + 1 : 0;
}

/* The length of an escape at c with its braces ("\\p{Arabic}"), or 0. */
static gsize
escape_length(const char *c)
{
	if (*c != '\\' || !c[1])
		return 0;
	const char *end = c[2] == '{' ? strchr(c, '}') : NULL;
	return end ? (gsize)(end - c) + 1 : 2;
}

static gboolean
expand(const char *value, GHashTable *classes, int depth, GString *into)
{
	for (const char *c = value; *c;) {
		gsize length = class_length(c);
		gsize escape = escape_length(c);
		if (escape) {
			g_string_append_len(into, c, (gssize)escape);
			c += escape;
		} else if (length) {
			g_autofree char *name = g_strndup(c + 1, length - 2);
			const char *meaning =
				g_hash_table_lookup(classes, name);
			if (!meaning || depth > DEEPEST_CLASS) {
				g_string_assign(into, name);
				return FALSE;
			}
			g_string_append(into, "(?:");
			if (!expand(meaning, classes, depth + 1, into))
				return FALSE;
			g_string_append(into, ")");
			c += length;
		} else if (g_str_has_prefix(c, " ~ ")) {
			g_string_append(into, "(?: [^ .!?;\\n]+){0,5}? ");
			c += 3;
		} else {
			g_string_append_c(into, *c++);
		}
	}
	return TRUE;
}

char *
rule_expand(const char *value, gboolean simple, GHashTable *classes,
	    char **problem)
{
	g_autofree char *expression =
		simple ? rule_words(value) : g_strdup(value);
	g_autoptr(GString) whole = g_string_new(NULL);
	if (!expand(expression, classes, 0, whole)) {
		*problem = g_strdup_printf(
			"there is no word class \"%s\", or it holds itself.",
			whole->str);
		return NULL;
	}
	return normalise_pattern(whole->str);
}

/* --- entries -------------------------------------------------------------*/

struct reading {
	struct rule *rule;
	const struct entry *entry;
	GHashTable *classes;
	GString *errors;
};

static void
complain(struct reading *reading, const char *words)
{
	paragraph_error(reading->errors, reading->rule->file,
			reading->entry->line, "%s", words);
}

static void
read_condition(struct reading *reading, enum condition condition,
	       gboolean simple)
{
	g_autofree char *problem = NULL;
	g_autoptr(GError) error = NULL;
	if (!*reading->entry->value) {
		complain(reading, "a pattern must not be empty.");
		return;
	}
	g_autofree char *expression = rule_expand(reading->entry->value, simple,
						  reading->classes, &problem);
	if (!expression) {
		complain(reading, problem);
		return;
	}
	struct pattern *pattern =
		pattern_new(expression, reading->entry->line, &error);
	if (!pattern)
		complain(reading, error->message);
	else
		g_ptr_array_add(reading->rule->conditions[condition], pattern);
}

/* "complaint 2.5": a target and a number. */
static void
read_speaks(struct reading *reading)
{
	g_auto(GStrv) items = g_strsplit(reading->entry->value, ",", -1);
	for (guint i = 0; items[i]; i++) {
		char *item = g_strstrip(items[i]);
		char *space = strrchr(item, ' ');
		char *end = NULL;
		double weight = space ? g_ascii_strtod(space + 1, &end) : NAN;
		if (!space || *end || !isfinite(weight)) {
			complain(reading, "expected a label and a number, as "
					  "in \"complaint 2.0\".");
			continue;
		}
		*space = '\0';
		int target = target_of(item);
		if (strcmp(item, "exclusion") == 0) {
			for (int c = PLAIN_CLASSES; c < CLASSES; c++)
				reading->rule->written[c] = weight;
		} else if (target < 0) {
			complain(reading, "there is no such label; the labels "
					  "are those of docs/LABELLING.md.");
		} else {
			reading->rule->written[target] = weight;
			if (reading->rule->target < 0)
				reading->rule->target = target;
		}
	}
}

static void
read_where(struct reading *reading)
{
	const char *value = reading->entry->value;
	if (strcmp(value, "new text") == 0)
		reading->rule->where = WHERE_TEXT;
	else if (strcmp(value, "subject") == 0)
		reading->rule->where = WHERE_SUBJECT;
	else if (strcmp(value, "sender") == 0)
		reading->rule->where = WHERE_SENDER;
	else if (strcmp(value, "whole") == 0)
		reading->rule->where = WHERE_WHOLE;
	else
		complain(reading, "a rule looks in \"new text\", \"subject\", "
				  "\"whole\" or \"sender\".");
}

static void
read_example(struct reading *reading, gboolean matches)
{
	struct example *example = g_new0(struct example, 1);
	example->text = g_strdup(reading->entry->value);
	example->line = reading->entry->line;
	example->matches = matches;
	g_ptr_array_add(reading->rule->examples, example);
}

static void
read_at_least(struct reading *reading)
{
	guint64 times = 0;
	if (!g_ascii_string_to_unsigned(reading->entry->value, 10, 1, 50,
					&times, NULL))
		complain(reading, "expected a number from 1 to 50.");
	else
		reading->rule->at_least = (guint)times;
}

static void
read_gathers(struct reading *reading)
{
	reading->rule->gathers = target_of(reading->entry->value);
	if (reading->rule->gathers < 0)
		complain(reading, "there is no such label to gather.");
}

static const struct {
	const char *key;
	enum condition condition;
	gboolean simple;
} condition_keys[] = {
	{"pattern", CONDITION_MATCH, FALSE},
	{"words", CONDITION_MATCH, TRUE},
	{"not after", CONDITION_NOT_AFTER, FALSE},
	{"not before", CONDITION_NOT_BEFORE, FALSE},
	{"not beside", CONDITION_NOT_BESIDE, FALSE},
	{"only beside", CONDITION_ONLY_BESIDE, FALSE},
	{"only with", CONDITION_ONLY_WITH, FALSE},
	{"not with", CONDITION_NOT_WITH, FALSE},
};

static void
read_entry(struct reading *reading)
{
	const char *key = reading->entry->key;
	for (gsize i = 0; i < G_N_ELEMENTS(condition_keys); i++) {
		if (strcmp(key, condition_keys[i].key) == 0) {
			read_condition(reading, condition_keys[i].condition,
				       condition_keys[i].simple);
			return;
		}
	}
	if (strcmp(key, "speaks for") == 0)
		read_speaks(reading);
	else if (strcmp(key, "looks in") == 0)
		read_where(reading);
	else if (strcmp(key, "at least") == 0)
		read_at_least(reading);
	else if (strcmp(key, "gathers") == 0)
		read_gathers(reading);
	else if (strcmp(key, "matches") == 0)
		read_example(reading, TRUE);
	else if (strcmp(key, "passes over") == 0)
		read_example(reading, FALSE);
	else if (strcmp(key, "in quotes") == 0)
		reading->rule->unquoted =
			strcmp(reading->entry->value, "no") == 0;
	else if (strcmp(key, "rule") != 0)
		complain(reading, "a rule has no such key; see docs/RULES.md.");
}

static struct rule *
rule_new(const struct paragraph *paragraph)
{
	struct rule *rule = g_new0(struct rule, 1);
	rule->name = g_strdup(paragraph_value(paragraph, "rule"));
	rule->file = g_strdup(paragraph->file);
	rule->line = paragraph->line;
	rule->target = -1;
	rule->gathers = -1;
	rule->where = WHERE_WHOLE;
	rule->at_least = 1;
	for (int i = 0; i < CONDITION_COUNT; i++)
		rule->conditions[i] =
			g_ptr_array_new_with_free_func(free_pattern);
	rule->examples = g_ptr_array_new_with_free_func(example_free);
	return rule;
}

struct rule *
rule_parse(const struct paragraph *paragraph, GHashTable *classes,
	   GString *errors)
{
	struct rule *rule = rule_new(paragraph);
	for (guint i = 0; i < paragraph->entries->len; i++) {
		struct reading reading = {
			rule, g_ptr_array_index(paragraph->entries, i), classes,
			errors};
		read_entry(&reading);
	}
	if (!rule->conditions[CONDITION_MATCH]->len && rule->gathers < 0)
		paragraph_error(errors, rule->file, rule->line,
				"the rule has no pattern and no words.");
	if (!*rule->name || strchr(rule->name, '='))
		paragraph_error(errors, rule->file, rule->line,
				"a rule needs a name in words, without =.");
	return rule;
}
