/*
 * A message as JSON: what parse prints, and the whole of it for the wire.
 * Reading the wire trusts nothing, since it comes from the reader's box.
 */
#include "model/message.h"

#include "base/clock.h"
#include "base/fault.h"

static json_t *
address_json(const struct address *address)
{
	return json_pack("{s:s, s:s}", "name", address->name, "address",
			 address->address);
}

static json_t *
addresses_json(const GPtrArray *list)
{
	json_t *array = json_array();
	guint i;

	for (i = 0; i < list->len; i++)
		json_array_append_new(array,
				      address_json(g_ptr_array_index(list, i)));
	return array;
}

static json_t *
strings_json(const GPtrArray *list)
{
	json_t *array = json_array();
	guint i;

	for (i = 0; i < list->len; i++)
		json_array_append_new(array,
				      json_string(g_ptr_array_index(list, i)));
	return array;
}

static json_t *
attachments_json(const GPtrArray *list)
{
	json_t *array = json_array();
	guint i;

	for (i = 0; i < list->len; i++) {
		const struct attachment *a = g_ptr_array_index(list, i);

		json_array_append_new(array,
				      json_pack("{s:s, s:s, s:I, s:s}",
						"filename", a->filename,
						"content_type", a->content_type,
						"size", (json_int_t)a->size,
						"sha256", a->sha256));
	}
	return array;
}

static json_t *
instant_json(gint64 instant)
{
	g_autofree char *text = clock_rfc3339(instant);

	return text == NULL ? json_null() : json_string(text);
}

static json_t *
forwarded_json(const struct forwarded *forwarded)
{
	if (forwarded == NULL)
		return json_null();
	return json_pack("{s:o, s:o}", "from", address_json(forwarded->from),
			 "date", instant_json(forwarded->date));
}

static json_t *
string_or_null(const char *text)
{
	return text == NULL || *text == '\0' ? json_null() : json_string(text);
}

json_t *
message_to_json(const struct message *m)
{
	return json_pack(
		"{s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:s, s:s, s:o, s:o, s:o,"
		" s:o}",
		"message_id", string_or_null(m->message_id), "from",
		address_json(m->from), "reply_to", addresses_json(m->reply_to),
		"to", addresses_json(m->to), "cc", addresses_json(m->cc),
		"subject", m->subject, "date", instant_json(m->date), "text",
		m->text, "new_text", m->new_text, "attachments",
		attachments_json(m->attachments), "automated",
		string_or_null(automated_name(m->automated)), "forwarded",
		forwarded_json(m->forwarded), "problems",
		strings_json(m->problems));
}

static json_t *
bounces_json(const GPtrArray *list)
{
	json_t *array = json_array();
	guint i;

	for (i = 0; i < list->len; i++) {
		const struct bounce *b = g_ptr_array_index(list, i);

		json_array_append_new(
			array, json_pack("{s:s, s:s, s:b, s:s}", "recipient",
					 b->recipient, "status", b->status,
					 "permanent", (int)b->permanent,
					 "original", b->original_message_id));
	}
	return array;
}

json_t *
message_to_wire(const struct message *m)
{
	json_t *wire = message_to_json(m);

	json_object_set_new(wire, "automated_why",
			    json_string(m->automated_why));
	json_object_set_new(wire, "in_reply_to", json_string(m->in_reply_to));
	json_object_set_new(wire, "references", strings_json(m->references));
	json_object_set_new(wire, "tokens", strings_json(m->tokens));
	json_object_set_new(wire, "case_refs", strings_json(m->case_refs));
	json_object_set_new(wire, "bounces", bounces_json(m->bounces));
	json_object_set_new(wire, "return_path", json_string(m->return_path));
	json_object_set_new(wire, "do_not_answer",
			    json_boolean(m->do_not_answer));
	return wire;
}

static gboolean
take_string(const json_t *object, const char *key, char **out)
{
	const json_t *value = json_object_get(object, key);

	if (json_is_null(value))
		return TRUE;
	if (!json_is_string(value))
		return FALSE;
	g_free(*out);
	*out = g_strdup(json_string_value(value));
	return TRUE;
}

static gboolean
take_instant(const json_t *object, const char *key, gint64 *out)
{
	const json_t *value = json_object_get(object, key);

	*out = json_is_string(value) ? clock_parse(json_string_value(value))
				     : TIME_NONE;
	return json_is_string(value) || json_is_null(value);
}

static gpointer
read_address(const json_t *object)
{
	struct address *address = address_new("", "");

	if (take_string(object, "name", &address->name) &&
	    take_string(object, "address", &address->address))
		return address;
	address_free(address);
	return NULL;
}

static gpointer
read_string(const json_t *value)
{
	return json_is_string(value) ? g_strdup(json_string_value(value))
				     : NULL;
}

static gpointer
read_attachment(const json_t *object)
{
	struct attachment *a = g_new0(struct attachment, 1);
	const json_t *size = json_object_get(object, "size");

	if (take_string(object, "filename", &a->filename) &&
	    take_string(object, "content_type", &a->content_type) &&
	    take_string(object, "sha256", &a->sha256) &&
	    json_is_integer(size)) {
		a->size = (gsize)json_integer_value(size);
		return a;
	}
	attachment_free(a);
	return NULL;
}

static gpointer
read_bounce(const json_t *object)
{
	struct bounce *b = g_new0(struct bounce, 1);

	b->permanent = json_is_true(json_object_get(object, "permanent"));
	if (take_string(object, "recipient", &b->recipient) &&
	    take_string(object, "status", &b->status) &&
	    take_string(object, "original", &b->original_message_id))
		return b;
	bounce_free(b);
	return NULL;
}

static gboolean
take_list(const json_t *object, const char *key, GPtrArray *out,
	  gpointer (*read_one)(const json_t *))
{
	const json_t *array = json_object_get(object, key);
	size_t i;

	if (!json_is_array(array))
		return FALSE;
	for (i = 0; i < json_array_size(array); i++) {
		gpointer one = read_one(json_array_get(array, i));

		if (one == NULL)
			return FALSE;
		g_ptr_array_add(out, one);
	}
	return TRUE;
}

static gboolean
take_lists(const json_t *wire, struct message *m)
{
	return take_list(wire, "reply_to", m->reply_to, read_address) &&
	       take_list(wire, "to", m->to, read_address) &&
	       take_list(wire, "cc", m->cc, read_address) &&
	       take_list(wire, "attachments", m->attachments,
			 read_attachment) &&
	       take_list(wire, "problems", m->problems, read_string) &&
	       take_list(wire, "references", m->references, read_string) &&
	       take_list(wire, "tokens", m->tokens, read_string) &&
	       take_list(wire, "case_refs", m->case_refs, read_string) &&
	       take_list(wire, "bounces", m->bounces, read_bounce);
}

static gboolean
take_strings(const json_t *wire, struct message *m)
{
	return take_string(wire, "message_id", &m->message_id) &&
	       take_string(wire, "subject", &m->subject) &&
	       take_string(wire, "text", &m->text) &&
	       take_string(wire, "new_text", &m->new_text) &&
	       take_string(wire, "automated_why", &m->automated_why) &&
	       take_string(wire, "in_reply_to", &m->in_reply_to) &&
	       take_string(wire, "return_path", &m->return_path);
}

static gboolean
take_from(const json_t *wire, struct message *m)
{
	struct address *from = read_address(json_object_get(wire, "from"));

	if (from == NULL)
		return FALSE;
	address_free(m->from);
	m->from = from;
	return TRUE;
}

static gboolean
take_forwarded(const json_t *wire, struct message *m)
{
	const json_t *object = json_object_get(wire, "forwarded");
	gpointer from;

	if (json_is_null(object))
		return TRUE;
	from = read_address(json_object_get(object, "from"));
	if (from == NULL)
		return FALSE;
	m->forwarded = g_new0(struct forwarded, 1);
	m->forwarded->from = from;
	return take_instant(object, "date", &m->forwarded->date);
}

static gboolean
take_rest(const json_t *wire, struct message *m)
{
	const json_t *automated = json_object_get(wire, "automated");

	m->automated = automated_of(json_string_value(automated));
	m->do_not_answer = json_is_true(json_object_get(wire, "do_not_answer"));
	return (m->automated != AUTOMATED_NO || json_is_null(automated)) &&
	       take_instant(wire, "date", &m->date);
}

struct message *
message_from_wire(const json_t *wire, GError **error)
{
	g_autoptr(own_message) m = message_new();

	if (json_is_object(wire) && take_strings(wire, m) &&
	    take_from(wire, m) && take_lists(wire, m) &&
	    take_forwarded(wire, m) && take_rest(wire, m))
		return g_steal_pointer(&m);
	fault_set(error, FAULT_INPUT, "The reader's answer is not a message.");
	return NULL;
}
