/*
 * Reading trusts nothing: a disk can hand back anything.
 */
#include "spool/fields.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"

void
fields_init(const struct field *fields, void *base)
{
	for (; fields->key != NULL; fields++)
		if (fields->kind == FIELD_TEXT)
			G_STRUCT_MEMBER(char *, base, fields->offset) =
				g_strdup("");
		else if (fields->kind == FIELD_INSTANT)
			G_STRUCT_MEMBER(gint64, base, fields->offset) =
				TIME_NONE;
}

void
fields_clear(const struct field *fields, void *base)
{
	for (; fields->key != NULL; fields++)
		if (fields->kind == FIELD_TEXT)
			g_free(G_STRUCT_MEMBER(char *, base, fields->offset));
}

char *
fields_escape(const char *text)
{
	GString *out = g_string_new(NULL);
	gboolean ascii = !g_utf8_validate(text, -1, NULL);

	for (; *text != '\0'; text++)
		if (*text == '%' || g_ascii_iscntrl(*text) ||
		    (ascii && (guchar)*text >= 0x80))
			g_string_append_printf(out, "%%%02X",
					       (guint)(guchar)*text);
		else
			g_string_append_c(out, *text);
	return g_string_free(out, FALSE);
}

char *
fields_unescape(const char *value)
{
	if (!g_utf8_validate(value, -1, NULL))
		return NULL;
	return g_uri_unescape_string(value, NULL);
}

/* --- writing ------------------------------------------------------------*/

static char *
value_text(const struct field *field, const void *base)
{
	switch (field->kind) {
	case FIELD_TEXT:
		return fields_escape(
			G_STRUCT_MEMBER(char *, base, field->offset));
	case FIELD_INSTANT:
		return clock_rfc3339(
			G_STRUCT_MEMBER(gint64, base, field->offset));
	case FIELD_NUMBER:
		return g_strdup_printf(
			"%u", G_STRUCT_MEMBER(guint32, base, field->offset));
	case FIELD_SIZE:
		return g_strdup_printf(
			"%" G_GSIZE_FORMAT,
			G_STRUCT_MEMBER(gsize, base, field->offset));
	case FIELD_YES_NO:
		return g_strdup(G_STRUCT_MEMBER(gboolean, base, field->offset)
					? "1"
					: "0");
	}
	return NULL;
}

GString *
fields_write(const struct field *fields, const void *base)
{
	GString *out = g_string_new(FIELDS_VERSION_LINE);

	for (; fields->key != NULL; fields++) {
		g_autofree char *value = value_text(fields, base);

		g_string_append_printf(out, "%s=%s\n", fields->key,
				       value == NULL ? "" : value);
	}
	return out;
}

/* --- reading ------------------------------------------------------------*/

static gboolean
read_text(const char *value, char **text)
{
	char *plain = fields_unescape(value);

	if (plain == NULL)
		return FALSE;
	g_free(*text);
	*text = plain;
	return TRUE;
}

static gboolean
read_instant(const char *value, gint64 *instant)
{
	*instant = clock_parse(value);
	return *value == '\0' || *instant != TIME_NONE;
}

static gboolean
read_value(const struct field *field, const char *value, void *base)
{
	static const guint64 most[] = {
		[FIELD_NUMBER] = G_MAXUINT32,
		[FIELD_SIZE] = G_MAXINT64,
		[FIELD_YES_NO] = 1,
	};
	void *at = G_STRUCT_MEMBER_P(base, field->offset);
	guint64 number = 0;

	if (field->kind == FIELD_TEXT)
		return read_text(value, at);
	if (field->kind == FIELD_INSTANT)
		return read_instant(value, at);
	if (!g_ascii_string_to_unsigned(value, 10, 0, most[field->kind],
					&number, NULL))
		return FALSE;
	if (field->kind == FIELD_SIZE)
		*(gsize *)at = (gsize)number;
	else if (field->kind == FIELD_NUMBER)
		*(guint32 *)at = (guint32)number;
	else
		*(gboolean *)at = number == 1;
	return TRUE;
}

static const struct field *
find(const struct field *fields, const char *key, gsize length)
{
	for (; fields->key != NULL; fields++)
		if (strlen(fields->key) == length &&
		    strncmp(fields->key, key, length) == 0)
			return fields;
	return NULL;
}

static gboolean
read_line(const struct field *fields, void *base, const char *line,
	  GError **error)
{
	const char *equals = strchr(line, '=');
	const struct field *field;

	if (equals == NULL)
		return fault_set(error, FAULT_INPUT,
				 "A line is not key=value.");
	field = find(fields, line, (gsize)(equals - line));
	if (field == NULL || read_value(field, equals + 1, base))
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "The value of \"%s\" is malformed.", field->key);
}

gboolean
fields_read(const struct field *fields, void *base, const char *text,
	    GError **error)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	char **line;

	if (!g_str_has_prefix(text, FIELDS_VERSION_LINE))
		return fault_set(error, FAULT_INPUT,
				 "It does not begin with \"postroom=1\".");
	for (line = lines + 1; *line != NULL; line++)
		if (**line != '\0' && !read_line(fields, base, *line, error))
			return FALSE;
	return TRUE;
}
