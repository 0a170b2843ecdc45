/*
 * libConfuse behind a table of keys. Every value is given to it as text, so
 * that a wrong number is a fault of meaning, told together with the others.
 */
#include "config/source.h"

#include <confuse.h>

#include "base/fault.h"
#include "base/text.h"
#include "config/scan.h"

#define LIMIT_FILE_BYTES ((gsize)1024 * 1024)

struct source {
	char *path;
	char *folder;
	char *hash;
	const struct source_key *keys;
	GPtrArray *options; /* cfg_opt_t arrays, which cfg_init copies */
	cfg_t *cfg;
	GHashTable *places;
	GString *faults;
	char *syntax; /* the first fault that libConfuse told */
	int line;
};

/* libConfuse's error function is given only its own cfg_t. */
static struct source *parsing;

static void
note_syntax(cfg_t *cfg, const char *format, va_list arguments)
{
	if (parsing == NULL || parsing->syntax != NULL)
		return;
	parsing->syntax = g_strdup_vprintf(format, arguments);
	parsing->line = cfg->line;
}

/* "key" in quotes of a message of libConfuse, in words for people. */
static char *
syntax_words(const char *message)
{
	g_auto(GStrv) parts = g_strsplit(message, "'", 3);

	if (g_str_has_prefix(message, "no such option") && parts[1] != NULL)
		return g_strdup_printf("There is no key \"%s\" here. Correct "
				       "its name, put it in quotes if it is a "
				       "value, or remove it.",
				       parts[1]);
	if (g_str_has_prefix(message, "premature end"))
		return g_strdup("The file ends too early: a quotation mark or "
				"a bracket is not closed.");
	if (g_str_has_prefix(message, "found duplicate title") &&
	    parts[1] != NULL)
		return g_strdup_printf("A section of the name \"%s\" stands "
				       "above. Give this one another name.",
				       parts[1]);
	return g_strdup_printf("This cannot be read (%s). Write: key = "
			       "\"value\".",
			       message);
}

static gboolean
fault_at(const struct source *source, int line, const char *words,
	 GError **error)
{
	return fault_set(error, FAULT_SETUP, "%s:%d: %s", source->path, line,
			 words);
}

static cfg_opt_t
option_of(const struct source_key *key)
{
	cfg_opt_t text = CFG_STR(key->name, key->fallback, CFGF_NONE);
	cfg_opt_t list = CFG_STR_LIST(key->name, NULL, CFGF_NONE);

	return key->kind == KEY_LIST ? list : text;
}

static cfg_opt_t
section_of(const struct source_key *key, cfg_opt_t *inside)
{
	cfg_opt_t once = CFG_SEC(key->section, inside, CFGF_NODEFAULT);
	cfg_opt_t often =
		CFG_SEC(key->section, inside,
			CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES);

	return key->kind == KEY_TITLED ? often : once;
}

/* The options of one section; those of the top hold the sections. */
static cfg_opt_t *
options_of(struct source *source, const char *section)
{
	GArray *array = g_array_new(TRUE, TRUE, sizeof(cfg_opt_t));
	const struct source_key *key;

	for (key = source->keys; key->section != NULL; key++) {
		gboolean top = *section == '\0';
		cfg_opt_t option;

		if (key->kind != KEY_TEXT && key->kind != KEY_LIST && top)
			option = section_of(key,
					    options_of(source, key->section));
		else if (key->kind <= KEY_LIST &&
			 g_str_equal(key->section, section))
			option = option_of(key);
		else
			continue;
		g_array_append_val(array, option);
	}
	g_ptr_array_add(source->options, array->data);
	return (cfg_opt_t *)(void *)g_array_free(array, FALSE);
}

static void
note_repeats(struct source *source, GPtrArray *repeats)
{
	guint i;

	for (i = 0; i < repeats->len; i++) {
		const struct scan_repeat *repeat =
			g_ptr_array_index(repeats, i);
		const char *dot = strrchr(repeat->place, '.');

		g_string_append_printf(
			source->faults,
			"%s:%d: \"%s\" stands already in line %d. "
			"Remove one of them.\n",
			source->path, repeat->line,
			dot == NULL ? repeat->place : dot + 1, repeat->first);
	}
}

static gboolean
find_places(struct source *source, const char *text, GError **error)
{
	g_autoptr(GPtrArray) repeats = g_ptr_array_new_with_free_func(
		(GDestroyNotify)scan_repeat_free);
	int open = 0;

	source->places = scan_places(text, repeats, &open);
	if (open != 0)
		return fault_at(source, open,
				"The section that begins here is not closed. "
				"Put a } at its end.",
				error);
	note_repeats(source, repeats);
	return TRUE;
}

static gboolean
parse(struct source *source, const char *text, GError **error)
{
	g_autofree char *words = NULL;
	const char *quotes = NULL;
	int line = scan_quotes(text, &quotes);
	int result;

	if (line != 0)
		return fault_at(source, line, quotes, error);
	source->cfg = cfg_init(options_of(source, ""), CFGF_NONE);
	cfg_set_error_function(source->cfg, note_syntax);
	parsing = source;
	result = cfg_parse_buf(source->cfg, text);
	parsing = NULL;
	if (result == CFG_SUCCESS)
		return find_places(source, text, error);
	words = syntax_words(source->syntax == NULL ? "syntax"
						    : source->syntax);
	return fault_at(source, MAX(source->line, 1), words, error);
}

static gboolean
load(struct source *source, GError **error)
{
	g_autofree char *bytes = NULL;
	g_autofree char *text = NULL;
	gsize size = 0;

	bytes = text_read_file(source->path, LIMIT_FILE_BYTES, &size, error);
	if (bytes == NULL)
		return FALSE;
	source->hash = text_sha256(bytes, size);
	if (!g_utf8_validate(bytes, (gssize)size, NULL))
		return fault_set(error, FAULT_SETUP,
				 "%s is not plain text in UTF-8. Save it as "
				 "\"UTF-8\" in the editor.",
				 source->path);
	text = scan_blank(bytes);
	return parse(source, text, error);
}

struct source *
source_open(const char *path, const struct source_key *keys, GError **error)
{
	struct source *source = g_new0(struct source, 1);

	source->path = g_canonicalize_filename(path, NULL);
	source->folder = g_path_get_dirname(source->path);
	source->keys = keys;
	source->options = g_ptr_array_new_with_free_func(g_free);
	source->faults = g_string_new(NULL);
	if (load(source, error))
		return source;
	source_free(source);
	return NULL;
}

guint
source_count(const struct source *source, const char *section)
{
	return cfg_size(source->cfg, section);
}

static cfg_t *
section_at(const struct source *source, const char *section, guint index)
{
	if (*section == '\0')
		return source->cfg;
	return index < cfg_size(source->cfg, section)
		       ? cfg_getnsec(source->cfg, section, index)
		       : NULL;
}

const char *
source_title(const struct source *source, const char *section, guint index)
{
	return cfg_title(section_at(source, section, index));
}

static char *
path_of(const struct source *source, struct place place)
{
	cfg_t *section = section_at(source, place.section, place.index);
	const char *title = section == NULL ? NULL : cfg_title(section);

	if (*place.section == '\0')
		return g_strdup(place.name);
	return g_strconcat(place.section, title == NULL ? "" : ":",
			   title == NULL ? "" : title,
			   *place.name == '\0' ? "" : ".", place.name, NULL);
}

static int
line_of(const struct source *source, struct place place)
{
	g_autofree char *path = path_of(source, place);

	return GPOINTER_TO_INT(g_hash_table_lookup(source->places, path));
}

gboolean
source_has(const struct source *source, struct place place)
{
	return line_of(source, place) != 0;
}

const char *
source_text(struct source *source, struct place place)
{
	cfg_t *section = section_at(source, place.section, place.index);
	const struct source_key *key;
	const char *text;

	if (section != NULL) {
		text = cfg_getstr(section, place.name);
		return text == NULL ? "" : text;
	}
	for (key = source->keys; key->section != NULL; key++)
		if (g_str_equal(key->section, place.section) &&
		    g_strcmp0(key->name, place.name) == 0)
			return key->fallback == NULL ? "" : key->fallback;
	return "";
}

GPtrArray *
source_list(struct source *source, struct place place)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
	cfg_t *section = section_at(source, place.section, place.index);
	guint i, n = section == NULL ? 0 : cfg_size(section, place.name);

	for (i = 0; i < n; i++)
		g_ptr_array_add(list,
				g_strdup(cfg_getnstr(section, place.name, i)));
	return list;
}

void
source_fault(struct source *source, struct place place, const char *format, ...)
{
	struct place whole = {place.section, place.index, ""};
	int line = line_of(source, place);
	va_list arguments;

	if (line == 0 && *place.section != '\0')
		line = line_of(source, whole);
	g_string_append(source->faults, source->path);
	if (line != 0)
		g_string_append_printf(source->faults, ":%d", line);
	g_string_append(source->faults, ": ");
	va_start(arguments, format);
	g_string_append_vprintf(source->faults, format, arguments);
	va_end(arguments);
	g_string_append_c(source->faults, '\n');
}

gboolean
source_finish(struct source *source, GError **error)
{
	if (source->faults->len == 0)
		return TRUE;
	return fault_set(error, FAULT_SETUP, "%.*s",
			 (int)source->faults->len - 1, source->faults->str);
}

const char *
source_path(const struct source *source)
{
	return source->path;
}

const char *
source_folder(const struct source *source)
{
	return source->folder;
}

const char *
source_hash(const struct source *source)
{
	return source->hash;
}

void
source_free(struct source *source)
{
	if (source == NULL)
		return;
	if (source->cfg != NULL)
		cfg_free(source->cfg);
	if (source->places != NULL)
		g_hash_table_unref(source->places);
	g_ptr_array_unref(source->options);
	g_string_free(source->faults, TRUE);
	g_free(source->syntax);
	g_free(source->hash);
	g_free(source->folder);
	g_free(source->path);
	g_free(source);
}
