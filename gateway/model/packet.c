/*
 * The container of a web form: lines that tell sizes, then the bytes.
 */
#include "model/packet.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"

#define FIRST_LINE "postroom-form=1\n"

static void
file_free(gpointer data)
{
	struct packet_file *file = data;

	g_free(file->name);
	g_free(file->type);
	g_clear_pointer(&file->bytes, g_bytes_unref);
	g_free(file->why);
	g_free(file);
}

struct packet *
packet_new(void)
{
	struct packet *packet = g_new0(struct packet, 1);

	packet->form = g_strdup("");
	packet->entry = g_strdup("");
	packet->date = TIME_NONE;
	packet->type = g_strdup("");
	packet->mapping = g_strdup("");
	packet->body = g_bytes_new(NULL, 0);
	packet->files = g_ptr_array_new_with_free_func(file_free);
	return packet;
}

void
packet_free(struct packet *packet)
{
	if (packet == NULL)
		return;
	g_free(packet->form);
	g_free(packet->entry);
	g_free(packet->type);
	g_free(packet->mapping);
	g_bytes_unref(packet->body);
	g_ptr_array_unref(packet->files);
	g_free(packet);
}

void
packet_add(struct packet *packet, const char *name, const char *type,
	   GBytes *bytes, const char *why)
{
	struct packet_file *file = g_new(struct packet_file, 1);

	file->name = g_strdup(name);
	file->type = g_strdup(type);
	file->bytes = bytes == NULL ? NULL : g_bytes_ref(bytes);
	file->why = g_strdup(why);
	g_ptr_array_add(packet->files, file);
}

/* --- writing --------------------------------------------------------------*/

static char *
safe(const char *value)
{
	return g_uri_escape_string(value, "/;=:,()", FALSE);
}

static void
put(GString *out, const char *key, const char *value)
{
	g_autofree char *escaped = safe(value);

	g_string_append_printf(out, "%s=%s\n", key, escaped);
}

static void
put_file(GString *out, const struct packet_file *file)
{
	g_autofree char *name = safe(file->name);
	g_autofree char *type = safe(*file->type == '\0' ? "-" : file->type);
	g_autofree char *why = safe(file->why);

	if (file->bytes == NULL)
		g_string_append_printf(out, "missing=%s %s\n", name, why);
	else
		g_string_append_printf(out, "file=%" G_GSIZE_FORMAT " %s %s\n",
				       g_bytes_get_size(file->bytes), type,
				       name);
}

static void
append_bytes(GString *out, GBytes *bytes)
{
	gsize size = 0;
	const char *data = g_bytes_get_data(bytes, &size);

	g_string_append_len(out, data, (gssize)size);
}

GBytes *
packet_write(const struct packet *packet)
{
	GString *out = g_string_new(FIRST_LINE);
	g_autofree char *date = clock_rfc3339(packet->date);
	guint i;

	put(out, "form", packet->form);
	put(out, "entry", packet->entry);
	put(out, "date", date == NULL ? "" : date);
	put(out, "type", packet->type);
	g_string_append_printf(out, "body=%" G_GSIZE_FORMAT "\n",
			       g_bytes_get_size(packet->body));
	g_string_append_printf(out, "mapping=%" G_GSIZE_FORMAT "\n",
			       strlen(packet->mapping));
	for (i = 0; i < packet->files->len; i++)
		put_file(out, packet->files->pdata[i]);
	g_string_append_c(out, '\n');
	append_bytes(out, packet->body);
	g_string_append(out, packet->mapping);
	for (i = 0; i < packet->files->len; i++) {
		const struct packet_file *file = packet->files->pdata[i];

		if (file->bytes != NULL)
			append_bytes(out, file->bytes);
	}
	return g_string_free_to_bytes(out);
}

/* --- reading --------------------------------------------------------------*/

struct reading {
	struct packet *packet;
	gsize body;
	gsize mapping;
	GArray *sizes; /* gsize: of each file; 0 for a missing one */
};

gboolean
packet_is(const void *bytes, gsize size)
{
	gsize n = strlen(FIRST_LINE);

	return size >= n && memcmp(bytes, FIRST_LINE, n) == 0;
}

/* A value as it was before put; NULL if it is not UTF-8. */
static char *
unsafe(const char *value)
{
	char *text = g_uri_unescape_string(value, NULL);

	if (text != NULL && !g_utf8_validate(text, -1, NULL))
		g_clear_pointer(&text, g_free);
	return text;
}

static gboolean
take_text(char **to, const char *value)
{
	char *text = unsafe(value);

	if (text == NULL)
		return FALSE;
	g_free(*to);
	*to = text;
	return TRUE;
}

static gboolean
take_size(gsize *to, const char *value)
{
	guint64 number = 0;

	if (!g_ascii_string_to_unsigned(value, 10, 0, LIMIT_ITEM_BYTES, &number,
					NULL))
		return FALSE;
	*to = (gsize)number;
	return TRUE;
}

static gboolean
take_file(struct reading *reading, const char *value)
{
	g_auto(GStrv) parts = g_strsplit(value, " ", 3);
	g_autofree char *type = NULL;
	g_autofree char *name = NULL;
	gsize size = 0;

	if (g_strv_length(parts) != 3 || !take_size(&size, parts[0]))
		return FALSE;
	type = unsafe(parts[1]);
	name = unsafe(parts[2]);
	if (type == NULL || name == NULL)
		return FALSE;
	packet_add(reading->packet, name, g_str_equal(type, "-") ? "" : type,
		   NULL, "");
	g_array_append_val(reading->sizes, size);
	return TRUE;
}

static gboolean
take_missing(struct reading *reading, const char *value)
{
	g_auto(GStrv) parts = g_strsplit(value, " ", 2);
	g_autofree char *name = NULL;
	g_autofree char *why = NULL;
	gsize none = 0;

	if (g_strv_length(parts) != 2)
		return FALSE;
	name = unsafe(parts[0]);
	why = unsafe(parts[1]);
	if (name == NULL || why == NULL || *why == '\0')
		return FALSE;
	packet_add(reading->packet, name, "", NULL, why);
	g_array_append_val(reading->sizes, none);
	return TRUE;
}

static gboolean
take_line(struct reading *reading, const char *key, const char *value)
{
	struct packet *packet = reading->packet;

	if (packet->files->len > LIMIT_ATTACHMENTS)
		return FALSE;
	if (g_str_equal(key, "form"))
		return take_text(&packet->form, value);
	if (g_str_equal(key, "entry"))
		return take_text(&packet->entry, value);
	if (g_str_equal(key, "type"))
		return take_text(&packet->type, value);
	if (g_str_equal(key, "body"))
		return take_size(&reading->body, value);
	if (g_str_equal(key, "mapping"))
		return take_size(&reading->mapping, value);
	if (g_str_equal(key, "file"))
		return take_file(reading, value);
	if (g_str_equal(key, "missing"))
		return take_missing(reading, value);
	if (g_str_equal(key, "date")) {
		g_autofree char *date = unsafe(value);

		packet->date = date == NULL ? TIME_NONE : clock_parse(date);
		return date != NULL;
	}
	return TRUE; /* of a newer version */
}

static gboolean
take_head(struct reading *reading, const char *head)
{
	g_auto(GStrv) lines =
		g_strsplit(head, "\n", 2 * LIMIT_ATTACHMENTS + 20);
	guint i;

	for (i = 1; lines[i] != NULL; i++) {
		char *equals = strchr(lines[i], '=');

		if (equals == NULL)
			return FALSE;
		*equals = '\0';
		if (!take_line(reading, lines[i], equals + 1))
			return FALSE;
	}
	return TRUE;
}

/* The next size bytes from *at on. FALSE if there are fewer. */
static gboolean
cut(GBytes **to, const char **at, const char *end, gsize size)
{
	if (size > (gsize)(end - *at))
		return FALSE;
	g_clear_pointer(to, g_bytes_unref);
	*to = g_bytes_new(*at, size);
	*at += size;
	return TRUE;
}

static gboolean
take_mapping(struct reading *reading, const char **at, const char *end)
{
	char *text;

	if (reading->mapping > (gsize)(end - *at) ||
	    !g_utf8_validate(*at, (gssize)reading->mapping, NULL))
		return FALSE;
	text = g_strndup(*at, reading->mapping);
	g_free(reading->packet->mapping);
	reading->packet->mapping = text;
	*at += reading->mapping;
	return TRUE;
}

static gboolean
take_bytes(struct reading *reading, const char *at, const char *end)
{
	struct packet *packet = reading->packet;
	guint i;

	if (!cut(&packet->body, &at, end, reading->body) ||
	    !take_mapping(reading, &at, end))
		return FALSE;
	for (i = 0; i < packet->files->len; i++) {
		struct packet_file *file = packet->files->pdata[i];

		if (*file->why == '\0' &&
		    !cut(&file->bytes, &at, end,
			 g_array_index(reading->sizes, gsize, i)))
			return FALSE;
	}
	return TRUE;
}

static gboolean
take_all(struct reading *reading, const char *bytes, gsize size)
{
	const char *blank = memmem(bytes, size, "\n\n", 2);
	g_autofree char *head = NULL;

	if (blank == NULL || memchr(bytes, '\0', (gsize)(blank - bytes)))
		return FALSE;
	head = g_strndup(bytes, (gsize)(blank - bytes));
	return take_head(reading, head) &&
	       take_bytes(reading, blank + 2, bytes + size);
}

struct packet *
packet_read(const void *bytes, gsize size, GError **error)
{
	g_autoptr(own_packet) packet = packet_new();
	g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(gsize));
	struct reading reading = {.packet = packet, .sizes = sizes};

	if (packet_is(bytes, size) && take_all(&reading, bytes, size))
		return g_steal_pointer(&packet);
	fault_set(error, FAULT_INPUT,
		  "The container of a web form is damaged. Open the original.");
	return NULL;
}
