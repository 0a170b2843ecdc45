/*
 * Parts between boundaries. A part without a name is shown under "-"; a last
 * part that breaks off is kept as far as it came.
 */
#include "read/form_data.h"

#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "model/filled.h"
#include "read/head.h"
#include "read/parameter.h"

struct data {
	const char *at;
	const char *end;
	char *line; /* "--" and the boundary */
	GPtrArray *fields;
	struct packet *packet; /* or NULL */
	guint files;
};

/* The next line that is a boundary; NULL if there is none. */
static const char *
next_boundary(const struct data *d, const char *from)
{
	gsize n = strlen(d->line);
	const char *found = from;

	while ((found = memmem(found, (gsize)(d->end - found), d->line, n))) {
		if (found == d->at || found[-1] == '\n')
			return found;
		found += n;
	}
	return NULL;
}

static void
take_file(struct data *d, const struct head *head, const char *name,
	  GBytes *bytes)
{
	const char *type = head_raw(head, "Content-Type");

	if (*name == '\0' && g_bytes_get_size(bytes) == 0)
		return;
	if (d->packet != NULL && d->files++ < LIMIT_FORM_FILES)
		packet_add(d->packet, name, type == NULL ? "" : type, bytes,
			   "");
}

static gboolean
has_filename(const char *disposition)
{
	return disposition != NULL && strstr(disposition, "filename") != NULL;
}

static void
take_part(struct data *d, const char *from, const char *to)
{
	g_autoptr(own_head) head = head_read(from, (gsize)(to - from), NULL);
	const char *disposition = head_raw(head, "Content-Disposition");
	g_autofree char *key = parameter_read(disposition, "name");
	const char *content = from + MIN(head->body, (gsize)(to - from));
	g_autofree char *text = NULL;

	if (has_filename(disposition)) {
		g_autofree char *name = parameter_read(disposition, "filename");
		g_autoptr(GBytes) bytes =
			g_bytes_new(content, (gsize)(to - content));

		take_file(d, head, name, bytes);
		return;
	}
	text = g_strndup(content, (gsize)(to - content));
	filled_add(d->fields, key, "", text);
}

/* Without the line break before the boundary, which belongs to it. */
static const char *
before_break(const char *from, const char *to)
{
	if (to > from && to[-1] == '\n')
		to--;
	if (to > from && to[-1] == '\r')
		to--;
	return to;
}

static void
take_parts(struct data *d)
{
	const char *boundary = next_boundary(d, d->at);

	while (boundary != NULL && d->fields->len < LIMIT_FORM_FIELDS) {
		const char *from = boundary + strlen(d->line);
		const char *next;

		if (d->end - from >= 2 && from[0] == '-' && from[1] == '-')
			return;
		from = memchr(from, '\n', (gsize)(d->end - from));
		if (from == NULL)
			return;
		next = next_boundary(d, ++from);
		take_part(d, from,
			  before_break(from, next == NULL ? d->end : next));
		boundary = next;
	}
}

GPtrArray *
form_data_read(const char *type, GBytes *body, struct packet *packet,
	       GError **error)
{
	g_autofree char *boundary = parameter_read(type, "boundary");
	g_autofree char *line = g_strconcat("--", boundary, NULL);
	gsize size = 0;
	const char *bytes = g_bytes_get_data(body, &size);
	struct data d = {
		bytes, size > 0 ? bytes + size : bytes, line, NULL, packet, 0};

	d.fields = filled_new();
	if (*boundary != '\0' && size > 0)
		take_parts(&d);
	if (d.fields->len > 0 || d.files > 0)
		return d.fields;
	g_ptr_array_unref(d.fields);
	fault_set(error, FAULT_INPUT,
		  "The body is not multipart/form-data with a boundary.");
	return NULL;
}
