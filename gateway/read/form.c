/*
 * A form as a message: the resident's words first and as they are, then all
 * else that was filled in, so that nothing has to be looked up in a raw file.
 */
#include "read/form.h"

#include <jansson.h>
#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "model/mapping.h"
#include "read/form_data.h"
#include "read/part.h"
#include "read/take.h"
#include "read/thread.h"

#define UNSAFE "It is not safe to contact me this way."

/* A form while it is turned into a message. */
struct form {
	struct packet *packet;
	struct mapping *mapping;
	GPtrArray *fields; /* struct filled */
	GHashTable *told;  /* the fields that stand in the text already */
	struct message *message;
};

/* The hash tables of jansson are seeded from a file of the kernel's. */
void
form_prepare(void)
{
	json_object_seed(0);
}

/* --- the body as fields
 * -----------------------------------------------------*/

static GPtrArray *
json_fields(GBytes *body, GError **error)
{
	gsize size = 0;
	const char *bytes = g_bytes_get_data(body, &size);
	json_error_t where;
	json_t *entry = size <= LIMIT_FORM_JSON_BYTES
				? json_loadb(bytes, size, 0, &where)
				: NULL;
	GPtrArray *fields;

	if (!json_is_object(entry)) {
		json_decref(entry);
		fault_set(error, FAULT_INPUT, "The body is not a JSON object.");
		return NULL;
	}
	fields = filled_of_json(entry);
	json_decref(entry);
	return fields;
}

GPtrArray *
form_fields(const char *type, GBytes *body, struct packet *packet,
	    GError **error)
{
	g_autofree char *media =
		g_strstrip(g_ascii_strdown(type, (gssize)strcspn(type, ";")));
	gsize size = 0;
	const char *bytes = g_bytes_get_data(body, &size);

	if (g_str_equal(media, "application/json") ||
	    g_str_has_suffix(media, "+json"))
		return json_fields(body, error);
	if (g_str_equal(media, "application/x-www-form-urlencoded"))
		return filled_of_query(bytes, size);
	if (g_str_equal(media, "multipart/form-data"))
		return form_data_read(type, body, packet, error);
	fault_set(error, FAULT_INPUT,
		  "The form came as \"%s\", which is not understood.", media);
	return NULL;
}

/* --- words --------------------------------------------------------------*/

/* What a role is called where the form has no label for its field. */
static const char *const role_words[ROLE_COUNT] = {
	[ROLE_NAME] = "Name",
	[ROLE_ADDRESS] = "Address",
	[ROLE_EMAIL] = "Email",
	[ROLE_TELEPHONE] = "Telephone",
	[ROLE_SUBJECT] = "Subject",
	[ROLE_MESSAGE] = "Message",
	[ROLE_OUTCOME] = "What I would like",
	[ROLE_ADJUSTMENTS] = "Reasonable adjustments",
	[ROLE_REPRESENTATIVE] = "Writing for somebody else",
	[ROLE_CONSENT] = "Authority or consent",
	[ROLE_CONTACT] = "How to answer",
	[ROLE_SAFE] = "Safe to contact",
	[ROLE_ATTACHMENTS] = "Files",
};

static const char *
label_of(const struct form *form, const struct filled *filled,
	 enum form_role role)
{
	const char *own =
		g_hash_table_lookup(form->mapping->labels, filled->key);

	if (own != NULL)
		return own;
	if (*filled->label != '\0')
		return filled->label;
	return role < ROLE_COUNT && role_words[role] != NULL ? role_words[role]
							     : filled->key;
}

static void
put(GString *out, const char *label, const char *value)
{
	const char *colon = strpbrk(label, "?:") != NULL ? "" : ":";

	g_string_append_printf(out, "%s%s%s%s\n", label, colon,
			       strchr(value, '\n') != NULL ? "\n" : " ", value);
}

/* The values of a role that are not empty, divided by a text. */
static char *
joined(struct form *form, enum form_role role, const char *between)
{
	g_autoptr(GPtrArray) picked =
		mapping_pick(form->mapping, role, form->fields);
	GString *out = g_string_new(NULL);
	guint i;

	for (i = 0; i < picked->len; i++) {
		const struct filled *one = picked->pdata[i];

		g_hash_table_add(form->told, picked->pdata[i]);
		if (*one->value != '\0')
			g_string_append_printf(out, "%s%s",
					       out->len > 0 ? between : "",
					       one->value);
	}
	return g_string_free(out, FALSE);
}

/* What happened: one field as it is, several each under its label. */
static char *
words_of_message(struct form *form)
{
	g_autoptr(GPtrArray) picked =
		mapping_pick(form->mapping, ROLE_MESSAGE, form->fields);
	GString *out = g_string_new(NULL);
	guint filled = 0, i;

	for (i = 0; i < picked->len; i++) {
		const struct filled *one = picked->pdata[i];

		g_hash_table_add(form->told, picked->pdata[i]);
		filled += *one->value != '\0';
	}
	for (i = 0; i < picked->len; i++) {
		const struct filled *one = picked->pdata[i];

		if (*one->value == '\0')
			continue;
		if (out->len > 0)
			g_string_append(out, "\n\n");
		if (filled > 1)
			g_string_append_printf(
				out, "%s\n", label_of(form, one, ROLE_MESSAGE));
		g_string_append(out, one->value);
	}
	return g_string_free(out, FALSE);
}

/* "No", "none" and the like are an answer, but nothing to act on. */
static gboolean
says_something(const char *value)
{
	static const char *const nothing[] = {
		"",	      "no",	      "none",	 "n/a",	  "na", "nil",
		"not needed", "no thank you", "nothing", "false", "0",	"-",
		NULL};
	g_autofree char *lower = text_lower(value);

	g_strdelimit(lower, ".", ' ');
	return !g_strv_contains(nothing, g_strstrip(lower));
}

static void
say(GString *out, const char *lead, const char *value)
{
	if (!says_something(value))
		return;
	g_string_append_printf(out, "%s%s %s", out->len > 0 ? "\n\n" : "", lead,
			       value);
}

/* --- the message --------------------------------------------------------*/

static void
set(char **to, char *value)
{
	g_free(*to);
	*to = value;
}

static void
read_sender(struct form *form)
{
	struct message *m = form->message;
	g_autofree char *name = joined(form, ROLE_NAME, " ");
	g_autofree char *email = joined(form, ROLE_EMAIL, ", ");

	g_strdelimit(name, "\n\t", ' ');
	address_free(m->from);
	m->from = address_new(name, text_is_address(email) ? email : "");
	if (*email != '\0' && !text_is_address(email))
		message_problem(m, "The email address that was filled in is "
				   "not one.");
}

/* For an envelope: the lines as they were filled in. */
static void
read_postal(struct form *form)
{
	g_autofree char *address = joined(form, ROLE_ADDRESS, "\n");

	if (*address != '\0')
		set(&form->message->postal,
		    *form->message->from->name == '\0'
			    ? g_strdup(address)
			    : g_strconcat(form->message->from->name, "\n",
					  address, NULL));
}

static gboolean
is_one_of(const char *value, const char *const *words)
{
	g_autofree char *lower = text_lower(value);

	return g_strv_contains(words, g_strstrip(lower));
}

static gboolean
is_unsafe(const struct form *form)
{
	static const char *const words[] = {"no",	"false",  "0",
					    "not safe", "unsafe", NULL};

	return is_one_of(mapping_value(form->mapping, ROLE_SAFE, form->fields),
			 words);
}

/* Whoever asked to be rung or written to gets no mail by itself, nor does
 * anybody for whom it is not safe. */
static void
read_wishes(struct form *form)
{
	static const char *const words[] = {
		"telephone", "phone",	     "post", "letter",
		"by post",   "by telephone", NULL};
	const char *way =
		mapping_value(form->mapping, ROLE_CONTACT, form->fields);

	if (is_unsafe(form) || is_one_of(way, words))
		form->message->do_not_answer = TRUE;
}

static void
read_new_text(struct form *form)
{
	g_autofree char *words = words_of_message(form);
	g_autofree char *outcome = joined(form, ROLE_OUTCOME, "\n");
	g_autofree char *needs = joined(form, ROLE_ADJUSTMENTS, ", ");
	g_autofree char *whom = joined(form, ROLE_REPRESENTATIVE, ", ");
	GString *out = g_string_new(words);

	say(out, "What I would like:", outcome);
	say(out, "I need these adjustments:", needs);
	say(out, "I am writing on behalf of:", whom);
	if (is_unsafe(form))
		g_string_append_printf(out, "%s" UNSAFE,
				       out->len > 0 ? "\n\n" : "");
	if (*words == '\0')
		message_problem(form->message,
				"No message was filled in, or the form's "
				"mapping does not name its field.");
	set(&form->message->new_text, g_string_free(out, FALSE));
}

static void
put_role(GString *out, struct form *form, enum form_role role)
{
	g_autoptr(GPtrArray) picked =
		mapping_pick(form->mapping, role, form->fields);
	guint i;

	for (i = 0; i < picked->len; i++) {
		const struct filled *one = picked->pdata[i];

		g_hash_table_add(form->told, picked->pdata[i]);
		if (*one->value != '\0')
			put(out, label_of(form, one, role), one->value);
	}
}

/* Unknown fields, after all that is known has been told. */
static void
put_others(GString *out, const struct form *form)
{
	gboolean any = FALSE;
	guint i;

	for (i = 0; i < form->fields->len; i++) {
		const struct filled *one = form->fields->pdata[i];

		if (*one->value == '\0' ||
		    g_hash_table_contains(form->told, one))
			continue;
		if (!any)
			g_string_append(out, "\nOther answers\n");
		any = TRUE;
		put(out, label_of(form, one, ROLE_COUNT), one->value);
	}
}

static void
read_text(struct form *form)
{
	static const enum form_role shown[] = {
		ROLE_NAME,	  ROLE_EMAIL,	       ROLE_TELEPHONE,
		ROLE_SAFE,	  ROLE_ADDRESS,	       ROLE_CONTACT,
		ROLE_ADJUSTMENTS, ROLE_REPRESENTATIVE, ROLE_CONSENT,
		ROLE_ATTACHMENTS,
	};
	static const enum form_role hidden[] = {ROLE_ID, ROLE_DATE,
						ROLE_UPDATED, ROLE_IGNORE};
	GString *out = g_string_new(form->message->new_text);
	gsize i;

	g_string_append(out, "\n\n");
	for (i = 0; i < G_N_ELEMENTS(shown); i++)
		put_role(out, form, shown[i]);
	for (i = 0; i < G_N_ELEMENTS(hidden); i++)
		g_free(joined(form, hidden[i], ""));
	put_others(out, form);
	if (out->len > LIMIT_TEXT_BYTES)
		g_string_truncate(out, LIMIT_TEXT_BYTES);
	set(&form->message->text,
	    g_strstrip(text_repair(out->str, out->len, NULL)));
	g_string_free(out, TRUE);
}

static void
read_subject(struct form *form)
{
	g_autofree char *subject = joined(form, ROLE_SUBJECT, ", ");
	g_autofree char *line = g_strconcat(
		"Web form: ", *subject == '\0' ? form->packet->form : subject,
		NULL);

	set(&form->message->subject, text_clean(line, TRUE));
}

static void
add_file(struct message *m, const struct packet_file *file)
{
	struct attachment *attachment;
	gsize size = 0;
	const char *bytes;

	if (file->bytes == NULL) {
		message_problem(m,
				"A file was not fetched (%s). Its link is in "
				"the text.",
				file->why);
		return;
	}
	if (m->attachments->len >= LIMIT_ATTACHMENTS)
		return;
	bytes = g_bytes_get_data(file->bytes, &size);
	attachment = g_new(struct attachment, 1);
	attachment->filename = mime_base_name(file->name);
	attachment->content_type =
		g_ascii_strdown(file->type, (gssize)strcspn(file->type, ";"));
	attachment->size = size;
	attachment->sha256 = text_sha256(bytes, size);
	g_ptr_array_add(m->attachments, attachment);
	take_offer_file(attachment->sha256, bytes, size);
}

/* What came as text, if it could not be taken apart. */
static void
keep_raw(struct message *m, GBytes *body)
{
	gsize size = 0;
	const char *bytes = g_bytes_get_data(body, &size);
	g_autofree char *whole =
		text_repair(bytes, MIN(size, LIMIT_TEXT_BYTES), NULL);

	set(&m->text, text_clean(whole, FALSE));
	set(&m->new_text, g_strdup(m->text));
	m->please_read = TRUE;
}

static void
note_limits(const struct form *form)
{
	guint i;

	for (i = 0; i < form->fields->len; i++) {
		const struct filled *one = form->fields->pdata[i];

		if (strlen(one->value) >= LIMIT_FORM_FIELD_BYTES - 4)
			message_problem(form->message,
					"A field is too long; only its "
					"beginning is shown.");
	}
	if (form->fields->len >= LIMIT_FORM_FIELDS)
		message_problem(form->message,
				"It has too many fields; only the first %d are "
				"shown.",
				LIMIT_FORM_FIELDS);
}

static void
read_filled(struct form *form)
{
	guint i;

	form->told = g_hash_table_new(NULL, NULL);
	read_sender(form);
	read_postal(form);
	read_subject(form);
	read_wishes(form);
	read_new_text(form);
	read_text(form);
	note_limits(form);
	for (i = 0; i < form->packet->files->len; i++)
		add_file(form->message, form->packet->files->pdata[i]);
	g_hash_table_unref(form->told);
}

static void
read_packet(struct packet *packet, struct message *m)
{
	g_autoptr(GError) fault = NULL;
	g_autoptr(own_mapping) mapping = mapping_read(packet->mapping, &fault);
	g_autoptr(GPtrArray) fields = NULL;
	struct form form = {.packet = packet, .mapping = mapping, .message = m};

	m->date = packet->date;
	if (mapping != NULL)
		fields =
			form_fields(packet->type, packet->body, packet, &fault);
	form.fields = fields;
	if (fields != NULL) {
		read_filled(&form);
		return;
	}
	message_problem(m, "%s", fault->message);
	set(&m->subject, g_strconcat("Web form: ", packet->form, NULL));
	keep_raw(m, packet->body);
}

struct message *
form_read(const void *bytes, gsize size)
{
	struct message *m = message_new();
	g_autoptr(GError) fault = NULL;
	g_autoptr(own_packet) packet = packet_read(bytes, size, &fault);

	if (packet == NULL) {
		g_autoptr(GBytes) all = g_bytes_new(bytes, size);

		message_problem(m, "%s", fault->message);
		keep_raw(m, all);
	} else {
		read_packet(packet, m);
	}
	thread_add_text(m, m->text);
	return m;
}
