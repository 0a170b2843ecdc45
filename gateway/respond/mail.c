/*
 * Writes a notice as a message with GMime. The text of strangers reaches
 * header fields only through GMime's encoders, and identifiers only after
 * they were looked at letter by letter.
 */
#include "respond/mail.h"

#include <gmime/gmime.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "model/ref.h"

#define ID_BYTES 250
#define MOST_REFERENCES 20

/* The characters of an address-like identifier, RFC 5322 3.6.4; no angle
 * brackets, space or control. */
static gboolean
is_id(const char *id)
{
	gsize n = strlen(id);

	for (gsize i = 0; i < n; i++)
		if (!g_ascii_isgraph(id[i]) || strchr("<>()\\\",;", id[i]))
			return FALSE;
	return n > 2 && n <= ID_BYTES && strchr(id, '@');
}

static void
set_header(GMimeObject *object, const char *name, const char *value)
{
	g_mime_object_set_header(object, name, value, "utf-8");
}

static void
set_mailbox(GMimeMessage *mail, const char *field, const char *name,
	    const char *address)
{
	InternetAddressList *list = internet_address_list_new();
	g_autofree char *clean = text_clean(name, TRUE);
	InternetAddress *mailbox =
		internet_address_mailbox_new(*clean ? clean : NULL, address);

	internet_address_set_charset(mailbox, "utf-8");
	internet_address_list_add(list, mailbox);
	g_autofree char *text =
		internet_address_list_to_string(list, NULL, TRUE);
	g_mime_object_set_header(GMIME_OBJECT(mail), field, text, NULL);
	g_object_unref(mailbox);
	g_object_unref(list);
}

/* The landlord's name, with the reply token if the Message-ID has one. */
static char *
reply_name(const struct notice *notice)
{
	g_autoptr(GPtrArray) tokens = ref_find_tokens(notice->message_id);

	if (tokens->len == 0)
		return g_strdup(notice->from_name);
	return g_strdup_printf("%s (%s)", notice->from_name,
			       (const char *)tokens->pdata[0]);
}

static void
set_references(GMimeMessage *mail, const struct notice *notice)
{
	const GPtrArray *list = notice->references;
	guint skip =
		list->len > MOST_REFERENCES ? list->len - MOST_REFERENCES : 0;
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = skip; i < list->len; i++)
		if (is_id(list->pdata[i]) &&
		    !g_str_equal(list->pdata[i], notice->in_reply_to))
			g_string_append_printf(text, "<%s> ",
					       (char *)list->pdata[i]);
	if (is_id(notice->in_reply_to)) {
		g_autofree char *id =
			g_strdup_printf("<%s>", notice->in_reply_to);
		set_header(GMIME_OBJECT(mail), "In-Reply-To", id);
		g_string_append(text, id);
	}
	g_strchomp(text->str);
	if (*text->str)
		set_header(GMIME_OBJECT(mail), "References", text->str);
}

static void
set_fields(GMimeMessage *mail, const struct notice *notice)
{
	GMimeObject *object = GMIME_OBJECT(mail);
	g_autofree char *date = clock_rfc5322(notice->date);
	g_autofree char *id = g_strdup_printf("<%s>", notice->message_id);
	g_autofree char *subject = text_clean(notice->subject, TRUE);
	g_autofree char *answering = reply_name(notice);

	set_header(object, "Date", date);
	set_mailbox(mail, "From", notice->from_name, notice->from);
	set_mailbox(mail, "To", notice->to_name, notice->to);
	set_mailbox(mail, "Reply-To", answering, notice->reply_to);
	set_header(object, "Subject", subject);
	set_header(object, "Message-ID", id);
	set_references(mail, notice);
	set_header(object, "Auto-Submitted",
		   notice->letter == LETTER_RECEIPT ? "auto-replied"
						    : "auto-generated");
	set_header(object, "X-Auto-Response-Suppress",
		   "DR, RN, NRN, OOF, AutoReply");
	set_header(object, "X-Postroom-Letter", letter_name(notice->letter));
	set_header(object, "MIME-Version", "1.0");
}

/* UTF-8 whatever the letters, so that every client is told the same. */
static void
set_body(GMimeMessage *mail, const struct notice *notice)
{
	GMimePart *part = g_mime_part_new_with_type("text", "plain");
	GMimeObject *object = GMIME_OBJECT(part);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(
		notice->body, strlen(notice->body));
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(
		stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_object_set_content_type_parameter(object, "charset", "utf-8");
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(
		part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	set_header(object, "Content-Language", "en-GB");
	g_mime_message_set_mime_part(mail, object);
	g_object_unref(content);
	g_object_unref(stream);
	g_object_unref(part);
}

static gboolean
check_notice(const struct notice *notice, GError **error)
{
	if (!text_is_address(notice->to) || !text_is_address(notice->from) ||
	    !text_is_address(notice->reply_to))
		return fault_set(error, FAULT_INPUT,
				 "A letter's address cannot be written to.");
	if (!is_id(notice->message_id))
		return fault_set(error, FAULT_INPUT,
				 "A letter's Message-ID is not one.");
	if (notice->date == TIME_NONE)
		return fault_set(error, FAULT_INPUT, "A letter has no date.");
	return TRUE;
}

GBytes *
mail_build(const struct notice *notice, GError **error)
{
	if (!check_notice(notice, error))
		return NULL;
	g_mime_init();

	GMimeFormatOptions *format = g_mime_format_options_new();
	GMimeMessage *mail = g_mime_message_new(FALSE);
	GMimeStream *stream = g_mime_stream_mem_new();
	GByteArray *bytes = g_byte_array_new();

	g_mime_stream_mem_set_byte_array(GMIME_STREAM_MEM(stream), bytes);
	g_mime_format_options_set_newline_format(format,
						 GMIME_NEWLINE_FORMAT_DOS);
	set_fields(mail, notice);
	set_body(mail, notice);
	g_mime_object_write_to_stream(GMIME_OBJECT(mail), format, stream);
	g_object_unref(stream);
	g_object_unref(mail);
	g_mime_format_options_free(format);
	return g_byte_array_free_to_bytes(bytes);
}
