/*
 * Splits a rule file into paragraphs. It knows nothing of what keys mean.
 */
#include "classify/paragraph.h"

#include <string.h>

static void
entry_free(gpointer data)
{
	struct entry *entry = data;
	g_free(entry->key);
	g_free(entry->value);
	g_free(entry);
}

void
paragraph_free(struct paragraph *paragraph)
{
	g_free(paragraph->file);
	g_ptr_array_unref(paragraph->entries);
	g_free(paragraph);
}

void
paragraph_error(GString *errors, const char *file, guint line,
		const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_string_append_printf(errors, "%s:%u: ", file, line);
	g_string_append_vprintf(errors, format, arguments);
	g_string_append_c(errors, '\n');
	va_end(arguments);
}

static struct paragraph *
paragraph_new(const char *file, guint line)
{
	struct paragraph *paragraph = g_new0(struct paragraph, 1);
	paragraph->file = g_strdup(file);
	paragraph->line = line;
	paragraph->entries = g_ptr_array_new_with_free_func(entry_free);
	return paragraph;
}

/* A value goes on; alternatives follow each other without a space. */
static void
append_value(struct paragraph *paragraph, const char *line)
{
	struct entry *last = g_ptr_array_index(paragraph->entries,
					       paragraph->entries->len - 1);
	g_autofree char *more = g_strstrip(g_strdup(line));
	gboolean close = *more == '|' || g_str_has_suffix(last->value, "|");
	char *value = g_strconcat(last->value, close ? "" : " ", more, NULL);
	g_free(last->value);
	last->value = value;
}

static gboolean
add_entry(struct paragraph *paragraph, const char *line, guint number)
{
	const char *colon = strchr(line, ':');
	if (!colon || colon == line)
		return FALSE;
	struct entry *entry = g_new0(struct entry, 1);
	entry->key = g_strstrip(g_strndup(line, (gsize)(colon - line)));
	entry->value = g_strstrip(g_strdup(colon + 1));
	entry->line = number;
	g_ptr_array_add(paragraph->entries, entry);
	return TRUE;
}

void
paragraph_parse(const char *file, const char *text, GPtrArray *list,
		GString *errors)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	struct paragraph *paragraph = NULL;
	for (guint i = 0; lines[i]; i++) {
		gboolean space = g_ascii_isspace(lines[i][0]);
		g_strchomp(lines[i]);
		if (lines[i][0] == '#')
			continue;
		if (!lines[i][strspn(lines[i], " \t")]) {
			paragraph = NULL;
		} else if (space && paragraph) {
			append_value(paragraph, lines[i]);
		} else {
			struct paragraph *this =
				paragraph ? paragraph
					  : paragraph_new(file, i + 1);
			if (!add_entry(this, lines[i], i + 1)) {
				paragraph_error(errors, file, i + 1,
						"expected \"key: value\".");
				if (!paragraph)
					paragraph_free(this);
				continue;
			}
			if (!paragraph)
				g_ptr_array_add(list, this);
			paragraph = this;
		}
	}
}

const char *
paragraph_value(const struct paragraph *paragraph, const char *key)
{
	for (guint i = 0; i < paragraph->entries->len; i++) {
		struct entry *entry = g_ptr_array_index(paragraph->entries, i);
		if (strcmp(entry->key, key) == 0)
			return entry->value;
	}
	return NULL;
}
