/*
 * A tolerant base64 decoder. A final group without padding counts; padding
 * ends a group, not the text, since some programs join encoded pieces.
 */
#include "read/base64.h"

#include <string.h>

static int
value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Bytes of its alphabet that make it the one for addresses of the web
 * (RFC 4648, 5): "-" and "_", nothing else that is odd, and no boundary. */
static gboolean
is_for_web(const char *text, gsize size)
{
	gboolean own = FALSE;
	gsize i;

	for (i = 0; i < size; i++) {
		if (text[i] == '-' && i + 1 < size && text[i + 1] == '-')
			return FALSE;
		if (text[i] == '-' || text[i] == '_')
			own = TRUE;
		else if (!g_ascii_isalnum(text[i]) && text[i] != '=' &&
			 !g_ascii_isspace(text[i]))
			return FALSE;
	}
	return own;
}

/* Writes the bytes of a group of n characters; one alone holds none. */
static void
flush_group(GString *out, guint bits, int n)
{
	if (n >= 2)
		g_string_append_c(out, (char)(bits >> (6 * n - 8)));
	if (n >= 3)
		g_string_append_c(out, (char)(bits >> (6 * n - 16)));
	if (n == 4)
		g_string_append_c(out, (char)bits);
}

GString *
base64_decode(const char *text, gsize size)
{
	GString *out = g_string_sized_new(size / 4 * 3 + 4);
	gboolean web = is_for_web(text, size);
	guint bits = 0;
	int n = 0;
	gsize i;

	for (i = 0; i < size; i++) {
		int value = value_of(text[i]);

		if (web && (text[i] == '-' || text[i] == '_'))
			value = text[i] == '-' ? 62 : 63;

		if (value >= 0) {
			bits = bits << 6 | (guint)value;
			n++;
		}
		if (n == 4 || (text[i] == '=' && n > 0)) {
			flush_group(out, bits, n);
			bits = 0;
			n = 0;
		}
	}
	flush_group(out, bits, n);
	return out;
}

/* Three quarters of the line can be base64, and it is no row of words. */
static gboolean
is_encoded_line(const char *line, gsize size)
{
	gsize odd = 0;
	gsize blanks = 0;
	gsize i;

	while (size > 0 && g_ascii_isspace(line[size - 1]))
		size--;
	while (size > 0 && g_ascii_isspace(*line)) {
		line++;
		size--;
	}
	for (i = 0; i < size; i++) {
		blanks += line[i] == ' ';
		odd += value_of(line[i]) < 0 && line[i] != '=' &&
		       line[i] != '\r';
	}
	return odd * 4 <= size && blanks <= 1 + size / 30;
}

/* Where the encoded lines end: at one of words that follows padding. */
static gsize
encoded_size(const char *text, gsize size)
{
	gboolean padded = FALSE;
	gsize at = 0;

	while (at < size) {
		const char *lf = memchr(text + at, '\n', size - at);
		gsize n = (lf == NULL ? size : (gsize)(lf - text)) - at;

		if (n > 1 && !is_encoded_line(text + at, n) &&
		    (padded || at == 0))
			return at;
		if (n > 1)
			padded = memchr(text + at, '=', n) != NULL || n < 60;
		at += n + (lf != NULL);
	}
	return size;
}

GString *
base64_text(const char *text, gsize size, struct message *message)
{
	gsize skip = 0;
	gsize end;
	GString *out;

	while (skip < size && g_ascii_isspace(text[skip]))
		skip++;
	end = skip + encoded_size(text + skip, size - skip);
	if (end == skip && skip < size) {
		message_problem(message, "A text part is not in base64, "
					 "though it says so.");
		return g_string_new_len(text, (gssize)size);
	}
	out = base64_decode(text, end);
	if (end < size) {
		message_problem(message,
				"Plain text follows a part in base64.");
		if (out->len > 0 && out->str[out->len - 1] != '\n')
			g_string_append_c(out, '\n');
		g_string_append_len(out, text + end, (gssize)(size - end));
	}
	return out;
}
