/*
 * Forms out of bytes: fields, files, and the form that is written like a
 * query. The one of several parts is in form_multipart.c.
 */
#include "console/form.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "console/request.h"

static void
field_free(gpointer data)
{
	struct form_field *field = data;

	g_free(field->name);
	g_free(field->value);
	g_free(field);
}

static void
upload_free(gpointer data)
{
	struct upload *upload = data;

	g_free(upload->field);
	g_free(upload->filename);
	g_free(upload->type);
	g_bytes_unref(upload->bytes);
	g_free(upload);
}

struct form *
form_new(void)
{
	struct form *form = g_new0(struct form, 1);

	form->fields = g_ptr_array_new_with_free_func(field_free);
	form->uploads = g_ptr_array_new_with_free_func(upload_free);
	return form;
}

void
form_free(struct form *form)
{
	if (form == NULL)
		return;
	g_ptr_array_unref(form->fields);
	g_ptr_array_unref(form->uploads);
	g_free(form);
}

const char *
form_value(const struct form *form, const char *name)
{
	guint i;

	for (i = 0; i < form->fields->len; i++) {
		const struct form_field *field =
			g_ptr_array_index(form->fields, i);

		if (g_str_equal(field->name, name))
			return field->value;
	}
	return NULL;
}

/* Line breaks as one "\n", whatever the client sends. */
static char *
one_kind_of_break(char *text)
{
	char *from, *to = text;

	for (from = text; *from != '\0'; from++)
		if (from[0] != '\r')
			*to++ = *from;
		else if (from[1] != '\n')
			*to++ = '\n';
	*to = '\0';
	return text;
}

gboolean
form_add_field(struct form *form, char *name, const char *data, gsize size,
	       GError **error)
{
	struct form_field *field = g_new0(struct form_field, 1);

	field->name = name;
	field->value = one_kind_of_break(
		text_repair(data, MIN(size, LIMIT_FORM_FIELD_BYTES), NULL));
	g_ptr_array_add(form->fields, field);
	if (size > LIMIT_FORM_FIELD_BYTES)
		return fault_set(
			error, FAULT_INPUT,
			"A field of the form is longer than %" G_GSIZE_FORMAT
			" bytes. Send a long text as a file.",
			LIMIT_FORM_FIELD_BYTES);
	if (form->fields->len > LIMIT_FORM_FIELDS)
		return fault_set(error, FAULT_INPUT,
				 "The form has more than %d fields.",
				 LIMIT_FORM_FIELDS);
	return TRUE;
}

/* --- a=1&b=2 ------------------------------------------------------------*/

static char *
decode(const char *data, gsize size, gsize *length)
{
	char *out = g_malloc(size + 1);
	gsize i, n = 0;

	for (i = 0; i < size; i++) {
		int high, low;

		if (data[i] == '%' && i + 2 < size &&
		    (high = g_ascii_xdigit_value(data[i + 1])) >= 0 &&
		    (low = g_ascii_xdigit_value(data[i + 2])) >= 0) {
			out[n++] = (char)(high * 16 + low);
			i += 2;
		} else {
			out[n++] = data[i] == '+' ? ' ' : data[i];
		}
	}
	out[n] = '\0';
	*length = n;
	return out;
}

static gboolean
add_pair(struct form *form, const char *data, gsize size, GError **error)
{
	const char *equals = memchr(data, '=', size);
	gsize n = equals != NULL ? (gsize)(equals - data) : size;
	gsize left = equals != NULL ? size - n - 1 : 0;
	gsize name_size, value_size;
	g_autofree char *name = decode(data, n, &name_size);
	g_autofree char *value = decode(data + size - left, left, &value_size);

	return form_add_field(form, text_repair(name, name_size, NULL), value,
			      value_size, error);
}

gboolean
form_read_encoded(struct form *form, const char *data, gsize size,
		  GError **error)
{
	gsize at = 0;

	while (at < size) {
		const char *stop = memchr(data + at, '&', size - at);
		gsize n = stop != NULL ? (gsize)(stop - data) - at : size - at;

		if (n > 0 && !add_pair(form, data + at, n, error))
			return FALSE;
		at += n + 1;
	}
	return TRUE;
}

gboolean
form_add_upload(struct form *form, struct upload *upload, GError **error)
{
	g_ptr_array_add(form->uploads, upload);
	if (form->uploads->len > LIMIT_FORM_FILES)
		return fault_set(error, FAULT_INPUT,
				 "The form has more than %d files.",
				 LIMIT_FORM_FILES);
	return TRUE;
}
