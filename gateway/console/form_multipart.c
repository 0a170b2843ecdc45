/*
 * Forms of several parts, with files. A body is whole in memory, so parts are
 * found by looking for the boundary, and uploads are slices of it, not
 * copies.
 */
#include "console/form.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "console/request.h"

#define NAME_CHARS 120

/* One "name=value" or name="value"; moves *at behind it. */
static char *
take_value(const char **at)
{
	GString *out = g_string_new(NULL);
	const char *p = *at;

	if (*p == '"') {
		for (p++; *p != '\0' && *p != '"'; p++) {
			if (p[0] == '\\' && (p[1] == '"' || p[1] == '\\'))
				p++;
			g_string_append_c(out, *p);
		}
		p += *p == '"';
	} else {
		while (*p != '\0' && *p != ';' && !g_ascii_isspace(*p))
			g_string_append_c(out, *p++);
	}
	*at = p;
	return g_string_free(out, FALSE);
}

char *
form_parameter(const char *field, const char *name)
{
	const char *p = strchr(field, ';');
	gsize n;

	while (p != NULL && *p != '\0') {
		g_autofree char *value = NULL;
		const char *word;

		p += strspn(p, "; \t");
		word = p;
		n = strcspn(p, "=;");
		p += n;
		if (*p != '=')
			continue;
		p++;
		value = take_value(&p);
		if (n == strlen(name) &&
		    g_ascii_strncasecmp(word, name, n) == 0)
			return g_steal_pointer(&value);
		p += strcspn(p, ";");
	}
	return NULL;
}

char *
form_file_name(const char *name)
{
	g_autofree char *clean = text_clean(name, TRUE);
	const char *last = clean, *p;

	for (p = clean; *p != '\0'; p++)
		if (*p == '/' || *p == '\\')
			last = p + 1;
	last += strspn(last, ". ");
	return text_shorten(last, NAME_CHARS);
}

struct part {
	char *name;	/* NULL if it has none */
	char *filename; /* NULL for a field */
	char *type;
};

static void
part_clear(struct part *part)
{
	g_free(part->name);
	g_free(part->filename);
	g_free(part->type);
}

/* What is left of a body. */
struct cursor {
	GBytes *body;
	const char *at;
	const char *end;
	char *mark; /* CR LF "--" boundary */
};

static gboolean
refuse(GError **error)
{
	return fault_set(error, FAULT_INPUT,
			 "The form is not complete, or not divided as "
			 "RFC 7578 says. Send it again.");
}

static char *
repaired(const char *text)
{
	return text_repair(text, strlen(text), NULL);
}

static void
read_disposition(struct part *part, const char *value)
{
	g_autofree char *name = form_parameter(value, "name");
	g_autofree char *filename = form_parameter(value, "filename");

	if (name != NULL && part->name == NULL)
		part->name = repaired(name);
	if (filename != NULL && part->filename == NULL) {
		g_autofree char *whole = repaired(filename);

		part->filename = form_file_name(whole);
	}
}

static void
read_part_field(struct part *part, const char *line)
{
	const char *colon = strchr(line, ':');
	const char *value;

	if (colon == NULL)
		return;
	value = colon + 1 + strspn(colon + 1, " \t");
	if (g_ascii_strncasecmp(line, "content-disposition:", 20) == 0) {
		read_disposition(part, value);
	} else if (g_ascii_strncasecmp(line, "content-type:", 13) == 0 &&
		   part->type == NULL) {
		g_autofree char *whole = repaired(value);

		part->type = text_clean(whole, TRUE);
	}
}

/* The fields in front of a part, up to the empty line. */
static gboolean
read_head(struct cursor *cursor, struct part *part)
{
	gsize left = (gsize)(cursor->end - cursor->at);
	gsize looked = MIN(left, LIMIT_HTTP_FIELD);
	const char *stop = memmem(cursor->at, looked, "\r\n\r\n", 4);
	g_autofree char *head = NULL;
	g_auto(GStrv) lines = NULL;
	guint i;

	if (stop == NULL)
		return FALSE;
	head = g_strndup(cursor->at, (gsize)(stop - cursor->at));
	lines = g_strsplit(head, "\r\n", -1);
	for (i = 0; lines[i] != NULL; i++)
		read_part_field(part, lines[i]);
	/* The line break before a boundary belongs to it, so an empty part
	 * may end with the break of its head. */
	cursor->at = stop + 4;
	return part->name != NULL;
}

/* The bytes up to the next boundary; the cursor moves to its end. */
static gboolean
read_content(struct cursor *cursor, const char **data, gsize *size)
{
	gsize mark = strlen(cursor->mark);
	const char *stop = memmem(cursor->at, (gsize)(cursor->end - cursor->at),
				  cursor->mark, mark);

	if (stop == NULL)
		return FALSE;
	*data = cursor->at;
	*size = (gsize)(stop - cursor->at);
	cursor->at = stop + mark;
	return TRUE;
}

static gboolean
keep(struct form *form, struct cursor *cursor, struct part *part,
     GError **error)
{
	struct upload *upload;
	const char *data;
	gsize size;

	if (!read_content(cursor, &data, &size))
		return refuse(error);
	if (part->filename == NULL)
		return form_add_field(form, g_steal_pointer(&part->name), data,
				      size, error);
	if (size == 0 && *part->filename == '\0')
		return TRUE;
	upload = g_new0(struct upload, 1);
	upload->field = g_steal_pointer(&part->name);
	upload->filename = g_steal_pointer(&part->filename);
	upload->type = part->type != NULL ? g_steal_pointer(&part->type)
					  : g_strdup("");
	upload->bytes = g_bytes_new_from_bytes(
		cursor->body,
		(gsize)(data -
			(const char *)g_bytes_get_data(cursor->body, NULL)),
		size);
	return form_add_upload(form, upload, error);
}

/* Behind a boundary: "--" ends the form, a line break begins a part. */
enum behind { BEHIND_PART, BEHIND_END, BEHIND_RUBBISH };

static enum behind
look_behind(struct cursor *cursor)
{
	gsize left = (gsize)(cursor->end - cursor->at);

	if (left >= 2 && memcmp(cursor->at, "--", 2) == 0)
		return BEHIND_END;
	while (left > 0 && (*cursor->at == ' ' || *cursor->at == '\t')) {
		cursor->at++;
		left--;
	}
	if (left < 2 || memcmp(cursor->at, "\r\n", 2) != 0)
		return BEHIND_RUBBISH;
	cursor->at += 2;
	return BEHIND_PART;
}

/* The first boundary may stand at the very start, without a line break. */
static gboolean
find_first(struct cursor *cursor)
{
	gsize left = (gsize)(cursor->end - cursor->at);
	gsize mark = strlen(cursor->mark);
	const char *data;
	gsize size;

	if (left >= mark - 2 &&
	    memcmp(cursor->at, cursor->mark + 2, mark - 2) == 0) {
		cursor->at += mark - 2;
		return TRUE;
	}
	return read_content(cursor, &data, &size);
}

static gboolean
read_parts(struct form *form, struct cursor *cursor, GError **error)
{
	enum behind behind;

	if (!find_first(cursor))
		return refuse(error);
	while ((behind = look_behind(cursor)) == BEHIND_PART) {
		struct part part = {NULL, NULL, NULL};
		gboolean good = read_head(cursor, &part);

		good = good ? keep(form, cursor, &part, error) : refuse(error);
		part_clear(&part);
		if (!good)
			return FALSE;
	}
	return behind == BEHIND_END || refuse(error);
}

gboolean
form_read_multipart(struct form *form, const char *content_type, GBytes *body,
		    GError **error)
{
	g_autofree char *boundary = form_parameter(content_type, "boundary");
	struct cursor cursor = {.body = body};
	gboolean good;
	gsize size;

	if (boundary == NULL || *boundary == '\0' || strlen(boundary) > 70)
		return refuse(error);
	cursor.at = g_bytes_get_data(body, &size);
	if (size == 0)
		return refuse(error);
	cursor.end = cursor.at + size;
	cursor.mark = g_strconcat("\r\n--", boundary, NULL);
	good = read_parts(form, &cursor, error);
	g_free(cursor.mark);
	return good;
}
