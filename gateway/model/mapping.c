/*
 * Roles and the fields that have them. What fits exactly goes before what
 * fits in part, so that a form's own name never becomes the resident's.
 */
#include "model/mapping.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "model/filled.h"
#include "model/stamp.h"

static const char *const role_names[ROLE_COUNT] = {
	[ROLE_ID] = "id",
	[ROLE_DATE] = "date",
	[ROLE_UPDATED] = "updated",
	[ROLE_NAME] = "name",
	[ROLE_ADDRESS] = "address",
	[ROLE_EMAIL] = "email",
	[ROLE_TELEPHONE] = "telephone",
	[ROLE_SUBJECT] = "subject",
	[ROLE_MESSAGE] = "message",
	[ROLE_OUTCOME] = "outcome",
	[ROLE_ADJUSTMENTS] = "adjustments",
	[ROLE_REPRESENTATIVE] = "representative",
	[ROLE_CONSENT] = "consent",
	[ROLE_CONTACT] = "contact",
	[ROLE_SAFE] = "safe",
	[ROLE_ATTACHMENTS] = "attachments",
	[ROLE_IGNORE] = "ignore",
};

const char *
form_role_name(enum form_role role)
{
	return role_names[role];
}

struct mapping *
mapping_new(void)
{
	struct mapping *mapping = g_new0(struct mapping, 1);
	enum form_role role;

	for (role = 0; role < ROLE_COUNT; role++)
		mapping->names[role] = g_ptr_array_new_with_free_func(g_free);
	mapping->labels =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	mapping->timezone = g_strdup("Europe/London");
	return mapping;
}

void
mapping_free(struct mapping *mapping)
{
	enum form_role role;

	if (mapping == NULL)
		return;
	for (role = 0; role < ROLE_COUNT; role++)
		g_ptr_array_unref(mapping->names[role]);
	g_hash_table_unref(mapping->labels);
	g_free(mapping->timezone);
	g_free(mapping);
}

void
mapping_add(struct mapping *mapping, enum form_role role, const char *field)
{
	g_ptr_array_add(mapping->names[role], g_strdup(field));
}

void
mapping_label(struct mapping *mapping, const char *key, const char *label)
{
	g_hash_table_replace(mapping->labels, g_strdup(key), g_strdup(label));
}

/* --- as text ------------------------------------------------------------*/

static void
put(GString *out, const char *name, const char *value)
{
	g_autofree char *safe = g_uri_escape_string(value, " ?,()", TRUE);

	g_string_append_printf(out, "%s=%s\n", name, safe);
}

char *
mapping_text(const struct mapping *mapping)
{
	GString *out = g_string_new(NULL);
	g_autoptr(GList) keys = g_hash_table_get_keys(mapping->labels);
	enum form_role role;
	guint i;

	put(out, "timezone", mapping->timezone);
	for (role = 0; role < ROLE_COUNT; role++)
		for (i = 0; i < mapping->names[role]->len; i++)
			put(out, role_names[role],
			    mapping->names[role]->pdata[i]);
	keys = g_list_sort(keys, (GCompareFunc)strcmp);
	for (const GList *at = keys; at != NULL; at = at->next) {
		g_autofree char *key = g_uri_escape_string(at->data, "", TRUE);
		g_autofree char *name = g_strconcat("label.", key, NULL);

		put(out, name, g_hash_table_lookup(mapping->labels, at->data));
	}
	return g_string_free(out, FALSE);
}

static enum form_role
role_of(const char *name)
{
	enum form_role role;

	for (role = 0; role < ROLE_COUNT; role++)
		if (g_str_equal(role_names[role], name))
			break;
	return role;
}

static gboolean
take_line(struct mapping *mapping, const char *name, const char *value)
{
	enum form_role role = role_of(name);

	if (g_str_equal(name, "timezone")) {
		g_free(mapping->timezone);
		mapping->timezone = g_strdup(value);
	} else if (g_str_has_prefix(name, "label.")) {
		g_autofree char *key =
			g_uri_unescape_string(name + strlen("label."), NULL);

		if (key == NULL)
			return FALSE;
		mapping_label(mapping, key, value);
	} else if (role == ROLE_COUNT) {
		return FALSE;
	} else {
		mapping_add(mapping, role, value);
	}
	return TRUE;
}

struct mapping *
mapping_read(const char *text, GError **error)
{
	g_autoptr(own_mapping) mapping = mapping_new();
	g_auto(GStrv) lines = g_strsplit(text, "\n", 2 * LIMIT_FORM_FIELDS + 2);
	guint i;

	for (i = 0; lines[i] != NULL; i++) {
		char *equals = strchr(lines[i], '=');
		g_autofree char *value =
			equals == NULL
				? NULL
				: g_uri_unescape_string(equals + 1, NULL);

		if (*lines[i] == '\0' && lines[i + 1] == NULL)
			break;
		if (equals != NULL)
			*equals = '\0';
		if (value == NULL || !g_utf8_validate(value, -1, NULL) ||
		    !take_line(mapping, lines[i], value)) {
			fault_set(error, FAULT_INPUT,
				  "The mapping that came with the form is "
				  "damaged.");
			return NULL;
		}
	}
	return g_steal_pointer(&mapping);
}

/* --- picking ------------------------------------------------------------*/

/* For comparing labels: case, white space and final marks do not count. */
static char *
plain(const char *label)
{
	char *folded = g_utf8_casefold(label, -1);
	gsize n = strlen(folded);

	while (n > 0 && strchr(" \t\n*?:.", folded[n - 1]) != NULL)
		folded[--n] = '\0';
	return g_strchug(folded);
}

static gboolean
is_exact(const struct mapping *mapping, const struct filled *filled,
	 const char *field)
{
	const char *own = g_hash_table_lookup(mapping->labels, filled->key);
	g_autofree char *wanted = plain(field);
	g_autofree char *label = plain(own != NULL ? own : filled->label);

	return g_str_equal(filled->key, field) ||
	       (*label != '\0' && g_str_equal(label, wanted));
}

static gboolean
is_part(const struct filled *filled, const char *field)
{
	gsize n = strlen(field);
	const char *tail = strrchr(filled->key, '.');

	if (n == 0)
		return FALSE;
	if (strncmp(filled->key, field, n) == 0 && filled->key[n] == '.')
		return TRUE;
	return !g_ascii_isdigit(*field) && tail != NULL &&
	       g_str_equal(tail + 1, field);
}

static void
add_once(GPtrArray *picked, gpointer filled)
{
	if (!g_ptr_array_find(picked, filled, NULL))
		g_ptr_array_add(picked, filled);
}

static void
pick(GPtrArray *picked, const struct mapping *mapping, const char *field,
     const GPtrArray *filled)
{
	guint before = picked->len, i;

	for (i = 0; i < filled->len; i++)
		if (is_exact(mapping, filled->pdata[i], field))
			add_once(picked, filled->pdata[i]);
	if (picked->len > before)
		return;
	for (i = 0; i < filled->len; i++)
		if (is_part(filled->pdata[i], field))
			add_once(picked, filled->pdata[i]);
}

GPtrArray *
mapping_pick(const struct mapping *mapping, enum form_role role,
	     const GPtrArray *filled)
{
	GPtrArray *picked = g_ptr_array_new();
	guint i;

	for (i = 0; i < mapping->names[role]->len; i++)
		pick(picked, mapping, mapping->names[role]->pdata[i], filled);
	return picked;
}

const char *
mapping_value(const struct mapping *mapping, enum form_role role,
	      const GPtrArray *filled)
{
	g_autoptr(GPtrArray) picked = mapping_pick(mapping, role, filled);
	guint i;

	for (i = 0; i < picked->len; i++) {
		const struct filled *one = picked->pdata[i];

		if (*one->value != '\0')
			return one->value;
	}
	return "";
}

gint64
mapping_time(const struct mapping *mapping, enum form_role role,
	     const GPtrArray *filled)
{
	return stamp_read(mapping_value(mapping, role, filled),
			  mapping->timezone);
}

static void
digest_text(GChecksum *sum, const char *text)
{
	g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

char *
mapping_digest(const struct mapping *mapping, const GPtrArray *filled)
{
	g_autoptr(GPtrArray) ignored =
		mapping_pick(mapping, ROLE_IGNORE, filled);
	g_autoptr(GPtrArray) updated =
		mapping_pick(mapping, ROLE_UPDATED, filled);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint i;

	for (i = 0; i < filled->len; i++) {
		const struct filled *one = filled->pdata[i];

		if (g_ptr_array_find(ignored, one, NULL) ||
		    g_ptr_array_find(updated, one, NULL))
			continue;
		digest_text(sum, one->key);
		digest_text(sum, one->value);
	}
	return g_strdup(g_checksum_get_string(sum));
}

char *
mapping_entry_id(const struct mapping *mapping, const GPtrArray *filled,
		 const char *digest)
{
	const char *id = mapping_value(mapping, ROLE_ID, filled);
	const char *p;

	for (p = id; *p != '\0'; p++)
		if (!g_ascii_isgraph(*p))
			break;
	if (*p == '\0' && p > id && p - id <= LIMIT_ENTRY_ID)
		return g_strdup(id);
	return g_strdup_printf("x-%.32s", digest);
}
