/*
 * Names of encodings, and quoted-printable.
 */
#include "read/encoding.h"

#include <string.h>

static gboolean
begins(const char *raw, const char *word)
{
	return g_ascii_strncasecmp(raw, word, strlen(word)) == 0;
}

enum encoding
encoding_of(const char *raw)
{
	if (raw == NULL)
		return ENCODING_NONE;
	raw += strspn(raw, " \t\r\n\"'<");
	if (begins(raw, "base64") || begins(raw, "base-64"))
		return ENCODING_BASE64;
	if (begins(raw, "quoted"))
		return ENCODING_QUOTED;
	if (begins(raw, "x-uue") || begins(raw, "uuencode") ||
	    begins(raw, "x-uu"))
		return ENCODING_UU;
	return ENCODING_NONE;
}

/* After a "=" that joins two lines: where the next line begins; NULL if it
 * joins none. */
static const char *
next_line(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
		at++;
	if (at == end)
		return end;
	return *at == '\n' ? at + 1 : NULL;
}

GString *
encoding_unquote(const char *text, gsize size)
{
	GString *out = g_string_sized_new(size);
	const char *end = text + size;

	while (text < end) {
		const char *sign = memchr(text, '=', (gsize)(end - text));
		const char *next;

		g_string_append_len(out, text,
				    (sign == NULL ? end : sign) - text);
		if (sign == NULL)
			break;
		text = sign + 1;
		if (end - text >= 2 && g_ascii_isxdigit(text[0]) &&
		    g_ascii_isxdigit(text[1])) {
			g_string_append_c(
				out, (char)(g_ascii_xdigit_value(text[0]) * 16 +
					    g_ascii_xdigit_value(text[1])));
			text += 2;
			continue;
		}
		next = next_line(text, end);
		if (next == NULL)
			g_string_append_c(out, '=');
		else
			text = next;
	}
	return out;
}
