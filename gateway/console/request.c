/*
 * A request: its target taken apart and decoded once, its header fields, and
 * its form, read when somebody asks.
 */
#include "console/request.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "console/form.h"

struct request {
	enum method method;
	char *target;
	char *path;
	char *peer;
	GHashTable *fields;  /* lower-case name to value */
	GHashTable *cookies; /* NULL until one is asked for */
	struct form *query;
	struct form *form; /* NULL until it is read */
	char *type;
	GBytes *body;
};

const char *
method_name(enum method method)
{
	return method == METHOD_POST ? "POST" : "GET";
}

/* Decoded once; NULL if that leaves anything that has no place in a path. */
static char *
decode_path(const char *raw, gsize size)
{
	g_autofree char *path = g_uri_unescape_segment(raw, raw + size, "/");
	const char *p;

	if (path == NULL || *path != '/' || !g_utf8_validate(path, -1, NULL))
		return NULL;
	for (p = path; *p != '\0'; p++) {
		if ((guchar)*p < 0x20 || *p == 0x7f || *p == '\\')
			return NULL;
		if (p[0] == '/' && p[1] == '.' &&
		    (p[2] == '/' || p[2] == '\0' ||
		     (p[2] == '.' && (p[3] == '/' || p[3] == '\0'))))
			return NULL;
	}
	return g_steal_pointer(&path);
}

struct request *
request_new(enum method method, const char *target, const char *peer)
{
	gsize size = strcspn(target, "?");
	g_autoptr(own_request) request = NULL;
	char *path;

	if (strlen(target) > LIMIT_HTTP_TARGET)
		return NULL;
	path = decode_path(target, size);
	if (path == NULL)
		return NULL;
	request = g_new0(struct request, 1);
	request->method = method;
	request->path = path;
	request->target = text_repair(target, strlen(target), NULL);
	request->peer = g_strdup(peer);
	request->fields =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	request->query = form_new();
	request->type = g_strdup("");
	request->body = g_bytes_new(NULL, 0);
	if (target[size] == '?' &&
	    !form_read_encoded(request->query, target + size + 1,
			       strlen(target + size + 1), NULL))
		return NULL;
	return g_steal_pointer(&request);
}

void
request_free(struct request *request)
{
	if (request == NULL)
		return;
	g_free(request->target);
	g_free(request->path);
	g_free(request->peer);
	g_free(request->type);
	g_hash_table_unref(request->fields);
	if (request->cookies != NULL)
		g_hash_table_unref(request->cookies);
	form_free(request->query);
	form_free(request->form);
	g_bytes_unref(request->body);
	g_free(request);
}

void
request_add_header(struct request *request, const char *name, const char *value)
{
	char *key = g_ascii_strdown(name, -1);
	const char *old = g_hash_table_lookup(request->fields, key);
	char *repaired = text_repair(value, strlen(value), NULL);

	if (g_str_equal(key, "content-type")) {
		g_free(request->type);
		request->type =
			g_ascii_strdown(value, (gssize)strcspn(value, "; \t"));
	}
	if (old != NULL) {
		char *joined = g_strconcat(
			old, g_str_equal(key, "cookie") ? "; " : ", ", repaired,
			NULL);

		g_free(repaired);
		repaired = joined;
	}
	g_hash_table_replace(request->fields, key, repaired);
}

void
request_set_body(struct request *request, GBytes *body)
{
	g_bytes_unref(request->body);
	request->body = g_bytes_ref(body);
}

enum method
request_method(const struct request *request)
{
	return request->method;
}

const char *
request_path(const struct request *request)
{
	return request->path;
}

const char *
request_target(const struct request *request)
{
	return request->target;
}

const char *
request_peer(const struct request *request)
{
	return request->peer;
}

const char *
request_header(const struct request *request, const char *name)
{
	g_autofree char *key = g_ascii_strdown(name, -1);

	return g_hash_table_lookup(request->fields, key);
}

/* RFC 6265, 5.4: the first of two cookies of one name is the nearer one. */
static GHashTable *
read_cookies(const struct request *request)
{
	GHashTable *cookies =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	const char *field = request_header(request, "cookie");
	g_auto(GStrv) pairs = NULL;
	guint i;

	if (field == NULL)
		return cookies;
	pairs = g_strsplit(field, ";", LIMIT_FORM_FIELDS);
	for (i = 0; pairs[i] != NULL; i++) {
		char *name = g_strstrip(pairs[i]);
		char *equals = strchr(name, '=');

		if (equals == NULL)
			continue;
		*equals = '\0';
		if (!g_hash_table_contains(cookies, name))
			g_hash_table_insert(cookies, g_strdup(name),
					    g_strdup(equals + 1));
	}
	return cookies;
}

const char *
request_cookie(const struct request *request, const char *name)
{
	struct request *own = (struct request *)request;

	if (own->cookies == NULL)
		own->cookies = read_cookies(request);
	return g_hash_table_lookup(own->cookies, name);
}

gboolean
request_wants(const struct request *request, const char *type)
{
	const char *accept = request_header(request, "accept");
	const char *wanted, *page;

	if (accept == NULL)
		return FALSE;
	wanted = strstr(accept, type);
	page = strstr(accept, "text/html");
	return wanted != NULL && (page == NULL || wanted < page);
}

const char *
request_query(const struct request *request, const char *name)
{
	return form_value(request->query, name);
}

/* Where the values of this request stand. */
static const struct form *
values_of(const struct request *request)
{
	if (request->method == METHOD_GET)
		return request->query;
	return request->form;
}

const char *
request_value(const struct request *request, const char *name)
{
	const struct form *form = values_of(request);

	return form != NULL ? form_value(form, name) : NULL;
}

const char *
request_text(const struct request *request, const char *name)
{
	/* The value is ours and is trimmed in its place. */
	char *value = (char *)request_value(request, name);

	return value != NULL ? g_strstrip(value) : "";
}

static GPtrArray *
gather(const struct request *request, const char *name, gboolean names)
{
	GPtrArray *list = g_ptr_array_new();
	const struct form *form = values_of(request);
	guint i;

	for (i = 0; form != NULL && i < form->fields->len; i++) {
		const struct form_field *field =
			g_ptr_array_index(form->fields, i);

		if (names && !g_ptr_array_find_with_equal_func(
				     list, field->name, g_str_equal, NULL))
			g_ptr_array_add(list, field->name);
		else if (!names && g_str_equal(field->name, name))
			g_ptr_array_add(list, field->value);
	}
	return list;
}

GPtrArray *
request_values(const struct request *request, const char *name)
{
	return gather(request, name, FALSE);
}

GPtrArray *
request_names(const struct request *request)
{
	return gather(request, "", TRUE);
}

const GPtrArray *
request_uploads(const struct request *request)
{
	const struct form *form =
		request->form != NULL ? request->form : request->query;

	return form->uploads;
}

GBytes *
request_body(const struct request *request)
{
	return request->body;
}

const char *
request_type(const struct request *request)
{
	return request->type;
}

gboolean
request_read_form(struct request *request, GError **error)
{
	g_autoptr(own_form) form = NULL;
	gsize size;
	const char *data = g_bytes_get_data(request->body, &size);
	gboolean good;

	if (request->form != NULL)
		return TRUE;
	form = form_new();
	if (g_str_equal(request->type, "multipart/form-data"))
		good = form_read_multipart(
			form, request_header(request, "content-type"),
			request->body, error);
	else if (size == 0 || g_str_equal(request->type,
					  "application/x-www-form-urlencoded"))
		good = form_read_encoded(form, data, size, error);
	else
		return fault_set(error, FAULT_INPUT,
				 "The body is of the type \"%.80s\", which is "
				 "no form.",
				 request->type);
	if (good)
		request->form = g_steal_pointer(&form);
	return good;
}

json_t *
request_json(const struct request *request, GError **error)
{
	json_error_t fault;
	gsize size;
	const char *data = g_bytes_get_data(request->body, &size);
	json_t *value = json_loadb(data != NULL ? data : "", size,
				   JSON_REJECT_DUPLICATES, &fault);

	if (value == NULL)
		fault_set(error, FAULT_INPUT,
			  "The body is no JSON: line %d, column %d: %s.",
			  fault.line, fault.column, fault.text);
	return value;
}
