/*
 * Web forms from strangers: the container, the body in each of its types, the
 * mapping that came with it. Whatever the bytes, a message comes out whose
 * texts are UTF-8 and within their limits.
 */
#include <string.h>

#include <glib.h>

#include "base/limits.h"
#include "model/mapping.h"
#include "read/form.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static const char *const types[] = {
	"application/json",
	"application/x-www-form-urlencoded",
	"multipart/form-data; boundary=x",
};

static void
check(struct message *message)
{
	g_assert(g_utf8_validate(message->text, -1, NULL));
	g_assert(g_utf8_validate(message->new_text, -1, NULL));
	g_assert(g_utf8_validate(message->from->name, -1, NULL));
	g_assert(strlen(message->text) <= LIMIT_TEXT_BYTES + 3);
	g_assert(message->attachments->len <= LIMIT_ATTACHMENTS);
	message_free(message);
}

/* The first byte chooses: the container as it is, or a body of a type. */
int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autoptr(own_packet) packet = packet_new();
	g_autoptr(own_mapping) mapping = mapping_preset("json");
	g_autoptr(GBytes) bytes = NULL;
	gsize way = size == 0 ? 0 : data[0] % (G_N_ELEMENTS(types) + 1);

	form_prepare();
	if (way == G_N_ELEMENTS(types)) {
		check(form_read(data + 1, size - 1));
		return 0;
	}
	g_bytes_unref(packet->body);
	packet->body = g_bytes_new(data + (size > 0), size - (size > 0));
	g_free(packet->type);
	packet->type = g_strdup(types[way]);
	g_free(packet->mapping);
	packet->mapping = mapping_text(mapping);
	bytes = packet_write(packet);
	check(form_read(g_bytes_get_data(bytes, NULL),
			g_bytes_get_size(bytes)));
	return 0;
}
