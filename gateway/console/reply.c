/*
 * A reply and the ways to fill it.
 */
#include "console/reply.h"

#include "base/text.h"
#include "console/form.h"

struct field {
	char *name;
	char *value;
};

struct reply {
	guint status;
	char *type;
	GBytes *body;
	GArray *fields; /* struct field */
	gboolean keep;
	gboolean wait;
};

/* What a browser may be given as it is; it runs none of them. */
static const char *const harmless[] = {
	"application/pdf",  "image/png",  "image/jpeg",
	"image/gif",	    "image/tiff", "text/plain",
	"message/rfc822",   "text/csv",	  "application/zip",
	"application/json", NULL,
};

static void
field_clear(gpointer data)
{
	struct field *field = data;

	g_free(field->name);
	g_free(field->value);
}

struct reply *
reply_new(void)
{
	struct reply *reply = g_new0(struct reply, 1);

	reply->status = 200;
	reply->type = g_strdup("text/plain; charset=utf-8");
	reply->body = g_bytes_new(NULL, 0);
	reply->fields = g_array_new(FALSE, TRUE, sizeof(struct field));
	g_array_set_clear_func(reply->fields, field_clear);
	return reply;
}

void
reply_free(struct reply *reply)
{
	if (reply == NULL)
		return;
	g_free(reply->type);
	g_bytes_unref(reply->body);
	g_array_unref(reply->fields);
	g_free(reply);
}

void
reply_bytes(struct reply *reply, guint status, const char *type, GBytes *bytes)
{
	char *copy = g_strdup(type);

	g_free(reply->type);
	g_bytes_ref(bytes);
	g_bytes_unref(reply->body);
	reply->status = status;
	reply->type = copy;
	reply->body = bytes;
}

void
reply_html(struct reply *reply, guint status, struct html *html)
{
	g_autoptr(GBytes) bytes = html_take(html);

	reply_bytes(reply, status, "text/html; charset=utf-8", bytes);
}

void
reply_text(struct reply *reply, guint status, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

	reply_bytes(reply, status, "text/plain; charset=utf-8", bytes);
}

void
reply_json(struct reply *reply, guint status, json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT);
	GString *line = g_string_new(text);
	g_autoptr(GBytes) bytes = NULL;

	free(text);
	json_decref(value);
	g_string_append_c(line, '\n');
	bytes = g_string_free_to_bytes(line);
	reply_bytes(reply, status, "application/json", bytes);
}

/* RFC 6266, 4.3: a plain name for the old, the whole one for the others. */
static char *
disposition(const char *filename)
{
	g_autofree char *whole = form_file_name(filename);
	g_autofree char *escaped = NULL;
	g_autofree char *plain = NULL;
	char *p;

	if (*whole == '\0') {
		g_free(whole);
		whole = g_strdup("file");
	}
	escaped = g_uri_escape_string(whole, NULL, FALSE);
	plain = g_strdup(whole);
	for (p = plain; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && strchr("._-", *p) == NULL)
			*p = '_';
	return g_strdup_printf(
		"attachment; filename=\"%s\"; filename*=UTF-8''%s", plain,
		escaped);
}

void
reply_file(struct reply *reply, const char *type, const char *filename,
	   GBytes *bytes)
{
	g_autofree char *field = disposition(filename);

	if (!g_strv_contains(harmless, type))
		type = "application/octet-stream";
	if (g_str_equal(type, "text/plain"))
		type = "text/plain; charset=utf-8";
	reply_bytes(reply, 200, type, bytes);
	reply_header(reply, "Content-Disposition", field);
}

void
reply_redirect(struct reply *reply, const char *path)
{
	const char *p;
	gboolean good = path[0] == '/' && path[1] != '/';

	for (p = path; *p != '\0'; p++)
		good = good && (guchar)*p > 0x20 && (guchar)*p < 0x7f &&
		       *p != '\\';
	reply_text(reply, 303, "");
	reply_header(reply, "Location", good ? path : "/");
}

void
reply_header(struct reply *reply, const char *name, const char *value)
{
	struct field field = {g_strdup(name), g_strdup(value)};
	const char *p;

	for (p = value; *p != '\0'; p++)
		g_assert((guchar)*p >= 0x20 && *p != 0x7f);
	g_array_append_val(reply->fields, field);
}

void
reply_cookie(struct reply *reply, const char *name, const char *value,
	     int seconds, gboolean secure)
{
	GString *field = g_string_new(name);
	const char *p;

	for (p = value; *p != '\0'; p++)
		g_assert(g_ascii_isalnum(*p) || strchr("-_.~%", *p) != NULL);
	g_string_append_printf(field, "=%s; Path=/; HttpOnly; SameSite=Lax",
			       value);
	if (seconds != 0)
		g_string_append_printf(field, "; Max-Age=%d", MAX(seconds, 0));
	if (secure)
		g_string_append(field, "; Secure");
	reply_header(reply, "Set-Cookie", field->str);
	g_string_free(field, TRUE);
}

void
reply_keep(struct reply *reply)
{
	reply->keep = TRUE;
}

void
reply_after_settle(struct reply *reply)
{
	reply->wait = TRUE;
}

guint
reply_status(const struct reply *reply)
{
	return reply->status;
}

const char *
reply_type(const struct reply *reply)
{
	return reply->type;
}

GBytes *
reply_body(const struct reply *reply)
{
	return reply->body;
}

gboolean
reply_is_kept(const struct reply *reply)
{
	return reply->keep;
}

gboolean
reply_waits(const struct reply *reply)
{
	return reply->wait;
}

const char *
reply_field(const struct reply *reply, const char *name)
{
	guint i;

	for (i = reply->fields->len; i > 0; i--) {
		const struct field *field =
			&g_array_index(reply->fields, struct field, i - 1);

		if (g_ascii_strcasecmp(field->name, name) == 0)
			return field->value;
	}
	return NULL;
}

void
reply_fields(const struct reply *reply,
	     void (*each)(const char *name, const char *value, gpointer data),
	     gpointer data)
{
	guint i;

	for (i = 0; i < reply->fields->len; i++) {
		const struct field *field =
			&g_array_index(reply->fields, struct field, i);

		each(field->name, field->value, data);
	}
}
