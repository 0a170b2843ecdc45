/*
 * Any text as a delivery report: what is found keeps to its bounds.
 */
#include "base/limits.h"
#include "read/bounce.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autoptr(own_message) message = message_new();
	g_autoptr(own_head) head = head_read((const char *)data, size, NULL);
	g_autoptr(own_part) report = part_new();
	struct body body = {.report = report};
	guint i;

	report->content = g_string_new_len((const char *)data, (gssize)size);
	g_free(message->text);
	message->text = g_utf8_make_valid((const char *)data, (gssize)size);
	bounce_read(head, &body, message);
	g_assert(message->bounces->len <= LIMIT_ADDRESSES);
	for (i = 0; i < message->bounces->len; i++) {
		const struct bounce *b = g_ptr_array_index(message->bounces, i);

		g_assert(strchr(b->recipient, '@') != NULL);
		g_assert(!b->permanent || *b->status != '4');
	}
	return 0;
}
