/*
 * Reads labelled messages. Earlier mail quoted in a body is cut off in a
 * plain way, since these files hold no MIME structure.
 */
#include "classify/labelled.h"

#include <jansson.h>
#include <string.h>

#include "base/fault.h"
#include "base/text.h"

#define LARGEST_FILE ((gsize)64 * 1024 * 1024)

void
labelled_free(struct labelled *labelled)
{
	g_free(labelled->id);
	g_free(labelled->group);
	message_free(labelled->message);
	g_free(labelled);
}

static gboolean
begins_quote(const char *line)
{
	if (*line == '>' || g_str_has_prefix(line, "-----Original"))
		return TRUE;
	const char *end = strchr(line, '\n');
	gsize length = end ? (gsize)(end - line) : strlen(line);
	if (g_str_has_prefix(line, "On ") && length > 6 && length < 120 &&
	    strncmp(line + length - 6, "wrote:", 6) == 0)
		return TRUE;
	return g_str_has_prefix(line, "From: ") && end &&
	       (g_str_has_prefix(end + 1, "Sent:") ||
		g_str_has_prefix(end + 1, "To:") ||
		g_str_has_prefix(end + 1, "Date:") ||
		g_str_has_prefix(end + 1, "Subject:"));
}

static char *
without_quote(const char *body)
{
	for (const char *line = body; *line;) {
		if (begins_quote(line) && line > body)
			return g_strndup(body, (gsize)(line - body));
		const char *end = strchr(line, '\n');
		line = end ? end + 1 : line + strlen(line);
	}
	return g_strdup(body);
}

static const char *
string_of(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));
	return value ? value : "";
}

static void
put(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static struct labelled *
labelled_of(const json_t *object)
{
	enum category category = category_of(string_of(object, "category"));
	enum ground ground = ground_of(string_of(object, "ground"));
	if (category == CATEGORY_NONE ||
	    (category == CATEGORY_EXCLUSION) != (ground < GROUND_PROPOSED))
		return NULL;
	struct labelled *labelled = g_new0(struct labelled, 1);
	labelled->id = g_strdup(string_of(object, "id"));
	const char *pair = string_of(object, "pair");
	labelled->group = g_strdup(*pair ? pair : labelled->id);
	labelled->category = category;
	labelled->ground = ground;
	const json_t *flags = json_object_get(object, "flags");
	for (gsize i = 0; i < json_array_size(flags); i++) {
		enum flag flag =
			flag_of(json_string_value(json_array_get(flags, i)));
		if (flag != FLAG_COUNT)
			labelled->flags |= FLAG_BIT(flag);
	}
	labelled->message = message_new();
	put(&labelled->message->subject, string_of(object, "subject"));
	put(&labelled->message->text, string_of(object, "body"));
	g_free(labelled->message->new_text);
	labelled->message->new_text = without_quote(string_of(object, "body"));
	put(&labelled->message->from->name, string_of(object, "from_name"));
	put(&labelled->message->from->address,
	    string_of(object, "from_address"));
	return labelled;
}

gboolean
labelled_read(const char *path, GPtrArray *list, GError **error)
{
	gsize size = 0;
	g_autofree char *text =
		text_read_file(path, LARGEST_FILE, &size, error);
	if (!text)
		return FALSE;
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		if (!*g_strstrip(lines[i]))
			continue;
		json_t *object = json_loads(lines[i], 0, NULL);
		struct labelled *labelled =
			json_is_object(object) ? labelled_of(object) : NULL;
		json_decref(object);
		if (!labelled)
			return fault_set(
				error, FAULT_SETUP,
				"%s:%u: this line is no labelled message: a "
				"JSON object with subject, body, category, "
				"ground and flags of docs/LABELLING.md.",
				path, i + 1);
		g_ptr_array_add(list, labelled);
	}
	return TRUE;
}
