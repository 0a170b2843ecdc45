/*
 * Writes a notice as a message. The text of strangers reaches header fields
 * only through GMime's encoders, and identifiers only after they were looked
 * at letter by letter.
 */
#include "respond/mail.h"

#include <gmime/gmime.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "model/ref.h"

#define ID_BYTES 250
#define MOST_REFERENCES 20

/* RFC 5322, 2.1.1: lines should have 78 characters at most. */
#define LINE_CHARS 76

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

/* A field on one line. */
static void
put_field(GString *mail, const char *name, const char *value)
{
	g_string_append(mail, name);
	g_string_append(mail, ": ");
	g_string_append(mail, value);
	g_string_append(mail, "\r\n");
}

/* A field whose words go on further lines where it gets too long: before a
 * space, which stays, so that whoever unfolds it has the same value. */
static void
put_folded(GString *mail, const char *name, const char *value)
{
	gsize column = strlen(name) + 2;
	gsize word;

	g_string_append(mail, name);
	g_string_append(mail, ": ");
	for (; *value; value += word) {
		word = 1 + strcspn(value + 1, " ");
		if (*value == ' ' && value[1] && column + word > LINE_CHARS) {
			g_string_append(mail, "\r\n");
			column = 0;
		}
		g_string_append_len(mail, value, (gssize)word);
		column += word;
	}
	g_string_append(mail, "\r\n");
}

static void
put_mailbox(GString *mail, const char *field, const char *name,
	    const char *address)
{
	g_autofree char *clean = text_clean(name, TRUE);
	g_autofree char *phrase =
		g_mime_utils_header_encode_phrase(NULL, clean, "utf-8");
	gsize begun = mail->len;

	if (!*clean) {
		g_autofree char *bare = g_strdup_printf("<%s>", address);
		put_field(mail, field, bare);
		return;
	}
	put_folded(mail, field, phrase);
	g_string_truncate(mail, mail->len - strlen("\r\n"));
	begun = mail->len - begun + strlen(" <>") + strlen(address);
	g_string_append_printf(mail, "%s<%s>\r\n",
			       begun > LINE_CHARS ? "\r\n\t" : " ", address);
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
put_references(GString *mail, const struct notice *notice)
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
		put_field(mail, "In-Reply-To", id);
		g_string_append(text, id);
	}
	g_strchomp(text->str);
	if (*text->str)
		put_folded(mail, "References", text->str);
}

static void
put_subject(GString *mail, const struct notice *notice)
{
	g_autofree char *clean = text_clean(notice->subject, TRUE);
	g_autofree char *encoded =
		g_mime_utils_header_encode_text(NULL, clean, "utf-8");

	put_folded(mail, "Subject", encoded);
}

static void
put_fields(GString *mail, const struct notice *notice)
{
	g_autofree char *date = clock_rfc5322(notice->date);
	g_autofree char *id = g_strdup_printf("<%s>", notice->message_id);
	g_autofree char *answering = reply_name(notice);

	put_field(mail, "Date", date);
	put_mailbox(mail, "From", notice->from_name, notice->from);
	put_mailbox(mail, "To", notice->to_name, notice->to);
	put_mailbox(mail, "Reply-To", answering, notice->reply_to);
	put_subject(mail, notice);
	put_field(mail, "Message-ID", id);
	put_references(mail, notice);
	put_field(mail, "Auto-Submitted",
		  notice->letter == LETTER_RECEIPT ? "auto-replied"
						   : "auto-generated");
	put_field(mail, "X-Auto-Response-Suppress",
		  "DR, RN, NRN, OOF, AutoReply");
	put_field(mail, "X-Postroom-Letter",
		  notice->letter < LETTER_COUNT ? letter_name(notice->letter)
						: "call");
	put_field(mail, "MIME-Version", "1.0");
	put_field(mail, "Content-Type", "text/plain; charset=utf-8");
	put_field(mail, "Content-Transfer-Encoding", "quoted-printable");
	put_field(mail, "Content-Language", "en-GB");
	g_string_append(mail, "\r\n");
}

/* UTF-8 whatever the letters, so that every client is told the same. */
static void
put_body(GString *mail, const char *body)
{
	GMimeEncoding encoding;
	gsize size = strlen(body);
	gsize most;
	g_autofree char *lines = NULL;

	g_mime_encoding_init_encode(&encoding,
				    GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	most = g_mime_encoding_outlen(&encoding, size);
	lines = g_malloc(most);
	size = g_mime_encoding_flush(&encoding, body, size, lines);
	for (const char *line = lines; size > 0;) {
		const char *end = memchr(line, '\n', size);
		gsize length = end ? (gsize)(end - line) : size;

		g_string_append_len(mail, line, (gssize)length);
		if (end)
			g_string_append(mail, "\r\n");
		size -= length + (end != NULL);
		line += length + (end != NULL);
	}
	if (mail->str[mail->len - 1] != '\n')
		g_string_append(mail, "\r\n");
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
	GString *mail;

	if (!check_notice(notice, error))
		return NULL;
	g_mime_init();
	mail = g_string_sized_new(4096);
	put_fields(mail, notice);
	put_body(mail, notice->body);
	return g_string_free_to_bytes(mail);
}
