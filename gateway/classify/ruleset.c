/*
 * Reads a folder of rules: every file, in the order of the names, so that
 * errors and the hash are the same everywhere.
 */
#include "classify/ruleset.h"

#include <string.h>

#include "base/fault.h"
#include "base/text.h"

#define LARGEST_FILE (4 * 1024 * 1024)
#define SPELLING_FILE "spelling.words"

static const struct {
	const char *name;
	double usual;
} settings[SETTING_COUNT] = {
	[SETTING_MISSED_COMPLAINT] = {"missed complaint", 1.0},
	[SETTING_CHASE] = {"each chase", 0.7},
	[SETTING_OPEN_REQUEST] = {"open request", 0.3},
	[SETTING_ANSWERED] = {"answered", 0.8},
	[SETTING_FINAL] = {"final response", 1.5},
	[SETTING_FLAG] = {"flag", 0.5},
};

struct loading {
	struct ruleset *ruleset;
	const char *folder;
	GPtrArray *paragraphs;
	GString *errors;
	GChecksum *sum;
};

static void
free_rule(gpointer rule)
{
	rule_free(rule);
}

static void
free_paragraph(gpointer paragraph)
{
	paragraph_free(paragraph);
}

/* The text of a file of the folder, or NULL with an error added. */
static char *
read_text(struct loading *loading, const char *name)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_build_filename(loading->folder, name, NULL);
	gsize size = 0;
	g_autofree char *text =
		text_read_file(path, LARGEST_FILE, &size, &error);
	if (!text) {
		g_string_append_printf(loading->errors, "%s: %s\n", name,
				       error->message);
		return NULL;
	}
	if (!g_utf8_validate(text, (gssize)size, NULL)) {
		g_string_append_printf(loading->errors,
				       "%s: the file is not UTF-8 text.\n",
				       name);
		return NULL;
	}
	g_checksum_update(loading->sum, (const guchar *)name, -1);
	g_checksum_update(loading->sum, (const guchar *)text, (gssize)size);
	return g_steal_pointer(&text);
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_files(const char *folder, GError **error)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	if (!dir) {
		fault_set(error, FAULT_SETUP,
			  "The folder of rules %s cannot be opened. Give the "
			  "folder's name as \"rules\" in the configuration.",
			  folder);
		g_ptr_array_unref(names);
		return NULL;
	}
	for (const char *name = g_dir_read_name(dir); name;
	     name = g_dir_read_name(dir)) {
		if (g_str_has_suffix(name, ".rules") && name[0] != '.')
			g_ptr_array_add(names, g_strdup(name));
	}
	g_ptr_array_sort(names, by_name);
	return names;
}

static void
add_class(struct loading *loading, const struct paragraph *paragraph)
{
	const char *name = paragraph_value(paragraph, "class");
	const char *pattern = paragraph_value(paragraph, "pattern");
	const char *words = paragraph_value(paragraph, "words");
	if (!pattern == !words) {
		paragraph_error(loading->errors, paragraph->file,
				paragraph->line,
				"a word class needs \"words\" or \"pattern\", "
				"one of them.");
		return;
	}
	char *value = words ? rule_words(words) : g_strdup(pattern);
	if (!g_hash_table_insert(loading->ruleset->classes, g_strdup(name),
				 value))
		paragraph_error(loading->errors, paragraph->file,
				paragraph->line,
				"there are two word classes \"%s\".", name);
}

static void
add_setting(struct loading *loading, const struct paragraph *paragraph)
{
	const char *name = paragraph_value(paragraph, "setting");
	const char *value = paragraph_value(paragraph, "value");
	char *end = NULL;
	double number = value ? g_ascii_strtod(value, &end) : -1;
	for (int i = 0; i < SETTING_COUNT; i++) {
		if (strcmp(settings[i].name, name) != 0)
			continue;
		if (!value || *end || number < 0 || number > 100)
			paragraph_error(loading->errors, paragraph->file,
					paragraph->line,
					"the value of a setting is a number "
					"from 0 to 100.");
		loading->ruleset->settings[i] = number;
		return;
	}
	paragraph_error(loading->errors, paragraph->file, paragraph->line,
			"there is no setting \"%s\"; see docs/RULES.md.", name);
}

static void
add_rule(struct loading *loading, const struct paragraph *paragraph,
	 GHashTable *seen)
{
	struct ruleset *ruleset = loading->ruleset;
	struct rule *rule =
		rule_parse(paragraph, ruleset->classes, loading->errors);
	if (!g_hash_table_add(seen, rule->name))
		paragraph_error(loading->errors, paragraph->file,
				paragraph->line, "there are two rules \"%s\".",
				rule->name);
	g_ptr_array_add(ruleset->rules, rule);
}

static void
build_rules(struct loading *loading)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *list = loading->paragraphs;
	for (guint i = 0; i < list->len; i++) {
		struct paragraph *paragraph = g_ptr_array_index(list, i);
		if (paragraph_value(paragraph, "class"))
			add_class(loading, paragraph);
		else if (paragraph_value(paragraph, "setting"))
			add_setting(loading, paragraph);
		else if (!paragraph_value(paragraph, "rule"))
			paragraph_error(loading->errors, paragraph->file,
					paragraph->line,
					"a paragraph begins with \"rule\", "
					"\"class\" or \"setting\".");
	}
	for (guint i = 0; i < list->len; i++) {
		if (paragraph_value(g_ptr_array_index(list, i), "rule"))
			add_rule(loading, g_ptr_array_index(list, i), seen);
	}
}

/* "u, yu = you" a line. */
static void
read_spelling(struct loading *loading)
{
	g_autofree char *path =
		g_build_filename(loading->folder, SPELLING_FILE, NULL);
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return;
	g_autofree char *text = read_text(loading, SPELLING_FILE);
	g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		g_auto(GStrv) sides = g_strsplit(g_strstrip(lines[i]), "=", 2);
		if (!sides[0] || !*sides[0] || *sides[0] == '#')
			continue;
		if (!sides[1]) {
			paragraph_error(loading->errors, SPELLING_FILE, i + 1,
					"expected \"other, spellings = "
					"usual\".");
			continue;
		}
		g_auto(GStrv) others = g_strsplit(sides[0], ",", -1);
		g_autofree char *usual =
			normalise_pattern(g_strstrip(sides[1]));
		for (guint j = 0; others[j]; j++)
			g_hash_table_insert(
				loading->ruleset->spelling.other,
				normalise_pattern(g_strstrip(others[j])),
				g_strdup(usual));
	}
}

static void
add_known(GHashTable *known, const char *text)
{
	for (const char *c = text; *c;) {
		gsize n = 0;
		while (g_ascii_islower(c[n]))
			n++;
		if (n > 1)
			g_hash_table_add(known, g_strndup(c, n));
		c += MAX(n, 1);
	}
}

static void
read_weights(struct loading *loading, const char *name, gboolean words)
{
	g_autofree char *path = g_build_filename(loading->folder, name, NULL);
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return;
	g_autofree char *text = read_text(loading, name);
	if (text)
		model_read(loading->ruleset->model, name, text, words,
			   loading->errors);
}

/* The words of patterns, spellings and the word list are real words. */
static void
learn_words(struct ruleset *ruleset)
{
	GHashTable *known = ruleset->spelling.known;
	for (guint i = 0; i < ruleset->rules->len; i++) {
		struct rule *rule = g_ptr_array_index(ruleset->rules, i);
		GPtrArray *patterns = rule->conditions[CONDITION_MATCH];
		for (guint j = 0; j < patterns->len; j++) {
			struct pattern *p = g_ptr_array_index(patterns, j);
			add_known(known, p->source);
		}
	}
	GHashTableIter iter;
	gpointer usual = NULL;
	g_hash_table_iter_init(&iter, ruleset->spelling.other);
	while (g_hash_table_iter_next(&iter, NULL, &usual))
		add_known(known, usual);
	for (guint i = ruleset->model->rules; i < ruleset->model->names->len;
	     i++)
		add_known(known, g_ptr_array_index(ruleset->model->names, i));
}

static struct ruleset *
ruleset_new(void)
{
	struct ruleset *ruleset = g_new0(struct ruleset, 1);
	ruleset->rules = g_ptr_array_new_with_free_func(free_rule);
	ruleset->classes =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	ruleset->spelling.other =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	ruleset->spelling.known =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (int i = 0; i < SETTING_COUNT; i++)
		ruleset->settings[i] = settings[i].usual;
	return ruleset;
}

static void
load_all(struct loading *loading, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *text = read_text(loading, name);
		if (text)
			paragraph_parse(name, text, loading->paragraphs,
					loading->errors);
	}
	build_rules(loading);
	struct ruleset *ruleset = loading->ruleset;
	ruleset->model = model_new(ruleset->rules);
	read_spelling(loading);
	read_weights(loading, MODEL_RULES_FILE, FALSE);
	read_weights(loading, MODEL_WORDS_FILE, TRUE);
	learn_words(ruleset);
	ruleset->filter = filter_new(ruleset->rules);
	ruleset->hash = g_strdup(g_checksum_get_string(loading->sum));
}

struct ruleset *
ruleset_load(const char *folder, GError **error)
{
	g_autoptr(GPtrArray) names = list_files(folder, error);
	if (!names)
		return NULL;
	g_autoptr(own_ruleset) ruleset = ruleset_new();
	g_autoptr(GString) errors = g_string_new(NULL);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autoptr(GPtrArray) list =
		g_ptr_array_new_with_free_func(free_paragraph);
	struct loading loading = {ruleset, folder, list, errors, sum};
	if (!names->len)
		g_string_append_printf(
			errors, "%s: there is no file *.rules here.\n", folder);
	load_all(&loading, names);
	if (errors->len) {
		g_string_truncate(errors, errors->len - 1);
		fault_set(error, FAULT_SETUP, "%s", errors->str);
		return NULL;
	}
	return g_steal_pointer(&ruleset);
}

void
ruleset_free(struct ruleset *ruleset)
{
	if (!ruleset)
		return;
	filter_free(ruleset->filter);
	model_free(ruleset->model);
	g_ptr_array_unref(ruleset->rules);
	g_hash_table_unref(ruleset->classes);
	g_hash_table_unref(ruleset->spelling.other);
	g_hash_table_unref(ruleset->spelling.known);
	g_free(ruleset->hash);
	g_free(ruleset);
}

const char *
ruleset_hash(const struct ruleset *ruleset)
{
	return ruleset->hash;
}

guint
ruleset_rules(const struct ruleset *ruleset)
{
	return ruleset->rules->len;
}

guint
ruleset_patterns(const struct ruleset *ruleset)
{
	guint patterns = 0;
	for (guint i = 0; i < ruleset->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(ruleset->rules, i);
		for (int c = 0; c < CONDITION_COUNT; c++)
			patterns += rule->conditions[c]->len;
	}
	return patterns;
}
