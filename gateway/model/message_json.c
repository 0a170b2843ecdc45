/*
 * A message as JSON: what parse prints, and the whole of it for the wire,
 * which is written as text at once since every message is. Reading the wire
 * trusts nothing.
 */
#include "model/message.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/json.h"

/* "KEY": with what goes before. */
static void
put_key(GString *out, const char *key)
{
	char before = out->str[out->len - 1];

	if (before != '{')
		g_string_append_c(out, ',');
	g_string_append_c(out, '"');
	g_string_append(out, key);
	g_string_append(out, "\":");
}

static void
put_text(GString *out, const char *key, const char *text)
{
	put_key(out, key);
	json_put_string(out, text);
}

/* Empty text is null. */
static void
put_text_or_null(GString *out, const char *key, const char *text)
{
	put_text(out, key, text != NULL && *text != '\0' ? text : NULL);
}

static void
put_instant(GString *out, const char *key, gint64 instant)
{
	g_autofree char *text = clock_rfc3339(instant);

	put_text(out, key, text);
}

static void
put_yes_no(GString *out, const char *key, gboolean yes)
{
	put_key(out, key);
	g_string_append(out, yes ? "true" : "false");
}

static void
put_address(GString *out, gconstpointer data)
{
	const struct address *address = data;

	g_string_append_c(out, '{');
	put_text(out, "name", address->name);
	put_text(out, "address", address->address);
	g_string_append_c(out, '}');
}

static void
put_attachment(GString *out, gconstpointer data)
{
	const struct attachment *a = data;

	g_string_append_c(out, '{');
	put_text(out, "filename", a->filename);
	put_text(out, "content_type", a->content_type);
	put_key(out, "size");
	json_put_integer(out, (gint64)a->size);
	put_text(out, "sha256", a->sha256);
	g_string_append_c(out, '}');
}

static void
put_bounce(GString *out, gconstpointer data)
{
	const struct bounce *b = data;

	g_string_append_c(out, '{');
	put_text(out, "recipient", b->recipient);
	put_text(out, "status", b->status);
	put_yes_no(out, "permanent", b->permanent);
	put_text(out, "original", b->original_message_id);
	g_string_append_c(out, '}');
}

static void
put_string(GString *out, gconstpointer data)
{
	json_put_string(out, data);
}

static void
put_list(GString *out, const char *key, const GPtrArray *list,
	 void (*put_one)(GString *, gconstpointer))
{
	guint i;

	put_key(out, key);
	g_string_append_c(out, '[');
	for (i = 0; i < list->len; i++) {
		if (i > 0)
			g_string_append_c(out, ',');
		put_one(out, g_ptr_array_index(list, i));
	}
	g_string_append_c(out, ']');
}

static void
put_forwarded(GString *out, const struct forwarded *forwarded)
{
	put_key(out, "forwarded");
	if (forwarded == NULL) {
		g_string_append(out, "null");
		return;
	}
	g_string_append(out, "{\"from\":");
	put_address(out, forwarded->from);
	put_instant(out, "date", forwarded->date);
	g_string_append_c(out, '}');
}

/* What parse prints, without the brace that ends it. */
static GString *
begin_text(const struct message *m)
{
	GString *out = g_string_sized_new(4096);

	g_string_append_c(out, '{');
	put_text_or_null(out, "message_id", m->message_id);
	put_key(out, "from");
	put_address(out, m->from);
	put_list(out, "reply_to", m->reply_to, put_address);
	put_list(out, "to", m->to, put_address);
	put_list(out, "cc", m->cc, put_address);
	put_text(out, "subject", m->subject);
	put_instant(out, "date", m->date);
	put_text(out, "text", m->text);
	put_text(out, "new_text", m->new_text);
	put_list(out, "attachments", m->attachments, put_attachment);
	put_text_or_null(out, "automated", automated_name(m->automated));
	put_forwarded(out, m->forwarded);
	put_list(out, "problems", m->problems, put_string);
	return out;
}

json_t *
message_to_json(const struct message *m)
{
	g_autoptr(GString) out = begin_text(m);
	json_t *object;

	g_string_append_c(out, '}');
	object = json_loadb(out->str, out->len, 0, NULL);
	g_assert(object != NULL);
	return object;
}

char *
message_to_wire(const struct message *m)
{
	GString *out = begin_text(m);

	put_text(out, "automated_why", m->automated_why);
	put_text(out, "in_reply_to", m->in_reply_to);
	put_list(out, "references", m->references, put_string);
	put_list(out, "tokens", m->tokens, put_string);
	put_list(out, "case_refs", m->case_refs, put_string);
	put_list(out, "bounces", m->bounces, put_bounce);
	put_text(out, "return_path", m->return_path);
	put_yes_no(out, "do_not_answer", m->do_not_answer);
	if (*m->authentication != '\0')
		put_text(out, "authentication", m->authentication);
	if (*m->postal != '\0')
		put_text(out, "postal", m->postal);
	if (m->please_read)
		put_yes_no(out, "please_read", TRUE);
	g_string_append_c(out, '}');
	return g_string_free(out, FALSE);
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
	       take_string(wire, "return_path", &m->return_path) &&
	       (json_object_get(wire, "authentication") == NULL ||
		take_string(wire, "authentication", &m->authentication)) &&
	       (json_object_get(wire, "postal") == NULL ||
		take_string(wire, "postal", &m->postal));
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
	m->please_read = json_is_true(json_object_get(wire, "please_read"));
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
