/*
 * From the many shapes in which form software packs a form to a flat list of
 * fields. Nothing is dropped but nulls: what is not understood is a field
 * with a long key.
 */
#include "model/filled.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

/* Objects within objects; builders of forms use three. */
#define MOST_LEVELS 8

static void
filled_free(gpointer data)
{
	struct filled *filled = data;

	g_free(filled->key);
	g_free(filled->label);
	g_free(filled->value);
	g_free(filled);
}

GPtrArray *
filled_new(void)
{
	return g_ptr_array_new_with_free_func(filled_free);
}

/* Valid, without line breaks of other systems, and no longer than it may. */
static char *
clean(const char *text, gboolean single_line)
{
	gsize size = MIN(strlen(text), LIMIT_FORM_FIELD_BYTES);
	g_autofree char *whole = text_repair(text, size, NULL);
	g_auto(GStrv) lines = g_strsplit(whole, "\r\n", -1);
	g_autofree char *joined = g_strjoinv("\n", lines);

	g_strdelimit(joined, "\r", '\n');
	return g_strstrip(text_clean(joined, single_line));
}

gboolean
filled_add(GPtrArray *list, const char *key, const char *label,
	   const char *value)
{
	struct filled *filled;

	if (list->len >= LIMIT_FORM_FIELDS)
		return FALSE;
	filled = g_new(struct filled, 1);
	filled->key = clean(*key != '\0' ? key : "-", TRUE);
	filled->label = clean(label, TRUE);
	filled->value = clean(value, FALSE);
	g_ptr_array_add(list, filled);
	return TRUE;
}

/* --- JSON ---------------------------------------------------------------*/

/* A plain value as text; NULL for null, arrays and objects. */
static char *
scalar(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		return g_strdup(json_string_value(value));
	case JSON_TRUE:
		return g_strdup("yes");
	case JSON_FALSE:
		return g_strdup("no");
	case JSON_INTEGER:
	case JSON_REAL:
		return json_dumps(value, JSON_ENCODE_ANY);
	default:
		return NULL;
	}
}

static gboolean
is_plain_array(const json_t *array)
{
	const json_t *one;
	gsize i;

	json_array_foreach (array, i, one)
		if (json_is_object(one) || json_is_array(one))
			return FALSE;
	return TRUE;
}

/* Plain values in a row, divided by ", "; NULL for what is more. */
static char *
flat(const json_t *value)
{
	GString *out;
	const json_t *one;
	gsize i;

	if (!json_is_array(value))
		return scalar(value);
	if (!is_plain_array(value))
		return NULL;
	out = g_string_new(NULL);
	json_array_foreach (value, i, one) {
		g_autofree char *text = scalar(one);

		if (text != NULL)
			g_string_append_printf(out, "%s%s",
					       out->len > 0 ? ", " : "", text);
	}
	return g_string_free(out, FALSE);
}

static json_t *
first_of(const json_t *object, const char *const *names)
{
	json_t *found = NULL;

	for (; *names != NULL && found == NULL; names++)
		found = json_object_get(object, *names);
	return found;
}

static char *
text_of(const json_t *object, const char *const *names)
{
	const json_t *found = first_of(object, names);

	return found == NULL ? NULL : scalar(found);
}

/* {"id": "3", "label": "Email", "value": "…"} is one field. */
static gboolean
add_described(GPtrArray *list, const json_t *object)
{
	static const char *const values[] = {"value", "values", "answer", NULL};
	static const char *const keys[] = {"key",   "id",    "name",
					   "field", "label", NULL};
	static const char *const labels[] = {"label", "title", "question",
					     "name", NULL};
	const json_t *value = first_of(object, values);
	g_autofree char *text = value == NULL ? NULL : flat(value);
	g_autofree char *key = text_of(object, keys);
	g_autofree char *label = text_of(object, labels);

	if (key == NULL || (text == NULL && !json_is_null(value)))
		return FALSE;
	if (text != NULL)
		filled_add(list, key, label == NULL ? "" : label, text);
	return TRUE;
}

static void add_value(GPtrArray *list, const char *key, const json_t *value,
		      guint level);

static void
add_members(GPtrArray *list, const char *key, const json_t *object, guint level)
{
	json_t *at = (json_t *)object;
	const char *name;
	json_t *value;

	json_object_foreach (at, name, value) {
		g_autofree char *inner =
			*key == '\0' ? g_strdup(name)
				     : g_strconcat(key, ".", name, NULL);

		if (!g_str_equal(inner, "_labels"))
			add_value(list, inner, value, level + 1);
	}
}

static void
add_elements(GPtrArray *list, const char *key, const json_t *array, guint level)
{
	const json_t *one;
	gsize i;

	json_array_foreach (array, i, one) {
		g_autofree char *inner =
			g_strdup_printf("%s.%" G_GSIZE_FORMAT, key, i + 1);

		if (!json_is_object(one) || !add_described(list, one))
			add_value(list, inner, one, level + 1);
	}
}

static void
add_value(GPtrArray *list, const char *key, const json_t *value, guint level)
{
	g_autofree char *text = flat(value);

	if (text != NULL) {
		filled_add(list, key, "", text);
	} else if (level >= MOST_LEVELS) {
		g_autofree char *raw = json_dumps(value, JSON_ENCODE_ANY);

		filled_add(list, key, "", raw == NULL ? "" : raw);
	} else if (json_is_object(value) &&
		   (level == 0 || !add_described(list, value))) {
		add_members(list, key, value, level);
	} else if (json_is_array(value)) {
		add_elements(list, key, value, level);
	}
}

/* Gravity Forms tells the label of "1.3" below "1" or at the top. */
static const char *
label_in(const json_t *labels, const char *key)
{
	g_autofree char *outer = g_strndup(key, strcspn(key, "."));
	const json_t *found = json_object_get(labels, key);

	if (found == NULL)
		found = json_object_get(json_object_get(labels, outer), key);
	return json_string_value(found);
}

GPtrArray *
filled_of_json(const json_t *entry)
{
	GPtrArray *list = filled_new();
	const json_t *labels = json_object_get(entry, "_labels");
	guint i;

	add_value(list, "", entry, 0);
	for (i = 0; labels != NULL && i < list->len; i++) {
		struct filled *filled = g_ptr_array_index(list, i);
		const char *label = label_in(labels, filled->key);

		if (label == NULL)
			continue;
		g_free(filled->label);
		filled->label = clean(label, TRUE);
	}
	return list;
}

/* --- form-encoded ---------------------------------------------------------*/

static char *
unescape(const char *from, const char *to)
{
	GString *out = g_string_sized_new((gsize)(to - from));

	for (; from < to; from++) {
		if (*from == '%' && to - from > 2 &&
		    g_ascii_isxdigit(from[1]) && g_ascii_isxdigit(from[2])) {
			int byte = g_ascii_xdigit_value(from[1]) * 16 +
				   g_ascii_xdigit_value(from[2]);

			if (byte != 0)
				g_string_append_c(out, (char)byte);
			from += 2;
		} else if (*from != '\0') {
			g_string_append_c(out, *from == '+' ? ' ' : *from);
		}
	}
	return g_string_free(out, FALSE);
}

GPtrArray *
filled_of_query(const char *bytes, gsize size)
{
	GPtrArray *list = filled_new();
	const char *at = size > 0 ? bytes : "";
	const char *end = at + size;

	while (at < end) {
		const char *amp = memchr(at, '&', (gsize)(end - at));
		const char *stop = amp == NULL ? end : amp;
		const char *equals = memchr(at, '=', (gsize)(stop - at));
		g_autofree char *key =
			unescape(at, equals == NULL ? stop : equals);
		g_autofree char *value =
			unescape(equals == NULL ? stop : equals + 1, stop);

		if (stop > at && !filled_add(list, key, "", value))
			break;
		at = stop + 1;
	}
	return list;
}
