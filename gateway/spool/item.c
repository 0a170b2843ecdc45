/*
 * The envelope of an item: one table says which keys there are and how each
 * is written and read; writing and parsing both walk it.
 */
#include "spool/item.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"

#define VERSION_LINE "postroom=1\n"

enum kind { TEXT, INSTANT, NUMBER, SIZE, YES_NO };

static const struct field {
	const char *key;
	enum kind kind;
	gsize offset;
} fields[] = {
	{"source", TEXT, offsetof(struct item, source)},
	{"channel", TEXT, offsetof(struct item, channel)},
	{"received", INSTANT, offsetof(struct item, received)},
	{"uidvalidity", NUMBER, offsetof(struct item, uidvalidity)},
	{"uid", NUMBER, offsetof(struct item, uid)},
	{"name", TEXT, offsetof(struct item, name)},
	{"sha256", TEXT, offsetof(struct item, sha256)},
	{"size", SIZE, offsetof(struct item, size)},
	{"original_size", SIZE, offsetof(struct item, original_size)},
	{"truncated", YES_NO, offsetof(struct item, truncated)},
	{"answer", YES_NO, offsetof(struct item, answer)},
	{"move", YES_NO, offsetof(struct item, move)},
	{"note", TEXT, offsetof(struct item, note)},
};

struct item *
item_new(void)
{
	struct item *item = g_new0(struct item, 1);
	gsize i;

	item->id = g_strdup("");
	for (i = 0; i < G_N_ELEMENTS(fields); i++)
		if (fields[i].kind == TEXT)
			G_STRUCT_MEMBER(char *, item, fields[i].offset) =
				g_strdup("");
	item->received = TIME_NONE;
	item->answer = TRUE;
	return item;
}

void
item_free(struct item *item)
{
	gsize i;

	if (item == NULL)
		return;
	for (i = 0; i < G_N_ELEMENTS(fields); i++)
		if (fields[i].kind == TEXT)
			g_free(G_STRUCT_MEMBER(char *, item, fields[i].offset));
	g_free(item->id);
	g_free(item);
}

gboolean
item_is_id(const char *id)
{
	gsize length = strlen(id);

	return length >= 8 && length <= 64 &&
	       strspn(id, "0123456789abcdef-") == length;
}

/* --- writing ------------------------------------------------------------*/

static void
append_escaped(GString *out, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '%' || g_ascii_iscntrl(*text))
			g_string_append_printf(out, "%%%02X",
					       (guint)(guchar)*text);
		else
			g_string_append_c(out, *text);
}

static void
append_value(GString *out, const struct field *field, const void *at)
{
	g_autofree char *when = NULL;

	switch (field->kind) {
	case TEXT:
		append_escaped(out, *(char *const *)at);
		break;
	case INSTANT:
		when = clock_rfc3339(*(const gint64 *)at);
		g_string_append(out, when == NULL ? "" : when);
		break;
	case NUMBER:
		g_string_append_printf(out, "%u", *(const guint32 *)at);
		break;
	case SIZE:
		g_string_append_printf(out, "%" G_GSIZE_FORMAT,
				       *(const gsize *)at);
		break;
	case YES_NO:
		g_string_append_c(out, *(const gboolean *)at ? '1' : '0');
		break;
	}
}

static gboolean
pad(GString *out, GError **error)
{
	static const gsize around = sizeof("pad=\n\n") - 1;

	if (out->len + around > ITEM_ENVELOPE_BYTES)
		return fault_set(error, FAULT_INPUT,
				 "What is known about a message does not fit "
				 "its envelope of %d bytes.",
				 ITEM_ENVELOPE_BYTES);
	g_string_append(out, "pad=");
	while (out->len + 2 < ITEM_ENVELOPE_BYTES)
		g_string_append_c(out, '.');
	g_string_append(out, "\n\n");
	return TRUE;
}

char *
item_envelope(const struct item *item, GError **error)
{
	g_autoptr(GString) out = g_string_sized_new(ITEM_ENVELOPE_BYTES + 1);
	gsize i;

	g_string_append(out, VERSION_LINE);
	for (i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_string_append(out, fields[i].key);
		g_string_append_c(out, '=');
		append_value(out, &fields[i],
			     (const char *)item + fields[i].offset);
		g_string_append_c(out, '\n');
	}
	if (!pad(out, error))
		return NULL;
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* --- reading ------------------------------------------------------------*/

static gboolean
read_text(const char *value, char **text)
{
	GString *out = g_string_new(NULL);
	gboolean good = g_utf8_validate(value, -1, NULL);

	for (; *value != '\0' && good; value++) {
		char c = *value;

		if (c == '%' && (good = g_ascii_isxdigit(value[1]) &&
					g_ascii_isxdigit(value[2]))) {
			c = (char)(g_ascii_xdigit_value(value[1]) * 16 +
				   g_ascii_xdigit_value(value[2]));
			value += 2;
			good = c != '\0';
		}
		g_string_append_c(out, c);
	}
	g_free(*text);
	*text = g_string_free(out, FALSE);
	return good;
}

static gboolean
read_number(const char *value, guint64 most, guint64 *number)
{
	return g_ascii_string_to_unsigned(value, 10, 0, most, number, NULL);
}

static gboolean
read_value(const struct field *field, const char *value, void *at)
{
	guint64 number = 0;
	gboolean good = TRUE;

	switch (field->kind) {
	case TEXT:
		return read_text(value, (char **)at);
	case INSTANT:
		*(gint64 *)at = clock_parse(value);
		return *value == '\0' || *(gint64 *)at != TIME_NONE;
	case NUMBER:
		good = read_number(value, G_MAXUINT32, &number);
		*(guint32 *)at = (guint32)number;
		return good;
	case SIZE:
		good = read_number(value, G_MAXINT64, &number);
		*(gsize *)at = (gsize)number;
		return good;
	case YES_NO:
		good = read_number(value, 1, &number);
		*(gboolean *)at = number == 1;
		return good;
	}
	return FALSE;
}

static gboolean
read_line(struct item *item, const char *line, GError **error)
{
	const char *equals = strchr(line, '=');
	gsize i;

	if (equals == NULL)
		return fault_set(error, FAULT_INPUT,
				 "The envelope has a line that is not "
				 "key=value.");
	for (i = 0; i < G_N_ELEMENTS(fields); i++) {
		const char *key = fields[i].key;

		if (strlen(key) != (gsize)(equals - line) ||
		    !g_str_has_prefix(line, key))
			continue;
		if (read_value(&fields[i], equals + 1,
			       (char *)item + fields[i].offset))
			return TRUE;
		return fault_set(error, FAULT_INPUT,
				 "The envelope's value of \"%s\" is "
				 "malformed.",
				 key);
	}
	return TRUE;
}

/* The length of the envelope with its blank line; 0 if there is none. */
static gsize
envelope_length(const char *data, gsize size)
{
	gsize most = MIN(size, LIMIT_ENVELOPE_BYTES);
	const char *end = most == 0 ? NULL : memmem(data, most, "\n\n", 2);

	if (end == NULL || size < strlen(VERSION_LINE) ||
	    memcmp(data, VERSION_LINE, strlen(VERSION_LINE)) != 0 ||
	    memchr(data, '\0', (gsize)(end - data)) != NULL)
		return 0;
	return (gsize)(end - data) + 2;
}

struct item *
item_parse(const char *data, gsize size, gsize *body, GError **error)
{
	gsize length = envelope_length(data, size);
	g_autoptr(own_item) item = item_new();
	g_autofree char *head = NULL;
	g_auto(GStrv) lines = NULL;
	char **line;

	if (length == 0) {
		fault_set(error, FAULT_INPUT,
			  "It does not begin with an envelope of version 1.");
		return NULL;
	}
	head = g_strndup(data, length - 2);
	lines = g_strsplit(head, "\n", -1);
	for (line = lines + 1; *line != NULL; line++)
		if (!read_line(item, *line, error))
			return NULL;
	*body = length;
	return g_steal_pointer(&item);
}
