/*
 * A mapping file: which field of a landlord's form is what.
 */
#include "config/form.h"

#include <string.h>

#include "base/fault.h"
#include "base/limits.h"

static const struct source_key keys[] = {
	{"", "id", KEY_LIST, NULL},
	{"", "date", KEY_LIST, NULL},
	{"", "updated", KEY_LIST, NULL},
	{"", "name", KEY_LIST, NULL},
	{"", "address", KEY_LIST, NULL},
	{"", "email", KEY_LIST, NULL},
	{"", "telephone", KEY_LIST, NULL},
	{"", "subject", KEY_LIST, NULL},
	{"", "message", KEY_LIST, NULL},
	{"", "outcome", KEY_LIST, NULL},
	{"", "adjustments", KEY_LIST, NULL},
	{"", "representative", KEY_LIST, NULL},
	{"", "consent", KEY_LIST, NULL},
	{"", "contact", KEY_LIST, NULL},
	{"", "safe", KEY_LIST, NULL},
	{"", "attachments", KEY_LIST, NULL},
	{"", "ignore", KEY_LIST, NULL},
	{"", "labels", KEY_LIST, NULL},
	{NULL, NULL, KEY_TEXT, NULL},
};

static struct place
at(const char *name)
{
	struct place place = {"", 0, name};

	return place;
}

/* What the file names counts instead of the preset's; what it ignores is
 * ignored besides. */
static void
read_role(struct source *source, struct mapping *mapping, enum form_role role)
{
	struct place place = at(form_role_name(role));
	g_autoptr(GPtrArray) fields = source_list(source, place);
	guint i;

	if (!source_has(source, place))
		return;
	if (role != ROLE_IGNORE)
		g_ptr_array_set_size(mapping->names[role], 0);
	if (fields->len > LIMIT_FORM_FIELDS)
		source_fault(source, place, "\"%s\" names more than %d fields.",
			     place.name, LIMIT_FORM_FIELDS);
	for (i = 0; i < MIN(fields->len, LIMIT_FORM_FIELDS); i++) {
		const char *field = fields->pdata[i];

		if (*field == '\0')
			source_fault(source, place,
				     "\"%s\" names a field without a name.",
				     place.name);
		else
			mapping_add(mapping, role, field);
	}
}

static void
read_labels(struct source *source, struct mapping *mapping)
{
	g_autoptr(GPtrArray) labels = source_list(source, at("labels"));
	guint i;

	for (i = 0; i < labels->len; i++) {
		g_auto(GStrv) parts = g_strsplit(labels->pdata[i], "=", 2);

		if (g_strv_length(parts) != 2 ||
		    *g_strstrip(parts[0]) == '\0' ||
		    *g_strstrip(parts[1]) == '\0')
			source_fault(source, at("labels"),
				     "\"labels\" holds entries such as \"5 = "
				     "What happened?\", not \"%s\".",
				     (const char *)labels->pdata[i]);
		else
			mapping_label(mapping, parts[0], parts[1]);
	}
}

static gboolean
read_file(const char *file, struct mapping *mapping, GError **error)
{
	g_autoptr(own_source) source = source_open(file, keys, error);
	enum form_role role;

	if (source == NULL)
		return FALSE;
	for (role = 0; role < ROLE_COUNT; role++)
		read_role(source, mapping, role);
	read_labels(source, mapping);
	if (mapping->names[ROLE_MESSAGE]->len == 0)
		source_fault(source, at("message"),
			     "Nothing says which field holds the message. "
			     "Write: message = { \"FIELD\" }.");
	return source_finish(source, error);
}

struct mapping *
form_mapping_load(const char *preset, const char *file, const char *timezone,
		  GError **error)
{
	g_autoptr(own_mapping) mapping = mapping_preset(preset);

	g_assert(mapping != NULL);
	if (*timezone != '\0') {
		g_free(mapping->timezone);
		mapping->timezone = g_strdup(timezone);
	}
	if (*file != '\0' && !read_file(file, mapping, error))
		return NULL;
	return g_steal_pointer(&mapping);
}
