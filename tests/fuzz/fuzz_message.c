/*
 * Any bytes as a mail: what is read must be valid and must survive the wire.
 */
#include "model/message.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	static gboolean ready;
	g_autoptr(own_message) message = NULL;
	g_autoptr(own_message) again = NULL;
	g_autoptr(own_message) unpacked = NULL;
	g_autoptr(GString) packed = g_string_new(NULL);
	g_autofree char *text = NULL;
	json_t *wire;

	if (!ready)
		read_prepare();
	ready = TRUE;
	message = read_message(data, size);
	g_assert(g_utf8_validate(message->text, -1, NULL));
	g_assert(g_utf8_validate(message->new_text, -1, NULL));
	text = message_to_wire(message);
	wire = json_loads(text, 0, NULL);
	again = message_from_wire(wire, NULL);
	g_assert(again != NULL);
	g_assert(g_str_equal(again->text, message->text));
	json_decref(wire);
	message_pack(message, packed);
	unpacked = message_unpack(packed->str, packed->len, NULL);
	g_assert(unpacked != NULL);
	return 0;
}
