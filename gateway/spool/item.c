/*
 * The envelope of an item. It is padded to a fixed length, because it is
 * written last and stands first.
 */
#include "spool/item.h"

#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "spool/fields.h"

static const struct field fields[] = {
	{"source", FIELD_TEXT, offsetof(struct item, source)},
	{"channel", FIELD_TEXT, offsetof(struct item, channel)},
	{"received", FIELD_INSTANT, offsetof(struct item, received)},
	{"uidvalidity", FIELD_NUMBER, offsetof(struct item, uidvalidity)},
	{"uid", FIELD_NUMBER, offsetof(struct item, uid)},
	{"name", FIELD_TEXT, offsetof(struct item, name)},
	{"sha256", FIELD_TEXT, offsetof(struct item, sha256)},
	{"size", FIELD_SIZE, offsetof(struct item, size)},
	{"original_size", FIELD_SIZE, offsetof(struct item, original_size)},
	{"truncated", FIELD_YES_NO, offsetof(struct item, truncated)},
	{"answer", FIELD_YES_NO, offsetof(struct item, answer)},
	{"move", FIELD_YES_NO, offsetof(struct item, move)},
	{"note", FIELD_TEXT, offsetof(struct item, note)},
	{NULL, FIELD_TEXT, 0},
};

struct item *
item_new(void)
{
	struct item *item = g_new0(struct item, 1);

	fields_init(fields, item);
	item->id = g_strdup("");
	item->answer = TRUE;
	return item;
}

void
item_free(struct item *item)
{
	if (item == NULL)
		return;
	fields_clear(fields, item);
	g_free(item->id);
	g_free(item);
}

gboolean
item_is_in_part(const struct item *item)
{
	return item->truncated || item->size > LIMIT_MESSAGE_BYTES;
}

gboolean
item_is_id(const char *id)
{
	gsize length = strlen(id);

	return length >= 8 && length <= 64 &&
	       strspn(id, "0123456789abcdef-") == length;
}

char *
item_envelope(const struct item *item, GError **error)
{
	g_autoptr(GString) out = fields_write(fields, item);

	g_string_append(out, "pad=");
	if (out->len + 2 > ITEM_ENVELOPE_BYTES) {
		fault_set(error, FAULT_INPUT,
			  "What is known about a message does not fit its "
			  "envelope of %d bytes.",
			  ITEM_ENVELOPE_BYTES);
		return NULL;
	}
	while (out->len + 2 < ITEM_ENVELOPE_BYTES)
		g_string_append_c(out, '.');
	g_string_append(out, "\n\n");
	return g_string_free(g_steal_pointer(&out), FALSE);
}

struct item *
item_parse(const char *data, gsize size, gsize *body, GError **error)
{
	gsize most = MIN(size, LIMIT_ENVELOPE_BYTES);
	const char *end = most == 0 ? NULL : memmem(data, most, "\n\n", 2);
	g_autoptr(own_item) item = item_new();
	g_autofree char *head = NULL;

	if (end == NULL || memchr(data, '\0', (gsize)(end - data)) != NULL) {
		fault_set(error, FAULT_INPUT, "It has no envelope.");
		return NULL;
	}
	head = g_strndup(data, (gsize)(end - data) + 1);
	if (!fields_read(fields, item, head, error))
		return NULL;
	*body = (gsize)(end - data) + 2;
	return g_steal_pointer(&item);
}
